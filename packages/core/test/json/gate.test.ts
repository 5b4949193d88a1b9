import { describe, expect, test } from 'vitest'
import { encodeUtf8, findGateProblem, maxDepth } from '@trustlist/core'
import { gateByDefinition } from './gate-definition.js'

const bytesOf = (text: string | Uint8Array) => (typeof text === 'string' ? encodeUtf8(text) : text)
const at = (text: string | Uint8Array) => {
  const found = findGateProblem(bytesOf(text))
  return found === undefined ? 'open' : `${found.code} ${found.at.line}:${found.at.column}`
}
const raw = (...parts: (string | number[])[]) =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...encodeUtf8(part)] : part)))

/** What is refused, where, and the nearest text that is not. */
const refusals: readonly [
  name: string,
  refused: string | Uint8Array,
  verdict: string,
  twin: string | Uint8Array,
][] = [
  ['a byte order mark', raw([0xef, 0xbb, 0xbf], '{"a":1}'), 'text/byte-order-mark 1:1', '{"a":1}'],
  ['a byte that starts no UTF-8', raw('{"a":"', [0xff], '"}'), 'text/not-utf8 1:7', '{"a":"ÿ"}'],
  ['an overlong encoding', raw('["', [0xc0, 0xaf], '"]'), 'text/not-utf8 1:3', '["/"]'],
  ['an overlong encoding of three bytes', raw('["', [0xe0, 0x80, 0xaf], '"]'), 'text/not-utf8 1:3', '["/"]'],
  ['a surrogate encoded as UTF-8', raw('["', [0xed, 0xa0, 0x80], '"]'), 'text/not-utf8 1:3', '["\ud7ff"]'],
  [
    'a code point above U+10FFFF',
    raw('["', [0xf4, 0x90, 0x80, 0x80], '"]'),
    'text/not-utf8 1:3',
    '["\u{10ffff}"]',
  ],
  ['UTF-8 cut at the end of the text', raw('["', [0xe2, 0x82]), 'text/not-utf8 1:3', '["€"]'],
  ['UTF-8 cut inside a string', raw('["', [0xe2, 0x82], '"]'), 'text/not-utf8 1:3', '["€"]'],
  ['UTF-16', raw([0xfe, 0xff, 0, 0x7b, 0, 0x7d]), 'text/not-utf8 1:1', '{}'],
  ['bad UTF-8 between tokens', raw('[1', [0x80], ']'), 'text/not-utf8 1:3', '[1]'],
  ['a blank behind a colon', '{"a": 1}', 'json/blank 1:6', '{"a":\t1}'],
  ['a blank behind a comma', '[1, 2]', 'json/blank 1:4', '[1,\n2]'],
  ['a blank before the text', ' {}', 'json/blank 1:1', '\n{}'],
  ['a blank behind the text', '{} ', 'json/blank 1:3', '{}\r\n'],
  ['a blank in an empty object', '{ }', 'json/blank 1:2', '{\n}'],
  ['a no-break space between tokens', '[1,\u00a02]', 'json/syntax 1:4', '["\u00a0"]'],
  ['a double member', '{\n"a":1,\n"b":2,\n"b":3}', 'json/duplicate-member 4:1', '{\n"a":1,\n"b":2,\n"c":3}'],
  ['an identical double member', '{"a":1,"a":1}', 'json/duplicate-member 1:8', '[{"a":1},{"a":1}]'],
  [
    'a double member with another between',
    '{"a":1,"b":2,"a":3}',
    'json/duplicate-member 1:14',
    '{"a":1,"b":{"a":3}}',
  ],
  [
    'a double member behind a nested one',
    '{"a":{"z":[{"b":1}]},"c":0,"a":3}',
    'json/duplicate-member 1:28',
    '{"a":{"a":[{"a":1}]},"c":0}',
  ],
  [
    'a double member whose name is a value too',
    '{"b":"a","a":1}',
    'json/members-unsorted 1:10',
    '{"a":"b","b":1}',
  ],
  ['a double member in another spelling', '{"a":1,"\\u0061":2}', 'json/member-name 1:8', '{"a":1,"b":"a"}'],
  ['unsorted members', '{"b":1,\n"a":2}', 'json/members-unsorted 2:1', '{"a":2,\n"b":1}'],
  ['members sorted without regard to case', '{"a":1,"B":2}', 'json/members-unsorted 1:8', '{"B":2,"a":1}'],
  ['a longer name before its own beginning', '{"ab":1,"a":2}', 'json/members-unsorted 1:9', '{"a":2,"ab":1}'],
  ['an exponent', '{"a":1e2}', 'json/number 1:6', '{"a":100}'],
  ['an exponent in capitals', '[1E2]', 'json/number 1:2', '[100]'],
  ['minus zero', '[-0]', 'json/number 1:2', '[0]'],
  ['a fraction that is zero', '[1.0]', 'json/number 1:2', '[1]'],
  ['a fraction', '[1.5]', 'json/number 1:2', '["1.5"]'],
  ['2^53', '[9007199254740992]', 'json/number 1:2', '[9007199254740991]'],
  ['2^53 + 1, which would be rounded', '[9007199254740993]', 'json/number 1:2', '[9007199254740990]'],
  ['-2^53', '[-9007199254740992]', 'json/number 1:2', '[-9007199254740991]'],
  ['a number of a million digits', `[${'9'.repeat(1_000_000)}]`, 'json/number 1:2', '[9]'],
  ['a leading zero', '[01]', 'json/syntax 1:2', '[1]'],
  ['a leading plus', '[+1]', 'json/syntax 1:2', '[1]'],
  ['a minus alone', '[-]', 'json/syntax 1:3', '[-1]'],
  ['NaN', '[NaN]', 'json/syntax 1:2', '[null]'],
  ['a high surrogate alone', '["\\ud800"]', 'json/lone-surrogate 1:3', '["\u{10000}"]'],
  ['a low surrogate alone', '["\\udc00"]', 'json/lone-surrogate 1:3', '["\u{10000}"]'],
  ['two high surrogates', '["\\ud800\\ud800"]', 'json/lone-surrogate 1:3', '["\u{10000}"]'],
  ['an escaped surrogate pair', '["\\ud83d\\ude00"]', 'json/escape 1:3', '["\u{1f600}"]'],
  ['a bidi override', '["ab\u202ecd"]', 'json/invisible-character 1:5', '["ab‑cd"]'],
  ['a bidi isolate', '["\u2066"]', 'json/invisible-character 1:3', '["\u2070"]'],
  ['a bidi override that is escaped', '["\\u202e"]', 'json/invisible-character 1:3', '["‰"]'],
  ['a zero-width space', '["a\u200bb"]', 'json/invisible-character 1:4', '["a b"]'],
  ['a zero-width joiner', '["a\u200db"]', 'json/invisible-character 1:4', '["a\u2010b"]'],
  ['a word joiner', '["\u2060"]', 'json/invisible-character 1:3', '["\u2070"]'],
  ['a soft hyphen', '["\u00ad"]', 'json/invisible-character 1:3', '["-"]'],
  ['a line separator', '["\u2028"]', 'json/invisible-character 1:3', '["\\n"]'],
  ['a tag character', '["\u{e0041}"]', 'json/invisible-character 1:3', '["A"]'],
  ['a byte order mark inside', '["\ufeff"]', 'json/invisible-character 1:3', '["\ufefe"]'],
  ['DEL', '["\u007f"]', 'json/invisible-character 1:3', '["~"]'],
  ['a C1 control', '["\u0085"]', 'json/invisible-character 1:3', '["\u00a1"]'],
  ['an escaped NUL', '["\\u0000"]', 'json/invisible-character 1:3', '["0"]'],
  ['an escaped TAB', '["\\t"]', 'json/invisible-character 1:3', '["\\n"]'],
  ['an escaped ESC', '["\\u001b[31m"]', 'json/invisible-character 1:3', '["[31m"]'],
  ['a raw LF in a string', '["a\nb"]', 'json/syntax 1:4', '["a\\nb"]'],
  ['a raw TAB in a string', '["a\tb"]', 'json/syntax 1:4', '["a b"]'],
  ['a raw CR in a member name', '{"a\r":1}', 'json/syntax 1:4', '{"a"\r:1}'],
  ['a line end inside a number', '[1\n2]', 'json/syntax 2:1', '[12]'],
  ['a line end inside a literal', '[tr\nue]', 'json/syntax 1:4', '[\ntrue\n]'],
  ['a line end inside an escape', '["\\\nn"]', 'json/syntax 1:3', '["\\n"]'],
  ['a letter that is escaped', '["\\u0061"]', 'json/escape 1:3', '["a"]'],
  ['a slash that is escaped', '["\\/"]', 'json/escape 1:3', '["/"]'],
  ['LF as \\u000a', '["\\u000a"]', 'json/escape 1:3', '["\\n"]'],
  ['a quote as \\u0022', '["\\u0022"]', 'json/escape 1:3', '["\\""]'],
  ['an escape that JSON does not have', '["\\x41"]', 'json/syntax 1:3', '["A"]'],
  ['an escape cut short', '["\\u00', 'json/syntax 1:3', '["u00"]'],
  ['a member called __proto__', '{"__proto__":1}', 'json/member-name 1:2', '{"__proto":1}'],
  [
    'a member called __proto__ in another spelling',
    '{"\\u005f_proto__":1}',
    'json/member-name 1:2',
    '{"proto":1}',
  ],
  ['an empty member name', '{"":1}', 'json/member-name 1:2', '{"_":1}'],
  ['a member name that is a number', '{"1":1}', 'json/member-name 1:2', '{"_1":1}'],
  ['a member name outside ASCII', '{"é":1}', 'json/member-name 1:2', '{"e":"é"}'],
  ['a member name with a blank', '{"a b":1}', 'json/member-name 1:2', '{"a.b":1}'],
  [
    '33 levels',
    `${'['.repeat(33)}${']'.repeat(33)}`,
    'json/too-deep 1:33',
    `${'['.repeat(32)}${']'.repeat(32)}`,
  ],
  [
    '33 levels of objects',
    `${'{"a":'.repeat(32)}{}${'}'.repeat(32)}`,
    'json/too-deep 1:161',
    `${'{"a":'.repeat(31)}{}${'}'.repeat(31)}`,
  ],
  ['a million levels', '['.repeat(1_000_000), 'json/too-deep 1:33', '[[]]'],
  ['no bytes', '', 'json/syntax 1:1', '0'],
  ['layout alone', '\n\t\r', 'json/syntax 3:1', '\n0'],
  ['a text that ends too early', '{"a":1', 'json/syntax 1:7', '{"a":1}'],
  ['a string that ends too early', '"a', 'json/syntax 1:3', '"a"'],
  ['a literal that ends too early', 'tru', 'json/syntax 1:4', 'true'],
  ['a literal in capitals', '[True]', 'json/syntax 1:2', '[true]'],
  ['a comma too many', '[1,]', 'json/syntax 1:4', '[1]'],
  ['a comma too many in an object', '{"a":1,}', 'json/syntax 1:8', '{"a":1}'],
  ['a bracket that closes another', '[1}', 'json/syntax 1:3', '[1]'],
  ['something behind the text', '{}{}', 'json/syntax 1:3', '[{},{}]'],
  ['NUL behind the text', '{}\u0000', 'json/syntax 1:3', '{}\n'],
  ['a comment', '{}//', 'json/syntax 1:3', '{}'],
  ['single quotes', "['a']", 'json/syntax 1:2', '["a"]'],
  ['a name without quotes', '{a:1}', 'json/syntax 1:2', '{"a":1}'],
  ['an equals sign for a colon', '{"a"=1}', 'json/syntax 1:5', '{"a":1}'],
]

describe('the canonical gate', () => {
  test.each(refusals)('refuses %s', (_, refused, verdict, twin) => {
    expect(at(refused)).toBe(verdict)
    expect(at(twin)).toBe('open')
    expect(gateByDefinition(bytesOf(refused))).not.toBe(true)
    expect(gateByDefinition(bytesOf(twin))).toBe(true)
  })

  test.each([
    ['CR LF between tokens', '{\r\n"a":1,\r\n"b":[\r\n1\r\n]\r\n}\r\n'],
    ['lone CR', '[\r1\r]'],
    ['tabs', '\t{\t"a"\t:\t1\t}\t'],
    ['no line end at the end', '{}'],
    ['many line ends at the end', '{}\n\n\r\n\t'],
    ['a member called toJSON', '{"toJSON":1,"z":2}'],
    ['members called as the language calls its own', '{"constructor":1,"hasOwnProperty":2,"toString":3}'],
    ['a scalar as the whole text', '"a"'],
    ['letters of every width', '["aé€\u{1f600}"]'],
    ['the escapes that have to be', '["\\"\\\\\\n"]'],
    ['names with every character they may have', '{"A":0,"Z_a.z:0-9":1,"_":2}'],
    [`${maxDepth} levels with siblings`, `${'[0,'.repeat(31)}[]${']'.repeat(31)}`],
  ])('opens for %s', (_, text) => {
    expect(at(text)).toBe('open')
    expect(gateByDefinition(bytesOf(text))).toBe(true)
  })

  test('judges a part of the bytes by itself, and names places in the whole', () => {
    const bytes = encodeUtf8('{"a":\n{"b": 1}}')
    expect(findGateProblem(bytes, 6, 14)?.at).toEqual({ line: 2, column: 6 })
    expect(findGateProblem(encodeUtf8('x[1]y'), 1, 4)).toBeUndefined()
  })

  test('does not read beyond the part it was given', () => {
    for (const text of ['"ab"', '[1]', 'true', '{"a":1}', '"€"', '"\\n"', '"\\u0061"']) {
      const bytes = encodeUtf8(text)
      for (let end = 0; end < bytes.length; end++) {
        const cut = findGateProblem(bytes, 0, end)
        expect(cut?.code).toBe(findGateProblem(bytes.slice(0, end))?.code)
      }
    }
  })

  test('names the character it did not expect', () => {
    expect(findGateProblem(encodeUtf8('[\u00a0]'))?.what).toContain('U+00A0')
    expect(findGateProblem(encodeUtf8('[\u{1f600}]'))?.what).toContain('U+1F600')
    expect(findGateProblem(encodeUtf8('[1]\ufeff'))?.what).toContain('U+FEFF')
    expect(findGateProblem(encodeUtf8('[?]'))?.what).toContain('"?"')
  })
})
