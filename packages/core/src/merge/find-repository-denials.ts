import type { KeptDenial } from '../lock/lock.js'
import type { ListEntry } from '../list/entry.js'
import { covers, isPackageId, type Pattern } from '../purl/pattern.js'
import { dayOf } from '../text/instant.js'
import { disregardsOf, type Unheard } from './find-unheard.js'
import type { MergeContext } from './merge-context.js'

interface RepositoryDenial {
  readonly publisher: string
  readonly package: Pattern
}

/**
 * The denials of patterns, of lists and kept, that are in force and that the operator has not disregarded as a whole: whoever
 * denies a repository may be meant to be disregarded there, and somebody has to know.
 *
 * @spec merge#overrides
 */
export function findRepositoryDenials(context: MergeContext): readonly RepositoryDenial[] {
  const found: RepositoryDenial[] = []
  const add = (publisher: string, denials: Iterable<ListEntry | KeptDenial>) => {
    const disregards = disregardsOf(context, publisher)
    for (const denial of denials)
      if (isInForce(denial, context) && !disregards.some((each) => takesAway(each, denial)))
        found.push({ publisher, package: denial.package })
  }
  for (const { source, input } of context.inputs.lists) {
    const patterns = source.heard.list.entries.filter(
      ({ decision, package: name }) => decision === 'deny' && !isPackageId(name),
    )
    if (patterns.length > 0) add(input.publisher, patterns)
  }
  for (const { source, input } of context.inputs.keptDenials)
    if (!isPackageId(input.package)) add(input.publisher, [source.denial])
  return found
}

function isInForce({ until }: ListEntry | KeptDenial, { at }: MergeContext): boolean {
  return until === undefined || until >= dayOf(at)
}

function takesAway({ pattern, reference }: Unheard, denial: ListEntry | KeptDenial): boolean {
  if (reference !== undefined && denial.references?.includes(reference) !== true) return false
  return covers(pattern, denial.package)
}
