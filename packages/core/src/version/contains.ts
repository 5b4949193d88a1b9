import { Impossible } from '../problem/problem.js'
import type { VersionRange } from './range.js'
import type { Version } from './version.js'

/**
 * Whether a version belongs to a range, by the scheme's order alone: `<2.0.0` holds `2.0.0rc1`.
 *
 * @spec version#meaning
 */
export function containsVersion(range: VersionRange, version: Version): boolean {
  return range.inside[pieceOf(range.points, version, range)]!
}

/** The versions of a range among these, in the given order. */
export function selectVersions(range: VersionRange, versions: readonly Version[]): readonly Version[] {
  return versions.filter((version) => containsVersion(range, version))
}

/** Whether a range names a version by equality: it is in, and nothing just before or after it is. */
export function namesVersion(range: VersionRange, version: Version): boolean {
  const piece = pieceOf(range.points, version, range)
  return piece % 2 === 1 && range.inside[piece]! && !range.inside[piece - 1]! && !range.inside[piece + 1]!
}

/** Index into `inside`: odd for a point, even for an open interval. */
function pieceOf(points: readonly Version[], version: Version, range: VersionRange): number {
  const { scheme } = range
  if (version.scheme !== scheme && version.scheme.id !== scheme.id) {
    throw new Impossible(`a version of type ${version.scheme.id} was looked up in a range of ${scheme.id}`)
  }
  let low = 0
  let high = points.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const order = scheme.compare(version.value, points[middle]!.value)
    if (order === 0) return 2 * middle + 1
    if (order < 0) high = middle
    else low = middle + 1
  }
  return 2 * low
}
