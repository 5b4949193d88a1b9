import { parseNativeRange } from '../../version/native/parse-native-range.js'
import { toRangeText } from '../../version/range-text.js'

/** One requirement of PEP 508, without its options. */
export interface Requirement {
  readonly name: string
  /** Of an exact pin, in its normal form. */
  readonly version: string | undefined
  /** Canonical VERS; undefined for any version. */
  readonly versions: string | undefined
  readonly extras: string | undefined
  readonly marker: string | undefined
}

/** Why a requirement could not be read. */
export class RequirementFault {
  constructor(
    readonly code: 'inventory/line-unread' | 'inventory/version-unread' | 'inventory/source-elsewhere',
    readonly what: string,
  ) {}
}

/** What pip takes for a file where a name could stand. */
const archiveEndings = [
  ...['.whl', '.zip', '.tar', '.tar.gz', '.tgz', '.tar.bz2', '.tbz', '.tar.xz', '.txz', '.tlz', '.tar.lz'],
  '.tar.lzma',
]

/**
 * Reads a requirement as pip does (PEP 508, and the requirements file format of pip), without comment and options.
 *
 * @spec inventory#requirements
 */
export function parseRequirement(text: string): Requirement | RequirementFault {
  const elsewhere = findElsewhere(text)
  if (elsewhere !== undefined) return new RequirementFault('inventory/source-elsewhere', elsewhere)
  const semicolon = text.indexOf(';')
  const marker = semicolon < 0 ? undefined : text.slice(semicolon + 1).trim()
  const whole = (semicolon < 0 ? text : text.slice(0, semicolon)).trim()
  const nameEnd = endOfName(whole)
  const name = whole.slice(0, nameEnd)
  let rest = whole.slice(nameEnd).trim()
  if (name === '' || marker === '') return unread('expected a requirement such as numpy==1.26.4')
  let extras: string | undefined
  if (rest.startsWith('[')) {
    const close = rest.indexOf(']')
    if (close < 0) return unread('expected ] behind the extras')
    extras = rest.slice(1, close).trim()
    rest = rest.slice(close + 1).trim()
  }
  if (rest.startsWith('@')) {
    return new RequirementFault(
      'inventory/source-elsewhere',
      `${name} comes from a URL, not from an ecosystem`,
    )
  }
  if (rest.startsWith('(') && rest.endsWith(')')) rest = rest.slice(1, -1).trim()
  if (rest === '') return { name, version: undefined, versions: undefined, extras, marker }
  const range = parseNativeRange('pypi', rest)
  if (!range.ok) return new RequirementFault('inventory/version-unread', range.problems[0].what)
  const { points, inside } = range.value.range
  const isPin = points.length === 1 && inside[0] === false && inside[1] === true && inside[2] === false
  return {
    name,
    version: isPin ? points[0]!.text : undefined,
    versions: toRangeText(range.value.range),
    extras,
    marker,
  }
}

function unread(what: string): RequirementFault {
  return new RequirementFault('inventory/line-unread', what)
}

function findElsewhere(text: string): string | undefined {
  const first = text.split(/[\s;]/, 1)[0]!
  if (/^[A-Za-z][A-Za-z0-9+.-]*:/.test(first)) return 'it comes from a URL, not from an ecosystem'
  if (/^[./~\\]/.test(first) || /^[^[@<>=!~(]*[/\\]/.test(first))
    return 'it comes from a path, not from an ecosystem'
  const lower = first.toLowerCase()
  if (archiveEndings.some((ending) => lower.endsWith(ending))) return 'it is a file, not from an ecosystem'
  return undefined
}

/** PEP 508: letters, digits, `.`, `_` and `-`; the first and the last are letters or digits. */
function endOfName(text: string): number {
  let end = 0
  while (isNameUnit(text.charCodeAt(end))) end++
  // In `numpy-` or `a.` the name does not reach so far; nothing that can follow a name begins so either.
  return end > 0 && isAlphanumeric(text.charCodeAt(0)) && isAlphanumeric(text.charCodeAt(end - 1)) ? end : 0
}

function isNameUnit(unit: number): boolean {
  return isAlphanumeric(unit) || unit === 0x2d || unit === 0x2e || unit === 0x5f
}

function isAlphanumeric(unit: number): boolean {
  return (unit >= 0x30 && unit <= 0x39) || (unit >= 0x41 && unit <= 0x5a) || (unit >= 0x61 && unit <= 0x7a)
}
