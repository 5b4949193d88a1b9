import { describe, expect, test } from 'vitest'
import { findKeyFault, parseHex, publicKeyOf, signWithSeed, toHex, verifySignature } from '@trustlist/core'

const order = 2n ** 252n + 27742317777372353535851937790883648493n
const seed = new Uint8Array(32).fill(7)
const key = publicKeyOf(seed)
const message = new TextEncoder().encode('a message')
const signature = signWithSeed(seed, message)!

const littleEndian = (value: bigint) => {
  const bytes = new Uint8Array(32)
  for (let index = 0; index < 32; index++) bytes[index] = Number((value >> BigInt(8 * index)) & 255n)
  return bytes
}
const toNumber = (bytes: Uint8Array) => bytes.reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n)
const withS = (s: bigint) => Uint8Array.from([...signature.slice(0, 32), ...littleEndian(s)])

describe('the rule for Ed25519', () => {
  test('RFC 8032, section 7.1, test 1: key and signature of the empty message', () => {
    const rfcSeed = parseHex('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60')!
    expect(toHex(publicKeyOf(rfcSeed))).toBe(
      'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    )
    expect(toHex(signWithSeed(rfcSeed, new Uint8Array())!)).toBe(
      'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
    )
  })

  test('accepts S below L and refuses the same S plus a multiple of L', () => {
    const s = toNumber(signature.slice(32))
    expect(verifySignature(key, message, withS(s))).toBe(true)
    for (const times of [1n, 2n, 4n, 8n])
      expect(verifySignature(key, message, withS(s + times * order))).toBe(false)
  })

  test.each([
    ['L', order],
    ['L - 1', order - 1n],
    ['0', 0n],
    ['2^256 - 1', 2n ** 256n - 1n],
  ])('refuses S = %s', (_, s) => expect(verifySignature(key, message, withS(s))).toBe(false))

  test('refuses another message, another key, another R', () => {
    expect(verifySignature(key, message.slice(1), signature)).toBe(false)
    expect(verifySignature(publicKeyOf(new Uint8Array(32).fill(8)), message, signature)).toBe(false)
    expect(
      verifySignature(
        key,
        message,
        signature.map((byte, index) => (index === 0 ? byte ^ 1 : byte)),
      ),
    ).toBe(false)
  })

  test('refuses every wrong length without an exception', () => {
    for (const length of [0, 1, 31, 33, 64, 1000])
      expect(verifySignature(new Uint8Array(length), message, signature)).toBe(false)
    for (const length of [0, 32, 63, 65, 128])
      expect(verifySignature(key, message, new Uint8Array(length))).toBe(false)
  })

  test.each([
    ['y = p + 3, spelled without reduction', 2n ** 255n - 16n, 'not-canonical'],
    ['y = p, that is 0', 2n ** 255n - 19n, 'small-order'],
    ['y = p + 1, that is 1', 2n ** 255n - 18n, 'small-order'],
    ['y = 2^255 - 1', 2n ** 255n - 1n, 'not-canonical'],
    ['y = 0', 0n, 'small-order'],
    ['y = 1', 1n, 'small-order'],
    ['y = -1', 2n ** 255n - 20n, 'small-order'],
    ['y = p - 2', 2n ** 255n - 21n, undefined],
    ['y = 2', 2n, undefined],
  ] as const)('judges the public key %s, with and without sign bit', (_, y, fault) => {
    expect(findKeyFault(littleEndian(y))).toBe(fault)
    expect(findKeyFault(littleEndian(y + 2n ** 255n))).toBe(fault)
  })

  test('takes a key of 32 bytes only', () => {
    expect(findKeyFault(key)).toBeUndefined()
    expect(findKeyFault(key.slice(1))).toBe('not-canonical')
    expect(findKeyFault(Uint8Array.from([...key, 0]))).toBe('not-canonical')
  })

  test('a key that is not on the curve verifies nothing, and is no exception', () => {
    let offCurve = 0
    for (let y = 2; y < 40; y++) {
      const candidate = littleEndian(BigInt(y))
      expect(verifySignature(candidate, message, signature)).toBe(false)
      offCurve++
    }
    expect(offCurve).toBe(38)
  })

  test('every single bit flip of a signature, a key and a message is refused', () => {
    // The portable platform takes 4 ms for a signature: there every 13th bit stands for all.
    const step = process.env['TRUSTLIST_PLATFORM'] === 'portable' ? 13 : 1
    const flips = (bytes: Uint8Array) =>
      Array.from({ length: Math.ceil((bytes.length * 8) / step) }, (_, index) => index * step).map((bit) =>
        bytes.map((byte, index) => (index === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte)),
      )
    expect(flips(signature).filter((each) => verifySignature(key, message, each))).toEqual([])
    expect(flips(key).filter((each) => verifySignature(each, message, signature))).toEqual([])
    expect(flips(message).filter((each) => verifySignature(key, each, signature))).toEqual([])
  })
})
