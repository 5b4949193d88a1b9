import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeUtf8, findGateFault, toCanonicalText, type JsonValue } from '@trustlist/core'
import { gateByDefinition } from './gate-definition.js'

/** The pass over the bytes and the definition, side by side. Gives whether the gate is open. */
function agree(bytes: Uint8Array): boolean {
  const fault = findGateFault(bytes)
  const byDefinition = gateByDefinition(bytes)
  if ((fault === undefined) !== (byDefinition === true)) {
    const text = new TextDecoder().decode(bytes)
    throw new Error(`${JSON.stringify(text)}: ${fault?.code ?? 'open'}, by definition ${byDefinition}`)
  }
  // A fault lies in the bytes or right behind them: its line and column exist.
  if (fault !== undefined && (fault.offset < 0 || fault.offset > bytes.length)) {
    throw new Error(`${fault.code} lies at ${fault.offset} of ${bytes.length}`)
  }
  return fault === undefined
}

const nameText = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_.:-]{0,3}$/)
const anyName = fc.oneof(
  { weight: 8, arbitrary: nameText },
  fc.constantFrom('__proto__', 'toJSON', '', '1', 'é', '"'),
)
const anyText = fc.oneof(
  fc.string({ unit: 'grapheme-ascii', maxLength: 6 }),
  fc.string({ unit: 'binary', maxLength: 4 }),
  fc.constantFrom('\n', '\t', '\u202e', '\u200b', '\ud800', 'é', '\u{1f600}', '\\', '"', '/'),
)
const anyNumber = fc.oneof(
  fc.integer(),
  fc.maxSafeInteger(),
  fc.double(),
  fc.constantFrom(0, -0, 2 ** 53, 1e21),
)

const { value: anyValue } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.oneof(anyText, anyNumber, fc.boolean(), fc.constant(null)),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(anyName, tie('value'), { maxKeys: 4 }),
  ),
}))

/** Values that the gate opens for, once they are written. */
const { value: goodValue } = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.oneof(
      fc.string({ unit: 'grapheme-ascii', maxLength: 8 }),
      fc.maxSafeInteger(),
      fc.boolean(),
      fc.constant(null),
    ),
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(nameText, tie('value'), { maxKeys: 5 }),
  ),
}))

/** What people, tools and attackers do to a text. */
const mutations: readonly ((text: Uint8Array, at: number, seed: number) => Uint8Array)[] = [
  (bytes, at, seed) => bytes.map((byte, index) => (index === at ? byte ^ (1 << (seed & 7)) : byte)),
  (bytes, at, seed) => bytes.map((byte, index) => (index === at ? seed & 255 : byte)),
  (bytes, at) => bytes.filter((_, index) => index !== at),
  (bytes, at) => bytes.slice(0, at),
  (bytes, at) => bytes.slice(at),
  (bytes, at, seed) => splice(bytes, at, [0x20, 0x09, 0x0a, 0x0d][seed & 3]!),
  (bytes, at, seed) => splice(bytes, at, ...encodeUtf8(snippets[seed % snippets.length]!)),
  (bytes, at, seed) => splice(bytes, at, ...bytes.slice(at, at + (seed & 15))),
  (bytes, at, seed) => {
    const to = Math.min(bytes.length, at + (seed & 15))
    return Uint8Array.from([...bytes.slice(0, at), ...bytes.slice(to), ...bytes.slice(at, to)])
  },
]

const snippets = [
  '"a":1,',
  ',"a":1',
  '"__proto__":1,',
  '\\u0061',
  '\\n',
  '\\t',
  '\\/',
  '\\ud800',
  '1e2',
  '-0',
  '.0',
  '0',
  '9007199254740993',
  '\u202e',
  '\u200b',
  '\ufeff',
  '{',
  '}',
  '[',
  ']',
  '"',
  ':',
  ',',
  'null',
  'true',
  '-',
  '\u0000',
  '\u007f',
  'é',
  '\r\n',
  '[{"a":[',
]

function splice(bytes: Uint8Array, at: number, ...inserted: number[]): Uint8Array {
  return Uint8Array.from([...bytes.slice(0, at), ...inserted, ...bytes.slice(at)])
}

const document = encodeUtf8(
  '{"signatures":[\n{"keyid":"ab","sig":"u2Fd=="}],\r\n"signed":{"epoch":1,"list":"tier-3","version":42},\n"subject":{"entries":[\n' +
    '{"decision":"deny","package":"pkg:npm/%40types/*","reason":"a \\"b\\"\\nc \\\\ é €","z":[-1,0,true,false,null,{}]},\n{"a":[]}\n]}}\n',
)

describe('the pass over the bytes gives the verdict of the definition', () => {
  test('on any text of any value, however it was written', () => {
    let opened = 0
    fc.assert(
      fc.property(anyValue, fc.constantFrom(undefined, 1, '\t', '\r\n'), (value, indent) => {
        const text = JSON.stringify(value, undefined, indent)
        if (agree(encodeUtf8(text))) opened++
      }),
      { numRuns: 4000, seed: 1 },
    )
    expect(opened).toBeGreaterThan(400)
    expect(opened).toBeLessThan(3600)
  })

  test('opens for whatever the canonical writer writes of a good value, layout added anywhere between tokens', () => {
    fc.assert(
      fc.property(goodValue, fc.infiniteStream(fc.constantFrom('', '\n', '\r\n', '\t')), (value, layout) => {
        const tokens = toCanonicalText(value).match(/"(?:[^"\\]|\\.)*"|-?[0-9]+|[a-z]+|[[\]{},:]/g) ?? []
        const text = tokens.map((token) => `${layout.next().value ?? ''}${token}`).join('')
        expect(agree(encodeUtf8(text))).toBe(true)
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
      }),
      { numRuns: 1500, seed: 2 },
    )
  })

  test('on a document with one to three mutations', () => {
    let opened = 0
    const step = fc.tuple(fc.nat(mutations.length - 1), fc.nat(document.length), fc.nat(1 << 16))
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 3 }), (steps) => {
        let bytes: Uint8Array = document
        for (const [kind, at, seed] of steps)
          bytes = mutations[kind]!(bytes, Math.min(at, bytes.length), seed)
        if (agree(bytes)) opened++
      }),
      { numRuns: 20_000, seed: 3 },
    )
    expect(opened).toBeGreaterThan(1000)
  })

  test('on small values with one to four mutations', () => {
    const step = fc.tuple(fc.nat(mutations.length - 1), fc.nat(60), fc.nat(1 << 16))
    fc.assert(
      fc.property(goodValue, fc.array(step, { minLength: 1, maxLength: 4 }), (value, steps) => {
        let bytes: Uint8Array = encodeUtf8(toCanonicalText(value))
        for (const [kind, at, seed] of steps)
          bytes = mutations[kind]!(bytes, Math.min(at, bytes.length), seed)
        agree(bytes)
      }),
      { numRuns: 20_000, seed: 4 },
    )
  })

  test('on every single bit flip of a document', () => {
    let opened = 0
    for (let at = 0; at < document.length; at++) {
      for (let bit = 0; bit < 8; bit++) {
        if (agree(document.map((byte, index) => (index === at ? byte ^ (1 << bit) : byte)))) opened++
      }
    }
    expect(opened).toBeGreaterThan(0)
  })

  test('on every code point in a string, raw and escaped', () => {
    for (let codePoint = 0; codePoint <= 0x10ffff; codePoint++) {
      // Beyond the basic plane one in sixteen, and every one near what is refused.
      if (codePoint > 0x10000 && codePoint % 16 !== 0 && (codePoint < 0xe0000 || codePoint > 0xe0100))
        continue
      if (codePoint < 0xd800 || codePoint > 0xdfff) agree(encodeUtf8(`"${String.fromCodePoint(codePoint)}"`))
      if (codePoint < 0x10000) agree(encodeUtf8(`"\\u${codePoint.toString(16).padStart(4, '0')}"`))
    }
  })

  test('on every sequence of one and two bytes, alone and in a string', () => {
    for (let first = 0; first < 256; first++) {
      agree(Uint8Array.of(first))
      for (let second = 0; second < 256; second++) {
        agree(Uint8Array.of(first, second))
        agree(Uint8Array.of(0x22, first, second, 0x22))
      }
    }
  })

  test('on random bytes in a string, where UTF-8 is decided', () => {
    const lead = fc.constantFrom(0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xed, 0xef, 0xf0, 0xf1, 0xf4, 0xf5, 0x80, 0x41)
    const next = fc.constantFrom(0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0x22, 0x5c)
    fc.assert(
      fc.property(lead, fc.array(next, { maxLength: 4 }), (first, others) => {
        agree(Uint8Array.from([0x22, first, ...others, 0x22]))
      }),
      { numRuns: 5000, seed: 5 },
    )
  })

  test('on numbers around the largest safe integer, in every sign and spelling', () => {
    const offset = fc.bigInt({ min: -20n, max: 20n })
    const tail = fc.constantFrom('', '', '', '.0', 'e0', 'E1', '0', '.')
    fc.assert(
      fc.property(offset, fc.constantFrom('', '-', '+', '0'), tail, (by, sign, end) => {
        agree(encodeUtf8(`${sign}${2n ** 53n + by}${end}`))
        agree(encodeUtf8(`[${sign}${by < 0n ? -by : by}${end}]`))
      }),
      { numRuns: 2000, seed: 6 },
    )
  })
})
