import type { Policy } from '../merge/policy.js'
import { judgePolicyAt } from '../merge/policy.js'
import type { Pattern } from '../purl/pattern.js'
import { decisionNow } from './segment-now.js'

/** What a policy allowed, and what of it another one allows no more. */
export interface Loss {
  /** Packages and patterns of which some version was allowed. */
  readonly allowed: number
  /** Those of them of which no version is allowed any more, sorted. */
  readonly lost: readonly Pattern[]
}

/**
 * Finds what a new policy takes away altogether: so that a list that was emptied, or a slip in a threshold, stops somebody
 * before it stops everybody.
 *
 * The policy before is taken at the instant that it was made for, as by `holdWidening`.
 *
 * @spec ask#holding-what-widens
 */
export function findLoss(before: Policy, after: Policy): Loss {
  const was = judgePolicyAt(before, before.issued)
  const isAllowed = (policy: Policy, name: Pattern) =>
    policy.findRule(name)?.rule.segments.some((each) => decisionNow(policy, each) === 'allow') ?? false
  const allowed = was.rules.flatMap(({ package: name }) => (isAllowed(was, name) ? [name] : []))
  return { allowed: allowed.length, lost: allowed.filter((name) => !isAllowed(after, name)) }
}
