// What a merge permits, in numbers.
import * as core from '../../packages/core/dist/index.js'
import { at, valueOf } from './sign-import.mjs'

/** One merge of some publishers, in short: how far each is believed, and one profile. */
export function countMerged(states, appetite) {
  return core.summarise(merged(states, appetite))
}

/** How many packages are permitted in some version only as files that a list names by digest. */
export function countByFile(states, appetite) {
  const allows = ({ decision }) => decision === 'allow'
  return merged(states, appetite).rules.filter(
    ({ segments }) =>
      !segments.some(allows) && segments.some(({ files }) => files !== undefined && files.some(allows)),
  ).length
}

/** How many packages each set of publishers names, in the order in which the publishers are given. */
export function countNaming(states) {
  const namers = new Map()
  states.forEach(({ publisher, lists }) => {
    const names = new Set(lists.flatMap(({ entries }) => [...entries].map((entry) => entry.package)))
    for (const name of names) namers.set(name, [...(namers.get(name) ?? []), publisher])
  })
  const counts = new Map()
  for (const each of namers.values()) counts.set(each.join(', '), (counts.get(each.join(', ')) ?? 0) + 1)
  return counts
}

function merged(states, { weights, profile }) {
  const publishers = states.map(({ publisher }, index) => {
    const weight = weights[index]
    const trust = typeof weight === 'number' ? { weight } : { trust: weight }
    return {
      id: publisher,
      from: `./${publisher}`,
      pin: `sha256:${core.sha256(core.encodeUtf8(publisher))}`,
      ...trust,
    }
  })
  const trust = { trustlist: '1.0', operator: 'operator', publishers, profiles: { tier: profile } }
  return valueOf(core.mergeLists(states, valueOf(core.readTrust(trust), 'trust.yaml'), 'tier', at), 'merge')
    .policy
}
