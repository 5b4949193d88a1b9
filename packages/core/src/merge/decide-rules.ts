import type { PolicyRule } from '@trustlist/schema'
import type { ListEntry } from '../list/entry.js'
import { problem, type Problem } from '../problem/problem.js'
import { rankOf, typeOfPattern, type Pattern } from '../purl/pattern.js'
import { decideRule } from './decide-rule.js'
import type { DroppedEntry } from './dropped-entry.js'
import { toKeptStatements } from './kept-denials.js'
import { MaterialIndex } from './material.js'
import type { MergeContext } from './merge-context.js'
import { walkSorted, type Sorted } from './package-walk.js'
import type { Statement } from './statement.js'
import { ListReader } from './to-statement.js'

/** As many rules as a policy may hold. */
export const maxRules = 4_000_000

export interface DecidedRules {
  /** Sorted by code unit of the package. */
  readonly rules: readonly PolicyRule[]
  readonly dropped: readonly DroppedEntry[]
}

/** A package that speaks about itself alone, or might: wildcards and qualifiers make a pattern. */
function isPlain(pattern: Pattern): boolean {
  return pattern.charCodeAt(pattern.length - 1) !== 0x2a && !pattern.includes('?')
}

/**
 * Finds every package and pattern that has a rule, and decides each.
 *
 * Lists stand in the order of their packages, so plain packages are met in one walk along all lists at once; patterns
 * and packages with qualifiers, which are few or speak about one another, go through the specificity tree.
 *
 * @spec merge#rules
 */
export function decideRules(context: MergeContext, operator: string): DecidedRules | Problem {
  const index = new MaterialIndex(context)
  const dropped: DroppedEntry[] = []
  const readers = context.inputs.lists.map(
    ({ source, input, index: place }) => new ListReader(context, operator, source, input, place),
  )
  const lists = context.inputs.lists.map(({ source }) => source.heard.list.entries)

  const named = namedByOperator(context)
  const special = new Set(named.filter((pattern) => !isPlain(pattern)))
  for (const { input } of context.inputs.keptDenials) index.addName(input.package)
  for (const [pattern, statement] of toKeptStatements(context)) index.addStatement(pattern, statement)
  lists.forEach((entries, list) =>
    entries.forEach((entry, place) => {
      if (isPlain(entry.package)) return
      special.add(entry.package)
      const statement = readers[list]!.read(entry, place, rankOf(entry.package), dropped)
      if (statement !== undefined) index.addStatement(entry.package, statement)
      else index.addName(entry.package)
    }),
  )
  const refinable = new Set([...special].filter((each) => each.includes('?')).map(typeOfPattern))

  const plainRules: PolicyRule[] = []
  const decide = (pattern: Pattern, own: readonly Statement[]) =>
    decideRule(pattern, index.gather(pattern, own, context.today), context)
  const plainNames = named.filter(isPlain).sort()
  walkSorted<ListEntry | string>(toSequences(lists, plainNames), isPlain, (pattern, from, places) => {
    const own: Statement[] = []
    const rank = rankOf(pattern)
    from.forEach((list, each) => {
      const reader = readers[list]
      if (reader === undefined) return // it is only named
      const statement = reader.read(lists[list]![places[each]!]!, places[each]!, rank, dropped)
      if (statement !== undefined) own.push(statement)
    })
    plainRules.push(decide(pattern, own))
    if (refinable.size === 0 || !refinable.has(typeOfPattern(pattern))) return
    const refined = index.refinements(pattern)
    if (refined.length === 0) return
    for (const statement of own) index.addStatement(pattern, statement)
    for (const each of refined) special.add(each)
  })

  close(special, index)
  if (plainRules.length + special.size > maxRules) {
    return problem(
      'merge/too-many-rules',
      `expected at most ${maxRules} rules, found ${plainRules.length + special.size}`,
    )
  }
  const specialRules = [...special].sort().map((pattern) => decide(pattern, []))
  return { rules: inOrder(plainRules, specialRules), dropped }
}

/** Adds what two patterns have in common, until nothing is new. Stops soon after there are too many. */
function close(special: Set<Pattern>, index: MaterialIndex): void {
  const open = [...special]
  for (let next = open.pop(); next !== undefined && special.size <= maxRules; next = open.pop()) {
    for (const refined of index.refinements(next)) {
      if (special.has(refined)) continue
      special.add(refined)
      open.push(refined)
    }
  }
}

function namedByOperator({ heard, inputs }: MergeContext): readonly Pattern[] {
  return [
    ...heard.flatMap(({ config }) => config.scope ?? []),
    ...[...inputs.repositories, ...inputs.overrides, ...inputs.keptDenials].map(({ input }) => input.package),
  ]
}

function toSequences(
  lists: readonly (readonly ListEntry[])[],
  names: readonly string[],
): readonly Sorted<ListEntry | string>[] {
  const nameOf = (item: ListEntry | string) => (typeof item === 'string' ? item : item.package)
  return [...lists, names].map((items) => ({ items, nameOf }))
}

function inOrder(a: readonly PolicyRule[], b: readonly PolicyRule[]): readonly PolicyRule[] {
  if (b.length === 0) return a
  const merged: PolicyRule[] = []
  let atB = 0
  for (const rule of a) {
    while (atB < b.length && b[atB]!.package < rule.package) merged.push(b[atB++]!)
    merged.push(rule)
  }
  while (atB < b.length) merged.push(b[atB++]!)
  return merged
}
