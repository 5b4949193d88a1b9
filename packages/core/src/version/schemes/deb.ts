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
  zeroUnit,
  type OrderKey,
} from '../order-key.js'

/**
 * Debian Policy 5.6.12, `[epoch:]upstream_version[-debian_revision]`, as dpkg reads and orders it. What dpkg takes
 * with a warning only (an upstream version that begins with no digit, foreign characters) is refused.
 *
 * We depart in two places, both narrower: dpkg trims white space and reads a sign before the epoch; here both are
 * refused, as the policy has them nowhere.
 */
export const debScheme: VersionScheme<OrderKey> = {
  id: 'deb',
  ordered: true,
  parse: parseDeb,
  compare: compareKeys,
  isPreRelease,
}

/** dpkg keeps the epoch as a C `int`. */
const largestEpoch = 2147483647

/** Marks: a tilde is below the end of a part, and the end below letters. */
const tilde = 0x01
const wordEnd = 0x02
const partEnd = 0x03

function parseDeb(text: string): OrderKey | VersionFault {
  const units: number[] = []
  const colon = text.indexOf(':')
  if (colon >= 0) {
    if (colon === 0 || digitsEnd(text, 0) !== colon) return new VersionFault('the epoch must be a number', 0)
    const from = skipZeros(text, 0, colon)
    if (colon - from > 10 || Number(text.slice(from, colon)) > largestEpoch) {
      return new VersionFault(`the epoch must not be above ${largestEpoch}`, 0)
    }
  }
  pushNumber(units, text, 0, Math.max(colon, 0))

  const upstream = colon + 1
  // "dpkg will break the version number apart at the last hyphen".
  const hyphen = lastHyphen(text, upstream)
  const hasRevision = hyphen >= 0
  const upstreamEnd = hasRevision ? hyphen : text.length
  if (!isDigit(text.charCodeAt(upstream))) {
    return new VersionFault('the upstream version must begin with a digit', upstream)
  }
  let foreign = pushPart(units, text, upstream, upstreamEnd, true)
  if (foreign >= 0)
    return new VersionFault('only letters, digits and . + - : ~ may stand in an upstream version', foreign)
  if (hasRevision && upstreamEnd + 1 === text.length) {
    return new VersionFault('a revision must follow the last "-"', text.length)
  }
  // "The absence of a debian_revision is equivalent to a debian_revision of 0".
  foreign = pushPart(units, text, Math.min(upstreamEnd + 1, text.length), text.length, false)
  if (foreign >= 0) return new VersionFault('only letters, digits and . + ~ may stand in a revision', foreign)
  return toOrderKey(units)
}

/**
 * The comparison of the policy ("The upstream_version and debian_revision parts are compared ... using the same
 * algorithm"): by turns what is no digit, then a number, a missing one counting as 0.
 *
 * @returns The place of a character that may not stand there, or -1.
 */
function pushPart(units: number[], text: string, start: number, end: number, isUpstream: boolean): number {
  let at = start
  do {
    for (; at < end; at++) {
      const code = text.charCodeAt(at)
      if (isDigit(code)) break
      const unit = rank(code, isUpstream)
      if (unit === 0) return at
      units.push(unit)
    }
    units.push(wordEnd)
    const number = at
    at = digitsEnd(text, at)
    if (number === at) units.push(zeroUnit)
    else pushNumber(units, text, number, at)
  } while (at < end)
  units.push(partEnd)
  return -1
}

/** "All the letters sort earlier than all the non-letters, and a tilde before anything"; 0 for what may not stand there. */
function rank(code: number, isUpstream: boolean): number {
  if (isLetter(code)) return code
  switch (code) {
    case 0x7e:
      return tilde
    case 0x2b:
      return 0x7b
    case 0x2d:
      return isUpstream ? 0x7c : 0
    case 0x2e:
      return 0x7d
    case 0x3a:
      return isUpstream ? 0x7e : 0
    default:
      return 0
  }
}

/**
 * A `~` in the upstream version: "for upstream pre-releases" is what the policy has it for. One in the revision
 * (`1.0-1~bpo12+1`, a backport of a release) speaks of the packaging, not of the software.
 */
function isPreRelease(key: OrderKey): boolean {
  const at = key.indexOf('\x01')
  return at >= 0 && at < key.indexOf('\x03')
}
