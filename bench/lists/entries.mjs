import { makePackages } from './packages.mjs'

/** Most entries of real lists were let in because something needs them, or nobody remembers why. */
const bases = [
  ['legacy', 38],
  ['dependency', 32],
  ['reviewed', 15],
  ['adopted', 7],
  ['curated', 5],
  ['inherited', 3],
]
const decisions = [
  ['allow', 980],
  ['deny', 14],
  ['withdrawn', 6],
]
const criteria = [
  'identity',
  'maintenance',
  'vulnerabilities',
  'licence',
  'network',
  'telemetry',
  'source-review',
  'scope',
]
const reviewers = [
  'A. Okafor',
  'J. Madge',
  'platform team',
  'research software group',
  'S. Novak',
  'M. Lindqvist',
]
/** One name beyond Latin-1 is enough for a whole decoded text to take two bytes a character. */
const namesBeyondAscii = ['Zoë Müller', 'Łukasz Wójcik', 'Ngô Bảo', 'Σοφία']
const reasons = [
  'Installs a downloader that fetches code at run time.',
  'Known vulnerability without a release that mends it.',
  'The project is archived; its successor is on this list.',
  'Name is one letter away from a widely used package.',
]
const peers = ['example-tre', 'northern-sde', 'hpc-bundle', 'coast-dsh']

/**
 * Entries as the subject of a list holds them: sorted, one for nearly every package, some packages with two. About 200 bytes
 * each, as in a list that was imported and then kept by people.
 *
 * @param characters - `ascii`, or `any` for some reviewers' names beyond it.
 */
export function makeEntries(random, count, characters) {
  const packages = makePackages(random, Math.ceil(count * 0.97))
  const entries = []
  for (const each of packages) {
    if (entries.length === count) break
    const first = makeEntry(random, each, packages, characters)
    const second = makeEntry(random, each, packages, characters)
    const isTwofold = random.chance(0.03) || packages.length - entries.length < count - packages.length
    if (!isTwofold || first.versions === second.versions || entries.length + 2 > count) entries.push(first)
    else entries.push(...[first, second].sort((a, b) => (a.versions < b.versions ? -1 : 1)))
  }
  while (entries.length < count) {
    const last = packages.at(-1)
    entries.push(
      makeEntry(random, { ...last, package: `${last.package}z${entries.length}` }, packages, characters),
    )
  }
  return entries
}

/** One entry about a package, as some publisher would write it. */
export function makeEntry(random, { type, package: name, version }, packages, characters) {
  const basis = random.weighted(bases)
  const decision = random.weighted(decisions)
  const entry = {
    basis,
    decided: makeDay(random, 2019, 7),
    decision,
    package: name,
    versions: makeVersions(random, type, version),
  }
  if (decision !== 'allow') {
    entry.reason = random.oneOf(reasons)
    if (random.chance(0.6)) entry.references = [`CVE-${2018 + random.below(8)}-${1000 + random.below(50000)}`]
  }
  if (basis === 'dependency')
    entry.dependencyOf = makeMany(random, 1, 3, () => random.oneOf(packages).package)
  if (basis === 'adopted') entry.origins = [random.oneOf(peers)]
  if (basis === 'inherited') entry.origins = [`pkg:${type}/*`]
  if (basis === 'reviewed') {
    entry.reviewers = makeMany(random, 1, 2, () =>
      characters === 'any' && random.chance(0.2) ? random.oneOf(namesBeyondAscii) : random.oneOf(reviewers),
    )
    entry.checks = makeMany(random, 1, 4, () => makeCheck(random))
    if (random.chance(0.5)) entry.until = makeDay(random, 2027, 3)
  }
  const isExact = !/[*<>=!|]/.test(entry.versions.slice(entry.versions.indexOf('/')))
  if (isExact && random.chance(0.08))
    entry.digests = makeMany(random, 1, 3, (index) => makeDigest(random, name, index))
  return entry
}

function makeVersions(random, type, version) {
  const range = () => {
    const major = 1 + random.below(8)
    return `>=${major}.${random.below(9)}.${random.below(9)}|<${major + 1}.0.0`
  }
  return `vers:${type}/${random.weighted([
    [() => '*', 50],
    [() => version(random), 32],
    [range, 18],
  ])()}`
}

function makeCheck(random) {
  const check = {
    criterion: random.oneOf(criteria),
    result: random.weighted([
      ['pass', 90],
      ['accepted-risk', 6],
      ['not-applicable', 4],
    ]),
  }
  if (random.chance(0.5)) check.by = random.oneOf(reviewers)
  if (random.chance(0.5)) check.on = makeDay(random, 2022, 4)
  return check
}

function makeDigest(random, name, index) {
  let sha256 = ''
  while (sha256.length < 64) sha256 += random.below(65536).toString(16).padStart(4, '0')
  return { file: `${name.split('/').at(-1).split('?')[0]}-${index}.tar.gz`, sha256 }
}

function makeDay(random, firstYear, years) {
  const part = (number) => String(number).padStart(2, '0')
  return `${firstYear + random.below(years)}-${part(1 + random.below(12))}-${part(1 + random.below(28))}`
}

function makeMany(random, least, most, make) {
  return Array.from({ length: least + random.below(most - least + 1) }, (_, index) => make(index))
}
