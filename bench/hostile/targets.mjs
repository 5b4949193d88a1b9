import {
  checkPackage,
  foldPackage,
  knownTypes,
  nativeEcosystems,
  parseCanonicalRange,
  parseNativeRange,
  parsePattern,
  parsePurl,
  parseRange,
  schemeOf,
  toRangeText,
  lintRange,
  VersionFault,
} from '../../packages/core/dist/index.js'

const length = 4096

/** Repeats of a piece up to a length, whole. */
function fill(head, piece, tail = '', most = length) {
  return head + piece.repeat(Math.floor((most - head.length - tail.length) / piece.length)) + tail
}

/** What a long version of the type would look like, were it taken at that length: parts of all kinds. */
const typicalVersions = {
  cargo: fill('1.0.0-rc', '.10.beta'),
  conda: fill('1.0', '.12rc1.4'),
  cran: fill('1.0', '.12-4.7'),
  datetime: fill('2026-11-22T00:00:00.', '123456789', 'Z'),
  deb: fill('1:1.0', '.12+dfsg4~rc', '-1'),
  gem: fill('1.0', '.12.rc1.4'),
  golang: fill('v1.0.0-rc', '.10.beta'),
  hex: fill('1.0.0-rc', '.10.beta'),
  maven: fill('1.0', '.12-foo-4'),
  npm: fill('1.0.0-rc', '.10.beta'),
  nuget: fill('1.0.0-rc', '.10.beta'),
  pub: fill('1.0.0-rc', '.10.beta'),
  pypi: fill('1.0', '.12.4', '+ubuntu.1'),
  rpm: fill('1:1.0', '.12rc4~git', '-1'),
  semver: fill('1.0.0-rc', '.10.beta'),
  spack: fill('1.0', '.12rc4-git'),
}

/** A reader also answers to what it has read: a version is compared, a range written, a package folded. */
function readVersion(type) {
  const scheme = schemeOf(type)
  return (text) => {
    const first = scheme.parse(text)
    const second = scheme.parse(`${text}0`)
    if (first instanceof VersionFault || second instanceof VersionFault) return
    scheme.compare(first, second)
    scheme.isPreRelease(first)
  }
}

function readRange(text) {
  const range = parseRange(text)
  if (!range.ok) return
  toRangeText(range.value)
  lintRange(range.value)
  parseCanonicalRange(text)
}

function readPurl(text) {
  const purl = parsePurl(text)
  if (purl.ok) foldPackage(purl.value)
  checkPackage(text)
  parsePattern(text)
}

function ascending(head, piece, count) {
  return head + Array.from({ length: count }, (_, index) => piece(index)).join('|')
}

/**
 * A long range is a list of alternatives where the ecosystem has them, no two alike: what repeats itself costs nothing
 * in the semver package, which remembers, and little where bounds fall together.
 */
function typicalNative(ecosystem) {
  const alternative = {
    conda: (index) => `>=${1000 + index}.1,<${1001 + index}`,
    npm: (index) => `|^${1000 + index}.1.0`,
  }[ecosystem]
  if (alternative === undefined) return fill('', native[ecosystem], native[ecosystem].replace(/[, ]+$/, ''))
  return ascending('', alternative, 340)
    .replace(/^\|/, '')
    .slice(0, length)
    .replace(/\|+[^|]*$/, '')
}

const native = {
  bioconductor: '>= 1.12, ',
  cargo: '>=1.12.4, ',
  cran: '>= 1.12, ',
  deb: '>= 1.12-4, ',
  pypi: '>=1.12.4,',
}

/**
 * Every reader of text in the two layers, what is typical for it at the longest it gets (4,096 characters), and what
 * its grammar is made of: the search builds its inputs of that.
 */
export const targets = [
  ...knownTypes
    .filter((type) => type in typicalVersions || schemeOf(type).ordered)
    .map((type) => ({
      name: `version of ${type}`,
      read: readVersion(type),
      typical: typicalVersions[type] ?? fill('1.0', '.12'),
      heads: ['', '1', '1.0', '1.0.0-', 'v1.0.0-a', '0', '1:', '1!1', '2026-11-22T00:00:00.', 'a'],
      tails: ['', '-', '+', '.', '!', 'Z', 'rc', ' ', '\n', '~', '-1', '+a'],
      // prettier-ignore
      pieces: ['0', '00000000', '9', '99999999', '1', '.', '-', '_', '+', '~', '^', '!', ':', 'a', 'A', 'rc', 'post', 'dev', 'alpha', 'x', '.0', '-0', '.a', '-a', '1a', '0a', ' ', 'é', '\ud83d\ude00', '\u200b'],
    })),
  ...['npm', 'pypi', 'deb', 'maven', 'conda', 'cran', 'github', 'unknown-type'].map((type) => ({
    name: `range of ${type}`,
    read: readRange,
    typical: ascending(
      `vers:${type}/`,
      (index) =>
        `${type === 'github' || type === 'unknown-type' ? '' : index % 2 ? '<' : '>='}${1000 + index}.1.0`,
      400,
    )
      .slice(0, 4096)
      .replace(/\|[^|]*$/, ''),
    heads: [`vers:${type}/`, `vers:${type}/>=`, `vers:${type}/!=`, 'vers:', `vers:${type}/1.0.0|`],
    tails: ['', '|', '*', '=', '%', '>', '|1.0.0', '1.0.0'],
    // prettier-ignore
    pieces: ['|', '!=', '>', '<', '=', '>=', '*', '%', '%20', '%2', '%C3%A9', '%F0%9F%98%80', '1', '1.0.0', '|1.0.0', '|!=1.0.0', '0', '.', '-', 'a', 'é', ' '],
    counted: (index) => `!=${1000 + index}.0.0|`,
  })),
  {
    name: 'package URL',
    read: readPurl,
    typical: fill('pkg:generic/openssl?download_url=https://example.org/', 'path/to/1.0/'),
    heads: [
      'pkg:',
      'pkg:npm/',
      'pkg:pypi/',
      'pkg:golang/',
      'pkg:git/a/',
      'pkg:generic/a?',
      'pkg:generic/a?b=',
      'pkg:generic/a#',
      'pkg:swid/a?tag_id=',
      'pkg:oci/a?repository_url=',
      'pkg:conda/a?channel=',
      'pkg:docker/',
      '',
    ],
    tails: ['', '/', '@', '@1', '?', '#', '*', '%', '=', '&', 'a'],
    // prettier-ignore
    pieces: ['/', '//', '@', '%40', '?', '#', '&', '=', 'a=', '&a=', ':', '%', '%2F', '%25', '%20', '%C3%A9', '*', '.', '..', '/..', '-', '--', '_', 'a', 'A', '1', '+', ' ', 'é', '\u0430', '\u200b', '\ud83d\ude00', 'https://', '//a/'],
  },
  ...nativeEcosystems.map((ecosystem) => ({
    name: `native range of ${ecosystem}`,
    read: (text) => parseNativeRange(ecosystem, text),
    typical: typicalNative(ecosystem),
    heads: ['', '>=', '^', '~=', '==', '(', 'pkg (', 'numpy ', '1 - '],
    tails: ['', ')', ',', '*', '|', '||', '.*', ']', '1'],
    // prettier-ignore
    pieces: ['>', '<', '=', '>=', '!=', '~', '~=', '^', '*', '.*', '.x', ',', '|', '||', ' ', '  ', '\t', '(', ')', '[', ']', '1', '0', '1.0', '>=1,', '<2|', '!=1.1,', '!=1.0.*,', 'a', 'rc1', '-', '.', '+', '$', ' - ', ' || ', '1 || ', '::', 'é'],
    counted: (index) =>
      ({ npm: `${1000 + index}.0.0||`, conda: `${1000 + index}|` })[ecosystem] ?? `!=${1000 + index}.0,`,
  })),
]
