import type { PolicySegment } from '@trustlist/schema'

const ranks = { deny: 2, undecided: 1, allow: 0 } as const

/** Positive where the first permits less than the second. */
export function compareSeverity(a: PolicySegment['decision'], b: PolicySegment['decision']): number {
  return ranks[a] - ranks[b]
}
