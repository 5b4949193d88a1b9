import type { PolicyRule } from '@trustlist/schema'
import type { ListEntry } from '../list/entry.js'
import { problem, type Problem } from '../problem/problem.js'
import { isPackageId, rankOf, type Pattern } from '../purl/pattern.js'
import { decideRule } from './decide-rule.js'
import type { DroppedEntry } from './dropped-entry.js'
import { Kin } from './kin.js'
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

/**
 * Finds every package and pattern that has a rule, and decides each.
 *
 * Lists stand in the order of their packages, so packages are met in one walk along all lists at once, and one that stands
 * alone is decided there and then. Patterns, packages that somebody names with other qualifiers too, and what these have in
 * common are few, speak about one another, and are decided afterwards.
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
  const kin = new Kin()
  for (const pattern of named) kin.add(pattern)
  const special = new Set(named.filter((pattern) => !isPackageId(pattern)))

  for (const { input } of context.inputs.keptDenials) index.addName(input.package)
  for (const [pattern, statement] of toKeptStatements(context)) index.addStatement(pattern, statement)
  lists.forEach((entries, list) => {
    for (let place = 0; place < entries.length; place++) {
      const entry = entries[place]!
      const pattern = entry.package
      kin.add(pattern)
      if (isPackageId(pattern)) continue
      special.add(pattern)
      const statement = readers[list]!.read(entry, place, rankOf(pattern), dropped)
      if (statement !== undefined) index.addStatement(pattern, statement)
      else index.addName(pattern)
    }
  })

  const rules: PolicyRule[] = []
  const decide = (pattern: Pattern, own: readonly Statement[]) =>
    decideRule(pattern, index.gather(pattern, own), context)
  /** What waits for the end of the walk, with what is said on its own name. */
  const waiting: (readonly [Pattern, readonly Statement[]])[] = []
  const names = named.filter(isPackageId).sort()
  walkSorted<ListEntry | string>(toSequences(lists, names), isPackageName, (pattern, from, places) => {
    const own: Statement[] = []
    const rank = rankOf(pattern)
    for (let each = 0; each < from.length; each++) {
      const reader = readers[from[each]!]
      if (reader === undefined) continue // it is only named
      const place = places[each]!
      const statement = reader.read(lists[from[each]!]![place]!, place, rank, dropped)
      if (statement !== undefined) own.push(statement)
    }
    if (kin.meets(pattern)) {
      waiting.push([pattern, own])
      special.add(pattern)
      return
    }
    rules.push(decide(pattern, own))
    const refined = index.refinements(pattern)
    if (refined.length === 0) return
    waiting.push([pattern, own])
    for (const each of refined) special.add(each)
  })
  for (const [pattern, own] of waiting) {
    index.addName(pattern)
    for (const statement of own) index.addStatement(pattern, statement)
  }

  close(special, index)
  if (rules.length + special.size > maxRules) {
    return problem(
      'merge/too-many-rules',
      `expected at most ${maxRules} rules, found ${rules.length + special.size}`,
    )
  }
  const specialRules = [...special].sort().map((pattern) => decide(pattern, []))
  return { rules: inOrder(rules, specialRules), dropped }
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

function isPackageName(item: ListEntry | string): boolean {
  return isPackageId(nameOf(item))
}

function toSequences(
  lists: readonly (readonly ListEntry[])[],
  names: readonly string[],
): readonly Sorted<ListEntry | string>[] {
  return [...lists, names].map((items) => ({ items, nameOf }))
}

function nameOf(item: ListEntry | string): string {
  return typeof item === 'string' ? item : item.package
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
