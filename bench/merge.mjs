import { compare, ratioOf } from './harness/compare.mjs'
import { nameOfSize, shown } from './harness/report.mjs'
import { federationOfSize, openFederation, readFederation } from './lists/federation.mjs'
import { now, taken } from './lists/sealed-list.mjs'
import { parse } from './open-list.mjs'
import { mergeLists, preparePolicy, toPreparedBytes } from '../packages/core/dist/index.js'

export const about = 'merging twelve lists into a policy'

export const limits = {
  merge: { what: 'merge opened lists / parse', atMost: 2, from: 10_000, aim: 1 },
  'merge-and-write': { what: "merge, and the policy's bytes / parse", atMost: 3.5, from: 10_000 },
}

const roundsBySize = { 10_000: 25, 100_000: 9, 1_000_000: 5 }

export function run({ sizes, report, rounds }) {
  for (const size of sizes) {
    const files = readFederation(federationOfSize(size))
    const megabytes = files.reduce((sum, { bytes }) => sum + bytes.length, 0) / 1e6
    const { states, trust } = openFederation(files)
    const merged = taken(mergeLists(states, trust, 'tier', now)).policy
    report.heading(`${nameOfSize(size)} statements, ${merged.rules.length} packages, ${shown(megabytes)} MB`)
    const timings = compare(candidatesFor(files, states, trust), rounds ?? roundsBySize[size] ?? 9)
    const figure = (name, ratio) => report.figure({ name, size, ...ratio, limits })
    report.note(`floor: parse ${shown(timings.parse.medianMs)} ms`)
    figure('merge', ratioOf(timings.merge, timings.parse))
    figure('merge-and-write', ratioOf(timings.mergeAndWrite, timings.parse))
  }
}

function candidatesFor(files, states, trust) {
  const merge = () => taken(mergeLists(states, trust, 'tier', now)).policy
  return {
    parse: () => files.map(({ bytes }) => parse(bytes)),
    merge,
    mergeAndWrite: () => toPreparedBytes(taken(preparePolicy(merge()))),
  }
}
