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

/**
 * Told of one piece of the version line.
 *
 * @param cut - The version, where the piece is a point.
 * @param held - By slot: how many of its ranges hold the piece. Counted on from piece to piece: nothing of it is kept.
 * @param named - By slot: how many of its ranges name the point by equality, holding nothing just before or after it.
 */
type PieceVisitor = (cut: Version | undefined, held: readonly number[], named: readonly number[]) => void

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
  slotCount: number,
  visit: PieceVisitor,
): readonly Version[] {
  const held = new Array<number>(slotCount).fill(0)
  let boundCount = 0
  for (let range = 0; range < ranges.length; range++) {
    const { inside, points } = ranges[range]!
    if (inside[0]!) held[slots[range]!]!++
    boundCount += points.length
  }
  if (boundCount === 0) {
    visit(undefined, held, none)
    return none
  }
  const named = new Array<number>(slotCount).fill(0)
  visit(undefined, held, named)
  const bounds = sortedBounds(ranges, boundCount)
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
      held[slot]! += change(inside[at - 1]!, inside[at]!)
      if (inside[at]! && !inside[at - 1]! && !inside[at + 1]!) named[slot]!++
    }
    visit(cut, held, named)
    for (let index = from; index < to; index++) {
      const { range, place } = bounds[index]!
      const { inside } = ranges[range]!
      const slot = slots[range]!
      const at = 2 * place + 1
      held[slot]! += change(inside[at]!, inside[at + 1]!)
      named[slot] = 0
    }
    visit(undefined, held, named)
    cuts.push(cut)
    from = to
  }
  return cuts
}

const none: readonly never[] = []

function change(before: boolean, after: boolean): number {
  return before === after ? 0 : after ? 1 : -1
}

/** Up to so many bounds are put in order one by one, as nearly all packages have fewer. */
const fewBounds = 24

function sortedBounds(ranges: readonly VersionRange[], count: number): readonly Bound[] {
  const bounds = new Array<Bound>(count)
  let length = 0
  for (let range = 0; range < ranges.length; range++) {
    const { points } = ranges[range]!
    for (let place = 0; place < points.length; place++) {
      const bound = { version: points[place]!, range, place }
      let at = length++
      if (count <= fewBounds)
        for (; at > 0 && compareVersions(bounds[at - 1]!.version, bound.version) > 0; at--)
          bounds[at] = bounds[at - 1]!
      bounds[at] = bound
    }
  }
  return count <= fewBounds ? bounds : bounds.sort((a, b) => compareVersions(a.version, b.version))
}
