import { describe, expect, test } from 'vitest'
import { encodeUtf8, openIdentity, toHex } from '@trustlist/core'
import {
  edit,
  identityBytes,
  keyid,
  listBytes,
  publicKey,
  seal,
  textOf,
  verdict,
} from '../seal/make-documents.js'

const open = (bytes: Uint8Array, pin?: string) =>
  verdict(openIdentity(bytes, pin === undefined ? {} : { pin }))
const key = (text: string) => ({ keytype: 'ed25519', public: text, scheme: 'ed25519' })
const keys = [1, 2, 3, 4].map((n) => key(toHex(publicKey(n))))
const roles = {
  list: { keyids: [1, 2, 3].map(keyid), threshold: 2 },
  root: { keyids: [keyid(4)], threshold: 1 },
}

describe('an identity', () => {
  test('opens where its root threshold signed it, and says who it is', () => {
    const opened = openIdentity(identityBytes())
    if (!opened.ok) throw new Error(open(identityBytes()))
    const {
      publisher,
      version,
      epoch,
      issued,
      expires,
      about,
      roles: its,
      fingerprint,
      digest,
    } = opened.value
    expect({ publisher, version, epoch, issued, expires, about }).toEqual({
      publisher: 'example-tre',
      version: 1,
      epoch: 1,
      issued: '2026-11-01T00:00:00Z',
      expires: '2027-11-01T00:00:00Z',
      about: { title: 'Example TRE' },
    })
    expect([...its.list.keys.keys()].sort()).toEqual([1, 2, 3].map(keyid).sort())
    expect([its.list.threshold, its.root.threshold]).toEqual([2, 1])
    expect(fingerprint).toBe(`sha256:${digest}`)
  })

  test('one key may have both roles', () => {
    const one = { keys: [1], threshold: 1 }
    expect(open(identityBytes({ list: one, root: one }))).toBe('accepted')
  })

  test('is compared with its pin before anything of its subject is read', () => {
    const opened = openIdentity(identityBytes())
    const pin = opened.ok ? opened.value.fingerprint : ''
    expect(open(identityBytes(), pin)).toBe('accepted')
    expect(open(edit(identityBytes(), '"about"', '"abous"'), pin.replace(/.$/, 'x'))).toBe('key/pin-form')
    expect(open(identityBytes(), `sha256:${'0'.repeat(64)}`)).toBe('key/pin-mismatch')
    for (const form of ['', pin.toUpperCase(), pin.slice(7), ` ${pin}`, `${pin}\n`]) {
      expect(open(identityBytes(), form)).toBe('key/pin-form')
    }
  })

  test('is refused where its subject was changed, and where both were changed', () => {
    expect(open(edit(identityBytes(), 'Example TRE', 'Example TRX'))).toBe('key/subject-digest')
    expect(open(edit(identityBytes(), '"epoch":1', '"epoch":2'))).toContain('key/threshold-not-met')
  })

  test('is refused where its root threshold did not sign', () => {
    const root = { keys: [4, 5, 6], threshold: 2 }
    expect(open(identityBytes({ root, by: [4, 6] }))).toBe('accepted')
    expect(open(identityBytes({ root, by: [4] }))).toBe('key/threshold-not-met')
    expect(open(identityBytes({ root, by: [] }))).toBe('key/threshold-not-met')
    expect(open(identityBytes({ root, by: [1, 2, 3] }))).toContain('key/threshold-not-met')
    expect(open(identityBytes({ root, by: [4, 4] }))).toBe('key/duplicate-keyid')
  })

  test('is refused where something else is offered for it', () => {
    expect(open(listBytes())).toBe('document/other-type')
    expect(open(encodeUtf8('{}'))).toBe('document/not-sealed')
  })

  test.each([
    ['a key twice', { keys: [...keys, keys[0]] }, 'key/duplicate-key'],
    ['a key of small order', { keys: [...keys, key(`01${'00'.repeat(31)}`)] }, 'key/small-order'],
    ['a key not reduced', { keys: [...keys, key(`f0${'ff'.repeat(30)}7f`)] }, 'key/not-canonical'],
    ['a key in capitals', { keys: [...keys, key(toHex(publicKey(5)).toUpperCase())] }, 'document/shape'],
    [
      'a key of another type',
      { keys: [...keys, { ...key(toHex(publicKey(5))), keytype: 'rsa' }] },
      'document/shape',
    ],
    [
      'a key of another scheme',
      { keys: [...keys, { ...key(toHex(publicKey(5))), scheme: 'ed25519ph' }] },
      'document/shape',
    ],
    [
      'a key that carries its keyid',
      { keys: [...keys, { ...key(toHex(publicKey(5))), keyid: keyid(5) }] },
      'document/shape',
    ],
    ['no key', { keys: [] }, 'document/shape'],
    [
      '65 keys',
      { keys: Array.from({ length: 65 }, (_, n) => key(toHex(publicKey(n + 1)))) },
      'document/shape',
    ],
    [
      'a keyid without key',
      { roles: { ...roles, list: { keyids: [keyid(9)], threshold: 1 } } },
      'key/keyid-without-key',
    ],
    [
      'a keyid twice',
      { roles: { ...roles, list: { keyids: [keyid(1), keyid(1)], threshold: 2 } } },
      'key/duplicate-keyid',
    ],
    ['a threshold of 0', { roles: { ...roles, list: { ...roles.list, threshold: 0 } } }, 'document/shape'],
    [
      'a threshold above the keys',
      { roles: { ...roles, list: { ...roles.list, threshold: 4 } } },
      'key/threshold',
    ],
    ['a third role', { roles: { ...roles, timestamp: roles.root } }, 'document/shape'],
    ['no root', { roles: { list: roles.list } }, 'document/shape'],
    ['an unknown member', { future: 1 }, 'document/shape'],
  ])('with %s is refused', (_, subject, code) => {
    const document = (members: object) =>
      seal({
        type: 'publisher',
        signed: {
          epoch: 1,
          expires: '2027-11-01T00:00:00Z',
          issued: '2026-11-01T00:00:00Z',
          publisher: 'example-tre',
          version: 1,
        },
        subject: { about: { title: 'Example TRE' }, keys, roles, ...members },
        by: [4],
      })
    expect(open(document(subject))).toBe(code)
    expect(open(document({}))).toBe('accepted')
  })

  test('reports every fault of its keys and roles at once', () => {
    const bytes = identityBytes({
      subject: {
        keys: [...keys, keys[1], key('00'.repeat(32))],
        roles: { list: { keyids: [keyid(9)], threshold: 2 }, root: roles.root },
      },
    })
    expect(open(bytes)).toBe('key/duplicate-key key/small-order key/keyid-without-key key/threshold')
  })

  test('may be laid out anew without losing its signatures', () => {
    const text = textOf(identityBytes())
    expect(open(encodeUtf8(text.replaceAll('\n', '\r\n')))).toBe('accepted')
    expect(open(encodeUtf8(text.replaceAll('\n', '')))).toBe('accepted')
  })
})
