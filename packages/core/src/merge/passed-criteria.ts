import type { ListEntry } from '../list/entry.js'
import { withImplied } from './standard-criteria.js'

/** What is passed and failed, as bits: one for each criterion that the profile requires, in its order. */
export interface Passed {
  readonly passes: number
  readonly fails: number
}

export interface CriteriaRule {
  /** Those that the profile requires. */
  readonly required: readonly string[]
  /** Those for which it takes an accepted risk as a pass, as a check writes them. */
  readonly acceptedRisk: ReadonlySet<string>
}

/** Where nothing is required there is one question, which every allow and every row passes and nothing fails. */
export const everythingPasses: Passed = { passes: 1, fails: 0 }

const nothing: Passed = { passes: 0, fails: 0 }

/**
 * What an entry's checks pass and fail of what is required.
 *
 * @spec merge#criteria-passed
 * @param map - The operator's map from this publisher's own criteria to standard ones.
 */
export function toPassed(
  checks: ListEntry['checks'],
  map: Readonly<Record<string, string>>,
  rule: CriteriaRule,
): Passed {
  if (rule.required.length === 0) return everythingPasses
  if (checks === undefined || checks.length === 0) return nothing
  const passed = new Set<string>()
  const failed = new Set<string>()
  for (const { criterion, result } of checks) {
    const standard = criterion.startsWith('x-') ? ownOf(map, criterion) : criterion
    if (standard === undefined) continue
    if (result === 'fail') failed.add(standard)
    else if (result === 'pass' || (result === 'accepted-risk' && rule.acceptedRisk.has(criterion)))
      passed.add(standard)
  }
  const all = withImplied(passed, failed)
  return { passes: toBits(all, rule.required), fails: toBits(failed, rule.required) }
}

/** What a repository row is taken to pass. */
export function toRowPassed(criteria: readonly string[], required: readonly string[]): number {
  return required.length === 0 ? 1 : toBits(withImplied(criteria, new Set()), required)
}

function ownOf(map: Readonly<Record<string, string>>, id: string): string | undefined {
  return Object.hasOwn(map, id) ? map[id] : undefined
}

function toBits(set: ReadonlySet<string>, required: readonly string[]): number {
  let bits = 0
  if (set.size === 0) return bits
  for (let index = 0; index < required.length; index++) if (set.has(required[index]!)) bits |= 1 << index
  return bits
}
