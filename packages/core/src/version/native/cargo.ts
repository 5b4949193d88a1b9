import { comparators } from '../comparator.js'
import { everyVersion, type VersionRange } from '../range.js'
import type { VersionScheme } from '../scheme.js'
import {
  intersectAll,
  NativeFault,
  rangeOf,
  splitAtCommas,
  trimBlanks,
  type NativeRange,
} from './native-range.js'

/** Numbers that were given, and what stands behind them. */
interface Partial {
  readonly numbers: readonly number[]
  /** Pre-release with its hyphen, or empty; only behind three numbers. */
  readonly tail: string
}

const form =
  /^(0|[1-9][0-9]{0,14})(?:\.(0|[1-9][0-9]{0,14}))?(?:\.(0|[1-9][0-9]{0,14}))?((?:-[0-9A-Za-z.-]+)?)(?:\+[0-9A-Za-z.-]+)?$/

/**
 * Cargo's version requirements (https://doc.rust-lang.org/cargo/reference/specifying-dependencies.html; crate
 * `semver`, `VersionReq`), joined by commas. A requirement without a sign is a caret requirement.
 *
 * As with npm, pre-releases inside an interval are held, those of an excluded upper bound are not, unless a requirement
 * names one of the same release.
 */
export function readCargoRange(text: string, scheme: VersionScheme): NativeRange | NativeFault {
  const parts = splitAtCommas(text)
  if (parts === undefined) return new NativeFault('malformed', 'expected requirements such as ^1.2, <1.9')
  const named = parts.map(namedRelease)
  return intersectAll(
    scheme,
    parts.map((part) => readRequirement(part, named, scheme)),
  )
}

const signs = /^(?:>=|<=|[=<>^~])?/

/** The release of which a requirement names a pre-release. */
function namedRelease(part: string): string | undefined {
  const partial = readPartial(trimBlanks(part.replace(signs, '')))
  return partial === undefined || partial.tail === '' ? undefined : pad(partial.numbers)
}

function readRequirement(
  part: string,
  named: readonly (string | undefined)[],
  scheme: VersionScheme,
): VersionRange | NativeRange | NativeFault {
  if (part === '*') return everyVersion(scheme)
  const sign = signs.exec(part)![0]
  const rest = trimBlanks(part.slice(sign.length))
  // 1.* and 1.2.* stand for what their numbers begin.
  const wildcard = sign === '' ? /^[0-9]+(?:\.[0-9]+)?(?=\.[*xX](?:\.[*xX])?$)/.exec(rest) : null
  const partial = readPartial(wildcard === null ? rest : wildcard[0])
  if (partial === undefined)
    return new NativeFault('malformed', `expected a requirement of Cargo, found "${part}"`)
  return toRange(wildcard === null ? sign : '=', partial, named, scheme)
}

function readPartial(text: string): Partial | undefined {
  const match = form.exec(text)
  if (match === null) return undefined
  const given: readonly (string | undefined)[] = match.slice(1, 4)
  const numbers = given.filter((each) => each !== undefined)
  const tail = match[4]!
  if (numbers.length < 3 && text.length > numbers.join('.').length) return undefined
  return { numbers: numbers.map(Number), tail }
}

function toRange(
  sign: string,
  partial: Partial,
  named: readonly (string | undefined)[],
  scheme: VersionScheme,
): VersionRange | NativeRange | NativeFault {
  const from = () => rangeOf(scheme, comparators.greaterOrEqual, lowest(partial))
  const below = (numbers: readonly number[], tail = '') => {
    const release = pad(numbers)
    const bound = tail === '' && !named.includes(release) ? `${release}-0` : release + tail
    return rangeOf(scheme, comparators.less, bound)
  }
  const { numbers, tail } = partial
  const isFull = numbers.length === 3
  switch (sign) {
    case '=':
      if (isFull) return rangeOf(scheme, comparators.equal, lowest(partial))
      return intersectAll(scheme, [from(), below(next(numbers, numbers.length - 1))])
    case '>':
      if (isFull) return rangeOf(scheme, comparators.greater, lowest(partial))
      return rangeOf(scheme, comparators.greaterOrEqual, pad(next(numbers, numbers.length - 1)))
    case '>=':
      return from()
    case '<':
      return below(numbers, tail)
    case '<=':
      if (isFull) return rangeOf(scheme, comparators.lessOrEqual, lowest(partial))
      return below(next(numbers, numbers.length - 1))
    case '~':
      return intersectAll(scheme, [from(), below(next(numbers, Math.min(1, numbers.length - 1)))])
    default:
      return intersectAll(scheme, [from(), below(next(numbers, caretIndex(numbers)))])
  }
}

/** The number that a caret lets nobody raise: the first that is not 0, or the last that was given. */
function caretIndex(numbers: readonly number[]): number {
  const index = numbers.findIndex((each) => each > 0)
  return index < 0 ? numbers.length - 1 : index
}

/** The number at an index raised by one, what follows it dropped. */
function next(numbers: readonly number[], index: number): readonly number[] {
  return [...numbers.slice(0, index), numbers[index]! + 1]
}

function pad(numbers: readonly number[]): string {
  return [...numbers, 0, 0].slice(0, 3).join('.')
}

function lowest({ numbers, tail }: Partial): string {
  return pad(numbers) + tail
}
