import { describe, expect, test } from 'vitest'
import { containsVersion } from '../../src/version/contains.js'
import { parseCanonicalRange, parseRange } from '../../src/version/parse-range.js'
import { toRangeText } from '../../src/version/range-text.js'
import { parseVersion } from '../../src/version/version.js'

function faultOf(text: string): readonly [string, number | undefined] {
  const range = parseRange(text)
  if (range.ok) throw new Error(`${text} was accepted`)
  return [range.problems[0].code, range.problems[0].at.column]
}

function contains(range: string, version: string): boolean {
  const parsed = parseRange(range)
  if (!parsed.ok) throw new Error(`${range}: ${parsed.problems[0].what}`)
  const candidate = parseVersion(parsed.value.scheme, version)
  if (!candidate.ok) throw new Error(`${version}: ${candidate.problems[0].what}`)
  return containsVersion(parsed.value, candidate.value)
}

describe('a range is read strictly', () => {
  // Every refused text has an accepted twin that differs in the fault alone.
  test.each([
    ['npm/1.0.0', 'vers:npm/1.0.0', 'version/not-a-range', 1],
    ['vers:npm', 'vers:npm/*', 'version/not-a-range', 1],
    ['VERS:npm/1.0.0', 'vers:npm/1.0.0', 'version/not-a-range', 1],
    ['vers:NPM/1.0.0', 'vers:npm/1.0.0', 'version/malformed-type', 6],
    ['vers:/1.0.0', 'vers:npm/1.0.0', 'version/malformed-type', 6],
    ['vers:n%70m/1.0.0', 'vers:npm/1.0.0', 'version/malformed-type', 6],
    ['vers:none/*', 'vers:npm/*', 'version/reserved-type', 6],
    ['vers:all/*', 'vers:npm/*', 'version/reserved-type', 6],
    ['vers:invalid/1.0.0', 'vers:test/1.0.0', 'version/reserved-type', 6],
    ['vers:npm/', 'vers:npm/1.0.0', 'version/empty-constraint', 10],
    ['vers:npm/|1.0.0', 'vers:npm/1.0.0', 'version/empty-constraint', 10],
    ['vers:npm/1.0.0|', 'vers:npm/1.0.0', 'version/empty-constraint', 16],
    ['vers:npm/>=1.0.0||<2.0.0', 'vers:npm/>=1.0.0|<2.0.0', 'version/empty-constraint', 18],
    ['vers:npm/>=', 'vers:npm/>=1.0.0', 'version/empty-constraint', 12],
    ['vers:npm/=1.0.0', 'vers:npm/1.0.0', 'version/leading-equals', 10],
    ['vers:npm/*|1.0.0', 'vers:npm/*', 'version/asterisk-not-alone', 10],
    ['vers:npm/1.0.0|*', 'vers:npm/*', 'version/asterisk-not-alone', 16],
    ['vers:npm/>=1.0.0| <2.0.0', 'vers:npm/>=1.0.0|<2.0.0', 'version/bare-character', 18],
    ['vers:npm/1.0.0\n', 'vers:npm/1.0.0', 'version/bare-character', 15],
    ['vers:lexicographic-x/é', 'vers:lexicographic-x/%C3%A9', 'version/bare-character', 22],
    ['vers:x/a%2z', 'vers:x/a%2A', 'version/malformed-escape', 9],
    ['vers:x/a%2a', 'vers:x/a%2A', 'version/malformed-escape', 9],
    ['vers:x/a%3Ab', 'vers:x/a:b', 'version/malformed-escape', 9],
    ['vers:x/%FF', 'vers:x/%C3%BF', 'version/malformed-escape', 8],
    ['vers:x/%C0%AF', 'vers:x/%25', 'version/malformed-escape', 8],
    ['vers:x/a%00', 'vers:x/a%20', 'version/invisible-character', 8],
    ['vers:x/a%E2%80%AE', 'vers:x/a%C3%A9', 'version/invisible-character', 8],
    ['vers:npm/1.0', 'vers:npm/1.0.0', 'version/malformed', 10],
    ['vers:npm/>=v1.0.0', 'vers:npm/>=1.0.0', 'version/malformed', 12],
    ['vers:npm/2.0.0|1.0.0', 'vers:npm/1.0.0|2.0.0', 'version/not-sorted', 16],
    ['vers:npm/10.0.0|9.0.0', 'vers:npm/9.0.0|10.0.0', 'version/not-sorted', 17],
    ['vers:npm/1.0.0|1.0.0', 'vers:npm/1.0.0|1.0.1', 'version/duplicate', 16],
    ['vers:npm/1.0.0|1.0.0+build', 'vers:npm/1.0.0|1.0.1+build', 'version/duplicate', 16],
    ['vers:npm/>=1.0.0|!=1.0.0', 'vers:npm/>=1.0.0|!=1.0.1', 'version/duplicate', 20],
    ['vers:npm/>=1.0.0|>2.0.0', 'vers:npm/>=1.0.0|<2.0.0', 'version/overlap', 18],
    ['vers:npm/<1.0.0|<=2.0.0', 'vers:npm/<1.0.0|>=2.0.0', 'version/overlap', 17],
    ['vers:npm/>=1.0.0|1.5.0|<2.0.0', 'vers:npm/>=1.0.0|!=1.5.0|<2.0.0', 'version/overlap', 24],
    ['vers:npm/1.0.0|<2.0.0', 'vers:npm/!=1.0.0|<2.0.0', 'version/overlap', 16],
    ['vers:github/>=v1', 'vers:github/v1', 'version/no-order', 13],
    ['vers:example/1.2.3|>=2.0.0', 'vers:example/1.2.3|2.0.0', 'version/no-order', 20],
  ])('refuses %j and takes %j', (refused, accepted, code, column) => {
    expect(faultOf(refused)).toEqual([code, column])
    const twin = parseCanonicalRange(accepted)
    expect(twin.ok && toRangeText(twin.value)).toBe(accepted)
  })

  test('refuses what is over a limit and takes what is at it', () => {
    const versions = (count: number) => Array.from({ length: count }, (_, index) => `1.0.${index}`).join('|')
    expect(faultOf(`vers:npm/${versions(1001)}`)[0]).toBe('version/too-many-constraints')
    expect(parseRange(`vers:npm/${versions(1000)}`).ok).toBe(true)
    expect(faultOf(`vers:x/${'a'.repeat(257)}`)[0]).toBe('version/too-long')
    expect(parseRange(`vers:x/${'a'.repeat(256)}`).ok).toBe(true)
    expect(faultOf(`vers:x/${'%C3%A9'.repeat(257)}`)[0]).toBe('version/too-long')
    expect(parseRange(`vers:x/${'%C3%A9'.repeat(256)}`).ok).toBe(true)
    expect(faultOf(`vers:x/${'a'.repeat(65_530)}`)[0]).toBe('version/range-too-long')
  })

  test('decodes a version exactly once', () => {
    const range = parseRange('vers:x/1.0%252F0')
    expect(range.ok && range.value.points[0]?.text).toBe('1.0%2F0')
  })

  test('warns of a type without a known order', () => {
    const range = parseRange('vers:example/1.2.3')
    expect(range.ok && range.findings.map((each) => each.code)).toEqual(['version/unknown-type'])
  })

  test.each([
    ['vers:npm/>=1.0.0|1.5.0', 'vers:npm/>=1.0.0'],
    ['vers:npm/1.0.0|!=2.0.0', 'vers:npm/1.0.0'],
    ['vers:npm/!=0.0.1|>0.1.0', 'vers:npm/>0.1.0'],
  ])('takes %j with a warning, and not as canonical', (text, canonical) => {
    const range = parseRange(text)
    expect(range.ok && toRangeText(range.value)).toBe(canonical)
    expect(range.ok && range.findings.map((each) => each.code)).toEqual(['version/redundant-constraint'])
    const strict = parseCanonicalRange(text)
    expect(strict.ok ? '' : strict.problems[0].code).toBe('version/not-canonical')
    expect(strict.ok ? '' : strict.problems[0].mend).toBe(`write ${canonical}`)
  })
})

describe('a range means what its text says', () => {
  test.each([
    ['vers:npm/*', '1.0.0', true],
    ['vers:npm/>=1.0.0', '1.0.0', true],
    ['vers:npm/>=1.0.0', '99.0.0', true],
    ['vers:npm/>1.0.0', '1.0.0', false],
    ['vers:npm/<1.0.0', '0.1.0', true],
    ['vers:npm/<1.0.0', '1.0.0', false],
    ['vers:npm/<=1.0.0', '1.0.0', true],
    ['vers:npm/!=1.0.0', '1.0.0', false],
    ['vers:npm/!=1.0.0', '1.0.1', true],
    ['vers:npm/!=1.0.0', '0.0.1', true],
    ['vers:npm/>=1.0.0|!=1.5.0|<2.0.0', '1.5.0', false],
    ['vers:npm/>=1.0.0|!=1.5.0|<2.0.0', '1.5.1', true],
    ['vers:npm/<1.0.0|1.5.0|>=2.0.0|<3.0.0|4.0.0', '1.5.0', true],
    ['vers:npm/<1.0.0|1.5.0|>=2.0.0|<3.0.0|4.0.0', '1.5.1', false],
    ['vers:npm/<1.0.0|1.5.0|>=2.0.0|<3.0.0|4.0.0', '2.9.9', true],
    ['vers:npm/<1.0.0|1.5.0|>=2.0.0|<3.0.0|4.0.0', '4.0.0', true],
    ['vers:npm/<2.0.0', '2.0.0-rc.1', true],
    ['vers:npm/1.0.0', '1.0.0+build', true],
    ['vers:github/v1.0.0', 'v1.0.0', true],
    ['vers:github/v1.0.0', '1.0.0', false],
    ['vers:github/!=v1.0.0', 'v2', true],
  ])('%s and %s: %s', (range, version, expected) => {
    expect(contains(range, version)).toBe(expected)
  })
})
