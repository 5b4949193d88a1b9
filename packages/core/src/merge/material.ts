import { PatternIndex } from '../purl/pattern-index.js'
import { rankOf, type Pattern } from '../purl/pattern.js'
import { Impossible } from '../problem/problem.js'
import { noEnd } from './day-number.js'
import type { MergeContext } from './merge-context.js'
import { toRowPassed } from './passed-criteria.js'
import { isDisregard } from './trust.js'
import type { DecidingOverride, Material, Row } from './speakers.js'
import type { Statement } from './statement.js'

type Applicable =
  | { readonly kind: 'statement'; readonly statement: Statement }
  | { readonly kind: 'override'; readonly override: DecidingOverride }
  | { readonly kind: 'row'; readonly row: Row }
  | { readonly kind: 'scope'; readonly publisher: number }
  | { readonly kind: 'name' }
  | Disregard

interface Disregard {
  readonly kind: 'disregard'
  readonly publisher: number
  readonly reference: string | undefined
  readonly until: number
}

const none: readonly never[] = []

/**
 * What speaks about more than the package that it names, or comes from the operator: found by the specificity tree. The
 * statements on plain packages never enter it; the walk over the lists brings them.
 *
 * @spec merge#rules
 */
export class MaterialIndex {
  readonly #index = new PatternIndex<Applicable>()
  readonly #scoped: ReadonlySet<number>
  #isEmpty = true

  constructor(context: MergeContext) {
    const scoped = new Set<number>()
    context.heard.forEach(({ config }, publisher) => {
      if (config.scope === undefined) return
      scoped.add(publisher)
      for (const pattern of config.scope) this.#add(pattern, { kind: 'scope', publisher })
    })
    this.#scoped = scoped
    for (const { source, index } of context.inputs.repositories) {
      const passes = toRowPassed(source.criteria ?? none, context.profile.criteria)
      this.#add(source.package, { kind: 'row', row: { index, weight: source.weight, passes } })
    }
    for (const { source, index } of context.inputs.overrides) {
      const until = source.until === undefined ? noEnd : context.dayNumber(source.until)
      // It names its rule even when it is past its last day.
      if (isDisregard(source)) {
        const publisher = context.heard.findIndex(({ config }) => config.id === source.disregard)
        this.#add(source.package, { kind: 'disregard', publisher, reference: source.reference, until })
        continue
      }
      const range = context.range(source.versions)
      if (range === undefined) throw new Impossible(`the override of ${source.package} was not checked`)
      const rank = rankOf(source.package)
      const override = { index, decision: source.decision, rank, range, until }
      this.#add(source.package, { kind: 'override', override })
    }
  }

  #add(pattern: Pattern, value: Applicable): void {
    this.#isEmpty = false
    this.#index.add(pattern, value)
  }

  addStatement(pattern: Pattern, statement: Statement): void {
    this.#add(pattern, { kind: 'statement', statement })
  }

  /** A pattern of which nothing is counted; what it has in common with others is named all the same. */
  addName(pattern: Pattern): void {
    this.#add(pattern, { kind: 'name' })
  }

  /** What a pattern has in common with those on its path or above that do not cover it. */
  refinements(pattern: Pattern): readonly Pattern[] {
    return this.#index.refinements(pattern)
  }

  /**
   * Everything that covers a package or pattern, less what is out of its publisher's scope or past its last day.
   *
   * @param own - Statements on exactly this pattern that are not in the index.
   */
  gather(pattern: Pattern, own: readonly Statement[], today: number): Material {
    if (this.#isEmpty && this.#scoped.size === 0) return { statements: own, overrides: none, rows: none }
    const statements = [...own]
    const overrides: DecidingOverride[] = []
    const rows: Row[] = []
    const disregards: Disregard[] = []
    const inScope = new Set<number>()
    for (const { values } of this.#index.matching(pattern)) {
      for (const value of values) {
        if (value.kind === 'statement') statements.push(value.statement)
        else if (value.kind === 'row') rows.push(value.row)
        else if (value.kind === 'scope') inScope.add(value.publisher)
        else if (value.kind === 'disregard') {
          if (value.until >= today) disregards.push(value)
        } else if (value.kind === 'override' && value.override.until >= today) overrides.push(value.override)
      }
    }
    const heard =
      this.#scoped.size === 0
        ? statements
        : statements.filter(
            ({ voice: { publisher } }) => !this.#scoped.has(publisher) || inScope.has(publisher),
          )
    if (disregards.length === 0) return { statements: heard, overrides, rows }
    return { statements: heard.map((each) => withDisregards(each, disregards)), overrides, rows }
  }
}

function withDisregards(statement: Statement, disregards: readonly Disregard[]): Statement {
  let { disregardedUntil } = statement
  for (const { publisher, reference, until } of disregards) {
    if (publisher !== statement.voice.publisher) continue
    if (reference !== undefined && statement.references?.includes(reference) !== true) continue
    disregardedUntil = Math.max(disregardedUntil, until)
  }
  return disregardedUntil === statement.disregardedUntil ? statement : { ...statement, disregardedUntil }
}
