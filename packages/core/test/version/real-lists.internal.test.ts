import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parseRange } from '../../src/version/parse-range.js'
import { schemeOf } from '../../src/version/registry.js'
import { parseVersion } from '../../src/version/version.js'
import { absent, hasShared, sharedFolder } from '../shared/shared.js'

/** Where a kind of file has its versions. */
interface Source {
  /** Of paths below ../shared/lists. */
  readonly files: RegExp
  readonly type: string
  /** Every group of every match is a version. */
  readonly versions: RegExp
}

const secondColumn = /^[^\t\n]+\t(?:[<>=]+ )?([^\t\n]+)/gm
const comparison = /^[^-#\s<>=!][^#\s<>=!]*(?:==?|[<>]=?)([^,\s=]+)(?:,<([^,\s]+))?/gm

const sources: readonly Source[] = [
  { files: /^_normalised\/.*\.pypi\.tsv$/, type: 'pypi', versions: secondColumn },
  { files: /^_normalised\/.*\.cran\.tsv$/, type: 'cran', versions: secondColumn },
  { files: /^easybuild\/(Python|SciPy).*\.tsv$/, type: 'pypi', versions: secondColumn },
  { files: /^easybuild\/R-.*\.tsv$/, type: 'cran', versions: secondColumn },
  { files: /^pyodide\/.*\.json$/, type: 'pypi', versions: /"version": "([^"]+)"/g },
  { files: /^opensafely-python\/.*requirements\.(txt|in)$/, type: 'pypi', versions: comparison },
  { files: /^opensafely-python\/.*packages\.md$/, type: 'pypi', versions: /^- \[[^\s:]+: ([^\]]+)\]/gm },
  { files: /^opensafely-r\/.*renv\.lock$/, type: 'cran', versions: /"Version": "([^"]+)"/g },
  { files: /^opensafely-r\/.*pkg\.lock$/, type: 'cran', versions: /"version": "([^"]+)"/g },
  { files: /^opensafely-r\/.*packages\.md$/, type: 'cran', versions: /^\| \S+ +\| (\d\S*) +\|/gm },
  { files: /^opensafely-r\/.*dependencies\.txt$/, type: 'deb', versions: comparison },
  {
    files: /^opensafely-r\/.*library-changes\.txt$/,
    type: 'deb',
    versions: /^updated: \S+: (\S+) -> (\S+)$/gm,
  },
  {
    files: /^cargo-vet\/.*\.(toml|lock)$/,
    type: 'cargo',
    versions: /^(?:version|audited_as|delta) = "([^" ]+)(?: -> ([^"]+))?"$/gm,
  },
  { files: /^terra-allofus\/.*requirements\.txt$/, type: 'pypi', versions: comparison },
  { files: /^insee-onyxia\/.*requirements\.txt$/, type: 'pypi', versions: comparison },
  { files: /^statcan-aaw\/.*\.tsv$/, type: 'conda', versions: /\tconda\t[^\s<>=]+==?(\S+)/g },
  { files: /^statcan-aaw\/.*\.tsv$/, type: 'pypi', versions: /\tpip\t[^\s<>=]+==?(\S+)/g },
  {
    files: /^jupyter-docker-stacks\/.*\.tsv$/,
    type: 'conda',
    versions: /\tconda\t[^\s<>=]+[<>=]=?([^\s,=]+)(?:,<([^,\s=]+))?/g,
  },
  { files: /^csc-sd-desktop\/.*\.tsv$/, type: 'generic', versions: /^[^\t\n]+\t[^\t\n]+\t([^\t\n]+)$/gm },
  {
    files: /^uk-tre-packages\/.*\.pypi\.json$/,
    type: 'pypi',
    versions: /"version": "[<>=]+ ([^"]+)"/g,
  },
  {
    files: /^uk-tre-packages\/.*\.cran\.json$/,
    type: 'cran',
    versions: /"version": "[<>=]+ ([^"]+)"/g,
  },
  {
    files: /^uk-tre-packages\/.*\.other\.json$/,
    type: 'generic',
    versions: /"version": "[<>=]+ ([^"]+)"/g,
  },
]

/** Files that name packages without versions, or no packages at all. */
const without: readonly (readonly [RegExp, string])[] = [
  [/^_normalised\/.*\.conda\.tsv$/, 'names alone'],
  [/^turing-dsh\//, 'names alone'],
  [/^sheffield-dsh\//, 'names alone'],
  [/^nexus-allowlist\//, 'names alone'],
  [/^lsc-sde\//, 'names alone'],
  [/^azuretre\//, 'whole repositories'],
  [/^insee-onyxia\/.*\.tsv$/, 'names alone'],
  [/^opensafely-python\/.*dependencies\.txt$/, 'names alone'],
  [/^opensafely-r\/.*packages\.toml$/, 'names alone'],
  [/\.env$/, 'settings of a build'],
  [/^uk-tre-packages\/schema.*\.json$/, 'schemas'],
  [/(^|\/)(SOURCE|README\.md)$/, 'about the lists'],
]

/** Versions that are refused, and why that is right. */
const refusals: readonly (readonly [type: string, RegExp, string])[] = [
  ['cargo', /@git:[0-9a-f]{40}$/, "cargo-vet's own way to name a commit; no crate has such a version"],
  ['cargo', /^0\.10$/, "the version of cargo-vet's own format, in its config file"],
  ['conda', /^\*$/, 'a match spec that leaves the version open and picks a build'],
]

const root = `${sharedFolder}lists/`

function filesOf(folder: string): readonly string[] {
  return readdirSync(root + folder, { withFileTypes: true }).flatMap((each) =>
    each.isDirectory() ? filesOf(`${folder}${each.name}/`) : [`${folder}${each.name}`],
  )
}

function versionsOf(file: string, pattern: RegExp): readonly string[] {
  return [...readFileSync(root + file, 'utf8').matchAll(pattern)].flatMap(([, ...groups]) =>
    groups.filter((group) => (group as string | undefined) !== undefined && group !== ''),
  )
}

describe.skipIf(!hasShared)(hasShared ? 'the versions on real lists' : absent, () => {
  const files = hasShared ? filesOf('') : []
  const found = sources.map((source) => ({
    ...source,
    all: files.filter((file) => source.files.test(file)).flatMap((file) => versionsOf(file, source.versions)),
  }))

  test('are looked for in every file, or the file is known to have none', () => {
    const unread = files.filter(
      (file) =>
        !sources.some((source) => source.files.test(file)) && !without.some(([known]) => known.test(file)),
    )
    expect(unread).toEqual([])
  })

  test('are as many as there are', () => {
    const counts: Record<string, number> = {}
    for (const { type, all } of found) counts[type] = (counts[type] ?? 0) + all.length
    expect(counts).toEqual({ cargo: 18692, conda: 7, cran: 12430, deb: 354, generic: 17, pypi: 2710 })
    expect(found.filter(({ all }) => all.length === 0).map(({ files: { source } }) => source)).toEqual([])
  })

  test('are read by the scheme of their ecosystem, or refused for a reason that is listed', () => {
    const refused = found.flatMap(({ type, all }) =>
      [...new Set(all)]
        .filter((version) => !parseVersion(schemeOf(type), version).ok)
        .map((version) => `${type} ${version}`),
    )
    const isListed = (each: string) =>
      refusals.some(
        ([type, pattern]) => each.startsWith(`${type} `) && pattern.test(each.slice(type.length + 1)),
      )
    expect(refused.filter((each) => !isListed(each))).toEqual([])
    // Different ones: 25 commits, and one of each of the others.
    expect(refused).toHaveLength(27)
  })

  test('of the one violation that cargo-vet sources name are a range', () => {
    const all = files
      .filter((file) => file.startsWith('cargo-vet/'))
      .flatMap((file) => versionsOf(file, /^violation = "([^"]+)"$/gm))
    expect(all).toEqual(['<0.20.0'])
    expect(parseRange(`vers:cargo/${all[0]!}`).ok).toBe(true)
  })
})
