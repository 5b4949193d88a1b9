import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  findGateFault,
  toCanonicalText,
  toDocumentBytes,
  toDocumentText,
  type JsonValue,
} from '@trustlist/core'

const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_.:-]{0,4}$/)
const { value } = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.oneof(
      fc.string({ unit: 'grapheme-ascii', maxLength: 5 }),
      fc.maxSafeInteger(),
      fc.boolean(),
      fc.constant(null),
    ),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(name, tie('value'), { maxKeys: 4 }),
  ),
}))
const members = fc.dictionary(name, value, { maxKeys: 5 })

describe('the one layout', () => {
  test('is canonical text, less its line feeds the RFC 8785 form', () => {
    fc.assert(
      fc.property(members, members, (signed, subject) => {
        const signatures = [{ keyid: 'a', sig: 'b' }]
        const text = toDocumentText(signatures, signed, subject)
        expect(findGateFault(toDocumentBytes(signatures, signed, subject))).toBeUndefined()
        expect(text.replaceAll('\n', '')).toBe(toCanonicalText({ signatures, signed, subject }))
      }),
      { numRuns: 500, seed: 1 },
    )
  })

  test('puts one entry, one key, one signature on a line', () => {
    const subject = { about: { title: 'x' }, entries: [{ package: 'a' }, { package: 'b' }], observed: [] }
    expect(toDocumentText([{ keyid: 'k', sig: 's' }], { type: 'list' }, subject)).toBe(
      [
        '{"signatures":[',
        '{"keyid":"k","sig":"s"}',
        '],',
        '"signed":{"type":"list"},',
        '"subject":{"about":{"title":"x"},"entries":[',
        '{"package":"a"},',
        '{"package":"b"}',
        '],"observed":[]}}',
        '',
      ].join('\n'),
    )
  })

  test('leaves out what is absent', () => {
    expect(toDocumentText([], { a: undefined, b: 1 }, { c: undefined })).toBe(
      '{"signatures":[],\n"signed":{"b":1},\n"subject":{}}\n',
    )
  })
})
