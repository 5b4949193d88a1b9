import { foldRuleOf } from './fold-rule.js'

/**
 * What a list entry speaks about: one package ({@link PackageId}), or every package below a path, `pkg:npm/%40types/*`.
 * Always folded. A bare `*` is never part of a name, which writes it as `%2A`.
 */
export type Pattern = string & { readonly __pattern?: never }

/** A pattern cut once: `pkg:conda/*?channel=x` has the path `pkg:conda/*` and one qualifier. */
export interface PatternParts {
  readonly path: string
  readonly isWildcard: boolean
  /** Without the question mark; empty where there are none. */
  readonly qualifiersText: string
  /** Raw key and value, sorted by key. */
  readonly qualifiers: readonly (readonly [key: string, value: string])[]
}

const none: PatternParts['qualifiers'] = []

export function toPatternParts(pattern: Pattern): PatternParts {
  const mark = pattern.indexOf('?')
  const path = mark < 0 ? pattern : pattern.slice(0, mark)
  const qualifiersText = mark < 0 ? '' : pattern.slice(mark + 1)
  return { path, isWildcard: path.endsWith('*'), qualifiersText, qualifiers: splitPairs(qualifiersText) }
}

function splitPairs(text: string): PatternParts['qualifiers'] {
  if (text === '') return none
  return text.split('&').map((pair) => {
    const equals = pair.indexOf('=')
    return [pair.slice(0, equals), pair.slice(equals + 1)] as const
  })
}

/** The type of package that a pattern speaks about. */
export function typeOfPattern(pattern: Pattern): string {
  return pattern.slice(4, pattern.indexOf('/', 4))
}

/** False for a pattern that ends in the wildcard. */
export function isPackageId(pattern: Pattern): boolean {
  const mark = pattern.indexOf('?')
  return pattern.charCodeAt((mark < 0 ? pattern.length : mark) - 1) !== 0x2a
}

/**
 * Whether everything that `narrow` speaks about, `wide` speaks about too. For a package in the place of `narrow`: does
 * the pattern match it.
 *
 * An open qualifier that `wide` lacks covers every value; a closed one must be the same on both sides, or absent on both.
 *
 * @spec package#matching
 */
export function covers(wide: Pattern, narrow: Pattern): boolean {
  if (wide === narrow) return true
  const outer = toPatternParts(wide)
  const inner = toPatternParts(narrow)
  if (!coversPath(outer, inner)) return false
  if (outer.qualifiersText === inner.qualifiersText) return true
  const { closed } = foldRuleOf(typeOfPattern(wide))
  const has = (parts: PatternParts, key: string) => parts.qualifiers.find(([each]) => each === key)?.[1]
  return (
    outer.qualifiers.every(([key, value]) => has(inner, key) === value) &&
    inner.qualifiers.every(([key]) => !closed.includes(key) || has(outer, key) !== undefined)
  )
}

function coversPath(outer: PatternParts, inner: PatternParts): boolean {
  return outer.isWildcard ? inner.path.startsWith(outer.path.slice(0, -1)) : outer.path === inner.path
}

/**
 * How specific a pattern is, as one number: an exact name before `*`, then more namespace segments, then more
 * qualifiers. Patterns of equal rank are on one level.
 *
 * @spec package#specificity
 */
export function rankOf(pattern: Pattern): number {
  const { path, isWildcard, qualifiers } = toPatternParts(pattern)
  let segments = -1 // the slash before the name separates no namespace segment
  for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) segments++
  return ((isWildcard ? 0 : 4096) + segments) * 4096 + qualifiers.length // both counts are below the text's 4096
}

/**
 * What two patterns have in common: the pattern that matches exactly the packages which both match. It has the longer
 * path and the qualifiers of both.
 *
 * @spec package#what-two-patterns-have-in-common
 * @returns Undefined where no package is matched by both.
 */
export function meetOf(a: Pattern, b: Pattern): Pattern | undefined {
  if (a === b) return a
  const [left, right] = [toPatternParts(a), toPatternParts(b)]
  const path = coversPath(left, right) ? right.path : coversPath(right, left) ? left.path : undefined
  if (path === undefined) return undefined
  return joinQualifiers(path, foldRuleOf(typeOfPattern(a)).closed, left, right)
}

function joinQualifiers(
  path: string,
  closed: readonly string[],
  left: PatternParts,
  right: PatternParts,
): Pattern | undefined {
  if (left.qualifiersText === right.qualifiersText) return toPattern(path, left.qualifiers)
  const joined = new Map(left.qualifiers)
  for (const [key, value] of right.qualifiers) {
    const other = joined.get(key)
    if (other === undefined ? closed.includes(key) : other !== value) return undefined
    joined.set(key, value)
  }
  const isLeftAlone = ([key]: readonly [string, string]) => !right.qualifiers.some(([each]) => each === key)
  if (left.qualifiers.filter(isLeftAlone).some(([key]) => closed.includes(key))) return undefined
  return toPattern(
    path,
    [...joined].sort(([x], [y]) => (x < y ? -1 : 1)),
  )
}

function toPattern(path: string, qualifiers: PatternParts['qualifiers']): Pattern {
  if (qualifiers.length === 0) return path
  return `${path}?${qualifiers.map(([key, value]) => `${key}=${value}`).join('&')}`
}
