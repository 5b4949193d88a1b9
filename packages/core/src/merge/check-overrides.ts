import type { Trust, TrustDecisionOverride } from '@trustlist/schema'
import { problem, type Place, type Problem } from '../problem/problem.js'
import { isPackageId } from '../purl/pattern.js'
import { overlap } from '../version/combine-ranges.js'
import { parseRange } from '../version/parse-range.js'
import { isDecision, overridesOf } from './trust.js'

/**
 * What an operator should look at twice: allowing a whole pattern, and deciding one thing in two ways.
 *
 * @spec merge#overrides
 */
export function checkOverrides(trust: Trust, at: Place): readonly Problem[] {
  const problems: Problem[] = []
  const byPackage = new Map<string, [number, TrustDecisionOverride][]>()
  overridesOf(trust).forEach((override, index) => {
    if (!isDecision(override)) return
    if (override.decision === 'allow' && !isPackageId(override.package)) {
      const what = `${override.package} is allowed whatever anybody says against it`
      problems.push(problem('merge/override-on-pattern', what, { ...at, pointer: `/overrides/${index}` }))
    }
    const same = byPackage.get(override.package) ?? []
    byPackage.set(override.package, [...same, [index, override]])
  })
  for (const same of byPackage.values()) problems.push(...findOverlaps(same, at))
  return problems
}

function findOverlaps(same: readonly [number, TrustDecisionOverride][], at: Place): readonly Problem[] {
  const allows = same.filter(([, { decision }]) => decision === 'allow')
  const denials = same.filter(([, { decision }]) => decision === 'deny')
  return allows.flatMap(([index, allow]) => {
    const against = denials.find(([, denial]) => shareProfile(allow, denial) && shareVersions(allow, denial))
    if (against === undefined) return []
    const what = `${allow.package} is allowed here and denied by override ${against[0]}`
    return [problem('merge/overrides-overlap', what, { ...at, pointer: `/overrides/${index}` })]
  })
}

function shareProfile(a: TrustDecisionOverride, b: TrustDecisionOverride): boolean {
  if (a.profiles === undefined || b.profiles === undefined) return true
  return a.profiles.some((name) => b.profiles!.includes(name))
}

function shareVersions(a: TrustDecisionOverride, b: TrustDecisionOverride): boolean {
  const [left, right] = [parseRange(a.versions), parseRange(b.versions)]
  return (
    left.ok && right.ok && left.value.scheme.id === right.value.scheme.id && overlap(left.value, right.value)
  )
}
