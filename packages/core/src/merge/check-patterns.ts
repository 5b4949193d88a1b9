import type { Trust, TrustOverride } from '@trustlist/schema'
import { placed, problem, type Place, type Problem } from '../problem/problem.js'
import { checkAllow } from '../purl/check-allow.js'
import { checkPackage } from '../purl/check-package.js'
import { typeOfPattern } from '../purl/pattern.js'
import { isDay } from '../text/instant.js'
import { parseCanonicalRange } from '../version/parse-range.js'
import { isDisregard } from './trust.js'

/**
 * That every package and pattern of a trust configuration is the one spelling of its identity, that versions are of its
 * ecosystem, and that days exist.
 *
 * @spec merge#trust-configuration
 */
export function checkPatterns(trust: Trust, at: Place): readonly Problem[] {
  const problems: Problem[] = []
  trust.publishers.forEach(({ scope = [] }, index) =>
    scope.forEach((pattern, position) => {
      problems.push(...checkPattern(pattern, { ...at, pointer: `/publishers/${index}/scope/${position}` }))
    }),
  )
  trust.repositories?.forEach((row, index) => {
    problems.push(...checkAllowed(row.package, { ...at, pointer: `/repositories/${index}/package` }))
  })
  trust.acknowledged?.forEach((each, index) => {
    problems.push(...checkVersioned(each, `/acknowledged/${index}`, at))
  })
  trust.overrides?.forEach((override, index) => {
    problems.push(...checkOverride(override, `/overrides/${index}`, at))
  })
  return problems
}

function checkOverride(override: TrustOverride, pointer: string, at: Place): readonly Problem[] {
  const problems: Problem[] = []
  if (override.until !== undefined && !isDay(override.until)) {
    problems.push(
      problem('document/not-a-day', `${override.until} is not in the calendar`, {
        ...at,
        pointer: `${pointer}/until`,
      }),
    )
  }
  if (isDisregard(override)) {
    problems.push(...checkPattern(override.package, { ...at, pointer: `${pointer}/package` }))
    return problems
  }
  problems.push(...checkVersioned(override, pointer, at))
  if (override.decision === 'allow')
    problems.push(...checkOrigin(override.package, { ...at, pointer: `${pointer}/package` }))
  return problems
}

function checkVersioned(
  each: { readonly package: string; readonly versions: string },
  pointer: string,
  at: Place,
): readonly Problem[] {
  const inPackage = checkPattern(each.package, { ...at, pointer: `${pointer}/package` })
  const place = { ...at, pointer: `${pointer}/versions` }
  const range = parseCanonicalRange(each.versions)
  if (!range.ok) return [...inPackage, ...range.problems.map((inner) => placed({ ...inner, at: {} }, place))]
  const type = typeOfPattern(each.package)
  if (inPackage.length > 0 || range.value.scheme.id === type) return inPackage
  return [problem('merge/other-type', `expected vers:${type}/…, found ${each.versions}`, place)]
}

function checkPattern(text: string, place: Place): readonly Problem[] {
  const checked = checkPackage(text)
  return checked.ok ? [] : checked.problems.map((inner) => placed({ ...inner, at: {} }, place))
}

function checkAllowed(text: string, place: Place): readonly Problem[] {
  const problems = checkPattern(text, place)
  return problems.length > 0 ? problems : checkOrigin(text, place)
}

/** What allows must say where its packages come from: without a channel, a conda pattern speaks for every channel. */
function checkOrigin(text: string, place: Place): readonly Problem[] {
  if (!checkPackage(text).ok) return []
  const allowed = checkAllow(text)
  return allowed.ok ? [] : allowed.problems.map((each) => ({ ...each, at: place }))
}
