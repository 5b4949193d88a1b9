import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toCanonicalText, type JsonValue } from '../../src/json/canonical.js'
import { findGateFault } from '../../src/json/gate.js'
import { parseInPieces } from '../../src/json/parse-in-pieces.js'
import { encodeUtf8 } from '../../src/text/utf8.js'

/** Parses as readers of documents do; gives the number of cuts too. */
function parse(bytes: Uint8Array, start = 0, end = bytes.length): { value: JsonValue; cuts: number } {
  const cuts: number[] = []
  expect(findGateFault(bytes, start, end, cuts)).toBeUndefined()
  return { value: parseInPieces(bytes, start, end, cuts), cuts: cuts.length }
}

const elements = (count: number, element: (index: number) => JsonValue) =>
  Array.from({ length: count }, (_, i) => element(i))

describe('parsing in pieces', () => {
  test('gives what JSON.parse gives, members in their order', () => {
    const long = elements(20_000, (index) => ({ nested: [[index], [], {}], text: `é,]}[{"\\\n Σ ${index}` }))
    const values: Record<string, JsonValue> = {
      one: { about: { title: 'a' }, entries: long },
      'one, and members behind it': { entries: long, observed: [], pair: { a: [1] }, zero: 0 },
      several: { a: long, b: 'between', c: long.slice(0, 9000), d: long },
      'objects that hold the long arrays': { a: { b: long }, c: [long] },
      'an array': long,
      'a long text': { a: ['x'.repeat(300_000), 'y', 'z'.repeat(300_000)], b: 1 },
    }
    for (const [name, value] of Object.entries(values)) {
      const text = toCanonicalText(value)
      const bytes = encodeUtf8(`  ${text}!`)
      const { value: parsed, cuts } = parse(bytes, 2, bytes.length - 1)
      expect([name, JSON.stringify(parsed) === text]).toEqual([name, true])
      expect([name, cuts > 0]).toEqual([name, !name.startsWith('objects') && name !== 'an array'])
    }
  })

  test('is indifferent to layout', () => {
    const value = { entries: elements(20_000, (index) => ({ index, list: [1, 2] })) }
    const text = toCanonicalText(value)
    const spread = text.replace(/[,:[\]{}]/g, (token) => `\t\n${token}\r\n`)
    const { value: parsed, cuts } = parse(encodeUtf8(spread))
    expect(cuts).toBeGreaterThan(5)
    expect(JSON.stringify(parsed)).toBe(text)
  })

  test('holds for arrays of any elements', () => {
    const leaf = fc.oneof(fc.integer(), fc.boolean(), fc.constant(null), fc.stringMatching(/^[ -~]{0,40}$/))
    const element = fc.oneof(leaf, fc.array(leaf), fc.record({ a: leaf, b: fc.array(leaf) }))
    let cutOnes = 0
    fc.assert(
      fc.property(fc.array(fc.array(element, { minLength: 1 }), { minLength: 1, maxLength: 4 }), (arrays) => {
        const value = Object.fromEntries(
          arrays.map((array, index) => [
            `m${index}`,
            elements(6000, (each) => array[each % array.length] as JsonValue),
          ]),
        )
        const text = toCanonicalText(value)
        const { value: parsed, cuts } = parse(encodeUtf8(text))
        if (cuts > 0) cutOnes++
        expect(JSON.stringify(parsed) === text).toBe(true)
      }),
      { numRuns: 40 },
    )
    expect(cutOnes).toBeGreaterThan(10)
  })
})
