import { accept, placed, problem, refuse, type Outcome, type Problem } from '../problem/problem.js'
import {
  closes,
  comparators,
  comparatorTexts,
  opens,
  readComparator,
  toPieces,
  type Comparator,
} from './comparator.js'
import { escapeClasses, unescapeVersion } from './escape.js'
import { changesNothing, toRange, type VersionRange } from './range.js'
import { VersionFault, type VersionScheme } from './scheme.js'
import { maxVersionLength, readVersion, type Version } from './version.js'

export const maxConstraints = 1_000

interface Constraint {
  readonly comparator: Comparator
  readonly version: Version
  /** Where it begins in the text of the range. */
  readonly start: number
}

/**
 * Reads the constraints of a range in one pass; the asterisk that stands alone is the caller's.
 *
 * @param text - The whole range, so that columns count in it.
 * @param start - Offset of the first constraint.
 * @returns The range, or the first fault: `version/empty-constraint`, `version/leading-equals`,
 *   `version/asterisk-not-alone`, `version/bare-character`, `version/malformed-escape`, `version/too-long`,
 *   `version/malformed`, `version/invisible-character`, `version/no-order`, `version/not-sorted`,
 *   `version/duplicate`, `version/overlap`, `version/too-many-constraints`. Finding: `version/redundant-constraint`.
 */
export function readConstraints(text: string, start: number, scheme: VersionScheme): Outcome<VersionRange> {
  // One or two are what nearly every range has, and a list holds a million: nothing is made for them but the range.
  const firstEnd = endOfConstraint(text, start)
  const first = readConstraint(text, start, firstEnd, scheme)
  if ('code' in first) return refuse(first)
  if (firstEnd === text.length) {
    return accept({ scheme, points: [first], inside: insideOfOne[readComparator(text, start)]! })
  }
  const secondStart = firstEnd + 1
  const secondEnd = endOfConstraint(text, secondStart)
  const second = readConstraint(text, secondStart, secondEnd, scheme, first)
  if ('code' in second) return refuse(second)
  const inside =
    secondEnd === text.length
      ? insideOfTwo[readComparator(text, start) * count + readComparator(text, secondStart)]
      : undefined
  if (inside !== undefined) return accept({ scheme, points: [first, second], inside })
  return readMore(
    text,
    [toConstraint(text, start, first), toConstraint(text, secondStart, second)],
    secondEnd,
  )
}

function toConstraint(text: string, start: number, version: Version): Constraint {
  return { comparator: readComparator(text, start), version, start }
}

function readMore(text: string, constraints: Constraint[], from: number): Outcome<VersionRange> {
  const { scheme } = constraints[0]!.version
  for (let end = from; end < text.length;) {
    const start = end + 1
    if (constraints.length === maxConstraints) return tooMany(start)
    end = endOfConstraint(text, start)
    const next = readConstraint(text, start, end, scheme, constraints.at(-1)!.version)
    if ('code' in next) return refuse(next)
    constraints.push(toConstraint(text, start, next))
  }
  return toMeaning(scheme, constraints)
}

const count = comparatorTexts.length
const every = comparatorTexts.map((_, index) => index as Comparator)

/** What one constraint says, by its comparator. */
const insideOfOne = every.map((comparator) => plainPieces([comparator])!)

/** What two say, by both comparators; absent where they do not fit or one of them changes nothing. */
const insideOfTwo = every.flatMap((first) => every.map((second) => plainPieces([first, second])))

function plainPieces(sequence: readonly Comparator[]): readonly boolean[] | undefined {
  const inside = toPieces(sequence)
  if (typeof inside === 'number' || sequence.some((_, index) => changesNothing(inside, index)))
    return undefined
  return Object.freeze(inside)
}

/** @param end - From {@link endOfConstraint}. */
function readConstraint(
  text: string,
  start: number,
  end: number,
  scheme: VersionScheme,
  last?: Version,
): Version | Problem {
  const comparator = readComparator(text, start)
  const versionStart = start + comparatorTexts[comparator].length
  if (end < 0) return faultAt(text, ~end, versionStart)
  if (!scheme.ordered && (opens(comparator) || closes(comparator))) {
    const what = `versions of type ${scheme.id} have no order, found ${text[start]!}`
    return problem('version/no-order', what, { column: start + 1 })
  }
  const version = versionBetween(text, versionStart, end, scheme)
  if ('code' in version || last === undefined) return version
  const order = scheme.compare(last.value, version.value)
  return order < 0 ? version : outOfOrder(last, version, order, versionStart)
}

/** Offset of the pipe or the end after a constraint; the complement of the offset of what may not stand there. */
function endOfConstraint(text: string, constraint: number): number {
  const start = constraint + comparatorTexts[readComparator(text, constraint)].length
  for (let offset = start; offset < text.length; offset++) {
    const unit = text.charCodeAt(offset)
    if (unit > 127) return ~offset
    const kind = escapeClasses[unit]
    if (kind === 3) return offset === start ? ~offset : offset
    if (kind === 1) return ~offset
  }
  return text.length === start ? ~start : text.length
}

function faultAt(text: string, offset: number, versionStart: number): Problem {
  const at = { column: offset + 1 }
  const found = text[offset]
  if (found === undefined || found === '|')
    return problem('version/empty-constraint', 'expected a version', at)
  if (found === '*' && offset === versionStart) {
    return problem('version/asterisk-not-alone', 'expected * alone or no *', at)
  }
  if (found === '=' && offset === versionStart) {
    return problem('version/leading-equals', 'expected a version alone for equality, found =', at)
  }
  const name = JSON.stringify(found)
  return problem('version/bare-character', `found ${name}, which a version must percent-encode`, at)
}

function versionBetween(text: string, start: number, end: number, scheme: VersionScheme): Version | Problem {
  // A character takes at most nine when it is encoded: longer is too long without being decoded.
  if (end - start > 9 * maxVersionLength) {
    const what = `expected at most ${maxVersionLength} characters in a version`
    return problem('version/too-long', what, { column: start + 1 })
  }
  const written = text.slice(start, end)
  const isEscaped = written.includes('%')
  if (!isEscaped && written.length <= maxVersionLength) {
    // Printable ASCII alone: nothing hides in it, and what the scheme takes needs no second look.
    const value = scheme.parse(written)
    if (!(value instanceof VersionFault)) return { scheme, text: written, value }
  }
  const unescaped = isEscaped ? unescapeVersion(written) : written
  if (typeof unescaped === 'number') {
    const what = 'expected a percent-escape of a character that needs it, in UTF-8, with upper-case digits'
    return problem('version/malformed-escape', what, { column: start + unescaped + 1 })
  }
  const version = readVersion(scheme, unescaped)
  if (!('code' in version)) return version
  // In an escaped version the column cannot be counted from the unescaped one.
  const column = isEscaped ? start + 1 : start + (version.at.column ?? 1)
  return placed({ ...version, at: {} }, { column })
}

function tooMany(offset: number): Outcome<VersionRange> {
  const what = `expected at most ${maxConstraints} constraints`
  return refuse(problem('version/too-many-constraints', what, { column: offset + 1 }))
}

function outOfOrder(last: Version, version: Version, order: number, start: number): Problem {
  const at = { column: start + 1 }
  return order === 0
    ? problem('version/duplicate', `"${last.text}" and "${version.text}" are the same version`, at)
    : problem('version/not-sorted', `expected "${version.text}" before "${last.text}"`, at)
}

function toMeaning(scheme: VersionScheme, constraints: readonly Constraint[]): Outcome<VersionRange> {
  const inside = toPieces(constraints.map((each) => each.comparator))
  if (typeof inside === 'number') {
    const { comparator, start } = constraints[inside]!
    const before = constraints.slice(0, inside).findLast((each) => each.comparator !== comparators.notEqual)!
    const after = comparatorTexts[before.comparator] || 'an equality'
    return refuse(
      problem('version/overlap', `${comparatorTexts[comparator]} does not fit after ${after}`, {
        column: start + 1,
      }),
    )
  }
  const redundant = constraints
    .filter((_, index) => changesNothing(inside, index))
    .map(({ version, start }) => {
      const what = `the constraint on "${version.text}" changes nothing`
      return problem('version/redundant-constraint', what, { column: start + 1 })
    })
  const points = constraints.map((each) => each.version)
  return accept(toRange(scheme, points, inside), redundant)
}
