import { describe, expect, test } from 'vitest'
import { encodeUtf8, verifyList } from '@trustlist/core'
import { identity, listBytes, now, textOf, verdict } from './make-documents.js'

const publisher = identity()
const bytes = listBytes()
const isAccepted = (changed: Uint8Array) => verifyList(changed, publisher, { now, list: 'tier-3' }).ok
// The portable platform takes 4 ms for a signature: there every 61st bit stands for all.
const step = process.env['TRUSTLIST_PLATFORM'] === 'portable' ? 61 : 1

describe('a list that is signed by exactly its threshold', () => {
  test('is accepted as it is', () => expect(isAccepted(bytes)).toBe(true))

  test('is refused with any single bit of its file flipped', () => {
    const accepted: number[] = []
    let tried = 0
    const copy = Uint8Array.from(bytes)
    for (let bit = 0; bit < bytes.length * 8; bit += step) {
      copy[bit >> 3]! ^= 1 << (bit & 7)
      if (isAccepted(copy)) accepted.push(bit)
      copy[bit >> 3]! ^= 1 << (bit & 7)
      tried++
    }
    expect(copy).toEqual(bytes)
    // Not one: no single bit makes another kind of layout of a line feed.
    expect(accepted).toEqual([])
    expect(tried).toBeGreaterThanOrEqual(Math.floor((bytes.length * 8) / step))
  })

  test('is refused with any single byte removed or doubled, unless it is layout', () => {
    const accepted: number[] = []
    for (let at = 0; at < bytes.length; at += step) {
      const without = Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(at + 1)])
      const doubled = Uint8Array.from([...bytes.subarray(0, at + 1), ...bytes.subarray(at)])
      if (isLayout(bytes[at]!)) {
        expect([isAccepted(without), isAccepted(doubled)]).toEqual([true, true])
      } else if (isAccepted(without) || isAccepted(doubled)) accepted.push(at)
    }
    expect(accepted).toEqual([])
  })

  test('is refused cut short anywhere but in its last line end', () => {
    for (let length = 0; length < bytes.length - 1; length += step)
      expect(isAccepted(bytes.subarray(0, length))).toBe(false)
    expect(isAccepted(bytes.subarray(0, bytes.length - 1))).toBe(true)
  })
})

describe('another layout of a signed list is accepted', () => {
  const text = textOf(bytes)
  test.each([
    ['CR LF', text.replaceAll('\n', '\r\n')],
    ['CR alone', text.replaceAll('\n', '\r')],
    ['tabs for line feeds', text.replaceAll('\n', '\t')],
    ['no last line end', text.trimEnd()],
    ['many last line ends', `${text}\n\r\n\t`],
    ['no line ends at all', text.replaceAll('\n', '')],
    ['a line end before the first brace', `\n${text}`],
    ['tabs to indent', text.replaceAll('\n', '\n\t\t')],
    [
      'layout around every colon and comma outside the strings',
      text.replaceAll('":', '"\n:\t').replaceAll(',"', '\r\n,\n"'),
    ],
  ])('%s', (_, changed) => {
    expect(changed).not.toBe(text)
    expect(verdict(verifyList(encodeUtf8(changed), publisher, { now }))).toBe('accepted')
  })

  test.each([
    ['a blank behind a comma', text.replace(',\n"', ', "')],
    ['a blank at the end', `${text} `],
    ['a vertical tab', text.replace('\n', '\u000b')],
    ['a form feed', `${text}\f`],
    ['a byte order mark', `\ufeff${text}`],
  ])('but not %s', (_, changed) => {
    expect(changed).not.toBe(text)
    expect(isAccepted(encodeUtf8(changed))).toBe(false)
  })
})

function isLayout(byte: number): boolean {
  return byte === 0x0a || byte === 0x0d || byte === 0x09
}
