import type { Problem } from '../../problem/problem.js'
import { intersectRanges, subtractRange, uniteRanges } from '../combine-ranges.js'
import { comparators } from '../comparator.js'
import { everyVersion, noVersion, oneVersion, type VersionRange } from '../range.js'
import type { VersionScheme } from '../scheme.js'
import type { Version } from '../version.js'
import { readCargoComparator, type CargoComparator } from './cargo-comparator.js'
import { derived, isProblem, malformed, splitPieces, trimmed, type Reading } from './reading.js'
import { preReleasesOf, releaseOf } from './semver-release.js'
import { allOf, between, bounded, exactly, type Span } from './span.js'

/** As the crate has it: `MAX_COMPARATORS`. */
const maxComparators = 32

/**
 * Cargo's requirements (The Cargo Book, "Specifying Dependencies"), read and matched as the `semver` crate does
 * (parse.rs, eval.rs): comparators joined by commas, all of which must hold; the caret where no operator stands.
 *
 * A pre-release satisfies a requirement only where a comparator has a pre-release of the same three numbers. As with
 * npm, those inside an interval stay in and are reported, and those of an exclusive upper bound are left out.
 */
export function readCargoRequirement(text: string, scheme: VersionScheme): Reading | Problem {
  const { text: whole, offset } = trimmed(text, 0)
  if (whole === '*' || whole === 'x' || whole === 'X') {
    return { span: exactly(everyVersion(scheme)), narrowed: [], preReleases: noVersion(scheme) }
  }
  const pieces = splitPieces(whole, ',', offset)
  if (pieces.length > maxComparators) {
    return malformed(
      `expected at most ${maxComparators} comparators, as cargo does`,
      pieces[maxComparators]!.offset,
    )
  }
  const all: CargoComparator[] = []
  const spans: Span[] = []
  for (const piece of pieces) {
    const comparator = readCargoComparator(piece)
    if (isProblem(comparator)) return comparator
    const span = toSpan(comparator, scheme)
    if (isProblem(span)) return span
    all.push(comparator)
    spans.push(span)
  }
  const preReleases = takenPreReleases(all, scheme)
  if (isProblem(preReleases)) return preReleases
  const { range, widest } = allOf(scheme, spans)
  // Of the releases that some comparator names a pre-release of, it is known exactly which pre-releases are taken.
  const known = preReleasesNamed(all, scheme)
  if (isProblem(known)) return known
  return {
    span: {
      range: uniteRanges(subtractRange(range, known), preReleases),
      widest: uniteRanges(widest, preReleases),
    },
    narrowed: [],
    preReleases,
  }
}

/** The same with the last number that is given raised by one, and everything after it left out. */
function raised({ major, minor, patch }: CargoComparator): string {
  if (minor === undefined) return `${major + 1}.0.0`
  return patch === undefined ? `${major}.${minor + 1}.0` : `${major}.${minor}.${patch + 1}`
}

/** Where a caret ends: before the next version whose first number that is not zero differs. */
function endOfCaret(comparator: CargoComparator): string {
  const { major, minor, patch } = comparator
  if (major > 0 || minor === undefined) return `${major + 1}.0.0`
  return minor > 0 || patch === undefined ? `0.${minor + 1}.0` : raised(comparator)
}

function endOfTilde({ major, minor }: CargoComparator): string {
  return minor === undefined ? `${major + 1}.0.0` : `${major}.${minor + 1}.0`
}

function startOf({ major, minor = 0, patch = 0, pre }: CargoComparator): string {
  return `${releaseOf({ major, minor, patch })}${pre === '' ? '' : `-${pre}`}`
}

/** What the order says of one comparator. */
function toSpan(comparator: CargoComparator, scheme: VersionScheme): Span | Problem {
  const { operator, patch, pre, offset } = comparator
  const isWhole = patch !== undefined
  const start = derived(scheme, startOf(comparator), offset)
  if (isProblem(start)) return start
  const below = (release: string) => spanBelow(derived(scheme, `${release}-0`, offset))
  const within = (release: string) => spanBetween(start, derived(scheme, `${release}-0`, offset))
  switch (operator) {
    case '=':
    case '*':
      return isWhole ? exactly(oneVersion(start)) : within(raised(comparator))
    case '~':
      return within(endOfTilde(comparator))
    case '^': {
      const span = within(endOfCaret(comparator))
      if (isWhole || isProblem(span)) return span
      // `^1.2` without three numbers looks at no pre-release, nor does `>1.2`.
      const first = derived(scheme, `${start.text}-0`, offset)
      if (isProblem(first)) return first
      return { range: span.range, widest: uniteRanges(span.range, between(first, start)) }
    }
    case '>=':
      return exactly(bounded(comparators.greaterOrEqual, start))
    case '>': {
      if (isWhole) return exactly(bounded(comparators.greater, start))
      const next = derived(scheme, raised(comparator), offset)
      const first = derived(scheme, `${raised(comparator)}-0`, offset)
      if (isProblem(next)) return next
      if (isProblem(first)) return first
      const widest = bounded(comparators.greaterOrEqual, first)
      return { range: bounded(comparators.greaterOrEqual, next), widest }
    }
    case '<=':
      return isWhole ? exactly(bounded(comparators.lessOrEqual, start)) : below(raised(comparator))
    case '<': {
      const byOrder = bounded(comparators.less, start)
      if (pre !== '') return exactly(byOrder)
      const narrow = below(startOf(comparator))
      return isProblem(narrow) ? narrow : { range: narrow.range, widest: byOrder }
    }
  }
}

function spanBelow(end: Version | Problem): Span | Problem {
  if (isProblem(end)) return end
  // Nothing is below the first version of all.
  return exactly(end.text === '0.0.0-0' ? noVersion(end.scheme) : bounded(comparators.less, end))
}

function spanBetween(start: Version, end: Version | Problem): Span | Problem {
  return isProblem(end) ? end : exactly(between(start, end))
}

/** The releases of which a comparator names a pre-release. */
function releasesNamed(all: readonly CargoComparator[]): ReadonlySet<string> {
  return new Set(all.filter((each) => each.pre !== '').map((each) => startOf({ ...each, pre: '' })))
}

function preReleasesNamed(all: readonly CargoComparator[], scheme: VersionScheme): VersionRange | Problem {
  let named = noVersion(scheme)
  for (const release of releasesNamed(all)) {
    const those = preReleasesOf(scheme, release)
    if (isProblem(those)) return those
    named = uniteRanges(named, those)
  }
  return named
}

/** eval.rs, `matches_req`: the pre-releases of those releases of which some comparator has one, where all hold them. */
function takenPreReleases(all: readonly CargoComparator[], scheme: VersionScheme): VersionRange | Problem {
  let taken = noVersion(scheme)
  for (const release of releasesNamed(all)) {
    let those = preReleasesOf(scheme, release)
    if (isProblem(those)) return those
    for (const comparator of all) {
      const held = preReleasesHeld(comparator, release, scheme)
      if (isProblem(held)) return held
      those = intersectRanges(those, held)
    }
    taken = uniteRanges(taken, those)
  }
  return taken
}

/**
 * eval.rs, `matches_impl`, of pre-releases of one release. A comparator with fewer than three numbers holds all of
 * them or none, and not by the order: `>=1.2` holds none of 1.2.0, `^1.2` all.
 */
function preReleasesHeld(
  comparator: CargoComparator,
  release: string,
  scheme: VersionScheme,
): VersionRange | Problem {
  const { operator, major, minor, patch } = comparator
  if (patch !== undefined) {
    const span = toSpan(comparator, scheme)
    return isProblem(span) ? span : span.widest
  }
  const [ofMajor, ofMinor] = release.split('.').map(Number) as [number, number]
  const order = Math.sign(ofMajor - major) || (minor === undefined ? 0 : Math.sign(ofMinor - minor))
  const isHeld = {
    '=': false,
    '*': false,
    '>': order > 0,
    '>=': order > 0,
    '<': order < 0,
    '<=': order < 0,
    '~': false,
    '^': ofMajor === major && (order === 0 || (order > 0 && major > 0)),
  }[operator]
  return isHeld ? everyVersion(scheme) : noVersion(scheme)
}
