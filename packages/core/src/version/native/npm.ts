import Range from 'semver/classes/range.js'
import type Comparator from 'semver/classes/comparator.js'
import { intersectRanges, uniteAllRanges } from '../combine-ranges.js'
import { comparators } from '../comparator.js'
import { everyVersion, type VersionRange } from '../range.js'
import type { VersionScheme } from '../scheme.js'
import { intersectAll, NativeFault, rangeOf, trimBlanks, type NativeRange } from './native-range.js'

/**
 * npm's ranges as the `semver` package reads them (https://github.com/npm/node-semver#ranges), strictly.
 *
 * npm takes a pre-release only where the range names one of the same release; VERS is pure order and holds those
 * inside an interval, if the package does with `includePrerelease`. Those of an excluded upper bound are left out, unless
 * the range names one of the same release: `<2.0.0` becomes `<2.0.0-0`. Empty text, which npm reads as any version, is
 * refused.
 */
export function readNpmRange(text: string, scheme: VersionScheme): NativeRange | NativeFault {
  if (trimBlanks(text) === '')
    return new NativeFault('malformed', 'expected a range; * stands for any version')
  // The package drops >=0.0.0 in its usual mode, and takes pre-releases of 1.0.0 for 1.x in the other.
  const usual = readIn({ includePrerelease: false }, text, scheme)
  if (usual instanceof NativeFault) return usual
  const other = readIn({ includePrerelease: true }, text, scheme)
  if (other instanceof NativeFault) return other
  return { range: intersectRanges(usual, other), narrowed: [] }
}

function readIn(
  mode: { readonly includePrerelease: boolean },
  text: string,
  scheme: VersionScheme,
): VersionRange | NativeFault {
  let alternatives: readonly (readonly Comparator[])[]
  try {
    alternatives = new Range(text, mode).set
  } catch {
    return new NativeFault('malformed', 'it is no range of npm')
  }
  const ranges: VersionRange[] = []
  for (const alternative of alternatives) {
    const named = alternative.filter(isPreRelease).map(({ semver }) => releaseOf(semver))
    const range = intersectAll(
      scheme,
      alternative.map((comparator) => toRange(comparator, named, scheme)),
    )
    if (range instanceof NativeFault) return range
    ranges.push(range.range)
  }
  return uniteAllRanges(scheme, ranges)
}

/** The package marks "any version" by something that is no version. */
function versionOf({ semver }: Comparator): string | undefined {
  return (semver as { readonly version?: string }).version
}

function isPreRelease(comparator: Comparator): boolean {
  return versionOf(comparator) !== undefined && comparator.semver.prerelease.length > 0
}

function releaseOf({ major, minor, patch }: Comparator['semver']): string {
  return `${major}.${minor}.${patch}`
}

/** @param named - Releases of which the alternative names a pre-release. */
function toRange(
  comparator: Comparator,
  named: readonly string[],
  scheme: VersionScheme,
): VersionRange | NativeFault {
  const version = versionOf(comparator)
  if (version === undefined) return everyVersion(scheme)
  const { operator, semver } = comparator
  switch (operator) {
    case '>':
      return rangeOf(scheme, comparators.greater, version)
    case '>=':
      return rangeOf(scheme, comparators.greaterOrEqual, version)
    case '<=':
      return rangeOf(scheme, comparators.lessOrEqual, version)
    case '<':
      return rangeOf(scheme, comparators.less, named.includes(releaseOf(semver)) ? version : `${version}-0`)
    default:
      return rangeOf(scheme, comparators.equal, version)
  }
}
