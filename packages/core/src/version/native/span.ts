import { comparators, toPieces, type Comparator } from '../comparator.js'
import { complementRange, intersectRanges, uniteRanges } from '../combine-ranges.js'
import { everyVersion, noVersion, type VersionRange } from '../range.js'
import type { VersionScheme } from '../scheme.js'
import type { Version } from '../version.js'

/**
 * What a native text says, from below and from above. Where VERS can say it exactly, both are the same.
 *
 * @spec native-range#what-an-allow-takes-and-what-a-denial-takes
 */
export interface Span {
  /** Nothing in it is left to doubt. */
  readonly range: VersionRange
  /** Everything that some reading takes. Holds `range`. */
  readonly widest: VersionRange
}

export function exactly(range: VersionRange): Span {
  return { range, widest: range }
}

/** Everything that is surely not in a span; and, widest, all that might not be. */
export function outside({ range, widest }: Span): Span {
  return { range: complementRange(widest), widest: complementRange(range) }
}

/** What all say; everything where there is none. */
export function allOf(scheme: VersionScheme, spans: readonly Span[]): Span {
  return fold(spans, exactly(everyVersion(scheme)), intersectRanges)
}

/** What any says; nothing where there is none. */
export function anyOf(scheme: VersionScheme, spans: readonly Span[]): Span {
  return fold(spans, exactly(noVersion(scheme)), uniteRanges)
}

/** Versions on one side of a bound, or all but one, or one. */
export function bounded(comparator: Comparator, version: Version): VersionRange {
  // One constraint alone always fits.
  const inside = toPieces([comparator]) as readonly boolean[]
  return { scheme: version.scheme, points: [version], inside }
}

/** From `low` on, up to and without `high`. */
export function between(low: Version, high: Version): VersionRange {
  return intersectRanges(bounded(comparators.greaterOrEqual, low), bounded(comparators.less, high))
}

type Combine = (a: VersionRange, b: VersionRange) => VersionRange

/** By halves, so that many bounds take n log n. */
function fold(spans: readonly Span[], none: Span, combine: Combine): Span {
  if (spans.length < 2) return spans[0] ?? none
  const middle = spans.length >> 1
  const left = fold(spans.slice(0, middle), none, combine)
  const right = fold(spans.slice(middle), none, combine)
  const range = combine(left.range, right.range)
  const isExact = left.range === left.widest && right.range === right.widest
  return { range, widest: isExact ? range : combine(left.widest, right.widest) }
}
