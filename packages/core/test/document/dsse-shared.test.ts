import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { encodeUtf8, toSignedBytes } from '@trustlist/core'
import { absent, hasShared, sharedFolder } from '../shared/shared.js'

describe('the signed bytes', () => {
  test('count bytes, not characters', () => {
    const text = new TextDecoder().decode(toSignedBytes('application/é', encodeUtf8('€')))
    expect(text).toBe('DSSEv1 14 application/é 3 €')
  })

  test('cannot be read in two ways: the lengths say where each part ends', () => {
    const one = toSignedBytes('a', encodeUtf8('b 1 c'))
    const other = toSignedBytes('a 5 b', encodeUtf8('c'))
    expect(one).not.toEqual(other)
  })

  test.skipIf(!hasShared)(
    `are the DSSE pre-authentication encoding, 5 of 5 (skipped where ${absent})`,
    () => {
      const file = JSON.parse(readFileSync(`${sharedFolder}vectors/dsse/protocol-example.json`, 'utf8')) as {
        readonly pae: readonly Record<'payloadType' | 'payload' | 'pae', string>[]
        readonly envelope_ecdsa_p256: Record<'payloadType' | 'payload', string>
      }
      const same = file.pae.filter((each) =>
        Buffer.from(toSignedBytes(each.payloadType, encodeUtf8(each.payload))).equals(Buffer.from(each.pae)),
      )
      expect([same.length, file.pae.length]).toEqual([5, 5])
    },
  )
})
