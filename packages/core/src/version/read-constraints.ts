import { accept, placed, problem, refuse, type Outcome, type Problem } from '../problem/problem.js'
import { escapeClasses, unescapeVersion } from './escape.js'
import { changesNothing, toRange, type VersionRange } from './range.js'
import type { VersionScheme } from './scheme.js'
import { maxVersionLength, readVersion, type Version } from './version.js'

export const maxConstraints = 1_000

const enum Comparator {
  Equal,
  NotEqual,
  Less,
  LessOrEqual,
  Greater,
  GreaterOrEqual,
}

/** `=`, `!=`, … as they are spelt, by number. */
const comparatorTexts = ['', '!=', '<', '<=', '>', '>='] as const

const pipe = 0x7c

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
  const points: Version[] = []
  const comparators: Comparator[] = []
  const starts: number[] = []
  let offset = start
  for (;;) {
    if (points.length === maxConstraints) return tooMany(offset)
    starts.push(offset)
    const comparator = readComparator(text, offset)
    const versionStart = offset + comparatorTexts[comparator].length
    const end = endOfVersion(text, versionStart)
    if (end < 0) return refuse(faultAt(text, ~end, versionStart))
    if (comparator > Comparator.NotEqual && !scheme.ordered) return withoutOrder(text, offset, scheme)
    const version = versionBetween(text, versionStart, end, scheme)
    if ('code' in version) return refuse(version)
    const last = points.at(-1)
    if (last !== undefined) {
      const order = scheme.compare(last.value, version.value)
      if (order >= 0) return refuse(outOfOrder(last, version, order, versionStart))
    }
    points.push(version)
    comparators.push(comparator)
    if (end === text.length) return toMeaning(text, scheme, points, comparators, starts)
    offset = end + 1
  }
}

function readComparator(text: string, offset: number): Comparator {
  const first = text.charCodeAt(offset)
  const hasEqual = text.charCodeAt(offset + 1) === 0x3d
  if (first === 0x3c) return hasEqual ? Comparator.LessOrEqual : Comparator.Less
  if (first === 0x3e) return hasEqual ? Comparator.GreaterOrEqual : Comparator.Greater
  return first === 0x21 && hasEqual ? Comparator.NotEqual : Comparator.Equal
}

/** Offset of the pipe or the end after a version; the complement of the offset of a character that may not stand there. */
function endOfVersion(text: string, start: number): number {
  for (let offset = start; offset < text.length; offset++) {
    const unit = text.charCodeAt(offset)
    if (unit === pipe) return offset === start ? ~offset : offset
    if (unit > 127 || escapeClasses[unit] === 1) return ~offset
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

function withoutOrder(text: string, offset: number, scheme: VersionScheme): Outcome<VersionRange> {
  const what = `versions of type ${scheme.id} have no order, found ${text[offset]!}`
  return refuse(problem('version/no-order', what, { column: offset + 1 }))
}

function outOfOrder(last: Version, version: Version, order: number, start: number): Problem {
  const at = { column: start + 1 }
  return order === 0
    ? problem('version/duplicate', `"${last.text}" and "${version.text}" are the same version`, at)
    : problem('version/not-sorted', `expected "${version.text}" before "${last.text}"`, at)
}

/** The pieces that the constraints say, read from left to right as VERS does. */
function toMeaning(
  text: string,
  scheme: VersionScheme,
  points: readonly Version[],
  comparators: readonly Comparator[],
  starts: readonly number[],
): Outcome<VersionRange> {
  let isInside = startsInside(comparators)
  const inside: boolean[] = [isInside]
  let previous: Comparator = Comparator.NotEqual
  for (let index = 0; index < comparators.length; index++) {
    const comparator = comparators[index]!
    const opens = comparator >= Comparator.Greater
    const closes = comparator === Comparator.Less || comparator === Comparator.LessOrEqual
    // An equality inside an interval that is closed later, or two bounds of one direction.
    if ((closes && (!isInside || previous === Comparator.Equal)) || (opens && isInside)) {
      const what = `${comparatorTexts[comparator]} does not fit after ${comparatorTexts[previous] || 'an equality'}`
      return refuse(problem('version/overlap', what, { column: starts[index]! + 1 }))
    }
    isInside = opens || (isInside && !closes)
    const holdsPoint =
      comparator === Comparator.Equal ||
      comparator === Comparator.LessOrEqual ||
      comparator === Comparator.GreaterOrEqual
    inside.push(holdsPoint, isInside)
    if (comparator !== Comparator.NotEqual) previous = comparator
  }
  const redundant: Problem[] = []
  for (let index = 0; index < points.length; index++) {
    if (!changesNothing(inside, index)) continue
    const what = `the constraint on "${points[index]!.text}" changes nothing`
    redundant.push(problem('version/redundant-constraint', what, { column: starts[index]! + 1 }))
  }
  return redundant.length === 0
    ? accept({ scheme, points, inside })
    : accept(toRange(scheme, points, inside), redundant)
}

/** Before the first bound: in, where that bound closes; where there is no bound, in if everything is said by `!=`. */
function startsInside(comparators: readonly Comparator[]): boolean {
  let isOnlyExclusions = true
  for (const comparator of comparators) {
    if (comparator > Comparator.NotEqual) return comparator < Comparator.Greater
    if (comparator === Comparator.Equal) isOnlyExclusions = false
  }
  return isOnlyExclusions
}
