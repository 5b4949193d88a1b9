import { describe, expect, test } from 'vitest'
import {
  addSignature,
  payloadTypeOf,
  prepareDocument,
  publicKeyOf,
  readHead,
  reopenDocument,
  signDocument,
  signWithSeed,
  specVersion,
  toBase64,
  toDsseEnvelope,
  toPreparedBytes,
  toSignedBytes,
  verifyList,
  verifySignature,
  withSignatures,
  type HeadFields,
  type PreparedDocument,
  type Signer,
  type SubjectOf,
} from '@trustlist/core'
import {
  edit,
  entry,
  expires,
  identity,
  issued,
  keyid,
  listBytes,
  now,
  publicKey,
  seedOf,
  verdict,
} from './make-documents.js'

const publisher = identity()
const role = publisher.roles.list
const fields: HeadFields<'list'> = {
  epoch: 1,
  expires,
  issued,
  list: 'tier-3',
  publisher: 'example-tre',
  publisherVersion: 1,
  version: 3,
}
const subject = {
  about: { licence: 'CC0-1.0', title: 'Tier 3' },
  entries: [entry('numpy'), entry('pandas')],
} as unknown as SubjectOf['list']

function prepared(by: Partial<HeadFields<'list'>> = {}, what = subject): PreparedDocument<'list'> {
  const outcome = prepareDocument('list', { ...fields, ...by }, what)
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems))
  return outcome.value
}
const signer = (n: number, sign?: Signer['sign']): Signer => ({
  publicKey: publicKeyOf(seedOf(n)),
  sign: sign ?? ((message) => signWithSeed(seedOf(n), message)!),
})
async function signed(by: readonly number[]): Promise<PreparedDocument<'list'>> {
  let document = prepared()
  for (const n of by) {
    const outcome = await signDocument(document, role, signer(n))
    if (!outcome.ok) throw new Error(verdict(outcome))
    document = outcome.value
  }
  return document
}
const verify = (bytes: Uint8Array) => verdict(verifyList(bytes, publisher, { now, list: 'tier-3' }))

describe('signing', () => {
  test('gives a document that verifies once the threshold has signed, and not before', async () => {
    expect(verify(toPreparedBytes(prepared()))).toBe('key/threshold-not-met')
    expect(verify(toPreparedBytes(await signed([1])))).toBe('key/threshold-not-met')
    expect(verify(toPreparedBytes(await signed([1, 2])))).toBe('accepted')
  })

  test('writes the bytes that the format fixes, whoever signs first', async () => {
    const first = toPreparedBytes(await signed([1, 2]))
    expect(toPreparedBytes(await signed([2, 1]))).toEqual(first)
    const order = [1, 2].sort((a, b) => (keyid(a) < keyid(b) ? -1 : 1))
    expect(first).toEqual(listBytes({ by: order, subject: {} }))
  })

  test('fills in type, version of the specification and digest', () => {
    const { head } = prepared()
    expect(head.signed).toMatchObject({ type: 'list', spec: specVersion })
    expect(head.signed.subjectSha256).toMatch(/^[0-9a-f]{64}$/)
    expect(head.signedBytes).toEqual(toSignedBytes(payloadTypeOf('list'), head.payload))
  })

  test('refuses a key without a part in the role, and asks it for nothing', async () => {
    let asked = false
    const foreign = signer(4, (message) => ((asked = true), signWithSeed(seedOf(4), message)!))
    expect(verdict(await signDocument(prepared(), role, foreign))).toBe('seal/foreign-key')
    expect(asked).toBe(false)
    expect(verdict(addSignature(prepared(), role, publicKey(4), new Uint8Array(64)))).toBe('seal/foreign-key')
    expect(verdict(await signDocument(prepared(), publisher.roles.root, signer(4)))).toBe('accepted')
  })

  test.each([
    ['that is another key’s', (message: Uint8Array) => signWithSeed(seedOf(2), message)!],
    ['of another message', (message: Uint8Array) => signWithSeed(seedOf(1), message.slice(1))!],
    ['that is empty', () => new Uint8Array()],
    [
      'with a bit flipped',
      (message: Uint8Array) => signWithSeed(seedOf(1), message)!.map((b, i) => (i === 9 ? b ^ 1 : b)),
    ],
  ])('refuses a fresh signature %s', async (_, sign) => {
    expect(verdict(await signDocument(prepared(), role, signer(1, sign)))).toBe('seal/bad-signature')
  })

  test('waits for a signer that takes its time', async () => {
    const slow = signer(1, (message) => Promise.resolve(signWithSeed(seedOf(1), message)!))
    expect(verdict(await signDocument(prepared(), role, slow))).toBe('accepted')
  })

  test('says so where the key has signed already, and changes nothing', async () => {
    const once = await signed([1])
    const twice = await signDocument(once, role, signer(1))
    expect(twice.ok && twice.value).toBe(once)
    expect(twice.ok && twice.findings.map((each) => each.code)).toEqual(['seal/already-signed'])
  })

  test('replaces a signature of the same key that does not verify', async () => {
    const broken = withSignatures(prepared(), [{ keyid: keyid(1), sig: toBase64(new Uint8Array(64)) }])
    const mended = await signDocument(broken, role, signer(1))
    expect(mended.ok && mended.value.head.signatures).toHaveLength(1)
    expect(mended.ok && mended.findings).toEqual([])
  })

  test('keeps the limit of 64 signatures', async () => {
    const other = (index: number) => ({
      keyid: index.toString(16).padStart(64, '0'),
      sig: toBase64(new Uint8Array(64)),
    })
    const full = (n: number) =>
      withSignatures(
        prepared(),
        Array.from({ length: n }, (_, index) => other(index)),
      )
    expect(verdict(await signDocument(full(64), role, signer(1)))).toBe('document/shape')
    const most = await signDocument(full(63), role, signer(1))
    expect(most.ok && verdict(readHead(toPreparedBytes(most.value)))).toBe('accepted')
  })

  test('goes on with a document that somebody else has signed', async () => {
    const theirs = toPreparedBytes(await signed([1]))
    const reopened = reopenDocument(theirs)
    if (!reopened.ok) throw new Error(verdict(reopened))
    const both = await signDocument(reopened.value, role, signer(2))
    expect(both.ok && verify(toPreparedBytes(both.value))).toBe('accepted')
    expect(verdict(reopenDocument(edit(theirs, 'numpy', 'numpx')))).toBe('seal/subject-digest')
  })
})

describe('preparing a document', () => {
  const prepare = (by: object, what: object = subject) =>
    verdict(prepareDocument('list', { ...fields, ...by }, what as SubjectOf['list']))
  const about = (title: unknown) => ({ ...subject, about: { title } })

  test('refuses what a reader would refuse', () => {
    expect(prepare({})).toBe('accepted')
    expect(prepare({ list: 'Tier 3' })).toBe('document/shape')
    expect(prepare({ version: 0 })).toBe('document/shape')
    expect(prepare({ issued: '2026-02-30T00:00:00Z' })).toBe('document/not-a-day')
    expect(prepare({ future: true })).toBe('document/shape')
  })

  test('refuses values that cannot be written, as data and with their place', () => {
    expect(prepare({}, about('\ud800'))).toBe('json/lone-surrogate')
    expect(prepare({}, about('a\u202eb'))).toBe('json/invisible-character')
    expect(prepare({}, about(1.5))).toBe('json/number')
    expect(
      prepare(
        {},
        about(() => 1),
      ),
    ).toBe('json/not-json-value')
    expect(prepare({}, about(new Date(0)))).toBe('json/not-json-value')
    const outcome = prepareDocument('list', fields, about('\ud800') as unknown as SubjectOf['list'])
    expect(outcome.ok ? '' : outcome.problems[0].at.pointer).toBe('/subject/about/title')
  })
})

describe('the DSSE envelope of a head', () => {
  test('loses nothing: payload, type and signatures verify by DSSE alone', async () => {
    const { head } = await signed([1, 2])
    const envelope = toDsseEnvelope(head)
    expect(envelope.payloadType).toBe('application/vnd.trustlist.list.v1+json')
    const payload = new Uint8Array(Buffer.from(envelope.payload, 'base64'))
    expect(JSON.parse(Buffer.from(payload).toString('utf8'))).toEqual(head.signed)
    const pae = Buffer.concat([
      Buffer.from(`DSSEv1 ${envelope.payloadType.length} ${envelope.payloadType} ${payload.length} `),
      payload,
    ])
    expect(envelope.signatures).toHaveLength(2)
    for (const { keyid: id, sig } of envelope.signatures) {
      const key = role.keys.get(id)!
      expect(verifySignature(key, pae, new Uint8Array(Buffer.from(sig, 'base64')))).toBe(true)
    }
  })
})
