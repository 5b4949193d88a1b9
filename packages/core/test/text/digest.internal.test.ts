import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sha256, sha256WithoutLayout } from '../../src/text/digest.js'

const withoutLayout = (bytes: Uint8Array) =>
  bytes.filter((byte) => byte !== 0x0a && byte !== 0x0d && byte !== 0x09)

test('the digest less layout is the digest of the bytes without TAB, LF and CR', () => {
  const byte = fc.constantFrom(0x0a, 0x0d, 0x09, 0x20, 0x61, 0x0b, 0x08)
  fc.assert(
    fc.property(fc.array(byte, { maxLength: 60 }), fc.nat(60), fc.nat(60), (bytes, from, to) => {
      const all = Uint8Array.from(bytes)
      expect(sha256WithoutLayout(all)).toBe(sha256(withoutLayout(all)))
      const [start, end] = [Math.min(from, to, all.length), Math.min(Math.max(from, to), all.length)]
      expect(sha256WithoutLayout(all, start, end)).toBe(sha256(withoutLayout(all.slice(start, end))))
    }),
    { numRuns: 1000, seed: 1 },
  )
})

test.each([65_535, 65_536, 65_537, 131_072, 200_001])(
  'also over %i bytes, with layout at the seams of its pieces',
  (length) => {
    for (const layout of [0x0a, 0x0d, 0x09]) {
      const bytes = new Uint8Array(length).map((_, index) =>
        index % 65_536 < 2 || index % 65_536 > 65_533 ? layout : (index % 127) | 0x40,
      )
      expect(sha256WithoutLayout(bytes)).toBe(sha256(withoutLayout(bytes)))
      expect(sha256WithoutLayout(bytes, 1, length - 1)).toBe(
        sha256(withoutLayout(bytes.slice(1, length - 1))),
      )
    }
  },
)

test('the bytes themselves stay as they are', () => {
  const bytes = Uint8Array.of(0x61, 0x0a, 0x62)
  sha256WithoutLayout(bytes)
  expect(bytes).toEqual(Uint8Array.of(0x61, 0x0a, 0x62))
})
