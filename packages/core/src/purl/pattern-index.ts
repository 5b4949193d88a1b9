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

const none: readonly string[] = []

/** The patterns of one path, apart by their qualifiers. */
class Rows<T> {
  plain: GrowingRow<T> | undefined
  /** By qualifiers as text; undefined until there are some, since nearly no package has any. */
  qualified: Map<string, GrowingRow<T>> | undefined
  /** The combinations of keys that occur in `qualified`, most keys first. */
  keySets: (readonly string[])[] | undefined

  rowOf(pattern: Pattern, parts: PatternParts): GrowingRow<T> {
    if (parts.qualifiersText === '') return (this.plain ??= { pattern, values: [] })
    this.qualified ??= new Map()
    const known = this.qualified.get(parts.qualifiersText)
    if (known !== undefined) return known
    const row: GrowingRow<T> = { pattern, values: [] }
    this.qualified.set(parts.qualifiersText, row)
    this.keySets = withKeys(
      this.keySets ?? [],
      parts.qualifiers.map(([key]) => key),
    )
    return row
  }

  /** Appends the rows whose qualifiers cover those of the subject, most qualifiers first. */
  collect(subject: PatternParts, closed: readonly string[], into: PatternRow<T>[]): void {
    if (subject.qualifiers.length === 0) {
      if (this.plain !== undefined) into.push(this.plain)
      return
    }
    if (this.qualified !== undefined && this.keySets !== undefined) {
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

function withKeys(keySets: (readonly string[])[], keys: readonly string[]): (readonly string[])[] {
  const text = keys.join('&')
  if (keySets.some((each) => each.join('&') === text)) return keySets
  return [...keySets, keys].sort((a, b) => b.length - a.length || (a.join('&') < b.join('&') ? -1 : 1))
}

/** One segment of the path of a wildcard pattern; the type with its scheme is the first. */
class Level<T> {
  children: Map<string, Level<T>> | undefined
  rows: Rows<T> | undefined
}

/**
 * The specificity tree: patterns by path, so that all that match a package are found in order of specificity, at a cost
 * that grows with the depth of its path and the combinations of qualifiers, not with the number of patterns.
 *
 * @spec package#specificity
 */
export class PatternIndex<T> {
  /** Exact names by their whole path. */
  readonly #exact = new Map<string, Rows<T>>()
  /** Wildcards by segment, without the `*`. */
  readonly #root = new Level<T>()

  /** Adds a value under a folded pattern. Values of one pattern stay in the order in which they came. */
  add(pattern: Pattern, value: T): void {
    const parts = toPatternParts(pattern)
    const rows = parts.isWildcard ? this.#wildcardRows(parts.path) : this.#exactRows(parts.path)
    rows.rowOf(pattern, parts).values.push(value)
  }

  #exactRows(path: string): Rows<T> {
    const known = this.#exact.get(path)
    if (known !== undefined) return known
    const rows = new Rows<T>()
    this.#exact.set(path, rows)
    return rows
  }

  #wildcardRows(path: string): Rows<T> {
    let level = this.#root
    for (const segment of path.split('/').slice(0, -1)) {
      level.children ??= new Map()
      const next = level.children.get(segment) ?? new Level<T>()
      level.children.set(segment, next)
      level = next
    }
    return (level.rows ??= new Rows<T>())
  }

  /**
   * Every pattern that covers the package or pattern, most specific first; of equal rank by the keys, then the text, of
   * their qualifiers.
   */
  matching(subject: Pattern): readonly PatternRow<T>[] {
    const parts = toPatternParts(subject)
    const closed = parts.qualifiersText === '' ? none : foldRuleOf(typeOfPattern(subject)).closed
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
    let level: Level<T> | undefined = this.#root
    let from = 0
    for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', from)) {
      level = level.children?.get(path.slice(from, slash))
      if (level === undefined) break
      if (level.rows !== undefined) found.push(level.rows)
      from = slash + 1
    }
    const exact = subject.isWildcard ? undefined : this.#exact.get(path)
    if (exact !== undefined) found.push(exact)
    return found
  }
}
