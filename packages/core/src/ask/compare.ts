import type { EffectiveProfile, PolicyInput, PolicyRule } from '@trustlist/schema'
import type { Policy } from '../merge/policy.js'
import { typeOfPattern, type Pattern } from '../purl/pattern.js'
import { dayOf, type Day } from '../text/instant.js'
import { schemeOf } from '../version/registry.js'
import { CauseFinder, isSameValue, keysOf } from './change-causes.js'
import { compareLines, type Answering } from './compare-lines.js'
import { compareDanger, type DecisionChange } from './decision-change.js'
import { ruleNames } from './rule-names.js'

/** One list, row, override or kept denial that only one of two policies was merged from, or that differs between them. */
export interface InputChange {
  /** Absent where it is new. */
  readonly before?: PolicyInput
  /** Absent where it is gone. */
  readonly after?: PolicyInput
}

/** How two policies differ. */
export interface PolicyComparison {
  /** Versions that are decided differently, the most dangerous first. */
  readonly changes: readonly DecisionChange[]
  /** Lists, rows, overrides and kept denials that differ, in one order. */
  readonly inputs: readonly InputChange[]
  /** Members of the profile that bear on decisions and differ. */
  readonly profile: readonly (keyof EffectiveProfile)[]
}

/**
 * What becomes allowed, denied or undecided from one policy to another, by package and versions, with the words that did
 * it. Exact: what no change names, `decide` answers alike under both.
 *
 * To compare two trust configurations, merge the same states by each. To compare what was in force with what would be,
 * judge both at one instant with `judgePolicyAt`.
 *
 * @spec ask#comparing
 */
export function compare(before: Policy, after: Policy): PolicyComparison {
  const causes = new CauseFinder(before, after)
  // Whether what is written alike is answered alike.
  const isAlike =
    before.isInForce === after.isInForce &&
    dayOf(before.at) === dayOf(after.at) &&
    before.profile.preReleases === after.profile.preReleases
  const changes: DecisionChange[] = []
  for (const name of ruleNames(before, after)) {
    const [was, is] = [before.findRule(name), after.findRule(name)]
    if (isAlike && isSameAnswer(was?.rule, is?.rule)) continue
    const found = compareRules(name, { policy: before, view: was }, { policy: after, view: is }, causes)
    for (const change of found) changes.push(change)
  }
  return {
    changes: changes.sort(compareDanger),
    inputs: compareInputs(before.inputs, after.inputs),
    profile: causes.profile,
  }
}

/** Whether two rules decide alike at first sight; nearly all do, and their versions need not be read. */
function isSameAnswer(a: PolicyRule | undefined, b: PolicyRule | undefined): boolean {
  if (a === undefined || b === undefined) {
    const segments = (a ?? b)?.segments ?? []
    return segments.every(({ decision, files }) => decision === 'undecided' && files === undefined)
  }
  return (
    a.segments.length === b.segments.length &&
    a.segments.every((segment, place) => {
      const { decision, versions, asOf, until, files } = b.segments[place]!
      return (
        segment.decision === decision &&
        segment.versions === versions &&
        segment.asOf === asOf &&
        segment.until === until &&
        (segment.files === files || JSON.stringify(segment.files) === JSON.stringify(files))
      )
    })
  )
}

/** For any date, then for each snapshot that either rule names and that changes otherwise. */
function compareRules(
  name: Pattern,
  before: Answering,
  after: Answering,
  causes: CauseFinder,
): readonly DecisionChange[] {
  const scheme = schemeOf(typeOfPattern(name))
  const at = (asOf: Day | undefined) => compareLines(name, scheme, before, after, asOf, causes)
  const usual = at(undefined)
  const usualText = JSON.stringify(usual)
  const snapshots = [...new Set([...(before.view?.snapshots ?? []), ...(after.view?.snapshots ?? [])])].sort()
  const exceptAsOf: Day[] = []
  const special: DecisionChange[] = []
  for (const asOf of snapshots) {
    const changes = at(asOf)
    if (JSON.stringify(changes) === usualText) continue
    exceptAsOf.push(asOf)
    for (const change of changes) special.push({ ...change, asOf })
  }
  return exceptAsOf.length === 0 ? usual : [...usual.map((each) => ({ ...each, exceptAsOf })), ...special]
}

function compareInputs(
  before: readonly PolicyInput[],
  after: readonly PolicyInput[],
): readonly InputChange[] {
  const was = new Map(keysOf(before).map((key, index) => [key, before[index]!]))
  const is = new Map(keysOf(after).map((key, index) => [key, after[index]!]))
  return [...new Set([...was.keys(), ...is.keys()])].sort().flatMap((key) => {
    const [old, now] = [was.get(key), is.get(key)]
    if (isSameValue(old, now)) return []
    return [{ ...(old === undefined ? {} : { before: old }), ...(now === undefined ? {} : { after: now }) }]
  })
}
