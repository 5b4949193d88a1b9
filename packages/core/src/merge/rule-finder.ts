import type { PolicyRule } from '@trustlist/schema'
import { PatternIndex } from '../purl/pattern-index.js'
import { covers, isPackageId, type Pattern } from '../purl/pattern.js'
import { RuleView } from './rule-view.js'

/** Finds the one rule that answers for a package: the most specific that covers it. */
export class RuleFinder {
  readonly #byName = new Map<Pattern, number>()
  readonly #patterns = new PatternIndex<number>()
  readonly #views: (RuleView | undefined)[]
  readonly #rules: readonly PolicyRule[]

  /** @param rules - Sorted by code unit of the package. */
  constructor(rules: readonly PolicyRule[]) {
    this.#rules = rules
    this.#views = new Array<RuleView | undefined>(rules.length)
    rules.forEach(({ package: pattern }, index) => {
      this.#byName.set(pattern, index)
      // What covers more than itself; a plain package covers its qualified forms, and is found by its path.
      if (pattern.includes('?') || !isPackageId(pattern)) this.#patterns.add(pattern, index)
    })
  }

  /**
   * The most specific rule. There is one alone: a policy has a rule for what any two of its rules have in common.
   *
   * @spec policy#answering
   */
  find(name: Pattern): RuleView | undefined {
    const index = this.#byName.get(name) ?? this.#findWider(name)
    return index === undefined ? undefined : this.#viewOf(index)
  }

  /** The package with each further qualifier that a rule names, by code unit. */
  refinements(name: Pattern): readonly Pattern[] {
    return this.#patterns.refinements(name)
  }

  #findWider(name: Pattern): number | undefined {
    const best = this.#patterns.matching(name)[0]
    if (best !== undefined && isPackageId(best.pattern)) return best.values[0]
    const mark = name.indexOf('?')
    const path = mark < 0 ? name : name.slice(0, mark)
    const plain = mark < 0 || !covers(path, name) ? undefined : this.#byName.get(path)
    return plain ?? best?.values[0]
  }

  #viewOf(index: number): RuleView {
    return (this.#views[index] ??= new RuleView(this.#rules[index]!))
  }
}
