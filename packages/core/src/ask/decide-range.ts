import type { AskedPolicy } from '../merge/policy-part.js'
import { compareSeverity } from '../merge/severity.js'
import type { Pattern } from '../purl/pattern.js'
import type { Day } from '../text/instant.js'
import { overlap, uniteAllRanges } from '../version/combine-ranges.js'
import { parseRange } from '../version/parse-range.js'
import type { VersionRange } from '../version/range.js'
import { decide, toDecision, type Decision } from './decide.js'

/** What a policy says of every version of a range. */
export interface RangeDecision {
  /** The most severe of all. */
  readonly decision: Decision
  /** How many of the versions are permitted. */
  readonly permits: 'all' | 'some' | 'none'
}

/**
 * What a policy says of a package that may be taken in any version of a range: as severe as the most severe of them, since nobody
 * knows which one it will be.
 *
 * Files are taken as unknown, and pre-releases as not meant unless the range names nothing else.
 *
 * @spec check#ranges
 */
export function decideRange(
  policy: AskedPolicy,
  name: Pattern,
  range: VersionRange,
  snapshot?: Day,
): RangeDecision {
  const answers = [name, ...policy.refinementsOf(name)].map((each) =>
    decideOne(policy, each, range, snapshot),
  )
  return answers.reduce((worst, each) => {
    const order = compareSeverity(each.decision.decision, worst.decision.decision)
    return order > 0 ? each : worst
  })
}

function decideOne(
  policy: AskedPolicy,
  name: Pattern,
  range: VersionRange,
  snapshot: Day | undefined,
): RangeDecision {
  const query = { package: name, digest: '', ...(snapshot === undefined ? {} : { snapshot }) }
  const view = policy.findRule(name)
  const answers = (view?.segments(snapshot) ?? [])
    .filter(({ versions }) => {
      const segment = parseRange(versions)
      return segment.ok && overlap(segment.value, range)
    })
    .map((segment) => toDecision(policy, name, view!.rule.package, segment, query))
  const [first, ...rest] = answers
  if (first === undefined) return { decision: decide(policy, query), permits: 'none' }
  const decision = rest.reduce(
    (worst, each) => (compareSeverity(each.decision, worst.decision) > 0 ? each : worst),
    first,
  )
  const count = answers.filter((each) => each.decision === 'allow').length
  return { decision, permits: count === answers.length ? 'all' : count > 0 ? 'some' : 'none' }
}

/** The versions of a package that a policy permits for any file; undefined where no rule speaks of it. */
export function permittedVersions(
  policy: AskedPolicy,
  name: Pattern,
  snapshot?: Day,
): VersionRange | undefined {
  const view = policy.findRule(name)
  if (view === undefined) return undefined
  const query = { package: name, digest: '', ...(snapshot === undefined ? {} : { snapshot }) }
  const ranges = view
    .segments(snapshot)
    .filter((segment) => toDecision(policy, name, view.rule.package, segment, query).decision === 'allow')
    .flatMap(({ versions }) => {
      const range = parseRange(versions)
      return range.ok ? [range.value] : []
    })
  return uniteAllRanges(view.scheme, ranges)
}
