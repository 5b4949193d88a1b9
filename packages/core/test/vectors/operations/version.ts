import {
  accept,
  Impossible,
  type Outcome,
  type Problem,
  intersectRanges,
  subtractRange,
  uniteRanges,
  containsVersion,
  lintRange,
  parseCanonicalRange,
  parseRange,
  toRangeText,
  type VersionRange,
  schemeOf,
  compareVersions,
  isPreRelease,
  parseVersion,
  type Version,
} from '@trustlist/core'
import type { Operations } from './operation.js'

function after<T, R>(outcome: Outcome<T>, next: (value: T, findings: readonly Problem[]) => R): Outcome<R> {
  return outcome.ok ? accept(next(outcome.value, outcome.findings)) : outcome
}

const codes = (findings: readonly Problem[]) => findings.map((each) => each.code)

function must<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Impossible(outcome.problems[0].what)
  return outcome.value
}

const version = (type: string, text: string): Version => must(parseVersion(schemeOf(type), text))

const combinations: Readonly<Record<string, (a: VersionRange, b: VersionRange) => VersionRange>> = {
  union: uniteRanges,
  intersection: intersectRanges,
  difference: subtractRange,
}

/** What an implementation does to answer the vectors of version. */
export const versionOperations = {
  'parse-version': (input: { type: string; version: string }) =>
    after(parseVersion(schemeOf(input.type), input.version), ({ text }) => text),
  'parse-range': (input: { range: string }) =>
    after(parseRange(input.range), (range, findings) => ({
      canonical: toRangeText(range),
      warnings: codes(findings),
    })),
  'parse-canonical-range': (input: { range: string }) => after(parseCanonicalRange(input.range), toRangeText),
  'contains-version': (input: { range: string; version: string }) =>
    after(parseRange(input.range), (range) =>
      containsVersion(range, version(range.scheme.id, input.version)),
    ),
  'combine-ranges': (input: { operation: string; a: string; b: string }) =>
    accept(
      toRangeText(combinations[input.operation]!(must(parseRange(input.a)), must(parseRange(input.b)))) ??
        null,
    ),
  'lint-range': (input: { range: string }) =>
    after(parseRange(input.range), (range) => codes(lintRange(range))),
  'compare-versions': (input: { type: string; a: string; b: string }) =>
    accept(
      (['<', '=', '>'] as const)[
        Math.sign(compareVersions(version(input.type, input.a), version(input.type, input.b))) + 1
      ],
    ),
  'is-pre-release': (input: { type: string; version: string }) =>
    accept(isPreRelease(version(input.type, input.version))),
} satisfies Operations
