import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { escapeJson, escapeText } from '../../src/render/escape.js'
import { say, type Shown } from '../../src/render/shown.js'

const terminalObeys = /[\u0000-\u001f\u007f-\u009f]/u
const nobodySees = /[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\p{Surrogate}\u2028\u2029\ufeff]/u

describe('escapeText', () => {
  test('leaves nothing that a terminal obeys or nobody sees', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(escapeText(text)).not.toMatch(terminalObeys)
        expect(escapeText(text)).not.toMatch(nobodySees)
      }),
    )
  })

  test('finds each single such character', () => {
    let count = 0
    for (let codePoint = 0; codePoint <= 0x10ffff; codePoint++) {
      const text = String.fromCodePoint(codePoint)
      if (!terminalObeys.test(text) && !nobodySees.test(text)) continue
      count++
      if (!escapeText(text).startsWith('\\')) throw new Error(`U+${codePoint.toString(16)} is printed raw`)
    }
    expect(count).toBeGreaterThan(4000)
  })

  test('leaves text as people write it alone', () => {
    for (const text of ['data.table', 'Größe: 10 µm', '数据', 'a\\nb', '👍'])
      expect(escapeText(text)).toBe(text)
  })

  test('names what it escapes', () => {
    expect(escapeText('a\nb\tc\u001b[1m\u202e\u{e0041}\ud800')).toBe(
      'a\\nb\\tc\\u{1b}[1m\\u{202e}\\u{e0041}\\u{d800}',
    )
  })
})

describe('escapeJson', () => {
  test('keeps every value and leaves nothing that a terminal obeys or nobody sees', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        const json = escapeJson(JSON.stringify(value, null, 2))
        expect(JSON.stringify(JSON.parse(json))).toBe(JSON.stringify(value))
        expect(json.replaceAll('\n', '')).not.toMatch(terminalObeys)
        expect(json).not.toMatch(nobodySees)
      }),
    )
  })
})

describe('say', () => {
  test('escapes what is put in and not its own words', () => {
    expect(say`a\nb ${'c\nd'} ${say`e\n${'\u001b'}`} ${1}`.toString()).toBe('a\nb c\\nd e\n\\u{1b} 1')
  })

  test('alone makes what can be printed', () => {
    const printed = say`x`
    // @ts-expect-error a literal is not Shown
    // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- the compiler must refuse it
    const literal: Shown = { toString: () => '\u001b' }
    // @ts-expect-error a copy of one is not either
    // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment, @typescript-eslint/no-misused-spread -- the same
    const copy: Shown = { ...printed }
    expect([literal, copy]).toHaveLength(2)
  })
})
