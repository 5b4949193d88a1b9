import type { VersionRange } from '../version/range.js'
import { betterSpelt, compareVersions, type Version } from '../version/version.js'

/** One bound of one range. */
interface Bound {
  readonly version: Version
  /** Which range. */
  readonly range: number
  /** Which of its points. */
  readonly place: number
}

/** A piece of the version line. Counted anew for each: nothing of it is kept. */
export interface Piece {
  /** The version, where the piece is a point. */
  readonly cut: Version | undefined
  /** By slot: how many of its ranges hold the piece. */
  readonly held: readonly number[]
  /** By slot: how many of its ranges name the point by equality, holding nothing just before or after it. */
  readonly named: readonly number[]
}

/**
 * Goes along the version line, piece by piece: the interval before the first bound, the first bound, the interval up to
 * the second, …. Every bound of every range cuts once, spelt as `betterSpelt` says. Only what changes at a bound is
 * counted there, so the cost is that of sorting the bounds, and of what the visitor does.
 *
 * @param slots - By range: the slot that it is counted in.
 * @returns The cuts, ascending.
 */
export function sweep(
  ranges: readonly VersionRange[],
  slots: readonly number[],
  visit: (piece: Piece) => void,
): readonly Version[] {
  const held: number[] = []
  const named: number[] = []
  for (let range = 0; range < ranges.length; range++) {
    const slot = slots[range]!
    while (held.length <= slot) named[held.push(0) - 1] = 0
    if (ranges[range]!.inside[0]!) held[slot]!++
  }
  const between: Piece = { cut: undefined, held, named }
  visit(between)
  const bounds = sortedBounds(ranges)
  const cuts: Version[] = []
  for (let from = 0; from < bounds.length;) {
    let cut = bounds[from]!.version
    let to = from
    for (; to < bounds.length; to++) {
      const { version, range, place } = bounds[to]!
      if (version !== cut) {
        if (compareVersions(version, cut) !== 0) break
        cut = betterSpelt(version, cut)
      }
      const { inside } = ranges[range]!
      const slot = slots[range]!
      const at = 2 * place + 1
      held[slot]! += Number(inside[at]) - Number(inside[at - 1])
      if (inside[at]! && !inside[at - 1]! && !inside[at + 1]!) named[slot]!++
    }
    visit({ cut, held, named })
    for (let index = from; index < to; index++) {
      const { range, place } = bounds[index]!
      const { inside } = ranges[range]!
      const slot = slots[range]!
      const at = 2 * place + 1
      held[slot]! += Number(inside[at + 1]) - Number(inside[at])
      named[slot] = 0
    }
    visit(between)
    cuts.push(cut)
    from = to
  }
  return cuts
}

const none: readonly never[] = []

function sortedBounds(ranges: readonly VersionRange[]): readonly Bound[] {
  let bounds: Bound[] | undefined
  let sorted = 0 // how many ranges have bounds; those of one are sorted already
  for (let range = 0; range < ranges.length; range++) {
    const { points } = ranges[range]!
    if (points.length === 0) continue
    bounds ??= []
    sorted++
    for (let place = 0; place < points.length; place++) bounds.push({ version: points[place]!, range, place })
  }
  if (bounds === undefined) return none
  return sorted === 1 ? bounds : bounds.sort((a, b) => compareVersions(a.version, b.version))
}
