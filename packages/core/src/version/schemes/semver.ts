import SemVer from 'semver/classes/semver.js'
import { compareText } from '../compare-text.js'
import { VersionFault, type VersionScheme } from '../scheme.js'

/** A version of Semantic Versioning; build metadata only where the ecosystem orders it. */
export interface Semver {
  readonly major: number
  readonly minor: number
  readonly patch: number
  readonly prerelease: readonly (string | number)[]
  readonly build: readonly string[]
}

/**
 * Semantic Versioning 2.0.0 (https://semver.org/spec/v2.0.0.html), read by the `semver` package in its strict mode:
 * three numbers up to 2^53-1, no leading zeros, no leading `v`. Order by section 11. Build metadata is ignored in the
 * order (section 10), so versions that differ in it alone are the same version: the registries of npm, cargo and hex
 * take only one of them.
 *
 * We depart from the package in one place: pre-release numbers above 2^53-1 (dates with milliseconds) are compared
 * exactly, where it rounds and calls neighbours equal.
 */
export function semverScheme(id: string): VersionScheme<Semver> {
  return { id, ordered: true, parse: parseSemver, compare: compareSemver, isPreRelease: isSemverPreRelease }
}

export function parseSemver(text: string): Semver | VersionFault {
  return readRelease(text) ?? readBySemver(text)
}

export function compareSemver(a: Semver, b: Semver): number {
  if (a.major !== b.major) return a.major < b.major ? -1 : 1
  if (a.minor !== b.minor) return a.minor < b.minor ? -1 : 1
  if (a.patch !== b.patch) return a.patch < b.patch ? -1 : 1
  if (a.prerelease.length === 0 || b.prerelease.length === 0) {
    return Number(a.prerelease.length === 0) - Number(b.prerelease.length === 0)
  }
  return compareIdentifiers(a.prerelease, b.prerelease)
}

export function isSemverPreRelease(version: Semver): boolean {
  return version.prerelease.length > 0
}

/** Section 11.4: numbers by value and below words, words by ASCII, a longer list above its own beginning. */
export function compareIdentifiers(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  const shared = Math.min(a.length, b.length)
  for (let index = 0; index < shared; index++) {
    const order = compareIdentifier(a[index]!, b[index]!)
    if (order !== 0) return order
  }
  return a.length - b.length
}

function readBySemver(text: string): Semver | VersionFault {
  const first = text.charCodeAt(0)
  // The package would strip a leading v and white space.
  if (!(first >= 0x30 && first <= 0x39)) return new VersionFault('it must start with a digit')
  if (text.trim() !== text) return new VersionFault('it ends in white space', text.trimEnd().length)
  try {
    return new SemVer(text)
  } catch {
    return new VersionFault('it is not MAJOR.MINOR.PATCH of Semantic Versioning 2.0.0')
  }
}

const nothing: readonly never[] = []

/** Three plain numbers, which most versions are, without the package; anything else is left to it. */
function readRelease(text: string): Semver | undefined {
  let number = 0
  let start = 0
  let major = 0
  let minor = 0
  let dots = 0
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    if (unit >= 0x30 && unit <= 0x39) {
      // Fifteen digits are exact; a zero may only stand alone.
      if (index - start >= 15 || (number === 0 && index > start)) return undefined
      number = number * 10 + unit - 0x30
    } else if (unit === 0x2e && index > start && dots < 2) {
      if (dots++ === 0) major = number
      else minor = number
      number = 0
      start = index + 1
    } else return undefined
  }
  if (dots !== 2 || start === text.length) return undefined
  return { major, minor, patch: number, prerelease: nothing, build: nothing }
}

const digits = /^[0-9]+$/

function compareIdentifier(a: string | number, b: string | number): number {
  if (a === b) return 0
  if (typeof a === 'number' && typeof b === 'number') return a < b ? -1 : 1
  const x = String(a)
  const y = String(b)
  const aIsNumber = digits.test(x)
  if (aIsNumber !== digits.test(y)) return aIsNumber ? -1 : 1
  return aIsNumber ? compareDigits(x, y) : compareText(x, y)
}

/** Numbers of any length, by value; leading zeros do not count. */
export function compareDigits(a: string, b: string): number {
  const x = a.replace(/^0+/, '')
  const y = b.replace(/^0+/, '')
  return x.length - y.length || compareText(x, y)
}
