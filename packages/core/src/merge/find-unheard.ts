import type { ListEntry } from '../list/entry.js'
import { PatternIndex } from '../purl/pattern-index.js'
import { isPackageId, meetOf, type Pattern } from '../purl/pattern.js'
import { dayOf } from '../text/instant.js'
import type { DropReason, DroppedEntry } from './dropped-entry.js'
import type { MergeContext } from './merge-context.js'
import { isDisregard } from './trust.js'

/** Part of what a publisher says that is not heard: where, and under which condition. */
export interface Unheard {
  readonly pattern: Pattern
  readonly reference: string | undefined
}

/**
 * The entries that the operator does not hear, wholly or for some packages: outside the scope of their publisher, or
 * disregarded.
 *
 * @spec merge#statements
 */
export function findUnheard(context: MergeContext): readonly DroppedEntry[] {
  return context.inputs.lists.flatMap(({ source, input }) => {
    const { config } = context.heard[source.publisher]!
    const disregards = disregardsOf(context, config.id)
    if (config.scope === undefined && disregards.length === 0) return []
    const scope = config.scope === undefined ? undefined : indexOf(config.scope)
    const dropped: DroppedEntry[] = []
    source.heard.list.entries.forEach((entry, index) => {
      const drop = (reason: DropReason, what: string) =>
        dropped.push({ publisher: input.publisher, list: input.list, index, entry, reason, what })
      if (scope !== undefined && scope.matching(entry.package).length === 0) {
        drop('scope', describeParts(entry.package, config.scope!, 'heard for', 'heard for none of it'))
      }
      const because = disregards.filter((each) => touches(each, entry))
      if (because.length > 0) drop('disregarded', because.map(({ pattern }) => pattern).join(', '))
    })
    return dropped
  })
}

/** What of a publisher the operator disregards on the day of the merge. */
export function disregardsOf({ inputs, at }: MergeContext, publisher: string): readonly Unheard[] {
  return inputs.overrides.flatMap(({ source }) => {
    if (!isDisregard(source) || source.disregard !== publisher || source.until < dayOf(at)) return []
    return [{ pattern: source.package, reference: source.reference }]
  })
}

function indexOf(patterns: readonly Pattern[]): PatternIndex<true> {
  const index = new PatternIndex<true>()
  for (const pattern of patterns) index.add(pattern, true)
  return index
}

function touches({ pattern, reference }: Unheard, entry: ListEntry): boolean {
  if (reference !== undefined && entry.references?.includes(reference) !== true) return false
  return meetOf(pattern, entry.package) !== undefined
}

/** Which parts of a pattern are heard all the same. */
function describeParts(pattern: Pattern, among: readonly Pattern[], some: string, none: string): string {
  if (isPackageId(pattern) && !among.some((each) => each.includes('?'))) return none
  const parts = among.filter((each) => meetOf(each, pattern) !== undefined)
  return parts.length === 0 ? none : `${some} ${parts.join(', ')} alone`
}
