const onsets = [
  'b',
  'c',
  'd',
  'f',
  'g',
  'h',
  'j',
  'k',
  'l',
  'm',
  'n',
  'p',
  'qu',
  'r',
  's',
  'st',
  't',
  'tr',
  'v',
  'w',
  'z',
]
const vowels = ['a', 'e', 'i', 'o', 'u', 'y']
const codas = ['', '', '', 'n', 'r', 's', 'l', 't', 'x', 'ck']
const words = [
  'py',
  'data',
  'ml',
  'core',
  'utils',
  'stats',
  'plot',
  'io',
  'cli',
  'lib',
  'dev',
  'test',
  'api',
  'geo',
  'bio',
]

/** Lengths of names in real lists: half of those on PyPI have up to 9 characters, on CRAN up to 7, a tenth twice that. */
function nameOf(random, syllables, joint, jointShare) {
  let name = ''
  for (let left = random.weighted(syllables); left > 0; left--) {
    name += random.oneOf(onsets) + random.oneOf(vowels) + random.oneOf(codas)
  }
  while (random.chance(jointShare)) {
    name = random.chance(0.5)
      ? `${random.oneOf(words)}${joint}${name}`
      : `${name}${joint}${random.oneOf(words)}`
  }
  return name
}

const short = [
  [1, 1],
  [2, 5],
  [3, 5],
  [4, 2],
]
const long = [
  [2, 4],
  [3, 5],
  [4, 3],
]
const release = (random) => `${random.below(12)}.${random.below(30)}.${random.below(20)}`

/** Each ecosystem's share of a large list, its names and its versions. */
const ecosystems = [
  ['pypi', 40, (random) => `pkg:pypi/${nameOf(random, short, '-', 0.28)}`, release],
  ['npm', 27, npmPackage, release],
  [
    'cran',
    12,
    (random) => `pkg:cran/${cranName(random)}`,
    (random) => `${random.below(9)}.${random.below(12)}-${random.below(9)}`,
  ],
  [
    'conda',
    12,
    (random) =>
      `pkg:conda/${nameOf(random, short, '-', 0.25)}?channel=${random.chance(0.8) ? 'conda-forge' : 'bioconda'}`,
    release,
  ],
  [
    'deb',
    9,
    debPackage,
    (random) => `${release(random)}-${1 + random.below(5)}+deb12u${1 + random.below(3)}`,
  ],
]

function npmPackage(random) {
  const name = nameOf(random, short, '-', 0.3)
  return random.chance(0.35) ? `pkg:npm/%40${nameOf(random, short, '-', 0.05)}/${name}` : `pkg:npm/${name}`
}

function cranName(random) {
  const name = nameOf(random, short, '.', 0.06)
  return random.chance(0.4) ? name[0].toUpperCase() + name.slice(1) : name
}

function debPackage(random) {
  const name = nameOf(random, long, '-', 0.35)
  return `pkg:deb/debian/${random.weighted([
    ['', 5],
    ['lib', 4],
    ['python3-', 2],
    ['r-cran-', 1],
  ])}${name}`
}

/** Distinct packages in their one order, each with its ecosystem and a way to make up a version. */
export function makePackages(random, count) {
  const made = new Map()
  const choices = ecosystems.map(([type, weight, make, version]) => [{ type, make, version }, weight])
  while (made.size < count) {
    const { type, make, version } = random.weighted(choices)
    let name = make(random)
    // Syllables run out in a list of a million: as in life, the late ones take a longer name.
    if (made.has(name))
      name = name.replace(/[a-z0-9]+(?=$|\?)/i, (last) => last + random.oneOf(words) + random.below(100))
    made.set(name, { type, package: name, version })
  }
  return [...made.values()].sort((a, b) => (a.package < b.package ? -1 : 1))
}
