import { accept, problem, refuse, type Outcome, type Problem } from '../problem/problem.js'
import { toRangeText } from './range-text.js'
import { everyVersion, type VersionRange } from './range.js'
import { readConstraints } from './read-constraints.js'
import { findTypeAt } from './registry.js'
import type { VersionScheme } from './scheme.js'
import { exactScheme } from './schemes/exact.js'

/** UTF-16 code units of a whole range. */
export const maxRangeLength = 65_536

const head = 'vers:'

/** Types that VERS reserves and that say nothing of a package's versions. */
const reservedTypes: ReadonlySet<string> = new Set(['all', 'invalid', 'none'])

/**
 * Reads a VERS range strictly: sorted, unique, alternating, percent-encoded as it must be; nothing is repaired.
 *
 * @spec version#form
 * @returns The range, or the first fault: `version/range-too-long`, `version/not-a-range`, `version/malformed-type`,
 *   `version/reserved-type`, or one of {@link readConstraints}. The column is that of the fault. Findings:
 *   `version/unknown-type` where the type has no known order, `version/redundant-constraint` where a constraint
 *   changes nothing.
 */
export function parseRange(text: string): Outcome<VersionRange> {
  if (text.length > maxRangeLength) {
    const what = `expected at most ${maxRangeLength} characters in a range, found ${text.length}`
    return refuse(problem('version/range-too-long', what, { column: maxRangeLength + 1 }))
  }
  const type = text.startsWith(head) ? findTypeAt(text, head.length) : undefined
  if (type === undefined) return parseOfUnknownType(text)
  const start = head.length + type.scheme.id.length + 1
  if (text.length === start + 1 && text.charCodeAt(start) === 0x2a) return accept(type.every)
  return readConstraints(text, start, type.scheme)
}

/**
 * As {@link parseRange}, and only the canonical text of the range is taken: no constraint that changes nothing.
 *
 * @spec version#canonical-form
 * @returns The range, or a problem of {@link parseRange}, or `version/not-canonical`.
 */
export function parseCanonicalRange(text: string): Outcome<VersionRange> {
  const range = parseRange(text)
  if (!range.ok || range.findings.length === 0) return range
  const redundant = range.findings.find((each) => each.code === 'version/redundant-constraint')
  if (redundant === undefined) return range
  // What was read holds a version, so it has a text.
  const canonical = toRangeText(range.value)!
  const what = `expected ${canonical}, found ${text}`
  return refuse(problem('version/not-canonical', what, redundant.at, `write ${canonical}`))
}

function parseOfUnknownType(text: string): Outcome<VersionRange> {
  const slash = text.indexOf('/', head.length)
  if (!text.startsWith(head) || slash < 0) {
    return refuse(problem('version/not-a-range', 'expected vers:TYPE/CONSTRAINTS', { column: 1 }))
  }
  const type = text.slice(head.length, slash)
  const fault = faultOfType(type)
  if (fault !== undefined) return refuse(fault)
  const scheme: VersionScheme = exactScheme(type)
  const range =
    text.slice(slash + 1) === '*' ? accept(everyVersion(scheme)) : readConstraints(text, slash + 1, scheme)
  if (!range.ok) return range
  const what = `no version order is known for ${type}: versions are equal or different, nothing more`
  const warning = problem('version/unknown-type', what, { column: head.length + 1 })
  return accept(range.value, [warning, ...range.findings])
}

function faultOfType(type: string): Problem | undefined {
  if (!/^[a-z][a-z0-9.-]*$/.test(type)) {
    const what = `expected a type of lower-case letters, digits, dots and dashes, found "${type}"`
    return problem('version/malformed-type', what, { column: head.length + 1 })
  }
  if (reservedTypes.has(type)) {
    return problem('version/reserved-type', `the type ${type} is reserved`, { column: head.length + 1 })
  }
  return undefined
}
