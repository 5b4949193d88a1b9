import { rankOf, typeOfPattern, type Pattern } from '../purl/pattern.js'
import { everyVersion } from '../version/range.js'
import { schemeOf } from '../version/registry.js'
import { noEnd } from './day-number.js'
import type { MergeContext } from './merge-context.js'
import { everythingPasses } from './passed-criteria.js'
import { never, toDigestSet, type Statement } from './statement.js'

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
