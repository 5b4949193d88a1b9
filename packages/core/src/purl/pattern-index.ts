import { foldRuleOf } from './fold-rule.js'
import { meetOf, toPatternParts, typeOfPattern, type Pattern, type PatternParts } from './pattern.js'

/** One pattern and everything that was added under it, in that order. */
export interface PatternRow<T> {
  readonly pattern: Pattern
  readonly values: readonly T[]
}

interface GrowingRow<T> {
  readonly pattern: Pattern
  readonly values: T[]
}

/** The patterns of one path, apart by their qualifiers. */
class Rows<T> {
  plain: GrowingRow<T> | undefined
  /** By qualifiers as text; undefined until there are some, since nearly no package has any. */
  qualified: Map<string, GrowingRow<T>> | undefined
  /** The combinations of keys that occur in `qualified`, most keys first. */
  keySets: (readonly string[])[] = []

  rowOf(pattern: Pattern, parts: PatternParts): GrowingRow<T> {
    if (parts.qualifiersText === '') return (this.plain ??= { pattern, values: [] })
    this.qualified ??= new Map()
    const known = this.qualified.get(parts.qualifiersText)
    if (known !== undefined) return known
    const row: GrowingRow<T> = { pattern, values: [] }
    this.qualified.set(parts.qualifiersText, row)
    this.noteKeys(parts.qualifiers.map(([key]) => key))
    return row
  }

  private noteKeys(keys: readonly string[]): void {
    const text = keys.join('&')
    if (this.keySets.some((each) => each.join('&') === text)) return
    this.keySets.push(keys)
    this.keySets.sort((a, b) => b.length - a.length || (a.join('&') < b.join('&') ? -1 : 1))
  }

  /** Appends the rows whose qualifiers cover those of the subject, most qualifiers first. */
  collect(subject: PatternParts, closed: readonly string[], into: PatternRow<T>[]): void {
    if (this.qualified !== undefined && subject.qualifiers.length > 0) {
      const values = new Map(subject.qualifiers)
      const needed = subject.qualifiers.map(([key]) => key).filter((key) => closed.includes(key))
      for (const keys of this.keySets) {
        if (!needed.every((key) => keys.includes(key)) || !keys.every((key) => values.has(key))) continue
        const row = this.qualified.get(keys.map((key) => `${key}=${values.get(key)!}`).join('&'))
        if (row !== undefined) into.push(row)
      }
    }
    const isElsewhere = subject.qualifiers.some(([key]) => closed.includes(key))
    if (this.plain !== undefined && !isElsewhere) into.push(this.plain)
  }

  *all(): Iterable<PatternRow<T>> {
    if (this.plain !== undefined) yield this.plain
    if (this.qualified !== undefined) yield* this.qualified.values()
  }
}

/** One segment of the path; the type with its scheme is the first. */
class Level<T> {
  children: Map<string, Level<T>> | undefined
  exact: Rows<T> | undefined
  wildcard: Rows<T> | undefined
}

/**
 * The specificity tree: patterns by path, so that all that match a package are found in order of specificity, at a cost
 * that grows with the depth of its path and the combinations of qualifiers, not with the number of patterns.
 *
 * @spec package#specificity
 */
export class PatternIndex<T> {
  readonly #root = new Level<T>()

  /** Adds a value under a folded pattern. Values of one pattern stay in the order in which they came. */
  add(pattern: Pattern, value: T): void {
    const parts = toPatternParts(pattern)
    const segments = parts.path.split('/')
    const last = parts.isWildcard ? segments.length - 1 : segments.length
    let level = this.#root
    for (let index = 0; index < last; index++) {
      const segment = segments[index]!
      level.children ??= new Map()
      const next = level.children.get(segment) ?? new Level<T>()
      level.children.set(segment, next)
      level = next
    }
    const rows = parts.isWildcard ? (level.wildcard ??= new Rows<T>()) : (level.exact ??= new Rows<T>())
    rows.rowOf(pattern, parts).values.push(value)
  }

  /**
   * Every pattern that covers the package or pattern, most specific first; of equal rank by the keys, then the text, of
   * their qualifiers.
   */
  matching(subject: Pattern): readonly PatternRow<T>[] {
    const parts = toPatternParts(subject)
    const { closed } = foldRuleOf(typeOfPattern(subject))
    const found: PatternRow<T>[] = []
    for (const rows of this.#above(parts).reverse()) rows.collect(parts, closed, found)
    return found
  }

  /**
   * What the subject has in common with each pattern on its path or above that does not cover it: the subject with
   * further qualifiers. For a conda package without channel these are the same package in each channel that a pattern
   * names. In order of code units, each once.
   *
   * @spec package#a-package-that-lacks-a-qualifier
   */
  refinements(subject: Pattern): readonly Pattern[] {
    const found = new Set<Pattern>()
    for (const rows of this.#above(toPatternParts(subject))) {
      for (const row of rows.all()) {
        const meet = meetOf(row.pattern, subject)
        if (meet !== undefined && meet !== subject) found.add(meet)
      }
    }
    return [...found].sort()
  }

  /** The rows of every pattern whose path covers the subject's, widest first. */
  #above(subject: PatternParts): Rows<T>[] {
    const found: Rows<T>[] = []
    const { path } = subject
    const end = subject.isWildcard ? path.length - 1 : path.length
    let level: Level<T> | undefined = this.#root
    let from = 0
    while (from < end) {
      const slash = path.indexOf('/', from)
      const segmentEnd = slash < 0 ? end : slash
      level = level.children?.get(path.slice(from, segmentEnd))
      if (level === undefined) return found
      from = segmentEnd + 1
      const isBelow = segmentEnd < path.length // something follows this segment's slash
      if (isBelow && level.wildcard !== undefined) found.push(level.wildcard)
    }
    if (!subject.isWildcard && level.exact !== undefined) found.push(level.exact)
    return found
  }
}
