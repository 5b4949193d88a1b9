import type { VersionRange } from '../version/range.js'
import { compareVersions, type Version } from '../version/version.js'

/** Something that holds for some versions. */
export interface Ranged {
  readonly range: VersionRange
}

/** What begins and what ends to hold at one piece. */
export interface Change<T> {
  readonly starts: readonly T[]
  readonly ends: readonly T[]
}

interface GrowingChange<T> {
  readonly starts: T[]
  readonly ends: T[]
}

/**
 * Where ranges begin and end along a line that is cut into pieces: interval 0, point 1, interval 2, …. Each run of a
 * range is found by binary search, so the cost is n log n in the number of bounds.
 *
 * @param cuts - Ascending and distinct, and holding every point of the ranges.
 * @returns By piece; a run that ends at piece p is in `ends` of p + 1.
 */
export function toChanges<T extends Ranged>(
  items: readonly T[],
  cuts: readonly Version[],
): ReadonlyMap<number, Change<T>> {
  const changes = new Map<number, GrowingChange<T>>()
  const at = (piece: number) => {
    let change = changes.get(piece)
    if (change === undefined) changes.set(piece, (change = { starts: [], ends: [] }))
    return change
  }
  for (const item of items) {
    for (const [from, to] of runsOf(item.range, cuts)) {
      at(from).starts.push(item)
      at(to + 1).ends.push(item)
    }
  }
  return changes
}

/** The pieces that a range holds, as runs from first to last piece. */
function runsOf(
  { points, inside }: VersionRange,
  cuts: readonly Version[],
): readonly (readonly [number, number])[] {
  const lastPiece = 2 * cuts.length
  const runs: (readonly [number, number])[] = []
  let from = inside[0] === true ? 0 : -1
  for (let index = 0; index < points.length; index++) {
    const piece = 2 * placeOf(points[index]!, cuts) + 1
    const atPoint = inside[2 * index + 1]!
    const after = inside[2 * index + 2]!
    if (from >= 0 && !atPoint) {
      runs.push([from, piece - 1])
      from = -1
    } else if (from < 0 && atPoint) from = piece
    if (from >= 0 && !after) {
      runs.push([from, piece])
      from = -1
    } else if (from < 0 && after) from = piece + 1
  }
  if (from >= 0) runs.push([from, lastPiece])
  return runs
}

function placeOf(point: Version, cuts: readonly Version[]): number {
  let low = 0
  let high = cuts.length - 1
  while (low < high) {
    const middle = (low + high) >>> 1
    if (compareVersions(cuts[middle]!, point) < 0) low = middle + 1
    else high = middle
  }
  return low
}
