import { ratioOf } from './harness/compare.mjs'
import { compareCpu } from './harness/cpu-time.mjs'
import { nameOfSize, shown } from './harness/report.mjs'
import { readCargoVet } from './lists/cargo-vet.mjs'
import { federationOfSize, openFederation, readFederation, toFile } from './lists/federation.mjs'
import { randomFrom } from './lists/random.mjs'
import { now, taken } from './lists/sealed-list.mjs'
import { makeVersion } from './lists/versions.mjs'
import { parse } from './open-list.mjs'
import {
  decide,
  mergeLists,
  openPolicy,
  preparePolicy,
  toPreparedBytes,
} from '../packages/core/dist/index.js'

export const about = 'merging lists into a policy, and asking it'

export const limits = {
  merge: { what: 'merge opened lists / parse', atMost: 2, from: 10_000, aim: 1 },
  'merge-and-write': { what: 'merge, and the bytes of the policy / parse', atMost: 3.5, from: 10_000 },
  growth: { what: 'merge / parse per statement, over the same at 10k', atMost: 1.3, at: 1_000_000 },
  configured: { what: 'merge with scopes, rows, overrides and criteria / parse' },
  decide: { what: 'decide on an opened policy, a question', atMost: 5, at: 1_000_000 },
  'one-package': { what: 'one package: 5,000 statements, 2,000 versions', atMost: 50 },
  'cargo-vet': { what: 'the statements of real cargo-vet files', atMost: 100 },
}

const roundsBySize = { 10_000: 9, 100_000: 5, 1_000_000: 3 }

export function run({ sizes, report, rounds }) {
  const mergeOverParse = new Map()
  // The quotient of the largest size is compared with that of 10k, which is therefore measured with it.
  const wanted = sizes.filter((size) => size >= 10_000)
  const needed = wanted.includes(1_000_000) && !wanted.includes(10_000) ? [10_000, ...wanted] : wanted
  for (const size of needed) {
    const ratio = timeFederation(size, rounds ?? roundsBySize[size] ?? 5, report)
    mergeOverParse.set(size, ratio)
    const base = mergeOverParse.get(10_000)
    if (size > 10_000 && base !== undefined) {
      const growth = { value: ratio.value / base.value, least: ratio.least / base.least }
      report.figure({ name: 'growth', size, ...growth, limits })
    }
  }
  report.heading('one package and many versions, and real lists')
  timeMerge('one-package', onePackage(), rounds ?? 7, report)
  const real = readCargoVet()
  if (real === undefined) report.note('skipped: the real cargo-vet lists are not beside this checkout')
  else timeMerge('cargo-vet', real, rounds ?? 7, report)
}

function timeFederation(size, rounds, report) {
  const files = readFederation(federationOfSize(size))
  const megabytes = files.reduce((sum, { bytes }) => sum + bytes.length, 0) / 1e6
  const { states, trust } = openFederation(files)
  const configured = openFederation(files, configuration).trust
  const merge = (by = trust) => taken(mergeLists(states, by, 'tier', now)).policy
  const bytes = toPreparedBytes(taken(preparePolicy(merge())))
  const policy = taken(openPolicy(bytes, { at: now }))
  report.heading(`${nameOfSize(size)} statements, ${policy.rules.length} packages, ${shown(megabytes)} MB`)
  const questions = makeQuestions(policy)
  const timings = compareCpu(
    {
      parse: () => files.map((each) => parse(each.bytes)),
      merge: () => merge(),
      mergeAndWrite: () => toPreparedBytes(taken(preparePolicy(merge()))),
      configured: () => merge(configured),
      decide: () => decideAll(policy, questions),
    },
    rounds,
    600,
  )
  const figure = (name, ratio) => report.figure({ name, size, ...ratio, limits })
  report.note(`floor: parse ${shown(timings.parse.medianMs)} ms`)
  const ratio = ratioOf(timings.merge, timings.parse)
  figure('merge', ratio)
  figure('merge-and-write', ratioOf(timings.mergeAndWrite, timings.parse))
  figure('configured', ratioOf(timings.configured, timings.parse))
  const { medianMs, leastMs } = timings.decide
  const toMicroseconds = (ms) => (ms * 1000) / questions.length
  report.figure({
    name: 'decide',
    size,
    value: toMicroseconds(leastMs),
    unit: 'µs',
    limits,
  })
  report.note(`      ${shown(1 / toMicroseconds(medianMs))} M/s in the median`)
  return ratio
}

/** What an operator may say besides whom it hears. */
const because = { reason: 'for measuring', by: 'the bench', until: '2027-06-01' }
const configuration = {
  profiles: { tier: { allowAt: 100, criteria: ['vulnerabilities'], maxAgeDays: 3000 } },
  repositories: [
    { package: 'pkg:cran/*', weight: 50, criteria: ['vulnerabilities'] },
    { package: 'pkg:deb/debian/*', weight: 50, criteria: ['vulnerabilities'] },
  ],
  overrides: [
    { package: 'pkg:pypi/numpy', versions: 'vers:pypi/*', decision: 'allow', ...because },
    { disregard: 'bench-tre-03', package: 'pkg:npm/*', ...because },
  ],
}

function makeQuestions(policy) {
  const random = randomFrom(policy.rules.length)
  return Array.from({ length: Math.min(100_000, policy.rules.length) }, () => {
    const name = random.oneOf(policy.rules).package
    return { package: name, version: makeVersion(random, name.slice(4, name.indexOf('/'))) }
  })
}

function decideAll(policy, questions) {
  let allowed = 0
  for (const question of questions) if (decide(policy, question).decision === 'allow') allowed++
  return allowed
}

/** The time of a merge alone, the least disturbed sample, in processor time. */
function timeMerge(name, { states, trust, count }, rounds, report) {
  const timings = compareCpu({ merge: () => taken(mergeLists(states, trust, 'tier', now)) }, rounds)
  const { medianMs, leastMs } = timings.merge
  report.figure({ name, size: count, value: leastMs, unit: 'ms', limits })
  report.note(`      ${count} statements; ${shown(medianMs)} ms in the median`)
}

/** One package in every list, most statements on single versions, some on stretches of them. */
function onePackage() {
  const random = randomFrom(5000)
  const versions = Array.from(
    { length: 2000 },
    (_, index) => `${1 + (index >> 8)}.${(index >> 4) & 15}.${index & 15}`,
  )
  const files = Array.from({ length: 10 }, (_, publisher) => {
    const texts = new Set()
    while (texts.size < 500) {
      const [a, b] = [random.below(2000), random.below(2000)].sort((x, y) => x - y)
      texts.add(a === b || random.chance(0.7) ? versions[a] : `>=${versions[a]}|<${versions[b]}`)
    }
    const entries = [...texts].sort().map((text) => ({
      basis: random.oneOf(['legacy', 'reviewed']),
      decided: '2026-05-01',
      decision: random.chance(0.95) ? 'allow' : 'deny',
      package: 'pkg:npm/one',
      versions: `vers:npm/${text}`,
    }))
    for (const entry of entries) if (entry.decision === 'deny') entry.reason = 'A broken release.'
    return toFile(`one-${publisher}`, entries)
  })
  return { ...openFederation(files), count: 5000 }
}
