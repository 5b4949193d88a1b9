import type { EffectiveProfile, PolicyDisregardInput, PolicyInput, PolicySegment } from '@trustlist/schema'
import { compareSeverity } from '../merge/severity.js'
import { isPackageId, type Pattern } from '../purl/pattern.js'
import type { Day } from '../text/instant.js'

/** What one policy says of some versions, and by which numbers. */
export interface Standing {
  readonly decision: PolicySegment['decision']
  readonly support: number
  readonly voices: number
  readonly reviewed: number
  readonly opposition: number
  /** The rule that says it; absent where nobody names the package. */
  readonly rule?: Pattern
}

/**
 * Why a decision is another one. `word`: somebody is heard for or against it who was not, or is no longer, or said
 * something else, or weighs otherwise. `disregard`: the operator no longer hears somebody about it, or does again.
 * `profile`: other thresholds or requirements. `held`: it waits for the operator's acceptance, or no longer does. `lapsed`: what the decision rested on has ended. `force`: one of the
 * policies is not in force.
 */
export type ChangeCause =
  | {
      readonly kind: 'word'
      readonly side: 'for' | 'against'
      readonly change: 'added' | 'removed'
      readonly input: PolicyInput
    }
  | {
      readonly kind: 'word'
      readonly side: 'for' | 'against'
      readonly change: 'altered'
      readonly input: PolicyInput
      readonly was: PolicyInput
    }
  | {
      readonly kind: 'disregard'
      readonly change: 'added' | 'removed'
      readonly input: PolicyDisregardInput
    }
  | { readonly kind: 'profile'; readonly members: readonly (keyof EffectiveProfile)[] }
  | { readonly kind: 'held'; readonly change: 'added' | 'removed' }
  | { readonly kind: 'lapsed'; readonly change: 'added' | 'removed' }
  | { readonly kind: 'force'; readonly change: 'added' | 'removed' }

/**
 * Versions of one package that two policies decide differently.
 *
 * @spec ask#comparing
 */
export interface DecisionChange {
  /** A package, or a pattern: that stands for every package below it which no rule of either policy names more exactly. */
  readonly package: Pattern
  /** Canonical VERS. */
  readonly versions: string
  /** Where releases and pre-releases among these versions change differently. */
  readonly only?: 'releases' | 'pre-releases'
  /** The one snapshot for which this holds. */
  readonly asOf?: Day
  /** The one file for which this holds. */
  readonly sha256?: string
  /** Snapshots for which something else holds, said by themselves where they change. */
  readonly exceptAsOf?: readonly Day[]
  /** Files for which something else holds, said by themselves where they change. */
  readonly exceptSha256?: readonly string[]
  readonly before: Standing
  readonly after: Standing
  readonly because: readonly ChangeCause[]
}

/** Whether more is permitted than before, or less is denied. */
export function isWidening({ before, after }: Pick<DecisionChange, 'before' | 'after'>): boolean {
  return compareSeverity(before.decision, after.decision) > 0
}

/** From the most dangerous on: what was denied and is allowed first; what stops people from working before what does not. */
const danger: Readonly<Record<string, number>> = {
  'deny allow': 0,
  'undecided allow': 1,
  'deny undecided': 2,
  'allow deny': 3,
  'allow undecided': 4,
  'undecided deny': 5,
}

/**
 * The order in which changes are told: what widens first, patterns before single packages, then by package, snapshot,
 * file and versions, each by code unit.
 *
 * @spec ask#comparing
 */
export function compareDanger(a: DecisionChange, b: DecisionChange): number {
  return (
    dangerOf(a) - dangerOf(b) ||
    Number(isPackageId(a.package)) - Number(isPackageId(b.package)) ||
    compareText(a.package, b.package) ||
    compareText(a.asOf ?? '', b.asOf ?? '') ||
    compareText(a.sha256 ?? '', b.sha256 ?? '') ||
    compareText(a.versions, b.versions) ||
    compareText(a.only ?? '', b.only ?? '')
  )
}

function dangerOf({ before, after }: DecisionChange): number {
  return danger[`${before.decision} ${after.decision}`] ?? Object.keys(danger).length
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
