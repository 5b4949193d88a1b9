import { describe, expect, test } from 'vitest'
import {
  encodeUtf8,
  verifyDocument,
  verifyHead,
  verifyList,
  verifySubject,
  type VerificationStep,
} from '@trustlist/core'
import {
  edit,
  entry,
  expires,
  identity,
  identityBytes,
  listBytes,
  now,
  seal,
  textOf,
  verdict,
} from './make-documents.js'

const publisher = identity()
const verify = (bytes: Uint8Array, by = publisher, at = now, list = 'tier-3') =>
  verdict(verifyList(bytes, by, { now: at, list }))

describe('verifying a list', () => {
  test('gives the list where all is well', () => {
    const verified = verifyList(listBytes(), publisher, { now, list: 'tier-3' })
    if (!verified.ok) throw new Error(verdict(verified))
    const { name, version, epoch, issued, criteria, observed, about, entries, signers, notUnderstood } =
      verified.value
    expect({ name, version, epoch, issued, criteria, observed }).toEqual({
      name: 'tier-3',
      version: 3,
      epoch: 1,
      issued: '2026-11-01T00:00:00Z',
      criteria: [],
      observed: [],
    })
    expect(about).toEqual({ licence: 'CC0-1.0', title: 'Tier 3' })
    expect(entries).toEqual([entry('numpy'), entry('pandas')])
    expect(signers.keyids).toHaveLength(2)
    expect(notUnderstood.size).toBe(0)
    expect(verified.findings).toEqual([])
  })

  test('names every step it takes, in their order', () => {
    const steps: VerificationStep[] = []
    verifyList(listBytes(), publisher, { now, list: 'tier-3', trace: (step) => steps.push(step) })
    expect(steps.map((step) => step.name)).toEqual([
      'head',
      'names',
      'identity',
      'signatures',
      'freshness',
      'digest',
      'content',
    ])
    const refused: VerificationStep[] = []
    verifyList(edit(listBytes(), 'numpy', 'numpx'), publisher, { now, trace: (step) => refused.push(step) })
    expect(refused.at(-1)?.name).toBe('freshness')
  })

  test('refuses a change of one character in an entry', () => {
    expect(verify(edit(listBytes(), 'pkg:pypi/numpy', 'pkg:pypi/numpx'))).toBe('seal/subject-digest')
  })

  test('refuses an entry added, taken away or moved', () => {
    const text = textOf(listBytes())
    const lines = text.split('\n')
    const numpy = lines.findIndex((line) => line.includes('numpy'))
    expect(verify(encodeUtf8(lines.toSpliced(numpy, 0, lines[numpy]!).join('\n')))).toBe(
      'seal/subject-digest',
    )
    expect(verify(encodeUtf8(lines.toSpliced(numpy, 1).join('\n')))).toBe('seal/subject-digest')
  })

  test('refuses a change of the head', () => {
    expect(verify(edit(listBytes(), '"version":3', '"version":4'))).toContain('key/threshold-not-met')
    expect(verify(edit(listBytes(), expires, '2029-11-01T00:00:00Z'))).toContain('key/threshold-not-met')
  })

  test('refuses a second subject, and anything behind the subject', () => {
    const end = '\n]}}\n'
    for (const tail of ['\n]},"subject":{}}\n', '\n]},"z":1}\n', '\n]}}}\n', '\n]}}x\n']) {
      expect(verify(edit(listBytes(), end, tail)), tail).not.toBe('accepted')
    }
  })

  test('refuses a list of another publisher, though it has signed well', () => {
    const other = identity({ signed: { publisher: 'other-tre' } })
    expect(verify(listBytes(), other)).toBe('seal/other-publisher')
    expect(verify(listBytes({ signed: { publisher: 'other-tre' } }), other)).toBe('accepted')
  })

  test('refuses a list under another name than it was asked for by', () => {
    expect(verify(listBytes(), publisher, now, 'tier-2')).toBe('seal/other-list')
    expect(verify(listBytes({ signed: { list: 'tier-2' } }), publisher, now, 'tier-2')).toBe('accepted')
  })

  test('asks for no name where the caller has none', () => {
    expect(verdict(verifyList(listBytes(), publisher, { now }))).toBe('accepted')
  })

  test('refuses a list that was signed under a newer identity than is known', () => {
    expect(verify(listBytes({ signed: { publisherVersion: 2 } }))).toBe('seal/identity-withheld')
    const newer = identity({ signed: { version: 2 } })
    expect(verify(listBytes({ signed: { publisherVersion: 2 } }), newer)).toBe('accepted')
    expect(verify(listBytes({ signed: { publisherVersion: 1 } }), newer)).toBe('accepted')
  })

  test('refuses a list of an epoch that was revoked, or that does not exist yet', () => {
    const raised = identity({ signed: { epoch: 2 } })
    expect(verify(listBytes(), raised)).toBe('seal/epoch-revoked')
    expect(verify(listBytes({ signed: { epoch: 2 } }), raised)).toBe('accepted')
    expect(verify(listBytes({ signed: { epoch: 3 } }), raised)).toBe('seal/epoch-revoked')
  })

  test('refuses a list signed only by keys its publisher has removed', () => {
    const rotated = identity({ list: { keys: [3, 5], threshold: 1 } })
    expect(verify(listBytes({ by: [1, 2] }), rotated)).toContain('key/threshold-not-met')
    expect(verify(listBytes({ by: [1, 3] }), rotated)).toBe('accepted')
  })

  test('refuses a list signed by root keys', () => {
    const one = identity({ list: { keys: [1], threshold: 1 }, root: { keys: [4], threshold: 1 } })
    expect(verify(listBytes({ by: [4] }), one)).toContain('key/threshold-not-met')
    expect(verify(listBytes({ by: [1] }), one)).toBe('accepted')
  })
})

describe('freshness', () => {
  const dated = (issued: string, expires: string) => listBytes({ signed: { issued, expires } })

  test.each([
    ['the second before it expires', '2027-10-31T23:59:59Z', 'accepted'],
    ['the second it expires', '2027-11-01T00:00:00Z', 'seal/expired'],
    ['long after', '2030-01-01T00:00:00Z', 'seal/expired'],
    ['a day before it was issued', '2026-10-31T00:00:00Z', 'accepted'],
    ['a day and a second before it was issued', '2026-10-30T23:59:59Z', 'seal/issued-in-future'],
  ])('of a list at %s', (_, at, expected) => {
    const longLived = identity({
      signed: { issued: '2020-01-01T00:00:00Z', expires: '2039-01-01T00:00:00Z' },
    })
    expect(verify(listBytes(), longLived, at)).toBe(expected)
  })

  test('refuses a list that expires before or when it was issued', () => {
    expect(verify(dated('2026-11-01T00:00:00Z', '2026-11-01T00:00:00Z'))).toBe('seal/expires-before-issued')
    expect(verify(dated('2026-11-02T00:00:00Z', '2026-11-01T00:00:00Z'))).toBe('seal/expires-before-issued')
    expect(verify(dated('2026-11-01T00:00:00Z', '2026-12-01T00:00:01Z'))).toBe('accepted')
  })

  test('of the identity is asked for first', () => {
    const stale = identity({ signed: { issued: '2025-01-01T00:00:00Z', expires: '2026-01-01T00:00:00Z' } })
    expect(verify(listBytes(), stale)).toBe('seal/identity-expired')
    const future = identity({ signed: { issued: '2027-01-01T00:00:00Z', expires: '2028-01-01T00:00:00Z' } })
    expect(verify(listBytes(), future)).toBe('seal/issued-in-future')
  })

  test('is not judged by an instant that is none', () => {
    for (const at of ['', 'now', '2026-11-22', '2026-02-30T00:00:00Z', '2026-11-22T00:00:00.000Z']) {
      expect(() => verify(listBytes(), publisher, at)).toThrow('instant')
    }
  })
})

describe('one signature in another place', () => {
  const splice = (bytes: Uint8Array, from: Uint8Array) => {
    const signatures = /^\{"signatures":\[[^\]]*\]/.exec(textOf(from))![0]
    return encodeUtf8(textOf(bytes).replace(/^\{"signatures":\[[^\]]*\]/, signatures))
  }

  test('of a list under another list of its publisher is refused', () => {
    const other = listBytes({ signed: { list: 'tier-2' } })
    expect(verify(splice(listBytes(), other))).toContain('key/threshold-not-met')
    expect(verify(splice(listBytes(), listBytes()))).toBe('accepted')
  })

  test('of a list under the list of another publisher with the same keys is refused', () => {
    const other = listBytes({ signed: { publisher: 'other-tre' } })
    expect(verify(splice(listBytes(), other))).toContain('key/threshold-not-met')
  })

  test('of an identity under a list, and of a list under a policy with the same keys, is refused', () => {
    const oneKey = identity({ list: { keys: [1], threshold: 1 }, root: { keys: [1], threshold: 1 } })
    const own = listBytes({ by: [1] })
    expect(verify(own, oneKey)).toBe('accepted')
    const root = { keys: [1], threshold: 1 }
    expect(verify(splice(own, identityBytes({ list: root, root })), oneKey)).toContain(
      'key/threshold-not-met',
    )
  })

  test('covers the type: the same head bytes signed as another type do not count', () => {
    // A head of a list, signed with the payload type of a publisher.
    const bytes = listBytes({ by: [] })
    const signed = /"signed":(\{.*?\}),\n"subject"/s.exec(textOf(bytes))![1]!
    const forged = seal({
      type: 'publisher',
      signed: { ...(JSON.parse(signed) as object) },
      subject: {},
      by: [1, 2],
    })
    expect(verify(splice(bytes, forged))).toContain('key/threshold-not-met')
    expect(verify(splice(bytes, listBytes()))).toBe('accepted')
  })

  test('of one list with the subject of another is refused', () => {
    const other = textOf(listBytes({ entries: [entry('evil')] }))
    const text = textOf(listBytes())
    const mixed = text.slice(0, text.indexOf('"subject"')) + other.slice(other.indexOf('"subject"'))
    expect(verify(encodeUtf8(mixed))).toBe('seal/subject-digest')
  })
})

describe('verifying in two steps', () => {
  test('needs the first 64 KiB for the head, and the same head again for the subject', () => {
    const bytes = listBytes({
      entries: Array.from({ length: 2000 }, (_, n) => entry(`p${String(n).padStart(5, '0')}`)),
    })
    expect(bytes.length).toBeGreaterThan(100_000)
    const head = verifyHead(bytes.slice(0, 65_536), 'list', publisher, { now })
    if (!head.ok) throw new Error(verdict(head))
    expect(verdict(verifySubject(head.value, bytes))).toBe('accepted')
    expect(verdict(verifySubject(head.value, listBytes()))).toBe('seal/other-head')
    expect(verdict(verifySubject(head.value, bytes.slice(0, 65_536)))).not.toBe('accepted')
    expect(verdict(verifySubject(head.value, new Uint8Array()))).toBe('document/empty')
  })

  test('refuses a document of another type than was asked for', () => {
    expect(verdict(verifyDocument(listBytes(), 'policy', publisher, { now }))).toBe('document/other-type')
    expect(verdict(verifyDocument(identityBytes(), 'list', publisher, { now }))).toBe('document/other-type')
  })

  test('verifies a policy that the operator signed', () => {
    const policy = (signed: object) =>
      seal({
        type: 'policy',
        signed: {
          expires: '2026-12-01T00:00:00Z',
          issued: '2026-11-01T00:00:00Z',
          operator: 'example-tre',
          policy: 'tier-3',
          ...signed,
        },
        subject: {},
        by: [1, 2],
      })
    const check = (bytes: Uint8Array) =>
      verdict(verifyDocument(bytes, 'policy', publisher, { now, list: 'tier-3' }))
    expect(check(policy({}))).toBe('accepted')
    expect(check(policy({ operator: 'other-tre' }))).toBe('seal/other-publisher')
    expect(check(policy({ policy: 'tier-2' }))).toBe('seal/other-list')
    expect(check(policy({ expires: '2026-11-20T00:00:00Z' }))).toBe('seal/expired')
  })
})

describe('a fault under a valid digest', () => {
  const broken: readonly [name: string, subjectText: string, expected: string][] = [
    ['a blank', '{"about":{"title":"x"},"entries": []}', 'json/blank'],
    ['a double member', '{"about":{"title":"x"},"entries":[],"entries":[]}', 'json/duplicate-member'],
    ['text cut short', '{"about":{"title":"x"},"entries":[', 'json/syntax'],
    ['no text at all', '', 'json/syntax'],
    ['a bidi control', '{"about":{"title":"x\u202ey"},"entries":[]}', 'json/invisible-character'],
    ['entries that are no array', '{"about":{"title":"x"},"entries":{}}', 'list/shape'],
    ['a byte order mark', '\ufeff{"about":{"title":"x"},"entries":[]}', 'json/syntax'],
  ]
  test.each(broken)('%s: refused as malformed, with its place in the file', (_, subjectText, code) => {
    const outcome = verifyList(listBytes({ subjectText }), publisher, { now })
    if (outcome.ok) throw new Error('accepted')
    expect(outcome.problems[0].code).toBe(code)
    expect(outcome.problems[0].at.line).toBeGreaterThanOrEqual(5)
    expect(outcome.problems[0].at.column).toBeGreaterThanOrEqual(1)
  })

  test('and none where there is none', () => {
    expect(verify(listBytes({ subjectText: '{"about":{"title":"x"},\t"entries":[]\r\n}' }))).toBe('accepted')
  })
})
