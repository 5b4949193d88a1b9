import { beforeAll, describe, expect, test } from 'vitest'
import {
  encodeUtf8,
  followIdentities,
  maxRotations,
  openIdentity,
  type FollowedIdentity,
  type Outcome,
} from '@trustlist/core'
import {
  edit,
  expires,
  identity,
  identityBytes,
  issued,
  keyid,
  listBytes,
  now,
  signatureBy,
  verdict,
  type IdentityParts,
} from '../seal/make-documents.js'

type Offer = Readonly<Record<number, Uint8Array>>

const one = identity()
const follow = (offer: Offer, from = one, at = now): Outcome<FollowedIdentity> =>
  followIdentities(from, (version) => offer[version], { now: at, source: (version) => `${version}.json` })
const versionsOf = (outcome: Outcome<FollowedIdentity>) =>
  outcome.ok ? outcome.value.passed.map((each) => each.version) : verdict(outcome)
/** Version n of example-tre, whose root is key 4 unless said otherwise. */
const version = (n: number, parts: IdentityParts = {}) =>
  identityBytes({ ...parts, signed: { version: n, ...parts.signed } })
const root = (...keys: number[]) => ({ keys, threshold: 1 })

describe('following identities', () => {
  test('stays where it is when nothing newer is offered', () => {
    const followed = follow({ 1: version(1) })
    expect(followed).toEqual({ ok: true, value: { identity: one, passed: [] }, findings: [] })
    expect(followed.ok && followed.value.identity).toBe(one)
  })

  test('goes to the newest, through every version between', () => {
    const followed = follow({ 2: version(2), 3: version(3), 4: version(4) })
    expect(versionsOf(followed)).toEqual([2, 3, 4])
    expect(followed.ok && followed.value.identity.version).toBe(4)
    expect(followed.ok && followed.value.passed.at(-1)).toBe(followed.ok && followed.value.identity)
  })

  test('does not look at versions before the trusted one', () => {
    const three = identity({ signed: { version: 3 } })
    expect(
      versionsOf(follow({ 1: encodeUtf8('junk'), 2: encodeUtf8('junk'), 4: version(4) }, three)),
    ).toEqual([4])
  })

  test('a key is exchanged by a version that the old and the new key signed', () => {
    expect(versionsOf(follow({ 2: version(2, { root: root(5), by: [4, 5] }) }))).toEqual([2])
    expect(versionsOf(follow({ 2: version(2, { root: root(5), by: [5, 4] }) }))).toEqual([2])
  })

  test('a version that the old key did not sign is refused', () => {
    expect(versionsOf(follow({ 2: version(2, { root: root(5), by: [5] }) }))).toBe(
      'key/previous-threshold-not-met key/unknown-keyid',
    )
  })

  test('a version that its own key did not sign is refused', () => {
    expect(versionsOf(follow({ 2: version(2, { root: root(5), by: [4] }) }))).toBe(
      'key/threshold-not-met key/unknown-keyid',
    )
  })

  test('an old key has no say two versions later', () => {
    const second = version(2, { root: root(5), by: [4, 5] })
    expect(versionsOf(follow({ 2: second, 3: version(3, { root: root(5), by: [5] }) }))).toEqual([2, 3])
    expect(versionsOf(follow({ 2: second, 3: version(3, { root: root(4), by: [4] }) }))).toContain(
      'key/previous-threshold-not-met',
    )
  })

  test('list keys sign no identity', () => {
    expect(versionsOf(follow({ 2: version(2, { by: [1, 2, 3] }) }))).toContain(
      'key/previous-threshold-not-met',
    )
  })

  test('the signature of version 2 does not carry over to version 3', () => {
    const second = version(2)
    expect(versionsOf(follow({ 2: second, 3: edit(second, '"version":2', '"version":3') }))).toContain(
      'key/previous-threshold-not-met',
    )
  })

  test('an identity of another publisher is refused, though the same key signed it', () => {
    expect(versionsOf(follow({ 2: version(2, { signed: { publisher: 'other-tre' } }) }))).toBe(
      'key/other-publisher',
    )
  })

  test.each([[1], [3], [9_007_199_254_740_991]])('version %d in the place of version 2 is refused', (n) => {
    expect(versionsOf(follow({ 2: version(n) }))).toBe('key/other-version')
  })

  test('an epoch may stay and rise, never fall', () => {
    const from = identity({ signed: { epoch: 3 } })
    const epochs = (...given: number[]) =>
      Object.fromEntries(given.map((epoch, index) => [index + 2, version(index + 2, { signed: { epoch } })]))
    expect(versionsOf(follow(epochs(3, 3, 4, 9), from))).toEqual([2, 3, 4, 5])
    expect(versionsOf(follow(epochs(2), from))).toBe('key/epoch-lowered')
    expect(versionsOf(follow(epochs(4, 3), from))).toBe('key/epoch-lowered')
  })

  test('a version may be dated a day ahead, and not a second more', () => {
    const dated = (text: string) => ({
      2: version(2, { signed: { issued: text, expires: '2030-01-01T00:00:00Z' } }),
    })
    expect(versionsOf(follow(dated('2026-11-23T00:00:00Z')))).toEqual([2])
    expect(versionsOf(follow(dated('2026-11-23T00:00:01Z')))).toBe('key/issued-in-future')
  })

  test('a version that has expired, and even an expired trusted one, leads on', () => {
    const later = '2029-01-01T00:00:00Z'
    const newest = version(3, { signed: { issued: later, expires: '2030-01-01T00:00:00Z' } })
    expect(
      versionsOf(follow({ 2: version(2, { signed: { issued, expires } }), 3: newest }, one, later)),
    ).toEqual([2, 3])
  })

  test.each([
    ['a list', listBytes(), 'document/other-type'],
    ['no document', encodeUtf8('{}'), 'document/not-sealed'],
    ['an empty file', new Uint8Array(), 'document/empty'],
    ['a subject nobody signed', edit(version(2), 'Example TRE', 'Example TRX'), 'key/subject-digest'],
    ['a key twice among the signatures', version(2, { by: [4, 4] }), 'key/duplicate-keyid'],
    ['a threshold above the keys', version(2, { root: { keys: [4], threshold: 2 } }), 'key/threshold'],
  ])('%s in the place of an identity is refused', (_, bytes, code) => {
    expect(versionsOf(follow({ 2: bytes }))).toBe(code)
    expect(versionsOf(follow({ 2: version(2) }))).toEqual([2])
  })

  test('a step that is refused refuses the steps before it too, and names its file', () => {
    const followed = follow({ 2: version(2), 3: version(3, { by: [] }) })
    expect(!followed.ok && followed.problems[0]).toMatchObject({
      code: 'key/previous-threshold-not-met',
      at: { source: '3.json', pointer: '/signatures' },
    })
  })

  test('nothing of a subject is read before the version before has vouched for it', () => {
    const forged = version(2, { by: [], subjectText: '{"about":1}' })
    expect(versionsOf(follow({ 2: forged }))).toBe('key/previous-threshold-not-met')
  })

  test('reports a stranger among the signers, and no key of either version', () => {
    const stranger = version(2, { root: root(5), by: [4, 5, 9] })
    const followed = follow({ 2: stranger })
    expect(followed.ok && followed.findings.map((each) => [each.code, each.at.pointer])).toEqual([
      ['key/unknown-keyid', '/signatures/2'],
    ])
  })

  test('reports an invalid signature once, beside enough valid ones', () => {
    const roots = { keys: [4, 5], threshold: 1 }
    const broken = { keyid: keyid(5), sig: signatureBy(5, new Uint8Array(1)).sig }
    const followed = follow(
      { 2: version(2, { root: roots, by: [4], signatures: [broken] }) },
      identity({ root: roots }),
    )
    expect(followed.ok && followed.findings.map((each) => each.code)).toEqual(['key/signature-invalid'])
  })

  test('is done by nothing but identities that were opened', () => {
    expect(() => follow({}, Object.create(one) as never)).toThrow('openIdentity')
  })
})

describe('a version that is missing', () => {
  test('is refused where a later one is offered', () => {
    const followed = follow({ 2: version(2), 4: version(4) })
    expect(!followed.ok && followed.problems[0]).toMatchObject({
      code: 'key/identity-missing',
      at: { source: '3.json' },
    })
    expect(versionsOf(follow({ 3: version(3) }))).toBe('key/identity-missing')
    expect(versionsOf(follow({ 2: version(2), 3: version(3), 4: version(4) }))).toEqual([2, 3, 4])
  })

  test('is looked for as far as a run could have followed', () => {
    expect(versionsOf(follow({ [2 + maxRotations]: version(2) }))).toBe('key/identity-missing')
    expect(versionsOf(follow({ [3 + maxRotations]: version(2) }))).toEqual([])
  })
})

/** Counting versions has nothing to do with who verifies, and thousands of signatures take tweetnacl minutes. */
const onPortable = process.env['TRUSTLIST_PLATFORM'] === 'portable'

describe.skipIf(onPortable)(
  'a long chain (skipped where signatures are slow: the platform counts nothing)',
  () => {
    const offer: Record<number, Uint8Array> = {}
    beforeAll(() => {
      for (let n = 2; n <= maxRotations + 2; n++) offer[n] = version(n)
    })

    test('of 1,024 versions is followed, and a 1,025th refused', () => {
      const { [maxRotations + 2]: last, ...others } = offer
      expect(last).toBeDefined()
      expect(versionsOf(follow(others))).toHaveLength(1024)
      const followed = follow(offer)
      expect(!followed.ok && followed.problems[0]).toMatchObject({
        code: 'key/too-many-rotations',
        at: { source: '1026.json' },
      })
    })

    test('is followed to its end from one version later', () => {
      const second = openIdentity(offer[2]!)
      expect(second.ok && versionsOf(follow(offer, second.value))).toHaveLength(1024)
    })
  },
)
