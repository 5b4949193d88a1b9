import type { VersionScheme } from './scheme.js'
import type { Version } from './version.js'

/**
 * A set of versions. Its points cut the version line into `2n + 1` pieces: the open interval before the first point,
 * the first point, the open interval up to the second, and so on. `inside` says of each piece whether it belongs to
 * the set. Always in least form: no point could be left out, so equal sets have equal points and pieces.
 *
 * Over a scheme without order all intervals agree: they stand for every version that is not named.
 *
 * @spec version#meaning
 */
export interface VersionRange {
  readonly scheme: VersionScheme
  /** Ascending by the scheme's order, no two equal. */
  readonly points: readonly Version[]
  /** `2n + 1` values: interval, point, interval, …, point, interval. */
  readonly inside: readonly boolean[]
}

/** Makes a range of sorted, distinct points and the pieces they cut; points that change nothing are dropped. */
export function toRange(
  scheme: VersionScheme,
  points: readonly Version[],
  inside: readonly boolean[],
): VersionRange {
  let isLeast = true
  for (let index = 0; index < points.length; index++) {
    if (changesNothing(inside, index)) isLeast = false
  }
  if (isLeast) return { scheme, points, inside }
  const kept: Version[] = []
  const pieces: boolean[] = [inside[0]!]
  for (let index = 0; index < points.length; index++) {
    if (changesNothing(inside, index)) continue
    kept.push(points[index]!)
    pieces.push(inside[2 * index + 1]!, inside[2 * index + 2]!)
  }
  return { scheme, points: kept, inside: pieces }
}

/** Whether a point is like the intervals on both of its sides. */
export function changesNothing(inside: readonly boolean[], index: number): boolean {
  const point = inside[2 * index + 1]
  return inside[2 * index] === point && inside[2 * index + 2] === point
}

/** All versions: `vers:TYPE/*`. */
export function everyVersion(scheme: VersionScheme): VersionRange {
  return { scheme, points: [], inside: [true] }
}

/** No version; VERS has no text for it. */
export function noVersion(scheme: VersionScheme): VersionRange {
  return { scheme, points: [], inside: [false] }
}

/** Exactly one version. */
export function oneVersion(version: Version): VersionRange {
  return { scheme: version.scheme, points: [version], inside: [false, true, false] }
}

export function isEmptyRange(range: VersionRange): boolean {
  return range.points.length === 0 && range.inside[0] === false
}

export function isEveryVersion(range: VersionRange): boolean {
  return range.points.length === 0 && range.inside[0] === true
}

/** Whether two ranges hold the same versions, however their bounds are spelt. */
export function isSameRange(a: VersionRange, b: VersionRange): boolean {
  return (
    a.scheme.id === b.scheme.id &&
    a.points.length === b.points.length &&
    a.inside.every((piece, index) => piece === b.inside[index]) &&
    a.points.every((point, index) => a.scheme.compare(point.value, b.points[index]!.value) === 0)
  )
}
