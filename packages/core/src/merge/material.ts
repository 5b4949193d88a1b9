import { PatternIndex } from '../purl/pattern-index.js'
import { isPackageId, rankOf, toPatternParts, typeOfPattern, type Pattern } from '../purl/pattern.js'
import { Impossible } from '../problem/problem.js'
import { noEnd } from './day-number.js'
import type { MergeContext } from './merge-context.js'
import { toRowPassed } from './passed-criteria.js'
import { isDisregard } from './trust.js'
import type { DecidingOverride, Material, Row } from './speakers.js'
import type { Statement } from './statement.js'
import { Surroundings, type Disregard } from './surroundings.js'

type Applicable =
  | { readonly kind: 'statement'; readonly statement: Statement }
  | { readonly kind: 'override'; readonly override: DecidingOverride }
  | { readonly kind: 'row'; readonly row: Row }
  | { readonly kind: 'scope'; readonly publisher: number }
  | { readonly kind: 'name' }
  | { readonly kind: 'disregard'; readonly disregard: Disregard }

const none: readonly never[] = []

/**
 * What speaks about more than the package that it names, or comes from the operator: found by the specificity tree. The
 * statements on a package that stands alone never enter it; the walk over the lists brings them.
 *
 * @spec merge#rules
 */
export class MaterialIndex {
  readonly #index = new PatternIndex<Applicable>()
  readonly #today: number
  readonly #scoped: ReadonlySet<number>
  #isEmpty: boolean
  /** Packages that something in the index names, without their qualifiers. */
  readonly #paths = new Set<string>()
  /** Types of which something in the index has qualifiers: what else is named there may have to be refined. */
  readonly #refining = new Set<string>()
  /** What surrounds the packages of one namespace that nothing in the index names. */
  readonly #around = new Map<string, Surroundings>()

  constructor(context: MergeContext) {
    this.#today = context.today
    const scoped = new Set<number>()
    context.heard.forEach(({ config }, publisher) => {
      if (config.scope === undefined) return
      scoped.add(publisher)
      for (const pattern of config.scope) this.#add(pattern, { kind: 'scope', publisher })
    })
    this.#scoped = scoped
    this.#isEmpty = scoped.size === 0
    for (const { source, index } of context.inputs.repositories) {
      const passes = toRowPassed(source.criteria ?? none, context.profile.criteria)
      this.#add(source.package, { kind: 'row', row: { index, weight: source.weight, passes } })
    }
    for (const { source, index } of context.inputs.overrides) {
      const until = source.until === undefined ? noEnd : context.dayNumber(source.until)
      // It names its rule even when it is past its last day.
      if (isDisregard(source)) {
        const publisher = context.heard.findIndex(({ config }) => config.id === source.disregard)
        const disregard = { publisher, reference: source.reference, until }
        this.#add(source.package, { kind: 'disregard', disregard })
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
    this.#index.add(pattern, value)
    this.#isEmpty = false
    if (isPackageId(pattern)) this.#paths.add(toPatternParts(pattern).path)
    else this.#around.clear()
    if (pattern.includes('?')) this.#refining.add(typeOfPattern(pattern))
  }

  addStatement(pattern: Pattern, statement: Statement): void {
    this.#add(pattern, { kind: 'statement', statement })
  }

  /** A pattern of which nothing is counted; what it has in common with others is named all the same. */
  addName(pattern: Pattern): void {
    this.#add(pattern, { kind: 'name' })
  }

  /** Whether anything in the index could refine a package of this type. */
  refines(type: string): boolean {
    return this.#refining.has(type)
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
  gather(pattern: Pattern, own: readonly Statement[]): Material {
    if (this.#isEmpty) return { statements: own, overrides: none, rows: none }
    const mark = pattern.indexOf('?')
    if (this.#paths.size > 0 && this.#paths.has(mark < 0 ? pattern : pattern.slice(0, mark)))
      return this.#collect(pattern).with(own)
    // Of a package that the index does not name, what covers it is what covers all of its namespace.
    const namespace = pattern.slice(0, pattern.lastIndexOf('/', mark < 0 ? pattern.length : mark) + 1)
    const wildcard = mark < 0 ? `${namespace}*` : `${namespace}*${pattern.slice(mark)}`
    let around = this.#around.get(wildcard)
    if (around === undefined) this.#around.set(wildcard, (around = this.#collect(wildcard)))
    return around.with(own)
  }

  #collect(pattern: Pattern): Surroundings {
    const statements: Statement[] = []
    const overrides: DecidingOverride[] = []
    const rows: Row[] = []
    const disregards: Disregard[] = []
    const silent = new Set(this.#scoped)
    for (const { values } of this.#index.matching(pattern)) {
      for (const value of values) {
        if (value.kind === 'statement') statements.push(value.statement)
        else if (value.kind === 'row') rows.push(value.row)
        else if (value.kind === 'scope') silent.delete(value.publisher)
        else if (value.kind === 'disregard') {
          if (value.disregard.until >= this.#today) disregards.push(value.disregard)
        } else if (value.kind === 'override' && value.override.until >= this.#today) {
          overrides.push(value.override)
        }
      }
    }
    return new Surroundings(statements, overrides, rows, disregards, silent)
  }
}
