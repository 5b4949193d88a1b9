import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isSubrange } from '../../../src/version/combine-ranges.js'
import {
  maxNativeLength,
  nativeEcosystems,
  parseNativeRange,
} from '../../../src/version/native/parse-native-range.js'
import { parseCanonicalRange } from '../../../src/version/parse-range.js'
import { isSameRange } from '../../../src/version/range.js'
import { toRangeText } from '../../../src/version/range-text.js'
import { refusal } from './read.js'

const pieces = [
  '1',
  '1.2',
  '1.2.3',
  '2',
  '0',
  '1.0rc1',
  '1.0-rc.1',
  '1.0.dev1',
  '1:2-3',
  '2024a',
  '1.2.*',
  '*',
  'x',
]
const signs = [
  '>=',
  '<=',
  '>',
  '<',
  '==',
  '=',
  '!=',
  '~=',
  '===',
  '^',
  '~',
  '<<',
  '>>',
  ',',
  '|',
  '||',
  ' ',
  '(',
  ')',
  ' - ',
]
const names = ['numpy', 'a::b', 'libc6', '+local', '!', '[', ']', '.', '-', '"', '\t', 'é']
const text = fc
  .array(fc.constantFrom(...pieces, ...pieces, ...signs, ...signs, ...names), { maxLength: 6 })
  .map((parts) => parts.join(''))
const ecosystem = fc.constantFrom(...nativeEcosystems)

describe('a native range', () => {
  test('is refused or read, never thrown at, and what is read survives as VERS', () => {
    let read = 0
    fc.assert(
      fc.property(ecosystem, text, (type, native) => {
        const outcome = parseNativeRange(type, native)
        if (!outcome.ok) return
        read++
        const { range, widest } = outcome.value
        expect(isSubrange(range, widest)).toBe(true)
        for (const one of [range, widest]) {
          const again = parseCanonicalRange(toRangeText(one)!)
          expect(again.ok && isSameRange(again.value, one)).toBe(true)
        }
      }),
      { numRuns: 20_000, seed: 11 },
    )
    expect(read).toBeGreaterThan(500)
  })

  test('is refused where it is too long, and taken where it is as long as it may be', () => {
    const longest = `>=1.0${' '.repeat(maxNativeLength - 5)}`
    for (const type of nativeEcosystems) {
      expect(refusal(type, longest)).toBe(
        `accepted as vers:${type}/>=1.0${type === 'npm' || type === 'cargo' ? '.0' : ''}`,
      )
      expect(refusal(type, `${longest} `)).toBe('version/native-too-long')
    }
  })

  test.each(['gem', 'maven', 'nuget', 'spack', 'github', ''])(
    'is refused for %j, which is not built',
    (type) => expect(refusal(type, '>=1')).toBe('version/native-unknown-ecosystem'),
  )

  test('is refused where it holds what nobody sees', () => {
    for (const type of nativeEcosystems) {
      for (const hidden of ['\u200b', '\u00a0', '\u202e', '\u0000', '\n']) {
        expect(refusal(type, `>=1.0${hidden}`)).toBe('version/native-malformed')
      }
    }
  })

  test('is refused where it would need more constraints than a range may have', () => {
    const without = (count: number) => Array.from({ length: count }, (_, index) => `!=${index}+a`).join(',')
    expect(refusal('pypi', without(500))).toMatch(/^accepted/)
    const points = (count: number) => Array.from({ length: count }, (_, index) => index).join('|')
    expect(refusal('conda', points(1000))).toMatch(/^accepted/)
    expect(refusal('conda', points(1001))).toBe('version/too-many-constraints')
  })
})

describe('no text of 4,096 characters takes long', () => {
  const fill = (unit: string) => unit.repeat(Math.floor(maxNativeLength / unit.length))
  // prettier-ignore
  const units = ['1', '1.', '>', '>=1,', '!=1,', '||', '1||', '1.2.3 ', '^', '~', '- ', ' - ', '1 - 2 ', '(', '(1|', '1|', '1,', ' ', '\t', '*', '*.', 'x.', 'x ', '+', '+a', '-a.', 'a', 'a.', '::', '=', '.*', '1.*,', '1.*|', '=1|', '!=1.*,', '==1.*,', '~=1.1,', '>1,', '1!', '-', '.dev', '.post1', 'rc', '<', '[', 'v1 ', '>=1.2.3-a <2||', '1.0.0-0||']

  test.each(nativeEcosystems)('of %s', (type) => {
    for (const unit of units) {
      const started = performance.now()
      for (const native of [
        fill(unit),
        `>=1${fill(unit)}`.slice(0, maxNativeLength),
        `${fill(unit).slice(1)}!`,
      ]) {
        parseNativeRange(type, native)
      }
      expect.soft(performance.now() - started, unit).toBeLessThan(1500)
    }
  })
})
