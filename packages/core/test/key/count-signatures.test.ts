import { describe, expect, test } from 'vitest'
import { countSignatures, readHead, toBase64, type DocumentHead } from '@trustlist/core'
import { identity, keyid, listBytes, signatureBy, verdict, type ListParts } from '../seal/make-documents.js'

function head(parts: ListParts): DocumentHead {
  const read = readHead(listBytes(parts))
  if (!read.ok) throw new Error(verdict(read))
  return read.value
}
const role = identity().roles.list
const count = (parts: ListParts) => countSignatures(head(parts), role)
const message = head({}).signedBytes
const by = (n: number) => signatureBy(n, message)
const broken = (n: number) => ({ ...by(n), sig: signatureBy(n, message.slice(1)).sig })

describe('counting signatures', () => {
  test('two of three reach a threshold of two, in any order', () => {
    for (const keys of [
      [1, 2],
      [2, 1],
      [1, 3],
      [3, 2],
    ]) {
      const counted = count({ by: keys })
      expect(counted.ok && counted.value).toEqual({ keyids: keys.map(keyid), threshold: 2 })
    }
  })

  test('three count as three', () => {
    const counted = count({ by: [1, 2, 3] })
    expect(counted.ok && counted.value.keyids).toHaveLength(3)
  })

  test('one is not enough', () => expect(verdict(count({ by: [1] }))).toBe('key/threshold-not-met'))

  test('none is not enough', () => expect(verdict(count({ by: [] }))).toBe('key/threshold-not-met'))

  test('a keyid twice is refused, even beside a sufficient threshold', () => {
    expect(verdict(count({ by: [1, 1] }))).toBe('key/duplicate-keyid')
    expect(verdict(count({ by: [1, 2, 2] }))).toBe('key/duplicate-keyid')
    expect(verdict(count({ by: [1, 2], signatures: [broken(1)] }))).toBe('key/duplicate-keyid')
  })

  test('the signature of one key under the keyid of another does not count', () => {
    const counted = count({ by: [1], signatures: [{ ...by(1), keyid: keyid(2) }] })
    expect(verdict(counted)).toBe('key/threshold-not-met key/signature-invalid')
  })

  test('a key outside the role does not count, and is reported', () => {
    expect(verdict(count({ by: [1, 4] }))).toBe('key/threshold-not-met key/unknown-keyid')
    const enough = count({ by: [1, 2, 4] })
    expect(enough.ok && enough.findings.map((each) => each.code)).toEqual(['key/unknown-keyid'])
  })

  test('an invalid signature does not count, is reported, and does no harm beside enough others', () => {
    expect(verdict(count({ by: [1], signatures: [broken(2)] }))).toBe(
      'key/threshold-not-met key/signature-invalid',
    )
    const enough = count({ by: [1, 2], signatures: [broken(3)] })
    expect(enough.ok && enough.value.keyids).toEqual([keyid(1), keyid(2)])
    expect(enough.ok && enough.findings.map((each) => each.code)).toEqual(['key/signature-invalid'])
  })

  test('S plus L is another spelling of a signature, and does not count', () => {
    const order = 2n ** 252n + 27742317777372353535851937790883648493n
    const bytes = Buffer.from(by(2).sig, 'base64')
    let s = 0n
    for (let index = 63; index >= 32; index--) s = s * 256n + BigInt(bytes[index]!)
    s += order
    for (let index = 32; index < 64; index++, s >>= 8n) bytes[index] = Number(s & 255n)
    const counted = count({ by: [1], signatures: [{ keyid: keyid(2), sig: toBase64(bytes) }] })
    expect(verdict(counted)).toBe('key/threshold-not-met key/signature-invalid')
  })

  test.each([
    ['stray bits in its last character', (sig: string) => sig.replace(/.==$/, (end) => `${next(end[0]!)}==`)],
  ])('a signature with %s is refused as a whole', (_, respell) => {
    const { sig } = by(2)
    expect(Buffer.from(respell(sig), 'base64').equals(Buffer.from(sig, 'base64'))).toBe(true)
    expect(verdict(count({ by: [1, 3], signatures: [{ keyid: keyid(2), sig: respell(sig) }] }))).toBe(
      'key/signature-encoding',
    )
    expect(verdict(count({ by: [1, 3], signatures: [{ keyid: keyid(2), sig }] }))).toBe('accepted')
  })

  test.each([
    ['no padding', (sig: string) => sig.slice(0, 86)],
    ['the alphabet for URLs', (sig: string) => `-_${sig.slice(2)}`],
    ['a blank', (sig: string) => ` ${sig.slice(1)}`],
    ['junk behind the padding', (sig: string) => `${sig}AA==`],
    ['hexadecimal', (sig: string) => Buffer.from(sig, 'base64').toString('hex')],
  ])('a signature with %s is refused as a whole', (_, respell) => {
    const respelt = { keyid: keyid(2), sig: respell(by(2).sig) }
    expect(verdict(readHead(listBytes({ by: [1, 3], signatures: [respelt] })))).toBe('document/shape')
  })

  test('the most signatures are 64', () => {
    const others = (n: number) =>
      Array.from({ length: n }, (_, index) => ({ ...by(1), keyid: index.toString(16).padStart(64, '0') }))
    expect(verdict(count({ by: [1, 2], signatures: others(62) }))).toBe('accepted')
    expect(verdict(readHead(listBytes({ by: [1, 2], signatures: others(63) })))).toBe('document/shape')
  })

  test('a threshold of one is met by one', () => {
    const one = identity({ list: { keys: [1, 2], threshold: 1 } }).roles.list
    expect(verdict(countSignatures(head({ by: [2] }), one))).toBe('accepted')
  })
})

/** The next character of the base64 alphabet: the same 64 bytes with other stray bits. */
function next(character: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
  return alphabet[alphabet.indexOf(character) + 1]!
}
