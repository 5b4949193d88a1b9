import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addDays,
  addSeconds,
  dayOf,
  daysBetween,
  decodeUtf8,
  encodeUtf8,
  findInvisible,
  isDay,
  isInstant,
  nameOfCodePoint,
  parseBase64,
  parseHex,
  sha256,
  toBase64,
  toHex,
} from '@trustlist/core'

describe('base64', () => {
  test('is written as Node writes it, and read back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
        const text = toBase64(bytes)
        expect(text).toBe(Buffer.from(bytes).toString('base64'))
        expect(parseBase64(text)).toEqual(bytes)
      }),
      { seed: 1 },
    )
  })

  test('has one spelling: whatever is read re-encodes to itself', () => {
    const piece = fc.constantFrom('A', 'Q', 'R', '/', '+', '=', '-', '_', ' ', '\n', 'é', '\u{1f600}')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 9 }), (pieces) => {
        const text = pieces.join('')
        const bytes = parseBase64(text)
        if (bytes !== undefined) expect(toBase64(bytes)).toBe(text)
      }),
      { numRuns: 5000, seed: 2 },
    )
  })

  test.each([
    'QQ',
    'QQ=',
    'QR==',
    'Q Q = =',
    'QQ==junk',
    'QQ==QQ==',
    '====',
    'Q===',
    '_-==',
    'QQ==\n',
    'QQ=='.toLowerCase(),
  ])('%j is no spelling of a byte', (text) => expect(parseBase64(text)).toBeUndefined())

  test('QQ== is the one spelling of A', () => expect(parseBase64('QQ==')).toEqual(Uint8Array.of(0x41)))
})

describe('hexadecimal', () => {
  test('is lower case, two digits a byte', () => {
    expect(toHex(Uint8Array.of(0, 15, 171))).toBe('000fab')
    expect(parseHex('000fab')).toEqual(Uint8Array.of(0, 15, 171))
    for (const text of ['0', '0G', 'AB', ' 0', '0x', 'é0']) expect(parseHex(text)).toBeUndefined()
  })
})

describe('UTF-8', () => {
  test('is decoded strictly', () => {
    const code = (bytes: number[]) => {
      const decoded = decodeUtf8(Uint8Array.from(bytes))
      return decoded.ok ? decoded.value : decoded.problems[0].code
    }
    expect(code([0x61, 0xc3, 0xa9])).toBe('aé')
    expect(code([0xef, 0xbb, 0xbf, 0x61])).toBe('text/byte-order-mark')
    expect(code([0x61, 0xff])).toBe('text/not-utf8')
    expect(code([0xed, 0xa0, 0x80])).toBe('text/not-utf8')
  })
})

describe('invisible characters', () => {
  test.each([
    ['\t', 0],
    ['a\u0000', 1],
    ['a\nb', -1],
    ['\u{1f600}\u200b', 2],
    ['a\u202eb', 1],
    ['\u{e0001}', 0],
    ['é € \u{10000}', -1],
    ['', -1],
  ])('in %j the first is at %i', (text, offset) => expect(findInvisible(text)).toBe(offset))

  test('are named by their code point', () => {
    expect(nameOfCodePoint(0x200b)).toBe('U+200B')
    expect(nameOfCodePoint(9)).toBe('U+0009')
    expect(nameOfCodePoint(0xe0001)).toBe('U+E0001')
  })
})

describe('instants and days', () => {
  test.each([
    '2026-11-01T00:00:00Z',
    '2028-02-29T23:59:59Z',
    '2000-02-29T00:00:00Z',
    '0000-01-01T00:00:00Z',
    '9999-12-31T23:59:59Z',
  ])('%s is an instant', (text) => expect(isInstant(text)).toBe(true))

  test.each([
    '2026-02-29T00:00:00Z',
    '1900-02-29T00:00:00Z',
    '2026-04-31T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-00-01T00:00:00Z',
    '2026-01-00T00:00:00Z',
    '2026-01-01T24:00:00Z',
    '2026-12-31T23:59:60Z',
    '2026-01-01T00:00:00',
    '2026-01-01T00:00:00z',
    '2026-01-01t00:00:00Z',
    '2026-01-01T00:00:00.0Z',
    '2026-01-01T00:00:00+00:00',
    '2026-01-01 00:00:00Z',
    '+002026-01-01T00:00:00Z',
    '2026-01-01T00:00:00Z\n',
    '２０２６-01-01T00:00:00Z',
    '',
  ])('%j is none', (text) => expect(isInstant(text)).toBe(false))

  test('days are those of the calendar', () => {
    expect(isDay('2028-02-29')).toBe(true)
    for (const text of ['2027-02-29', '2026-1-1', '2026-11-01T', '2026-11-31', ''])
      expect(isDay(text)).toBe(false)
    expect(dayOf('2026-11-01T23:59:59Z')).toBe('2026-11-01')
  })

  test('move over the ends of months and years', () => {
    expect(addSeconds('2026-12-31T23:59:59Z', 1)).toBe('2027-01-01T00:00:00Z')
    expect(addDays('2028-02-28T12:00:00Z', 1)).toBe('2028-02-29T12:00:00Z')
    expect(addDays('2026-03-01T00:00:00Z', -1)).toBe('2026-02-28T00:00:00Z')
    expect(addDays('9999-12-31T00:00:00Z', 400)).toBe('9999-12-31T23:59:59Z')
    expect(addDays('0000-01-01T00:00:00Z', -1)).toBe('0000-01-01T00:00:00Z')
    expect(daysBetween('2026-01-01', '2027-01-01')).toBe(365)
    expect(daysBetween('2027-01-01', '2026-12-31')).toBe(-1)
  })

  test('an instant that is none cannot be moved', () =>
    expect(() => addSeconds('soon', 1)).toThrow('instant'))
})

describe('SHA-256', () => {
  test('of nothing and of abc (FIPS 180-4)', () => {
    expect(sha256(new Uint8Array())).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
    expect(sha256(encodeUtf8('abc'))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  })
})
