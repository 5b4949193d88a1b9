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
 * Goes along the version line, piece by piece: the interval before the first bound, the first bound, the interval up to
 * the second, …. Every bound of every range cuts once, spelt as `betterSpelt` says.
 *
 * @param visit - Told the cut where the piece is a point, and whether each range holds the piece.
 * @returns The cuts, ascending.
 */
export function sweep(
  ranges: readonly VersionRange[],
  visit: (cut: Version | undefined, isHeld: readonly boolean[]) => void,
): readonly Version[] {
  const isHeld = ranges.map(({ inside }) => inside[0]!)
  visit(undefined, isHeld)
  const bounds: Bound[] = []
  ranges.forEach(({ points }, range) => {
    for (let place = 0; place < points.length; place++) bounds.push({ version: points[place]!, range, place })
  })
  if (bounds.length === 0) return []
  // The bounds of one range are sorted already.
  if (ranges.length > 1) bounds.sort((a, b) => compareVersions(a.version, b.version))
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
      isHeld[range] = ranges[range]!.inside[2 * place + 1]!
    }
    visit(cut, isHeld)
    for (let index = from; index < to; index++) {
      const { range, place } = bounds[index]!
      isHeld[range] = ranges[range]!.inside[2 * place + 2]!
    }
    visit(undefined, isHeld)
    cuts.push(cut)
    from = to
  }
  return cuts
}
