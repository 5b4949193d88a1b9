import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { keyIdOf, parseHex, toHex } from '@trustlist/core'
import { publicKey } from '../seal/make-documents.js'

describe('a keyid', () => {
  test('is SHA-256 of the TUF key object, as securesystemslib computes it', () => {
    const key = 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a'
    const object = `{"keytype":"ed25519","keyval":{"public":"${key}"},"scheme":"ed25519"}`
    expect(keyIdOf(parseHex(key)!)).toBe(createHash('sha256').update(object).digest('hex'))
    expect(keyIdOf(parseHex(key)!)).toMatch(/^[0-9a-f]{64}$/)
  })

  test('differs for different keys', () => {
    const ids = Array.from({ length: 20 }, (_, n) => keyIdOf(publicKey(n)))
    expect(new Set(ids).size).toBe(20)
    expect(toHex(publicKey(1))).not.toBe(toHex(publicKey(2)))
  })
})
