// Small worlds, so that what publishers say meets: a few packages, patterns and versions of each ecosystem.

/**
 * `versions`: ascending; those of one group are the same version, spelt differently. `isOrdered`: false where versions
 * are only named. `tooWide`: what an allow may not name.
 */
export const worlds = {
  pypi: {
    packages: ['numpy', 'pandas', 'zope-interface', 'numpy?repository_url=mirror.example%2Fsimple'],
    patterns: ['*', '*?repository_url=mirror.example%2Fsimple'],
    unfolded: ['NumPy', 'zope.interface', 'zope_interface', 'Zope--Interface'],
    versions: [
      ['1.0.dev1'],
      ['1.0a1', '1.0alpha1'],
      ['1.0rc1', '1.0c1'],
      ['1.0', '1.0.0', 'v1.0'],
      ['1.0+local.1'],
      ['1.0.post1', '1.0-1'],
      ['1.26.4'],
      ['2.0.dev3'],
      ['2.0a1'],
      ['2.0', '2.0.0'],
      ['1!0.1'],
    ],
    unreadable: ['one', '1.0 ', '1..0', 'latest'],
  },
  cran: {
    packages: ['data.table', 'Rcpp', 'rcpp'],
    patterns: ['*'],
    unfolded: ['data_table', '.hidden'],
    versions: [
      ['0.9'],
      ['1.0', '1.0.0', '1-0', '1.0-0'],
      ['1.0.1', '1.0-1'],
      ['1.2-3', '1.2.3'],
      ['1.10'],
      ['2.0', '2.0.0'],
    ],
    unreadable: ['1.0a', '1..0', '-1', '1.99999999999'],
  },
  npm: {
    packages: ['left-pad', '%40types/node', '%40types/react', '%40scope/left-pad'],
    patterns: ['*', '%40types/*', '%40scope/*'],
    unfolded: ['types/node', '@types/node'],
    versions: [
      ['0.9.0'],
      ['1.0.0-alpha'],
      ['1.0.0-alpha.1'],
      ['1.0.0-beta.2'],
      ['1.0.0-beta.11'],
      ['1.0.0', '1.0.0+build.5'],
      ['1.2.0'],
      ['1.10.0'],
      ['2.0.0-rc.1'],
      ['2.0.0'],
      ['10.0.0'],
    ],
    unreadable: ['v1.0.0', '1.0', '01.0.0', '1.0.0-01', '=1.0.0'],
  },
  deb: {
    packages: [
      'debian/curl',
      'debian/curl?distro=bookworm',
      'debian/curl?distro=sid',
      'ubuntu/curl',
      'debian/g%2B%2B',
    ],
    patterns: ['*', 'debian/*', 'debian/*?distro=bookworm', '*?distro=sid', 'ubuntu/*'],
    unfolded: ['Debian/Curl', 'debian/curl?distro=Bookworm', 'debian/curl?arch=amd64'],
    versions: [
      ['1.0~rc1-1'],
      ['1.0', '0:1.0', '1.0-0'],
      ['1.0-1'],
      ['1.0-1+deb12u1'],
      ['1.0+dfsg-1'],
      ['1.10-1'],
      ['2.0~beta'],
      ['2.0-1', '2.0-01'],
      ['1:0.5-1'],
    ],
    unreadable: ['1.0_1', 'a:1', '-1', '1.0:1'],
  },
  github: {
    packages: ['actions/checkout', 'actions/cache', 'other/checkout'],
    patterns: ['*', 'actions/*'],
    unfolded: ['Actions/Checkout'],
    versions: [['main'], ['v1'], ['v1.0'], ['v2']],
    unreadable: [],
    isOrdered: false,
  },
}

/** How often entries are of which ecosystem. */
export const worldWeights = { pypi: 5, npm: 4, deb: 4, cran: 3, github: 1 }

/** What has to be escaped in a version of a range. */
const escapeVersion = (version) =>
  version.replaceAll(/[^\x21-\x7e]|[<>=!*|%]/gu, (character) =>
    [...Buffer.from(character)]
      .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
      .join(''),
  )

/** The constraint that stands for a point between two intervals, or none where the point changes nothing. */
function constraintOf(before, point, after, version) {
  if (before && after) return point ? undefined : `!=${version}`
  if (after) return point ? `>=${version}` : `>${version}`
  if (before) return point ? `<=${version}` : `<${version}`
  return point ? version : undefined
}

/** A range in canonical form: points in ascending order, and which pieces of the line are in, drawn. Never empty. */
export function drawRange(random, type) {
  const { versions, isOrdered = true } = worlds[type]
  for (;;) {
    if (random.chance(15)) return `vers:${type}/*`
    const points = random
      .some(versions, 1, random.chance(20) ? 4 : 2)
      .map((group) => escapeVersion(random.pick(group)))
    if (!isOrdered) {
      const sign = random.chance(25) ? '!=' : ''
      return `vers:${type}/${[...points]
        .sort()
        .map((each) => sign + each)
        .join('|')}`
    }
    const shape = random.weighted({ equal: 5, below: 4, above: 3, between: 4, any: 4 })
    const intervals =
      shape === 'equal'
        ? points.map(() => false).concat(false)
        : shape === 'below'
          ? points.map((_, index) => index === 0).concat(false)
          : shape === 'above'
            ? [false, ...points.map((_, index) => index === points.length - 1)]
            : shape === 'between'
              ? [false, ...points.map((_, index) => index < points.length - 1)]
              : points.map(() => random.chance(50)).concat(random.chance(50))
    const constraints = points.flatMap((version, index) => {
      const isIn = shape === 'equal' || random.chance(50)
      const found = constraintOf(intervals[index], isIn, intervals[index + 1], version)
      return found === undefined ? [] : [found]
    })
    if (constraints.length > 0) return `vers:${type}/${constraints.join('|')}`
  }
}

/** A version that some range may name. */
export const drawVersion = (random, type) => random.pick(random.pick(worlds[type].versions))

/** An exact version as a range: entries bound to files need one. */
export const drawExact = (random, type) => `vers:${type}/${escapeVersion(drawVersion(random, type))}`

const brokenRanges = [
  (range) => range.replace('vers:', 'vers'),
  (range) => range.replace('/', ''),
  (range) => `${range}|`,
  (range) => range.replace('/', '/|'),
  (range) => range.replace('/', '/='),
  (range) => `${range}|*`,
  (range) => `${range} `,
  (range) => range.replace(/(vers:[a-z]+)/, (head) => head.toUpperCase()),
  (range) => `${range}|${range.split('/')[1].replace(/^[<>=!]+/, '')}`,
  (range) => range.split('/')[0] + '/' + range.split('/')[1].split('|').reverse().join('|'),
  (range) => range.replace(/[0-9]/, (digit) => `%3${digit}`),
  (range) => range.replace('vers:pypi', 'vers:zzz'),
  (range) => range.replace(/\/.*/, '/'),
  (range) => range.replace('.', '\u200b.'),
  (range) => range.replace(/[0-9]/, 'é'),
  (range) => range.replace(/\/([<>=!]*)/, '/<'),
  (range) => range.replace(/\/([<>=!]*)/, '/>='),
]

/** A range that is mostly wrong in some way. */
export function drawBrokenRange(random, type) {
  for (;;) {
    const range = drawRange(random, type)
    // Of the asterisk alone most would break two rules at once, and which one is told first is nobody's concern.
    if (!range.endsWith('*')) return random.pick(brokenRanges)(range)
  }
}

export const drawType = (random) => random.weighted(worldWeights)
export const drawPackage = (random, type) => `pkg:${type}/${random.pick(worlds[type].packages)}`
export const drawPattern = (random, type) => `pkg:${type}/${random.pick(worlds[type].patterns)}`
export const drawName = (random, type) =>
  random.chance(30) ? drawPattern(random, type) : drawPackage(random, type)

const brokenNames = [
  (name) => name.replace('pkg:', ''),
  (name) => name.replace('pkg:', 'PKG:'),
  (name) => name.replace(/(\?|$)/, '@1.0$1'),
  (name) => `${name}#sub`,
  (name) => `${name}?checksum=sha256:00`,
  (name) => `${name}${name.includes('?') ? '&' : '?'}repository_url=`,
  (name) => name.replace('pkg:', 'pkg://'),
  (name) => `${name}%`,
  (name) => `${name}\u202e`,
  (name) => name.replace(/[a-z](?=[^/]*$)/, '%61'),
  (name) => name.replace(/[a-z](?=[^/]*$)/, 'а'),
  (name) => name.replace('/', '//'),
  (name) => `${name}*`,
  (name) => name.replace(/\/[^/]*$/, '/'),
]

/** A package that is unfolded, not canonical, or none at all. */
export function drawBrokenName(random, type) {
  const { unfolded } = worlds[type]
  return random.chance(50) && unfolded.length > 0
    ? `pkg:${type}/${random.pick(unfolded)}`
    : random.pick(brokenNames)(drawPackage(random, type))
}
