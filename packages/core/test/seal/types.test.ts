/* eslint-disable @typescript-eslint/no-unsafe-class-instance-assignment, @typescript-eslint/no-misused-spread --
   the linter forbids these forgeries too; here the compiler alone is asked. */
import { describe, expect, test } from 'vitest'
import {
  Impossible,
  openIdentity,
  openList,
  readUntrustedList,
  verifyHead,
  verifyList,
  verifySubject,
  type Outcome,
  type PublisherIdentity,
  type UntrustedList,
  type VerifiedDocument,
  type VerifiedHead,
  type VerifiedList,
} from '@trustlist/core'
import { entry, identity, identityBytes, listBytes, now } from './make-documents.js'

function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems))
  return outcome.value
}
const publisher = identity()
const list = value(verifyList(listBytes(), publisher, { now }))
const untrusted = value(readUntrustedList(listBytes({ by: [] })))
const head = value(verifyHead(listBytes(), 'list', publisher, { now }))
const document = value(verifySubject(head, listBytes()))
/** Every public member of an identity, with keys of somebody else's choice. */
const { publisher: id, version, epoch, issued, expires, about, roles, digest, fingerprint } = publisher
const described = {
  publisher: id,
  version,
  epoch,
  issued,
  expires,
  about,
  roles,
  digest,
  fingerprint,
  head: publisher.head,
}
const evil = [entry('evil')]

const takesList = (each: VerifiedList): readonly unknown[] => each.entries

describe('only its own arrow makes a value (these are checked by the compiler)', () => {
  test('no spread, literal or other class is a VerifiedList', () => {
    const spread = { ...list, entries: evil }
    // @ts-expect-error a spread loses what makes a list verified
    const bySpread: VerifiedList = spread
    // @ts-expect-error a literal with every public member is not a verified list
    const byLiteral: VerifiedList = {
      publisher: 'example-tre',
      name: 'tier-3',
      version: 1,
      epoch: 1,
      issued: '',
      expires: '',
      digest: '',
      head: list.head,
      signers: list.signers,
      about: list.about,
      criteria: [],
      observed: [],
      entries: list.entries,
      notUnderstood: new Map(),
    }
    // @ts-expect-error an unverified list is not a verified one
    const byDraft: VerifiedList = untrusted
    // @ts-expect-error a verified document is not a list: nobody has read its entries
    const byDocument: VerifiedList = document
    // @ts-expect-error a verified list is not an unverified one either: what takes drafts says so
    const backwards: UntrustedList = list
    expect([bySpread, byLiteral, byDraft, byDocument, backwards]).toHaveLength(5)
  })

  test('no spread or literal is a head, a document or an identity', () => {
    // @ts-expect-error a spread of a verified head
    const byHead: VerifiedHead<'list'> = { ...head }
    // @ts-expect-error a literal of a verified head
    const byHeadLiteral: VerifiedHead<'list'> = { head: head.head, signers: head.signers }
    // @ts-expect-error a spread of a verified document
    const byDocument: VerifiedDocument<'list'> = { ...document }
    // @ts-expect-error a literal of a verified document
    const byDocumentLiteral: VerifiedDocument<'list'> = {
      head: head.head,
      signers: head.signers,
      subject: document.subject,
    }
    // @ts-expect-error a head is not a document: the subject was not compared
    const byStep: VerifiedDocument<'list'> = head
    // @ts-expect-error a spread of an identity
    const byIdentity: PublisherIdentity = { ...publisher }
    // @ts-expect-error a literal of an untrusted list
    const byUntrusted: UntrustedList = {
      head: list.head,
      subject: untrusted.subject,
      notUnderstood: new Map(),
    }
    // @ts-expect-error a verified policy is not a verified list
    const byType: VerifiedDocument<'policy'> = document
    expect([
      byHead,
      byHeadLiteral,
      byDocument,
      byDocumentLiteral,
      byStep,
      byIdentity,
      byUntrusted,
      byType,
    ]).toHaveLength(8)
  })

  test('the classes are no values of the public face', async () => {
    const face: object = await import('@trustlist/core')
    for (const name of [
      'VerifiedList',
      'VerifiedHead',
      'VerifiedDocument',
      'PublisherIdentity',
      'UntrustedList',
    ]) {
      expect(Object.keys(face)).not.toContain(name)
    }
  })

  test('arrows do not skip one another', () => {
    // @ts-expect-error a list is opened from a verified document, not from a head
    expect(() => openList(head)).toThrow(Impossible)
    const parts = { head: document.head, signers: document.signers, subject: document.subject }
    // @ts-expect-error a list is opened from a verified document, not from its parts
    expect(() => openList(parts)).toThrow(Impossible)
    // @ts-expect-error a subject is compared with a verified head, not with a read one
    expect(() => verifySubject(head.head, listBytes())).toThrow(Impossible)
    // @ts-expect-error nor with what looks like a verified one
    expect(() => verifySubject({ head: head.head, signers: head.signers }, listBytes())).toThrow(Impossible)
    // @ts-expect-error an identity is opened, not described
    expect(() => verifyList(listBytes(), { ...described }, { now })).toThrow(Impossible)
    expect(described.version).toBe(1)
  })

  test('members cannot be written', () => {
    const names = list.entries.map((each) => each.package)
    // @ts-expect-error entries are read-only
    expect(() => (list.entries = [])).toThrow(TypeError)
    // @ts-expect-error the entries cannot grow
    expect(() => list.entries.push(evil[0])).toThrow(TypeError)
    // @ts-expect-error the head cannot be changed
    expect(() => (head.head.signed.subjectSha256 = '0')).toThrow(TypeError)
    // @ts-expect-error nor can an entry; this one the compiler alone forbids
    const write = () => (list.entries[0]!.decision = 'deny')
    expect(write).toBeTypeOf('function')
    expect(list.entries.map((each) => each.package)).toEqual(names)
  })
})

describe('whoever goes around the compiler gets nothing either', () => {
  const classes: readonly (readonly [name: string, instance: object])[] = [
    ['VerifiedList', list],
    ['UntrustedList', untrusted],
    ['VerifiedHead', head],
    ['VerifiedDocument', document],
    ['PublisherIdentity', publisher],
  ]

  test.each(classes)('%s: its constructor asks for more than arguments', (name, instance) => {
    const { constructor } = instance
    const call = (...args: readonly unknown[]): unknown => Reflect.construct(constructor, args)
    expect(() => call()).toThrow(name)
    expect(() => call(document, { subject: { entries: evil }, notUnderstood: new Map() })).toThrow(name)
    expect(() => call(Symbol('minting'), document, { subject: { entries: evil } })).toThrow(name)
    expect(() => call(Symbol.for('minting'), document)).toThrow(name)
  })

  test.each(classes)('%s: a subclass cannot be constructed', (name, instance) => {
    const Base = instance.constructor as new (...args: readonly unknown[]) => object
    class Evil extends Base {
      get entries(): unknown {
        return evil
      }
    }
    expect(() => new Evil()).toThrow(name)
    expect(() => new Evil(document, { subject: { entries: evil } })).toThrow(name)
  })

  test.each(classes)('%s: an object with its prototype has nothing in it', (_, instance) => {
    const prototype = Object.getPrototypeOf(instance) as object
    const hollow = Object.create(prototype) as object
    const heir = Object.create(instance) as object
    const getters = Object.entries(Object.getOwnPropertyDescriptors(prototype)).filter(
      ([, each]) => each.get !== undefined,
    )
    expect(getters.length).toBeGreaterThan(0)
    for (const [getter] of getters) {
      expect(() => Reflect.get(hollow, getter)).toThrow(TypeError)
      expect(() => Reflect.get(heir, getter)).toThrow(TypeError)
    }
  })

  test.each(classes)('%s: a proxy, a clone and a copy have nothing in them', (_, instance) => {
    expect(() => Reflect.get(new Proxy(instance, {}), 'head')).toThrow(TypeError)
    expect(structuredClone(instance)).toEqual({})
    expect(Object.assign({}, instance)).toEqual({})
    expect(JSON.stringify(instance)).toBe('{}')
  })

  test.each(classes)('%s: nothing can be put before what was verified', (_, instance) => {
    expect(Object.isFrozen(instance)).toBe(true)
    expect(() => Object.defineProperty(instance, 'entries', { value: evil })).toThrow(TypeError)
    expect(() => Object.assign(instance, { entries: evil })).toThrow(TypeError)
  })

  test('a head cannot be changed between the check of its signatures and that of its subject', () => {
    const fresh = value(verifyHead(listBytes(), 'list', publisher, { now }))
    expect(() => Object.assign(fresh.head.signed, { subjectSha256: '0'.repeat(64) })).toThrow(TypeError)
    expect(() => Object.assign(fresh.head, { signed: {} })).toThrow(TypeError)
    expect(value(verifySubject(fresh, listBytes())).head.signed).toEqual(fresh.head.signed)
  })

  test('bytes are shared, as documented: a change of them after verification changes what is read from them', () => {
    const bytes = listBytes()
    const verified = value(verifySubject(value(verifyHead(bytes, 'list', publisher, { now })), bytes))
    bytes[bytes.indexOf(0x6e, verified.subject.start)]! ^= 0
    expect(verified.subject.bytes).toBe(bytes)
    expect(takesList(value(openList(verified)))).toHaveLength(2)
  })

  test('an identity that opens is the twin of all these', () => {
    expect(value(openIdentity(identityBytes())).publisher).toBe('example-tre')
  })
})
