import type { VersionRange } from './range.js'
import { betterSpelt, compareVersions, type Version } from './version.js'

/**
 * Every bound of these ranges, ascending, each version once, spelt as {@link betterSpelt} says. They cut the version
 * line into points and open intervals inside which no range changes.
 */
export function cutPoints(ranges: readonly VersionRange[]): readonly Version[] {
  const sorted = ranges.flatMap((range) => range.points).sort(compareVersions)
  const cuts: Version[] = []
  for (const point of sorted) {
    const last = cuts.at(-1)
    if (last !== undefined && compareVersions(last, point) === 0)
      cuts[cuts.length - 1] = betterSpelt(last, point)
    else cuts.push(point)
  }
  return cuts
}

/**
 * Whether a range holds each piece of a line cut at these points: `2n + 1` values as in `VersionRange.inside`.
 *
 * @param cuts - Ascending and distinct, and holding every point of the range, as {@link cutPoints} gives them.
 */
export function piecesInside(range: VersionRange, cuts: readonly Version[]): readonly boolean[] {
  const pieces: boolean[] = [range.inside[0]!]
  let at = 0
  for (const cut of cuts) {
    const point = range.points[at]
    const isPoint = point !== undefined && compareVersions(point, cut) === 0
    pieces.push(range.inside[isPoint ? 2 * at++ + 1 : 2 * at]!)
    pieces.push(range.inside[2 * at]!)
  }
  return pieces
}
