import Comparator from 'semver/classes/comparator.js'
import Range from 'semver/classes/range.js'
import { problem, type Problem } from '../../problem/problem.js'
import { intersectRanges, uniteRanges } from '../combine-ranges.js'
import { comparators, readComparator } from '../comparator.js'
import { noVersion, type VersionRange } from '../range.js'
import { maxConstraints } from '../read-constraints.js'
import type { VersionScheme } from '../scheme.js'
import type { Version } from '../version.js'
import { derived, isProblem, malformed, splitPieces, type Reading } from './reading.js'
import { beforeRelease, preReleasesOf, releaseOf } from './semver-release.js'
import { allOf, anyOf, bounded, exactly, type Span } from './span.js'

/**
 * Ranges of node-semver (README, "Ranges" and "Range Grammar"), read by the `semver` package in its strict mode:
 * comparator sets joined by `||`, x-ranges, hyphen, caret and tilde ranges. The package does the desugaring; here its
 * comparators become bounds.
 *
 * "Prerelease Tags": a pre-release satisfies a set only where a comparator of the set has a pre-release of the same
 * three numbers. VERS cannot say that of an interval, so pre-releases inside one stay, and are reported; but those of
 * an exclusive upper bound are left out (`<2.0.0` is `<2.0.0-0`) unless the set takes them. The widest span is what
 * the package takes with `includePrerelease`.
 *
 * We depart in one place, which is narrower: a set that is empty, which the package reads as every version, is refused.
 */
export function readNpmRange(text: string, scheme: VersionScheme): Reading | Problem {
  const pieces = splitPieces(text, '||')
  const empty = pieces.find((piece) => piece.text === '')
  if (empty !== undefined) return malformed('expected a range; * stands for every version', empty.offset)
  // The package reads a set as often as it stands there: each once is enough, and a thousand `>*` are not dear.
  const distinct = [...new Set(pieces.map((piece) => piece.text))].join('||')
  const words = distinct.split(/[ \t]+|\|\|/).length
  if (words > maxConstraints) {
    const what = `expected at most ${maxConstraints} comparators, found ${words}`
    return problem('version/too-many-constraints', what, { column: 1 })
  }
  const sets = desugar(distinct, false)
  const open = desugar(distinct, true)
  if (sets === undefined || open === undefined) {
    return malformed('expected a range of npm, for instance ^1.2.3 or >=1.2.3 <2.0.0', 0)
  }
  const read: ReadSet[] = []
  for (const set of sets) {
    const one = readSet(set, scheme)
    if (isProblem(one)) return one
    read.push(one)
  }
  const widest: Span[] = []
  for (const set of open) {
    const range = readBounds(set, scheme, false)
    if (isProblem(range)) return range
    widest.push(exactly(range))
  }
  const taken = read.map((one) => exactly(one.preReleases))
  return {
    span: {
      range: anyOf(
        scheme,
        read.map((one) => exactly(one.range)),
      ).range,
      widest: anyOf(scheme, widest).range,
    },
    narrowed: [],
    preReleases: anyOf(scheme, taken).range,
  }
}

type ComparatorSet = readonly Comparator[]

function desugar(text: string, includePrerelease: boolean): readonly ComparatorSet[] | undefined {
  try {
    return new Range(text, { includePrerelease }).set
  } catch {
    return undefined
  }
}

interface ReadSet {
  readonly range: VersionRange
  /** The pre-releases that the set takes by default. */
  readonly preReleases: VersionRange
}

function readSet(set: ComparatorSet, scheme: VersionScheme): ReadSet | Problem {
  const byOrder = readBounds(set, scheme, false)
  const narrow = readBounds(set, scheme, true)
  if (isProblem(byOrder)) return byOrder
  if (isProblem(narrow)) return narrow
  let preReleases = noVersion(scheme)
  const releases = new Set(set.filter(hasPreRelease).map(({ semver }) => releaseOf(semver)))
  for (const release of releases) {
    const those = preReleasesOf(scheme, release)
    if (isProblem(those)) return those
    preReleases = uniteRanges(preReleases, intersectRanges(those, byOrder))
  }
  return { range: uniteRanges(narrow, preReleases), preReleases }
}

/** What the order says of a set; `isNarrow` leaves out the pre-releases of exclusive upper bounds. */
function readBounds(set: ComparatorSet, scheme: VersionScheme, isNarrow: boolean): VersionRange | Problem {
  const bounds: Span[] = []
  for (const comparator of set) {
    // The set that holds everything has one comparator, which is empty.
    if (comparator.value === '') continue
    // The package's own way to say "nothing": no version is below this one.
    if (comparator.value === '<0.0.0-0') return noVersion(scheme)
    const kind = readComparator(comparator.operator, 0)
    const isLowered = isNarrow && kind === comparators.less && !hasPreRelease(comparator)
    const { semver } = comparator
    const version: Version | Problem = isLowered
      ? beforeRelease(scheme, releaseOf(semver))
      : derived(scheme, semver.version, 0)
    if (isProblem(version)) return version
    if (version.text === '0.0.0-0' && kind === comparators.less) return noVersion(scheme)
    bounds.push(exactly(bounded(kind, version)))
  }
  return allOf(scheme, bounds).range
}

function hasPreRelease(comparator: Comparator): boolean {
  return comparator.value !== '' && comparator.semver.prerelease.length > 0
}
