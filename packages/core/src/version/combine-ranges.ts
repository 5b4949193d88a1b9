import { Impossible } from '../problem/problem.js'
import { isEmptyRange, noVersion, toRange, type VersionRange } from './range.js'
import type { VersionScheme } from './scheme.js'
import { betterSpelt, compareVersions, type Version } from './version.js'

type Choice = (inA: boolean, inB: boolean) => boolean

/** Versions in either. */
export function uniteRanges(a: VersionRange, b: VersionRange): VersionRange {
  return combine(a, b, (inA, inB) => inA || inB)
}

/** Versions in both. */
export function intersectRanges(a: VersionRange, b: VersionRange): VersionRange {
  return combine(a, b, (inA, inB) => inA && inB)
}

/** Versions in `a` and not in `b`. */
export function subtractRange(a: VersionRange, b: VersionRange): VersionRange {
  return combine(a, b, (inA, inB) => inA && !inB)
}

/** Versions that are not in it. */
export function complementRange(range: VersionRange): VersionRange {
  return { ...range, inside: range.inside.map((piece) => !piece) }
}

/** Whether every version of `inner` is in `outer`. */
export function isSubrange(inner: VersionRange, outer: VersionRange): boolean {
  return isEmptyRange(subtractRange(inner, outer))
}

/** Whether some version is in both. */
export function overlap(a: VersionRange, b: VersionRange): boolean {
  return !isEmptyRange(intersectRanges(a, b))
}

/** Versions in any of them; none gives the empty range. n log n in the number of bounds. */
export function uniteAllRanges(scheme: VersionScheme, ranges: readonly VersionRange[]): VersionRange {
  if (ranges.length === 0) return noVersion(scheme)
  let level = ranges
  while (level.length > 1) {
    const next: VersionRange[] = []
    for (let index = 0; index < level.length; index += 2) {
      const right = level[index + 1]
      next.push(right === undefined ? level[index]! : uniteRanges(level[index]!, right))
    }
    level = next
  }
  return level[0]!
}

/** One walk over both lists of points; the pieces between are compared one by one. */
function combine(a: VersionRange, b: VersionRange, choose: Choice): VersionRange {
  if (a.scheme !== b.scheme && a.scheme.id !== b.scheme.id) {
    throw new Impossible(`ranges of type ${a.scheme.id} and ${b.scheme.id} were combined`)
  }
  const points: Version[] = []
  const inside: boolean[] = [choose(a.inside[0]!, b.inside[0]!)]
  let atA = 0
  let atB = 0
  while (atA < a.points.length || atB < b.points.length) {
    const pointA = a.points[atA]
    const pointB = b.points[atB]
    const order = pointA === undefined ? 1 : pointB === undefined ? -1 : compareVersions(pointA, pointB)
    points.push(order < 0 ? pointA! : order > 0 ? pointB! : betterSpelt(pointA!, pointB!))
    const pieceA = order <= 0 ? 2 * atA++ + 1 : 2 * atA
    const pieceB = order >= 0 ? 2 * atB++ + 1 : 2 * atB
    inside.push(choose(a.inside[pieceA]!, b.inside[pieceB]!))
    inside.push(choose(a.inside[2 * atA]!, b.inside[2 * atB]!))
  }
  return toRange(a.scheme, points, inside)
}
