import {
  compareKeys,
  digitsEnd,
  isDigit,
  isLetter,
  pushNumber,
  skipZeros,
  toOrderKey,
  type OrderKey,
} from '../order-key.js'
import { VersionFault, type VersionScheme } from '../scheme.js'

/**
 * Maven's "Version Order Specification" (https://maven.apache.org/pom.html#version-order-specification): tokens at
 * dots, hyphens and between digits and other characters; null values trimmed at the end and before every hyphen;
 * `.qualifier` = `-qualifier` < `-number` < `.number`.
 *
 * Maven's program, ComparableVersion, is no total order in 3.8, 3.9 or 4 (`1.x.1` < `1-alpha` < `1` < `1.x.1`), so no
 * order agrees with it everywhere. This one agrees but where a version begins with no number, has an empty token or a
 * zero before a hyphen, a `.qualifier` before a dot or hyphen, or anything after `ga`, `final` or `release`.
 *
 * Letters, digits and `. - _ + ~` may stand in a version. Case does not matter.
 */
export const mavenScheme: VersionScheme<OrderKey> = {
  id: 'maven',
  ordered: true,
  parse: parseMaven,
  compare: compareKeys,
  isPreRelease,
}

/** Marks, ascending: qualifiers below a release, the end, qualifiers above it, `-number`, `.number`. */
const qualifiers: ReadonlyMap<string, number> = new Map([
  ['alpha', 0x02],
  ['beta', 0x03],
  ['milestone', 0x04],
  ['rc', 0x05],
  ['cr', 0x05],
  ['snapshot', 0x06],
  ['', 0x08],
  ['ga', 0x08],
  ['final', 0x08],
  ['release', 0x08],
  ['sp', 0x09],
])
const wordEnd = 0x01
const end = 0x07
const releaseQualifier = 0x08
const otherQualifier = 0x0a
const hyphenNumber = 0x0b
const dotNumber = 0x0c

/** A qualifier of one letter that a number follows directly is short for another. */
const shortened: ReadonlyMap<string, string> = new Map([
  ['a', 'alpha'],
  ['b', 'beta'],
  ['m', 'milestone'],
])

function parseMaven(text: string): OrderKey | VersionFault {
  if (text === '') return new VersionFault('a version cannot be empty')
  const units: number[] = []
  /** Where the units end without the null values that have been written last. */
  let leastLength = 0
  let isAfterHyphen = false
  let at = 0
  for (;;) {
    const start = at
    const isNumber = !(at < text.length && isWord(text.charCodeAt(at)))
    if (isNumber) {
      at = digitsEnd(text, at)
      // An empty token is a zero.
      const isNull = skipZeros(text, start, at) === at
      if (isAfterHyphen) units.length = leastLength
      units.push(isAfterHyphen ? hyphenNumber : dotNumber)
      pushNumber(units, text, start, at)
      if (!isNull) leastLength = units.length
    } else {
      while (at < text.length && isWord(text.charCodeAt(at))) at++
      units.length = leastLength
      const isNull = pushQualifier(units, text.slice(start, at).toLowerCase(), isDigit(text.charCodeAt(at)))
      if (!isNull) leastLength = units.length
    }
    if (at === text.length) break
    const separator = text.charCodeAt(at)
    if (separator !== 0x2e && separator !== 0x2d && !isDigit(separator) && !isWord(separator)) {
      return new VersionFault('only letters, digits and . - _ + ~ may stand here', at)
    }
    // Between digits and other characters stands a hyphen that is not written.
    isAfterHyphen = separator !== 0x2e
    if (separator === 0x2e || separator === 0x2d) at++
  }
  units.length = leastLength
  units.push(end)
  return toOrderKey(units)
}

/** Returns whether it is a null value. */
function pushQualifier(units: number[], word: string, isBeforeDigit: boolean): boolean {
  const qualifier = isBeforeDigit ? (shortened.get(word) ?? word) : word
  const mark = qualifiers.get(qualifier)
  if (mark !== undefined) {
    units.push(mark)
    return mark === releaseQualifier
  }
  units.push(otherQualifier)
  for (let index = 0; index < qualifier.length; index++) units.push(qualifier.charCodeAt(index))
  units.push(wordEnd)
  return false
}

function isWord(code: number): boolean {
  return isLetter(code) || code === 0x2b || code === 0x5f || code === 0x7e
}

/** alpha, beta, milestone, rc and snapshot, which Maven orders below the release. */
function isPreRelease(key: OrderKey): boolean {
  for (let at = 0; at < key.length; at++) {
    const unit = key.charCodeAt(at)
    if (unit >= 0x02 && unit <= 0x06) return true
  }
  return false
}
