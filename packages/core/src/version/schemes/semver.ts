import SemVer from 'semver/classes/semver.js'
import { compareText } from '../compare-text.js'
import { VersionFault, type VersionScheme } from '../scheme.js'

/**
 * Semantic Versioning 2.0.0 (https://semver.org/spec/v2.0.0.html), read by the `semver` package in its strict mode:
 * three numbers up to 2^53-1, no leading zeros, no leading `v`. Order by section 11. Build metadata is ignored in the
 * order (section 10), so versions that differ in it alone are the same version: npm's registry, crates.io and hex.pm
 * take only one of them.
 *
 * We depart from the package in one place: pre-release numbers above 2^53-1 (dates with milliseconds) are compared
 * exactly, where it rounds and calls neighbours equal.
 */
export function semverScheme(id: string): VersionScheme<SemVer> {
  return { id, ordered: true, parse: parseSemver, compare: compareSemver, isPreRelease: isSemverPreRelease }
}

export function parseSemver(text: string): SemVer | VersionFault {
  const first = text.charCodeAt(0)
  // The package would strip a leading v and white space.
  if (!(first >= 0x30 && first <= 0x39)) return new VersionFault('it must start with a digit')
  try {
    const version = new SemVer(text)
    return version.raw.trim() === text ? version : new VersionFault('it holds white space')
  } catch {
    return new VersionFault('it is not MAJOR.MINOR.PATCH of Semantic Versioning 2.0.0')
  }
}

export function compareSemver(a: SemVer, b: SemVer): number {
  if (a.major !== b.major) return a.major < b.major ? -1 : 1
  if (a.minor !== b.minor) return a.minor < b.minor ? -1 : 1
  if (a.patch !== b.patch) return a.patch < b.patch ? -1 : 1
  if (a.prerelease.length === 0 || b.prerelease.length === 0) {
    return Number(a.prerelease.length === 0) - Number(b.prerelease.length === 0)
  }
  return compareIdentifiers(a.prerelease, b.prerelease)
}

export function isSemverPreRelease(version: SemVer): boolean {
  return version.prerelease.length > 0
}

const digits = /^[0-9]+$/

/** Section 11.4: numbers by value and below words, words by ASCII, a longer list above its own beginning. */
export function compareIdentifiers(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  const shared = Math.min(a.length, b.length)
  for (let index = 0; index < shared; index++) {
    const order = compareIdentifier(a[index]!, b[index]!)
    if (order !== 0) return order
  }
  return a.length - b.length
}

function compareIdentifier(a: string | number, b: string | number): number {
  if (a === b) return 0
  if (typeof a === 'number' && typeof b === 'number') return a < b ? -1 : 1
  const x = String(a)
  const y = String(b)
  const aIsNumber = digits.test(x)
  if (aIsNumber !== digits.test(y)) return aIsNumber ? -1 : 1
  // Neither has leading zeros: the longer number is the larger.
  if (aIsNumber && x.length !== y.length) return x.length < y.length ? -1 : 1
  return compareText(x, y)
}
