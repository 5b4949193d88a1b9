import type { PolicyRule } from '@trustlist/schema'
import type { Hearing } from '../merge/hearing.js'
import type { Look } from '../merge/package-hearing.js'
import type { Policy } from '../merge/policy.js'
import { PatternIndex } from '../purl/pattern-index.js'
import { isPackageId, type Pattern } from '../purl/pattern.js'

const legacy = 1
const other = 2

/**
 * Those of the allowed packages that rest on legacy words alone: lists from before, of which nobody remembers why. Linear in the
 * entries; only packages of which both kinds are said are looked at closely.
 *
 * @param allowed - Rules of packages that are allowed in some version.
 */
export function findLegacyOnly(
  { inputs }: Policy,
  allowed: readonly PolicyRule[],
  hearing: Hearing,
): readonly Pattern[] {
  const kinds = new Map<Pattern, number>(allowed.map((rule) => [rule.package, 0]))
  const patterns = new PatternIndex<number>()
  let hasPatterns = false
  for (const { source } of hearing.context.inputs.lists) {
    for (const entry of source.heard.list.entries) {
      if (entry.decision !== 'allow') continue
      const kind = entry.basis === 'legacy' ? legacy : other
      const known = kinds.get(entry.package)
      if (known !== undefined) kinds.set(entry.package, known | kind)
      if (isPackageId(entry.package) && !entry.package.includes('?')) continue
      patterns.add(entry.package, kind)
      hasPatterns = true
    }
  }
  const isList = (index: number) => inputs[index]?.kind === 'list'
  return allowed.flatMap(({ package: name, segments }) => {
    // A repository or the operator vouches for it too.
    if (!segments.every((each) => each.decision !== 'allow' || each.for.every(isList))) return []
    let kind = kinds.get(name)!
    if (hasPatterns) for (const { values } of patterns.matching(name)) for (const each of values) kind |= each
    if (kind === legacy) return [name]
    if (kind === other) return []
    return hearing.about(name).along().every(restsOnLegacy) ? [name] : []
  })
}

function restsOnLegacy({ verdict, entries }: Look): boolean {
  if (verdict.decision !== 'allow') return true
  return entries.every(({ heard, voice }) => {
    const counts = voice?.decision === 'allow' && voice.counts && voice.weight > 0
    return !counts || ('entry' in heard.said && heard.said.entry.basis === 'legacy')
  })
}
