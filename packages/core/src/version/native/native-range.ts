import { toPieces, type Comparator } from '../comparator.js'
import { intersectRanges } from '../combine-ranges.js'
import { everyVersion, type VersionRange } from '../range.js'
import type { VersionScheme } from '../scheme.js'
import { readVersion } from '../version.js'

/** What a native range holds, and in words what was left out of it because VERS cannot say it. */
export interface NativeRange {
  readonly range: VersionRange
  readonly narrowed: readonly string[]
}

/** Why a native range has no VERS: the ecosystem does not read it, or VERS cannot say it. */
export class NativeFault {
  constructor(
    readonly kind: 'malformed' | 'inexpressible',
    readonly why: string,
  ) {}
}

/** Reads one ecosystem's ranges; the length of the text is bounded before. */
export type NativeReader = (text: string, scheme: VersionScheme) => NativeRange | NativeFault

/** Everything on one side of a version, or one version, or all but one. */
export function rangeOf(
  scheme: VersionScheme,
  comparator: Comparator,
  text: string,
): VersionRange | NativeFault {
  const version = readVersion(scheme, text)
  if ('code' in version) return new NativeFault('malformed', version.what)
  // One constraint alone always fits.
  return { scheme, points: [version], inside: toPieces([comparator]) as readonly boolean[] }
}

/** What all of these hold; the first fault where there is one. */
export function intersectAll(
  scheme: VersionScheme,
  parts: Iterable<VersionRange | NativeRange | NativeFault>,
): NativeRange | NativeFault {
  let range = everyVersion(scheme)
  const narrowed: string[] = []
  for (const part of parts) {
    if (part instanceof NativeFault) return part
    const inner = 'range' in part ? part.range : part
    if ('range' in part) narrowed.push(...part.narrowed)
    range = intersectRanges(range, inner)
  }
  return { range, narrowed }
}

/** The parts between commas, trimmed of spaces and tabs; undefined where one is empty. */
export function splitAtCommas(text: string): readonly string[] | undefined {
  const parts = text.split(',').map(trimBlanks)
  return parts.includes('') ? undefined : parts
}

/** Spaces and tabs alone: other white space has no place in a range. */
export function trimBlanks(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && isBlank(text.charCodeAt(start))) start++
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--
  return text.slice(start, end)
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09
}
