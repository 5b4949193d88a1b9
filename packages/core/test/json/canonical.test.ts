import canonicalize from 'canonicalize'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findGateFault, encodeUtf8, Impossible, toCanonicalText, type JsonValue } from '@trustlist/core'

describe('the RFC 8785 writer', () => {
  test('writes what the canonicalize package writes', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'grapheme', maxDepth: 5 }), (value) => {
        expect(toCanonicalText(value as JsonValue)).toBe(canonicalize(value))
      }),
      { numRuns: 3000, seed: 1 },
    )
  })

  test('writes a text that gives the value back, and the same text again', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'grapheme', maxDepth: 5 }), (value) => {
        const text = toCanonicalText(value)
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
        expect(toCanonicalText(JSON.parse(text) as JsonValue)).toBe(text)
      }),
      { numRuns: 1000, seed: 2 },
    )
  })

  test('orders members by UTF-16 code unit, not by code point', () => {
    expect(toCanonicalText({ '\ufb33': 1, '\u{1f600}': 2, a: 3 })).toBe('{"a":3,"\u{1f600}":2,"\ufb33":1}')
  })

  test('orders members that look like numbers and that are called toJSON', () => {
    expect(toCanonicalText({ b: 1, toJSON: 2, 10: 3, 9: 4 })).toBe('{"10":3,"9":4,"b":1,"toJSON":2}')
  })

  test('leaves out members that are undefined', () => {
    expect(toCanonicalText({ b: undefined, a: 1 })).toBe('{"a":1}')
    expect(toCanonicalText({ a: undefined })).toBe('{}')
  })

  test.each([
    ['a hole in an array', [1, , 3]], // eslint-disable-line no-sparse-arrays
    ['undefined in an array', [undefined]],
    ['NaN', Number.NaN],
    ['Infinity', [Number.POSITIVE_INFINITY]],
    ['a big integer', 1n],
    ['a function', () => 1],
    ['a symbol', Symbol('s')],
    ['a date', new Date(0)],
    ['a map', new Map()],
    ['bytes', new Uint8Array(1)],
    ['an object that says how to write itself', Object.create({ toJSON: () => 1 }) as unknown],
    ['a lone surrogate', '\ud800'],
    ['a lone surrogate in a name', { '\udc00': 1 }],
  ])('does not write %s', (_, value) => {
    expect(() => toCanonicalText(value as JsonValue)).toThrow(Impossible)
    expect(() => toCanonicalText({ a: value } as JsonValue)).toThrow(Impossible)
  })

  test('does not ask an own toJSON how a value is to be written', () => {
    expect(() => toCanonicalText({ toJSON: () => 1 } as unknown as JsonValue)).toThrow(Impossible)
  })

  test('writes null-prototype objects like others', () => {
    expect(toCanonicalText(Object.assign(Object.create(null) as object, { a: 1 }) as JsonValue)).toBe(
      '{"a":1}',
    )
  })

  test('writes more than the gate takes, and the gate says so', () => {
    for (const value of [1.5, '\u202e', { '1': 1 }, 2 ** 53, '\t']) {
      expect(findGateFault(encodeUtf8(toCanonicalText(value as JsonValue)))).toBeDefined()
    }
    expect(findGateFault(encodeUtf8(toCanonicalText({ a: ['x\n', -1, true, null] })))).toBeUndefined()
  })
})
