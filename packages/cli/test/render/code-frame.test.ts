import { describe, expect, test } from 'vitest'
import { codeFrame } from '../../src/render/code-frame.js'

const encode = (text: string) => new TextEncoder().encode(text)
const frame = (...args: Parameters<typeof codeFrame>) => codeFrame(...args).toString()

describe('codeFrame', () => {
  test('shows the line and points at the column', () => {
    expect(frame('one\ntwo: x\nthree', 2, 6)).toBe('  2 | two: x\n    |      ^')
  })

  test('counts bytes in bytes and code units in text', () => {
    expect(frame(encode('"ü":1'), 1, 5)).toBe('  1 | "ü":1\n    |    ^')
    expect(frame('"ü":1', 1, 4)).toBe('  1 | "ü":1\n    |    ^')
  })

  test.each([
    ['LF', 'a\nb: x\nc'],
    ['CR LF', 'a\r\nb: x\r\nc'],
    ['CR', 'a\rb: x\rc'],
  ])('takes %s for a line end', (_, text) => {
    expect(frame(text, 2, 4)).toBe('  2 | b: x\n    |    ^')
    expect(frame(encode(text), 2, 4)).toBe('  2 | b: x\n    |    ^')
  })

  test('keeps the pointer under the fault behind tabs and escaped characters', () => {
    expect(frame('\ta\u001bb', 1, 4)).toBe('  1 |  a\\u{1b}b\n    |         ^')
  })

  test('stays within 80 columns, with the fault in sight, wherever it is in a long line', () => {
    const line = Array.from({ length: 400 }, (_, index) => String(index % 10)).join('')
    for (const text of [line, encode(line)]) {
      for (let column = 1; column <= 400; column++) {
        const [shown, pointer] = frame(text, 1, column).split('\n')
        expect(shown!.length).toBeLessThanOrEqual(80)
        expect(shown![pointer!.indexOf('^')]).toBe(String((column - 1) % 10))
      }
    }
  })

  test('does not read a list of many megabytes to show a piece of it', () => {
    const started = performance.now()
    const bytes = new Uint8Array(100_000_000).fill(0x61)
    const mid = performance.now()
    expect(frame(bytes, 1, 50_000_000)).toContain('^')
    expect(performance.now() - mid).toBeLessThan(Math.max(500, mid - started))
  })

  test('points behind the end where the text ends too early', () => {
    expect(frame('{"a"', 1, 5)).toBe('  1 | {"a"\n    |     ^')
    expect(frame('{"a"', 1, 500)).toBe('  1 | {"a"\n    |     ^')
  })

  test('shows nothing for a line that is not there', () => {
    expect(frame('one', 2, 1)).toBe('')
    expect(frame('one', 1)).toBe('  1 | one')
  })
})
