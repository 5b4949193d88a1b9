import type { PolicyRule, PolicySegment } from '@trustlist/schema'
import type { Hearing } from '../merge/hearing.js'
import type { Policy } from '../merge/policy.js'
import { isPackageId, type Pattern } from '../purl/pattern.js'
import { findLacking, type Lacking } from './find-lacking.js'
import { findLegacyOnly } from './find-legacy-only.js'
import { decisionNow, isEnough } from './segment-now.js'

/**
 * Why a package is undecided, by its version that lacks least. `held`: it waits to be accepted. `nobody`: nobody vouches for it.
 * `criteria`: who vouches for it does not pass what is required. `one`: one more publisher of those who are heard would be enough.
 * `several`: more than one.
 *
 * @spec ask#summing-up
 */
export type UndecidedBecause = 'held' | 'nobody' | 'criteria' | 'one' | 'several'

/** Versions that some vouch for and others oppose. */
export interface Conflict {
  readonly package: Pattern
  readonly versions: string
  readonly decision: PolicySegment['decision']
  readonly for: readonly string[]
  readonly against: readonly string[]
}

/** What a policy comes to, in numbers, and what somebody should look at. */
export interface Summary {
  /** Packages that have a rule. Patterns are counted apart. */
  readonly named: number
  /** In at least one version. */
  readonly allowed: number
  readonly allowedInEvery: number
  /** In every version. */
  readonly denied: number
  /** The rest. */
  readonly undecided: number
  readonly undecidedBecause: Readonly<Record<UndecidedBecause, number>>
  readonly patterns: { readonly named: number; readonly allowed: number; readonly denied: number }
  /** By package and version. */
  readonly conflicts: readonly Conflict[]
  /** Allowed packages that rest on legacy words alone. Absent where the lists are not at hand. */
  readonly legacyOnly?: readonly Pattern[]
  /** Allowed packages that need one which is not allowed. Absent where the lists are not at hand. */
  readonly lacking?: readonly Lacking[]
}

/**
 * Sums a policy up, for whoever made it: what it permits, why it does not permit the rest, and where publishers disagree.
 *
 * @spec ask#summing-up
 * @param hearing - What the policy was merged from.
 */
export function summarise(policy: Policy, hearing?: Hearing): Summary {
  const counts = { named: 0, allowed: 0, allowedInEvery: 0, denied: 0, undecided: 0 }
  const because = { held: 0, nobody: 0, criteria: 0, one: 0, several: 0 }
  const patterns = { named: 0, allowed: 0, denied: 0 }
  const conflicts: Conflict[] = []
  const allowed: PolicyRule[] = []
  for (const rule of policy.rules) {
    for (const segment of rule.segments) {
      if (segment.opposition > 0 && segment.support > 0)
        conflicts.push(toConflict(policy, rule.package, segment))
    }
    const decisions = rule.segments.map((segment) => decisionNow(policy, segment))
    const isAllowed = decisions.includes('allow')
    const isDenied = decisions.every((each) => each === 'deny')
    if (!isPackageId(rule.package)) {
      patterns.named++
      if (isAllowed) patterns.allowed++
      if (isDenied) patterns.denied++
      continue
    }
    counts.named++
    if (isAllowed) {
      counts.allowed++
      allowed.push(rule)
      if (decisions.every((each) => each === 'allow')) counts.allowedInEvery++
    } else if (isDenied) counts.denied++
    else {
      counts.undecided++
      because[whyUndecided(policy, rule)]++
    }
  }
  const summary = { ...counts, undecidedBecause: because, patterns, conflicts }
  if (hearing === undefined) return summary
  return {
    ...summary,
    legacyOnly: findLegacyOnly(policy, allowed, hearing),
    lacking: findLacking(policy, hearing),
  }
}

function toConflict(policy: Policy, name: Pattern, segment: PolicySegment): Conflict {
  const { versions, decision } = segment
  return {
    package: name,
    versions,
    decision,
    for: namesOf(policy, segment.for),
    against: namesOf(policy, segment.against),
  }
}

function namesOf({ inputs, operator }: Policy, indexes: readonly number[]): readonly string[] {
  const names = indexes.flatMap((index) => {
    const input = inputs[index]
    if (input?.kind === 'list' || input?.kind === 'kept-denial') return [input.publisher]
    if (input?.kind === 'override') return [operator]
    return input === undefined ? [] : [input.package]
  })
  return [...new Set(names)].sort()
}

/** Of the segments that are undecided, the one that lacks least says why. */
function whyUndecided(policy: Policy, { segments }: PolicyRule): UndecidedBecause {
  const open = segments.filter((segment) => decisionNow(policy, segment) === 'undecided')
  if (open.some(({ held }) => held === true)) return 'held'
  const { allowAt, minVoices, minReviewed, criteria } = policy.profile
  const best = open.reduce((most, each) => (each.support > most.support ? each : most), open[0]!)
  if (best.for.length === 0) return 'nobody'
  if (criteria.length > 0 && best.support === 0) return 'criteria'
  if (isEnough(best, policy.profile)) return 'one' // it has lapsed, or the policy is not in force
  const voices = minVoices > 1 ? minVoices - best.voices : 0
  if (voices > 1 || minReviewed - best.reviewed > 1) return 'several'
  const heard = new Set(namesOf(policy, best.for))
  const isStrong = policy.inputs.some(
    (input) =>
      input.kind === 'list' &&
      input.status !== 'quarantined' &&
      !heard.has(input.publisher) &&
      input.weight >= Math.max(1, allowAt - best.support),
  )
  return isStrong ? 'one' : 'several'
}
