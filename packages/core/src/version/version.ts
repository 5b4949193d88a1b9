import { accept, problem, refuse, type Outcome, type Problem } from '../problem/problem.js'
import { findInvisible, nameOfCodePoint } from '../text/invisible.js'
import { VersionFault, type VersionScheme } from './scheme.js'

/** UTF-16 code units of one version, unescaped. */
export const maxVersionLength = 256

/** A version as it was spelt, with its scheme's parsed form. Made by {@link parseVersion} and by reading ranges. */
export interface Version {
  readonly scheme: VersionScheme
  readonly text: string
  /** Only ever handed back to `scheme`. */
  readonly value: unknown
}

/**
 * Reads one version by the rules of its ecosystem; nothing is trimmed or repaired.
 *
 * @spec version#versions
 * @returns The version, or `version/too-long`, `version/invisible-character`, `version/malformed`.
 */
export function parseVersion(scheme: VersionScheme, text: string): Outcome<Version> {
  const version = readVersion(scheme, text)
  return 'code' in version ? refuse(version) : accept(version)
}

/** As {@link parseVersion}, for inner loops; the problem's column counts within `text`. */
export function readVersion(scheme: VersionScheme, text: string): Version | Problem {
  if (text.length > maxVersionLength) {
    const what = `expected at most ${maxVersionLength} characters in a version, found ${text.length}`
    return problem('version/too-long', what, { column: 1 })
  }
  const value = scheme.parse(text)
  if (!(value instanceof VersionFault) && isPlain(text)) return { scheme, text, value }
  const invisible = findInvisible(text)
  if (invisible >= 0) {
    const name = nameOfCodePoint(text.codePointAt(invisible)!)
    return problem('version/invisible-character', `found ${name} in a version`, { column: invisible + 1 })
  }
  const surrogate = text.search(loneSurrogate)
  const fault = surrogate < 0 ? value : new VersionFault('it holds half a character', surrogate)
  if (!(fault instanceof VersionFault)) return { scheme, text, value }
  const what = `expected a version of type ${scheme.id}, found "${text}": ${fault.why}`
  return problem('version/malformed', what, { column: fault.offset + 1 })
}

const loneSurrogate = /[\ud800-\udfff]/u

/** Printable ASCII alone: nothing more to look for. */
function isPlain(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    if (unit < 0x20 || unit > 0x7e) return false
  }
  return true
}

/** Negative, zero or positive, by the scheme's order; both must be of one scheme. Zero means the same version. */
export function compareVersions(a: Version, b: Version): number {
  return a.scheme.compare(a.value, b.value)
}

/** Whether the ecosystem regards the version as coming before a release. */
export function isPreRelease(version: Version): boolean {
  return version.scheme.isPreRelease(version.value)
}

/** Of equal versions spelt differently, the one that is written: the shortest, then the first by code unit. */
export function betterSpelt(a: Version, b: Version): Version {
  if (a.text.length !== b.text.length) return a.text.length < b.text.length ? a : b
  return a.text <= b.text ? a : b
}
