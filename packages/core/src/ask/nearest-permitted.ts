import { compareVersions, type Version } from '../version/version.js'
import type { VersionRange } from '../version/range.js'

/** The next permitted version in one direction. */
export interface NearestVersion {
  readonly version: string
  /** False where permitted is what lies directly beyond it, and not itself. */
  readonly isIncluded: boolean
}

/** The permitted versions that are next to one that is not. Absent in a direction in which none is permitted. */
export interface NearestPermitted {
  readonly below?: NearestVersion
  readonly above?: NearestVersion
}

/**
 * Finds the permitted versions next to one, by the bounds that the policy names: which versions exist, it does not know.
 *
 * @spec check#nearest-permitted-version
 */
export function findNearest(permitted: VersionRange, version: Version): NearestPermitted {
  const { points, inside, scheme } = permitted
  if (!scheme.ordered) return {}
  const at = pieceOf(points, version)
  const below = findPiece(inside, at, -1)
  const above = findPiece(inside, at, 1)
  // The bound of an interval on the side of the version.
  const toNearest = (piece: number, isBelow: boolean): NearestVersion =>
    piece % 2 === 1
      ? { version: points[piece >> 1]!.text, isIncluded: true }
      : { version: points[(piece >> 1) - (isBelow ? 0 : 1)]!.text, isIncluded: false }
  return {
    ...(below === undefined ? {} : { below: toNearest(below, true) }),
    ...(above === undefined ? {} : { above: toNearest(above, false) }),
  }
}

function findPiece(inside: readonly boolean[], from: number, step: 1 | -1): number | undefined {
  for (let piece = from + step; piece >= 0 && piece < inside.length; piece += step) {
    if (inside[piece] === true) return piece
  }
  return undefined
}

/** The piece of a range, as in `VersionRange.inside`, that holds a version. */
function pieceOf(points: readonly Version[], version: Version): number {
  let low = 0
  let high = points.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const order = compareVersions(version, points[middle]!)
    if (order === 0) return 2 * middle + 1
    if (order < 0) high = middle
    else low = middle + 1
  }
  return 2 * low
}
