import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findKeyFault, verifySignature } from '../../src/key/ed25519.js'
import * as node from '../../src/platform/node.js'
import * as portable from '../../src/platform/portable.js'
import { toHex } from '../../src/text/hex.js'
import { absent, hasShared, sharedFolder } from '../shared/shared.js'

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
const order = 2n ** 252n + 27742317777372353535851937790883648493n

/** The checks of key/ed25519.ts that stand before either platform; what they let through must get one verdict. */
function isBelowOrder(s: Uint8Array): boolean {
  return s.reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n) < order
}

function sameVerdict(key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean | undefined {
  const guarded = verifySignature(key, message, signature)
  if (findKeyFault(key) !== undefined || !isBelowOrder(signature.slice(32))) {
    expect(guarded).toBe(false)
    return undefined
  }
  const onNode = node.ed25519Verify(key, message, signature)
  expect(portable.ed25519Verify(key, message, signature)).toBe(onNode)
  return onNode
}

/** Imports both platforms by their paths: one project is enough. */
const onPortable = process.env['TRUSTLIST_PLATFORM'] === 'portable'

describe.skipIf(onPortable)('both platforms, on identical inputs', () => {
  test('hash alike, in one piece and in several', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 5 }), (parts) => {
        const digests = [node, portable].map((platform) => {
          const hasher = platform.createSha256()
          for (const part of parts) hasher.update(part)
          return toHex(hasher.digest())
        })
        expect(digests[0]).toBe(digests[1])
      }),
      { numRuns: 300, seed: 1 },
    )
  })

  test('find a byte alike', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.nat(255), fc.nat(40), (haystack, byte, from) => {
        expect(node.findByte(haystack, byte, from)).toBe(portable.findByte(haystack, byte, from))
      }),
      { numRuns: 1000, seed: 2 },
    )
  })

  test('make the same keys and signatures, and take each other’s', () => {
    fc.assert(
      fc.property(bytes(32), fc.uint8Array({ maxLength: 200 }), (seed, message) => {
        const key = node.ed25519PublicKey(seed)
        const signature = node.ed25519Sign(seed, message)
        expect(toHex(portable.ed25519PublicKey(seed))).toBe(toHex(key))
        expect(toHex(portable.ed25519Sign(seed, message))).toBe(toHex(signature))
        expect(sameVerdict(key, message, signature)).toBe(true)
      }),
      { numRuns: 60, seed: 3 },
    )
  })

  test('refuse altered signatures, keys and messages alike', () => {
    fc.assert(
      fc.property(
        bytes(32),
        fc.uint8Array({ minLength: 1, maxLength: 40 }),
        fc.nat(1000),
        fc.nat(7),
        (seed, message, at, bit) => {
          const parts = [node.ed25519PublicKey(seed), message, node.ed25519Sign(seed, message)] as const
          const flipped = parts.map((part) => {
            const copy = Uint8Array.from(part)
            copy[at % copy.length]! ^= 1 << bit
            return copy
          })
          expect(sameVerdict(flipped[0]!, parts[1], parts[2])).not.toBe(true)
          expect(sameVerdict(parts[0], flipped[1]!, parts[2])).toBe(false)
          expect(sameVerdict(parts[0], parts[1], flipped[2]!)).not.toBe(true)
        },
      ),
      { numRuns: 60, seed: 4 },
    )
  })

  test('judge random keys and signatures alike, on the curve or not', () => {
    let judged = 0
    fc.assert(
      fc.property(bytes(32), bytes(64), fc.uint8Array({ maxLength: 8 }), (key, signature, message) => {
        signature[63]! &= 0x0f
        if (sameVerdict(key, message, signature) !== undefined) judged++
      }),
      { numRuns: 150, seed: 5 },
    )
    expect(judged).toBeGreaterThan(100)
  })

  test.skipIf(!hasShared)(
    `judge corner encodings alike: mixed order, other R, 8 torsion parts (${absent} otherwise)`,
    () => {
      const read = (path: string) =>
        JSON.parse(readFileSync(`${sharedFolder}vectors/${path}`, 'utf8')) as unknown
      const hex = (text: string) => new Uint8Array(Buffer.from(text, 'hex'))
      const small = (read('small-order-encodings.json') as string[]).map(hex)
      const spec = read('speccheck/cases.json') as readonly Record<
        'message' | 'pub_key' | 'signature',
        string
      >[]
      let judged = 0
      for (const each of spec) {
        const [key, message, signature] = [hex(each.pub_key), hex(each.message), hex(each.signature)]
        // Each case as it is, and with every small-order R and with every key of the other cases.
        if (sameVerdict(key, message, signature) !== undefined) judged++
        for (const r of small) {
          if (sameVerdict(key, message, Uint8Array.from([...r, ...signature.slice(32)])) !== undefined)
            judged++
          if (sameVerdict(key, message, Uint8Array.from([...r, ...new Uint8Array(32)])) !== undefined)
            judged++
        }
        for (const other of spec)
          if (sameVerdict(hex(other.pub_key), message, signature) !== undefined) judged++
      }
      expect(judged).toBeGreaterThan(150)
    },
  )
})
