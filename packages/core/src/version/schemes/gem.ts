import { VersionFault, type VersionScheme } from '../scheme.js'
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

/**
 * RubyGems' `Gem::Version` (lib/rubygems/version.rb): `VERSION_PATTERN` says what is a version, `canonical_segments`
 * and `<=>` give the order.
 *
 * We depart in one place: empty text, which `Gem::Version` reads as 0, and white space around a version are refused.
 */
export const gemScheme: VersionScheme<OrderKey> = {
  id: 'gem',
  ordered: true,
  parse: parseGem,
  compare: compareKeys,
  isPreRelease,
}

/**
 * Marks. Missing segments count as 0 and words are below 0, so a 0 that stands before a word is below the end, and
 * one that stands before a number is above it.
 */
const wordEnd = 0x01
const zeroBeforeWord = 0x7b
const end = 0x7c
const zeroBeforeNumber = 0x7d

function parseGem(text: string): OrderKey | VersionFault {
  const units: number[] = []
  let zeros = 0
  let hasWord = false
  // VERSION_PATTERN: a hyphen opens the tail, in which further hyphens may stand anywhere.
  let isTail = false
  let piece = 0
  let at = 0
  for (;;) {
    const code = text.charCodeAt(at)
    if (isDigit(code)) {
      const number = at
      at = digitsEnd(text, at)
      if (skipZeros(text, number, at) === at) zeros++
      else {
        for (; zeros > 0; zeros--) units.push(zeroBeforeNumber)
        pushNumber(units, text, number, at)
      }
      continue
    }
    const opensTail = code === 0x2d && !isTail && at > piece
    const isHyphen = code === 0x2d && (isTail || opensTail)
    if (isHyphen || (isLetter(code) && piece > 0)) {
      // canonical_segments drops the zeros at the end of the numbers before the first word, and at the very end.
      if (hasWord) for (; zeros > 0; zeros--) units.push(zeroBeforeWord)
      zeros = 0
      hasWord = true
      if (isHyphen) {
        // initialize: a hyphen is read as ".pre."
        units.push(0x70, 0x72, 0x65, wordEnd)
        at++
        if (opensTail) piece = at
        isTail = true
      } else {
        for (; isLetter(text.charCodeAt(at)); at++) units.push(text.charCodeAt(at))
        units.push(wordEnd)
      }
      continue
    }
    if (at === piece) {
      return new VersionFault(
        at === 0 ? 'it must begin with a number' : 'a number or a word must stand here',
        at,
      )
    }
    if (at === text.length) {
      units.push(end)
      return toOrderKey(units)
    }
    if (code !== 0x2e) return new VersionFault('only numbers, words and single dots may stand here', at)
    piece = ++at
  }
}

/** `prerelease?`: any letter, and a hyphen, which brings one. */
function isPreRelease(key: OrderKey): boolean {
  for (let at = 0; at < key.length; at++) if (isLetter(key.charCodeAt(at))) return true
  return false
}
