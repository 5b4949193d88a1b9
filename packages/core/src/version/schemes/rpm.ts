import { VersionFault, type VersionScheme } from '../scheme.js'
import {
  compareKeys,
  digitsEnd,
  isDigit,
  isLetter,
  lastHyphen,
  pushNumber,
  skipZeros,
  toOrderKey,
  type OrderKey,
} from '../order-key.js'

/**
 * RPM's `[epoch:]version[-release]`, read as `rpmverParse` and ordered as `rpmverCmp` (rpmio/rpmver.c, rpmvercmp.c);
 * what may stand in a version and a release: "Spec file format" of the RPM reference manual, tags Version and Release.
 *
 * A version without a release is below the same with one: a total order needs an answer where a dependency of RPM
 * (`rpmverOverlap`) would let a missing release match every release.
 */
export const rpmScheme: VersionScheme<OrderKey> = {
  id: 'rpm',
  ordered: true,
  parse: parseRpm,
  compare: compareKeys,
  isPreRelease,
}

/** The tag Epoch is an unsigned 32-bit number. */
const largestEpoch = 4294967295

/** Marks: `~` is below the end, the end below `^`, and that below words and numbers. */
const tilde = 0x01
const end = 0x02
const caret = 0x03
const wordEnd = 0x04

function parseRpm(text: string): OrderKey | VersionFault {
  const digits = digitsEnd(text, 0)
  const hasEpoch = text.charCodeAt(digits) === 0x3a
  const version = hasEpoch ? digits + 1 : 0
  const hyphen = lastHyphen(text, version)
  const hasRelease = hyphen >= 0
  const versionEnd = hasRelease ? hyphen : text.length
  if (hasEpoch) {
    if (digits === 0) return new VersionFault('a number must stand before ":"', 0)
    const from = skipZeros(text, 0, digits)
    if (digits - from > 10 || Number(text.slice(from, digits)) > largestEpoch) {
      return new VersionFault(`the epoch must not be above ${largestEpoch}`, 0)
    }
  }
  if (version === versionEnd) return new VersionFault('a version must stand here', version)
  if (hasRelease && hyphen + 1 === text.length)
    return new VersionFault('a release must follow "-"', text.length)
  for (let at = version; at < text.length; at++) {
    if (at !== hyphen && !mayStand(text.charCodeAt(at))) {
      return new VersionFault('only letters, digits and . _ + ~ ^ may stand in a version or a release', at)
    }
  }
  const units: number[] = []
  pushNumber(units, text, 0, hasEpoch ? digits : 0)
  pushSegments(units, text, version, versionEnd)
  // Without a release the key is the beginning of those with one, and so below them.
  if (hasRelease) pushSegments(units, text, hyphen + 1, text.length)
  return toOrderKey(units)
}

function mayStand(code: number): boolean {
  if (isDigit(code) || isLetter(code)) return true
  return code === 0x2e || code === 0x5f || code === 0x2b || code === 0x7e || code === 0x5e
}

/** What `rpmvercmp` compares, as a key: a version or a release alone. Takes any text, as that function does. */
export function toRpmPartKey(part: string): OrderKey {
  const units: number[] = []
  pushSegments(units, part, 0, part.length)
  return toOrderKey(units)
}

/** `rpmvercmp`: whatever is no letter, digit, `~` or `^` separates and says nothing; numbers are above words. */
function pushSegments(units: number[], text: string, start: number, stop: number): void {
  let at = start
  while (at < stop) {
    const code = text.charCodeAt(at)
    if (isDigit(code)) {
      const number = at
      at = digitsEnd(text, at)
      pushNumber(units, text, number, at)
    } else if (isLetter(code)) {
      for (; at < stop && isLetter(text.charCodeAt(at)); at++) units.push(text.charCodeAt(at))
      units.push(wordEnd)
    } else {
      if (code === 0x7e) units.push(tilde)
      else if (code === 0x5e) units.push(caret)
      at++
    }
  }
  units.push(end)
}

/**
 * A `~` in the version, which "sorts lower" and is there for pre-releases. One in the release speaks of the build,
 * and `^` marks what comes after a release.
 */
function isPreRelease(key: OrderKey): boolean {
  const at = key.indexOf('\x01')
  return at >= 0 && at < key.indexOf('\x02')
}
