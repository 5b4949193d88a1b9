import type { PolicyRule } from '@trustlist/schema'
import { problem, type Problem } from '../problem/problem.js'
import { isPackageId, rankOf, type Pattern } from '../purl/pattern.js'
import { schemeOf } from '../version/registry.js'
import { decideRule } from './decide-rule.js'
import type { DroppedEntry } from './dropped-entry.js'
import { Kin } from './kin.js'
import { toKeptStatements } from './kept-denials.js'
import { MaterialIndex } from './material.js'
import type { MergeContext } from './merge-context.js'
import { walkSorted } from './package-walk.js'
import type { Statement } from './statement.js'
import { ListReader } from './to-statement.js'
import { TypeRun } from './type-run.js'

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
  const packages = lists.map((entries, list) =>
    entries.map((entry, place) => {
      const pattern = entry.package
      kin.add(pattern)
      if (isPackageId(pattern)) return pattern
      special.add(pattern)
      const statement = readers[list]!.read(entry, place, rankOf(pattern), dropped)
      if (statement !== undefined) index.addStatement(pattern, statement)
      else index.addName(pattern)
      return pattern
    }),
  )

  const rules: PolicyRule[] = []
  const types = new TypeRun((type) => ({
    scheme: schemeOf(type),
    mayHaveKin: kin.isOf(type),
    mayBeRefined: index.refines(type),
  }))
  const decide = (pattern: Pattern, own: readonly Statement[]) =>
    decideRule(pattern, types.of(pattern).scheme, index.gather(pattern, own), context)
  /** What waits for the end of the walk, with what is said on its own name. */
  const waiting: (readonly [Pattern, readonly Statement[]])[] = []
  walkSorted([...packages, [...named].sort()], (pattern, from, places) => {
    if (!isPackageId(pattern)) return
    const own: Statement[] = []
    const rank = rankOf(pattern)
    for (let each = 0; each < from.length; each++) {
      const reader = readers[from[each]!]
      if (reader === undefined) continue // it is only named
      const place = places[each]!
      const statement = reader.read(lists[from[each]!]![place]!, place, rank, dropped)
      if (statement !== undefined) own.push(statement)
    }
    const { mayHaveKin, mayBeRefined } = types.of(pattern)
    if (mayHaveKin && kin.meets(pattern)) {
      waiting.push([pattern, own])
      special.add(pattern)
      return
    }
    rules.push(decide(pattern, own))
    const refined = mayBeRefined ? index.refinements(pattern) : none
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

const none: readonly never[] = []

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
