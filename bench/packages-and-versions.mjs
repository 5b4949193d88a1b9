import { makeEntries } from './lists/entries.mjs'
import { randomFrom } from './lists/random.mjs'
import { makeVersion, versionMakers } from './lists/versions.mjs'
import { ratioOf } from './harness/compare.mjs'
import { compareCpu } from './harness/cpu-time.mjs'
import { nameOfSize, shown } from './harness/report.mjs'
import { targets } from './hostile/targets.mjs'
import { searchWorst } from './hostile/search.mjs'
import {
  checkPackage,
  containsVersion,
  parseCanonicalRange,
  parseVersion,
  schemeOf,
} from '../packages/core/dist/index.js'
import { taken } from './lists/sealed-list.mjs'

export const about = 'packages, ranges and versions: reading, asking, comparing, and the worst input found'

/** Of what is no ratio the least disturbed sample is held against the limit: 600,000 entries and three million comparisons a second. */
export const limits = {
  read: { what: 'package, range and a version asked / parse of the same entries', atMost: 1.2, from: 10_000 },
  'read-bounds': { what: 'the same where every range has two bounds / parse' },
  entry: { what: 'package, range and a version asked, an entry', atMost: 1.667, at: 100_000, aim: 1 },
  'entry-and-version': { what: 'the same, the version asked about parsed each time' },
  'entry-bounds': { what: 'the same as the first where every range has two bounds' },
  ...Object.fromEntries(
    Object.keys(versionMakers).map((type) => [
      `compare-${type}`,
      { what: `compare two versions of ${type}`, atMost: 0.333, from: 10_000 },
    ]),
  ),
  ...Object.fromEntries(
    targets.map(({ name }) => [`hostile-${name}`, { what: `${name}: worst of 4,096 / typical`, atMost: 10 }]),
  ),
}

export function run({ sizes, report, rounds }) {
  for (const size of sizes) {
    report.heading(`${nameOfSize(size)} entries`)
    timeEntries(size, report, rounds ?? 9)
    timeCompare(Math.min(size, 100_000), report, rounds ?? 9)
  }
  report.heading(`worst inputs, of ${targets.length} readers`)
  for (const target of targets) {
    const { ratio, text } = searchWorst(target)
    report.figure({ name: `hostile-${target.name}`, size: 4096, value: ratio, limits })
    report.note(`      ${JSON.stringify(text.length > 90 ? `${text.slice(0, 90)}…` : text)}`)
  }
}

/** Entries as a list holds them, in canonical form, and for each a version that somebody asks about. */
function timeEntries(size, report, rounds) {
  const random = randomFrom(size)
  const entries = makeEntries(random, size, 'ascii')
  const text = JSON.stringify(entries)
  const plain = entries.map((entry) => toQuestion(random, entry, entry.versions))
  const bounds = entries.map((entry) => toQuestion(random, entry, twoBounds(random, typeOf(entry))))
  const timings = compareCpu(
    {
      parse: () => JSON.parse(text),
      entry: () => askAll(plain),
      'entry-and-version': () => parseAndAskAll(plain),
      'entry-bounds': () => askAll(bounds),
    },
    rounds,
  )
  for (const name of ['entry', 'entry-and-version', 'entry-bounds']) {
    const { medianMs, leastMs } = timings[name]
    report.figure({ name, size, value: (leastMs * 1000) / size, unit: 'µs', limits })
    report.note(
      `      ${perSecond(leastMs / size)} entries a second of processor time, ${perSecond(medianMs / size)} in the median`,
    )
  }
  report.figure({ name: 'read', size, ...ratioOf(timings.entry, timings.parse), limits })
  report.figure({ name: 'read-bounds', size, ...ratioOf(timings['entry-bounds'], timings.parse), limits })
}

function typeOf(entry) {
  return entry.package.slice(4, entry.package.indexOf('/'))
}

function twoBounds(random, type) {
  const scheme = schemeOf(type)
  for (;;) {
    const [a, b] = [makeVersion(random, type), makeVersion(random, type)]
    const order = scheme.compare(scheme.parse(a), scheme.parse(b))
    if (order !== 0) return `vers:${type}/>=${order < 0 ? `${a}|<${b}` : `${b}|<${a}`}`
  }
}

function toQuestion(random, entry, versions) {
  const type = typeOf(entry)
  const text = makeVersion(random, type)
  return {
    package: entry.package,
    versions,
    scheme: schemeOf(type),
    text,
    asked: taken(parseVersion(schemeOf(type), text)),
  }
}

function askAll(questions) {
  let held = 0
  for (const { package: name, versions, asked } of questions) {
    if (!checkPackage(name).ok) throw new Error(name)
    const range = parseCanonicalRange(versions)
    if (!range.ok) throw new Error(versions)
    if (containsVersion(range.value, asked)) held++
  }
  return held
}

function parseAndAskAll(questions) {
  let held = 0
  for (const { package: name, versions, scheme, text } of questions) {
    const range = parseCanonicalRange(versions)
    const asked = parseVersion(scheme, text)
    if (!checkPackage(name).ok || !range.ok || !asked.ok) throw new Error(name)
    if (containsVersion(range.value, asked.value)) held++
  }
  return held
}

function timeCompare(count, report, rounds) {
  const candidates = {}
  for (const type of Object.keys(versionMakers)) {
    const random = randomFrom(count)
    const scheme = schemeOf(type)
    const versions = Array.from({ length: count + 1 }, () => scheme.parse(makeVersion(random, type)))
    candidates[type] = () => compareAll(scheme, versions)
  }
  const timings = compareCpu(candidates, rounds)
  for (const [type, { medianMs, leastMs }] of Object.entries(timings)) {
    report.figure({
      name: `compare-${type}`,
      size: count,
      value: (leastMs * 1000) / count,
      unit: 'µs',
      limits,
    })
    report.note(`      ${shown(count / leastMs / 1000)} M/s, ${shown(count / medianMs / 1000)} in the median`)
  }
}

function compareAll(scheme, versions) {
  let earlier = 0
  for (let index = 1; index < versions.length; index++) {
    if (scheme.compare(versions[index - 1], versions[index]) < 0) earlier++
  }
  return earlier
}

function perSecond(ms) {
  return `${shown(1 / ms)}k`
}
