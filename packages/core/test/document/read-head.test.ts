import { describe, expect, test } from 'vitest'
import {
  encodeUtf8,
  expectType,
  findSubject,
  maxFileBytes,
  maxHeadBytes,
  maxSignedBytes,
  readHead,
} from '@trustlist/core'
import { edit, identityBytes, listBytes, textOf, verdict } from '../seal/make-documents.js'

const place = (text: string | Uint8Array) => {
  const read = readHead(typeof text === 'string' ? encodeUtf8(text) : text)
  if (read.ok) return 'accepted'
  const { code, at } = read.problems[0]
  return `${code} ${at.pointer ?? '-'} ${at.line ?? '-'}:${at.column ?? '-'}`
}

describe('reading the head', () => {
  test('gives its members, its bytes and its digest, from the front of the file alone', () => {
    const bytes = listBytes()
    const read = readHead(bytes.subarray(0, textOf(bytes).indexOf('numpy')), 'tier-3.list.json')
    if (!read.ok) throw new Error(verdict(read))
    const { type, signed, signatures, payload, digest, subjectAt, source } = read.value
    expect({ type, source, publisher: (signed as { publisher: string }).publisher }).toEqual({
      type: 'list',
      source: 'tier-3.list.json',
      publisher: 'example-tre',
    })
    expect(signatures).toHaveLength(2)
    expect(JSON.parse(textOf(payload))).toEqual(signed)
    expect(digest).toMatch(/^[0-9a-f]{64}$/)
    expect(textOf(bytes).slice(subjectAt, subjectAt + 9)).toBe('{"about":')
  })

  test('does not depend on layout', () => {
    const digestOf = (text: string) => {
      const read = readHead(encodeUtf8(text))
      return read.ok ? read.value.digest : verdict(read)
    }
    const text = textOf(listBytes())
    const digest = digestOf(text)
    expect(digest).toMatch(/^[0-9a-f]{64}$/)
    for (const changed of [
      text.replaceAll('\n', '\r\n'),
      text.replaceAll('\n', ''),
      text.replace(',\n"subject":', '\t,\r\n\t"subject"\n\t:\n'),
    ]) {
      expect(digestOf(changed)).toBe(digest)
    }
  })

  test.each([
    ['no bytes', '', 'document/empty - -:-'],
    ['no object', '[]', 'document/not-sealed - -:-'],
    ['an object without subject', '{"signatures":[],"signed":{}}', 'document/not-sealed - -:-'],
    ['subject first', '{"subject":{}}', 'document/not-sealed - -:-'],
    ['subject alone as a value', '{"signatures":"subject"}', 'document/not-sealed - -:-'],
    ['plain text', 'packages:\n- numpy\n', 'json/syntax - 1:1'],
    ['a draft in YAML', '# draft\ntrustlist: "1.0"\n', 'json/syntax - 1:1'],
    ['a head that is broken', '{"signatures":[\n],"signed":{"epoch":1,,"subject":{}}', 'json/syntax - 2:23'],
    ['a blank in the head', '{"signatures":[], "signed":{},"subject":{}}', 'json/blank - 1:18'],
    ['a member too many', '{"extra":1,"signatures":[],"signed":{},"subject":{}}', 'document/shape  1:1'],
    ['no signatures', '{"signed":{},"subject":{}}', 'document/shape  1:1'],
    [
      'a member behind signed',
      '{"signatures":[],"signed":{},"signee":1,"subject":{}}',
      'document/shape  1:1',
    ],
    [
      'a head that is no object',
      '{"signatures":[],\n"signed":[],"subject":{}}',
      'document/shape /signed 2:10',
    ],
    ['subject inside the head', '{"signatures":[],"signed":{"a":1,"subject":2}}', 'json/syntax - 1:34'],
    [
      'an escaped quote before subject',
      '{"signatures":[],"signed":{"a":",\\"subject":1}}',
      'json/syntax - 1:44',
    ],
  ])('refuses %s', (_, text, expected) => expect(place(text)).toBe(expected))

  const members: readonly [name: string, from: string, to: string, expected: string, there: string][] = [
    ['no type', ',"type":"list"', '', 'document/shape /signed/type', '{"epoch"'],
    ['an unknown type', '"type":"list"', '"type":"lists"', 'document/shape /signed/type', '"lists"'],
    ['another major', '"spec":"1.0"', '"spec":"2.0"', 'document/other-major /signed/spec', '"2.0"'],
    ['a major of two digits', '"spec":"1.0"', '"spec":"10.0"', 'document/other-major /signed/spec', '"10.0"'],
    ['no specification', '"spec":"1.0",', '', 'document/shape /signed', '{"epoch"'],
    ['another form of specification', '"spec":"1.0"', '"spec":"1"', 'document/shape /signed/spec', '"1"'],
    ['an unknown member', '"version":3', '"version":3,"x":1', 'document/shape /signed', '{"epoch"'],
    ['a version of 0', '"version":3', '"version":0', 'document/shape /signed/version', '0}'],
    [
      'an offset',
      'issued":"2026-11-01T00:00:00Z',
      'issued":"2026-11-01T00:00:00+00:00',
      'document/shape /signed/issued',
      '"2026-11-01T00:00:00+',
    ],
    [
      'a day that does not exist',
      'issued":"2026-11-01',
      'issued":"2026-02-30',
      'document/not-a-day /signed/issued',
      '"2026-02-30',
    ],
    [
      '29 February of a common year',
      '"expires":"2027-11-01',
      '"expires":"2027-02-29',
      'document/not-a-day /signed/expires',
      '"2027-02-29',
    ],
    [
      'a publisher in capitals',
      '"publisher":"example-tre"',
      '"publisher":"Example-TRE"',
      'document/shape /signed/publisher',
      '"Example-TRE"',
    ],
  ]
  test.each(members)('refuses a head with %s, at its place', (_, from, to, expected, there) => {
    const text = textOf(edit(listBytes(), from, to))
    const [code, pointer, at] = place(text).split(' ')
    expect(`${code} ${pointer}`).toBe(expected)
    const [line, column] = at!.split(':').map(Number)
    expect(line).toBe(5)
    expect(
      text
        .split('\n')[4]!
        .slice(column! - 1)
        .startsWith(there),
    ).toBe(true)
  })

  test('says that the major is another one before it judges the rest by its own', () => {
    expect(
      place(edit(edit(listBytes(), '"spec":"1.0"', '"spec":"2.0"'), '"type":"list"', '"type":"crate"')),
    ).toContain('document/other-major')
  })

  test('takes every minor of its major', () => {
    for (const spec of ['1.0', '1.7', '1.99999']) {
      expect(place(edit(listBytes(), '"spec":"1.0"', `"spec":"${spec}"`))).toBe('accepted')
    }
  })

  test('takes a leap day', () => {
    expect(place(edit(listBytes(), '"expires":"2027-11-01', '"expires":"2028-02-29'))).toBe('accepted')
  })

  test('narrows to the type that was asked for', () => {
    const read = readHead(identityBytes())
    if (!read.ok) throw new Error(verdict(read))
    expect(verdict(expectType(read.value, 'publisher'))).toBe('accepted')
    expect(verdict(expectType(read.value, 'list'))).toBe('document/other-type')
  })
})

describe('limits', () => {
  const text = textOf(listBytes())
  const padded = (bytes: number) =>
    `${'\n'.repeat(bytes - text.indexOf('"subject"') - '"subject":'.length)}${text}`

  test(`the head ends within ${maxHeadBytes} bytes`, () => {
    expect(place(padded(maxHeadBytes))).toBe('accepted')
    expect(place(padded(maxHeadBytes + 1))).toBe('document/head-too-large - -:-')
    expect(place(`{"signatures":[${'[],'.repeat(40_000)}`)).toBe('document/head-too-large - -:-')
    expect(place(`{"signatures":["${'é'.repeat(40_000)}`)).toBe('document/head-too-large - -:-')
    expect(place(`{"signatures":["a${'é'.repeat(40_000)}`)).toBe('document/head-too-large - -:-')
    expect(place(`{"signatures":[${' []'.repeat(40_000)}`)).toBe('json/blank - 1:16')
  })

  test(`the signed bytes are at most ${maxSignedBytes}, which the longest names do not reach`, () => {
    const longest = {
      publisher: 'p'.repeat(64),
      list: 'l'.repeat(64),
      previousSha256: 'a'.repeat(64),
      version: Number.MAX_SAFE_INTEGER,
    }
    const read = readHead(listBytes({ signed: longest }))
    expect(read.ok && read.value.signedBytes.length).toBeLessThan(maxSignedBytes)
  })

  test(`a file has at most ${maxFileBytes} bytes, and the last of them are not looked at before`, () => {
    const read = readHead(listBytes())
    if (!read.ok) throw new Error(verdict(read))
    // Never written to, so the machine gives no memory for it.
    const huge = new Uint8Array(maxFileBytes + 1)
    expect(verdict(findSubject(huge, read.value))).toBe('document/too-large')
    expect(
      verdict(findSubject(huge.subarray(0, maxFileBytes), { ...read.value, subjectAt: maxFileBytes - 1 })),
    ).not.toBe('document/too-large')
  })
})
