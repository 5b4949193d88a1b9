import type { TrustAcknowledgement } from '@trustlist/schema'
import { rankOf, typeOfPattern, type Pattern } from '../purl/pattern.js'
import { subtractRange } from '../version/combine-ranges.js'
import { parseRange } from '../version/parse-range.js'
import { toRangeText } from '../version/range-text.js'
import { everyVersion } from '../version/range.js'
import { schemeOf } from '../version/registry.js'
import { noEnd } from './day-number.js'
import type { MergeContext } from './merge-context.js'
import { everythingPasses } from './passed-criteria.js'
import type { KeptDenial } from './publisher-state.js'
import { never, toDigestSet, type Statement } from './statement.js'

/**
 * The kept denials of a publisher less what the operator has acknowledged: whole, or some of their versions.
 *
 * @spec merge#vanished-denials
 */
export function withoutAcknowledged(
  kept: readonly KeptDenial[],
  publisher: string,
  acknowledged: readonly TrustAcknowledgement[],
): readonly KeptDenial[] {
  const ours = acknowledged.filter((each) => each.publisher === publisher)
  return kept.flatMap((denial) => {
    let { versions } = denial
    for (const each of ours) {
      if (each.package !== denial.package) continue
      const rest = subtractVersions(versions, each.versions)
      if (rest === undefined) return []
      versions = rest
    }
    return [versions === denial.versions ? denial : { ...denial, versions }]
  })
}

/** Undefined where nothing is left. What cannot be read is left as it is. */
function subtractVersions(from: string, less: string): string | undefined {
  if (from === less) return undefined
  const [whole, part] = [parseRange(from), parseRange(less)]
  if (!whole.ok || !part.ok || whole.value.scheme.id !== part.value.scheme.id) return from
  return toRangeText(subtractRange(whole.value, part.value))
}

/** Kept denials as statements, with their patterns. They do not age; past their own `until` they say nothing. */
export function toKeptStatements(context: MergeContext): readonly (readonly [Pattern, Statement])[] {
  return context.inputs.keptDenials.flatMap(({ source: { publisher, denial }, index }) => {
    const until = denial.until === undefined ? noEnd : context.dayNumber(denial.until)
    if (until < context.today) return []
    const type = typeOfPattern(denial.package)
    const range = context.range(denial.versions)
    const voice = context.voices.of({
      decision: 'deny',
      publisher,
      input: index,
      rank: rankOf(denial.package),
      weight: context.heard[publisher]!.weightsOf(denial.list).denyWeight,
      judgedItself: true,
      reviewed: false,
      ...everythingPasses,
    })
    const statement: Statement = {
      voice,
      range: range?.scheme.id === type ? range : everyVersion(schemeOf(type)),
      countsUntil: never,
      until,
      asOf: undefined,
      digests: toDigestSet(denial.digests),
      references: denial.references,
      disregardedUntil: never,
    }
    return [[denial.package, statement] as const]
  })
}
