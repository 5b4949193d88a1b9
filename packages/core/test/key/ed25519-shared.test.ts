import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { findKeyFault, publicKeyOf, signWithSeed, toHex, verifySignature } from '@trustlist/core'
import { absent, hasShared, sharedFolder } from '../shared/shared.js'

const read = (path: string) => readFileSync(`${sharedFolder}vectors/${path}`, 'utf8')
const json = (path: string): unknown => JSON.parse(read(path))
const hex = (text: string) => new Uint8Array(Buffer.from(text, 'hex'))

interface WycheproofGroup {
  readonly publicKey: { readonly pk: string }
  readonly tests: readonly {
    readonly tcId: number
    readonly msg: string
    readonly sig: string
    readonly result: string
  }[]
}

describe.skipIf(!hasShared)(`the one rule for Ed25519 on others' vectors (skipped where ${absent})`, () => {
  test('wycheproof: 151 of 151', () => {
    const { testGroups } = json('wycheproof/ed25519_test.json') as {
      readonly testGroups: readonly WycheproofGroup[]
    }
    const wrong: number[] = []
    let valid = 0
    let ran = 0
    for (const group of testGroups) {
      for (const each of group.tests) {
        const accepted = verifySignature(hex(group.publicKey.pk), hex(each.msg), hex(each.sig))
        if (accepted !== (each.result === 'valid')) wrong.push(each.tcId)
        if (accepted) valid++
        ran++
      }
    }
    expect({ wrong, valid, ran }).toEqual({ wrong: [], valid: 88, ran: 151 })
  })

  test('speccheck: of 12 only case 3', () => {
    const cases = json('speccheck/cases.json') as readonly Record<
      'message' | 'pub_key' | 'signature',
      string
    >[]
    const accepted = cases.flatMap((each, index) =>
      verifySignature(hex(each.pub_key), hex(each.message), hex(each.signature)) ? [index] : [],
    )
    expect([accepted, cases.length]).toEqual([[3], 12])
  })

  test('zip215: of 196 none', () => {
    const cases = json('zip215/zip215.json') as readonly Record<'vk_bytes' | 'sig_bytes', string>[]
    const message = new TextEncoder().encode('Zcash')
    const accepted = cases.filter((each) => verifySignature(hex(each.vk_bytes), message, hex(each.sig_bytes)))
    expect([accepted.length, cases.length]).toEqual([0, 196])
  })

  test('sign-input: 1024 keys and signatures, byte for byte, and each verifies', () => {
    const lines = read('sign-input/vectors.txt')
      .split('\n')
      .filter((line) => line !== '')
    let same = 0
    for (const line of lines) {
      const [secret, pk, message, signed] = line.split(':') as [string, string, string, string]
      const seed = hex(secret.slice(0, 64))
      // Gives nothing that does not verify.
      const signature = signWithSeed(seed, hex(message))
      if (toHex(publicKeyOf(seed)) !== pk || signature === undefined) continue
      if (toHex(signature) === signed.slice(0, 128) && verifySignature(hex(pk), hex(message), signature))
        same++
    }
    expect([same, lines.length]).toEqual([1024, 1024])
  }, 300_000)

  test('the 14 encodings of small order are refused as key and as R', () => {
    const encodings = json('small-order-encodings.json') as readonly string[]
    expect(new Set(encodings).size).toBe(14)
    const seed = new Uint8Array(32).fill(1)
    const message = Uint8Array.of(1, 2, 3)
    const honest = signWithSeed(seed, message)!
    for (const encoding of encodings) {
      expect(findKeyFault(hex(encoding)), encoding).toBe('small-order')
      // Under a key of small order R = the identity and S = 0 verifies for one message in eight, or for all.
      for (const s of [new Uint8Array(32), honest.slice(32)]) {
        expect(verifySignature(hex(encoding), message, Uint8Array.from([...hex(encoding), ...s]))).toBe(false)
        expect(verifySignature(publicKeyOf(seed), message, Uint8Array.from([...hex(encoding), ...s]))).toBe(
          false,
        )
      }
    }
    expect(verifySignature(publicKeyOf(seed), message, honest)).toBe(true)
  })
})
