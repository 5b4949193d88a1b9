import { toRangeText } from '../version/range-text.js'
import { everyVersion, toRange } from '../version/range.js'
import type { VersionScheme } from '../version/scheme.js'
import type { Version } from '../version/version.js'

/**
 * The canonical text of the pieces from one to another of a line that is cut at these points.
 *
 * @spec merge#all-versions-at-once
 */
export function toPieceText(
  scheme: VersionScheme,
  cuts: readonly Version[],
  from: number,
  to: number,
): string {
  if (from === 0 && to === 2 * cuts.length) return toRangeText(everyVersion(scheme))!
  const points: Version[] = []
  const inside: boolean[] = []
  // The bounds are the last cut before or at the first piece, and the first one at or behind the last.
  const first = from === 0 ? -1 : (from - 1) >> 1
  const last = to === 2 * cuts.length ? -1 : to >> 1
  inside.push(from === 0)
  if (first >= 0) {
    points.push(cuts[first]!)
    inside.push(from % 2 === 1, from % 2 === 0 || to > from)
  }
  if (last >= 0 && last !== first) {
    points.push(cuts[last]!)
    inside.push(to % 2 === 1, false)
  }
  return toRangeText(toRange(scheme, points, inside))!
}

/** The text of everything but these versions, over a scheme without order. */
export function toElseText(scheme: VersionScheme, named: readonly Version[]): string {
  const inside = [true, ...named.flatMap(() => [false, true])]
  return toRangeText(toRange(scheme, named, inside))!
}
