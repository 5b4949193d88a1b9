import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import type { CliProblem, Result } from '../../src/failure.js'
import { maxYamlBytes, parseYaml, type YamlDraft } from '../../src/yaml/parse-yaml.js'
import { isYamlName, placeInDraft } from '../../src/yaml/read-yaml.js'

const read = (text: string): Result<YamlDraft> => parseYaml(new TextEncoder().encode(text), 'a.yaml')
const valueOf = (text: string): unknown => {
  const result = read(text)
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.value.value
}
const faults = (text: string): readonly string[] => {
  const result = read(text)
  if (result.ok) return ['taken']
  return result.problems.map(({ code, at }) => `${code} ${String(at.line)}:${String(at.column)}`)
}
const codes = (text: string): readonly string[] => faults(text).map((each) => each.split(' ')[0]!)

describe('a draft', () => {
  test('is read to the value that it plainly has', () => {
    const text = `# a list
trustlist: "1.0"
publisher: example-tre
about: { title: Tools, licence: 'CC0-1.0' }
entries:
- package: pkg:pypi/numpy
  versions: vers:pypi/>=1.26.0|<2.1.0
  decided: 2026-10-12   # a day is text
  count: 42
  is: true
  reason: >
    two
    lines
  note: |
    as
    written
- {package: pkg:cran/*, list: [1, -2, 0]}
`
    expect(valueOf(text)).toEqual({
      trustlist: '1.0',
      publisher: 'example-tre',
      about: { title: 'Tools', licence: 'CC0-1.0' },
      entries: [
        {
          package: 'pkg:pypi/numpy',
          versions: 'vers:pypi/>=1.26.0|<2.1.0',
          decided: '2026-10-12',
          count: 42,
          is: true,
          reason: 'two lines\n',
          note: 'as\nwritten\n',
        },
        { package: 'pkg:cran/*', list: [1, -2, 0] },
      ],
    })
    expect(valueOf(text.replaceAll('\n', '\r\n'))).toEqual(valueOf(text))
    expect(valueOf(`---\n${text}`)).toEqual(valueOf(text))
  })

  test('may be JSON', () => {
    const value = { a: ['x', 1, true, { b: 'no' }], 'c d': '1.10' }
    expect(valueOf(JSON.stringify(value))).toEqual(value)
    expect(valueOf(JSON.stringify(value, null, '\t'))).toEqual(value)
  })

  test('takes words for names, whatever they would be as values: checks have an `on`', () => {
    expect(valueOf('on: a\nno: b\ntrue: c\nnull: d')).toEqual({ on: 'a', no: 'b', true: 'c', null: 'd' })
    expect(codes('0: x')).toEqual(['yaml/member-name'])
  })

  test('gives back every value that a writer of YAML puts into quotes', () => {
    const text = fc.string().filter((each) => !/[^\n\x20-\x7e]/.test(each))
    const leaf = fc.oneof(text, fc.maxSafeInteger(), fc.boolean())
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc.array(tie('tree'), { maxLength: 4 }),
        fc.dictionary(
          text.filter((name) => name !== '__proto__'),
          tie('tree'),
          { maxKeys: 4, noNullPrototype: true },
        ),
      ),
    }))
    fc.assert(
      fc.property(tree, (value) => {
        const written = stringify(value, {
          defaultStringType: 'QUOTE_DOUBLE',
          defaultKeyType: 'QUOTE_DOUBLE',
          lineWidth: 0,
        })
        expect(valueOf(written)).toEqual(Object.is(value, -0) ? 0 : value)
      }),
      { numRuns: 300 },
    )
  })
})

describe('plain scalars', () => {
  test.each([
    ['1.2.3', '1.2.3'],
    ['numpy', 'numpy'],
    ['2026-11-01', '2026-11-01'],
    ['pkg:npm/%40types/node', 'pkg:npm/%40types/node'],
    ['vers:pypi/*', 'vers:pypi/*'],
    ['nope', 'nope'],
    ['1.0rc1', '1.0rc1'],
    ['v1', 'v1'],
    ['0.1-2', '0.1-2'],
    ['3e', '3e'],
    ['b', 'b'],
    ['0', 0],
    ['-7', -7],
    ['9007199254740991', 9007199254740991],
    ['true', true],
    ['false', false],
  ])('%s is taken', (text, value) => {
    expect(valueOf(`a: ${text}`)).toEqual({ a: value })
  })

  const ambiguous = [
    ...[
      'yes',
      'no',
      'on',
      'off',
      'y',
      'n',
      'Yes',
      'NO',
      'On',
      'OFF',
      'Y',
      'N',
      'True',
      'TRUE',
      'False',
      'FALSE',
      'tRUE',
    ],
    ...[
      '1.10',
      '1.0',
      '.5',
      '1.',
      '-1.5',
      '+1',
      '1e3',
      '1E3',
      '1.5e-3',
      '+.5e1',
      '-0',
      '00',
      '007',
      '0o17',
      '0x1F',
      '0b101',
    ],
    ...[
      '1_000',
      '1,000',
      '0x_f',
      '1_0.5',
      '.inf',
      '-.INF',
      '+.Inf',
      '.nan',
      '.NaN',
      '12:30',
      '12:30:45',
      '1:2.5',
      '190:20:30.15',
    ],
    ...['2026-11-01T00:00:00Z', '2026-11-01 00:00:00', '2026-1-5t1:00:00', '=', '<<'],
  ]
  test.each(ambiguous)('%s is refused without quotes and text in quotes', (text) => {
    expect(faults(`a: ${text}`)).toEqual(['yaml/ambiguous-scalar 1:4'])
    expect(codes(`[ ${text} ]`)).toContain('yaml/ambiguous-scalar')
    expect(valueOf(`a: "${text}"`)).toEqual({ a: text })
    expect(valueOf(`a: '${text}'`)).toEqual({ a: text })
  })

  test.each(['null', 'Null', 'NULL', '~', ''])('%j is no value, and text in quotes', (text) => {
    expect(faults(`a: ${text}`).join()).toMatch(/^yaml\/no-value 1:/)
    expect(codes(`- ${text}`)).toEqual(['yaml/no-value'])
    expect(valueOf(`a: "${text}"`)).toEqual({ a: text })
  })

  test.each(['9007199254740992', '-9007199254740992', '1'.repeat(400)])('%s is too large', (text) => {
    expect(codes(`a: ${text}`)).toEqual(['yaml/number-too-large'])
  })

  test('a plain scalar over two lines is judged by its text', () => {
    expect(valueOf('a: one\n  two')).toEqual({ a: 'one two' })
    expect(codes('a:\n  2026-11-01\n  00:00:00')).toEqual(['yaml/ambiguous-scalar'])
  })
})

describe('a draft is refused', () => {
  test.each([
    ['an anchor', 'a: &x 1', 'yaml/anchor 1:4'],
    ['an alias', 'a: 1\nb: *x', 'yaml/anchor 2:4'],
    ['an alias as a name', '*x : 1', 'yaml/anchor 1:1'],
    ['a merge key', 'a: 1\n<<: { b: 2 }', 'yaml/anchor 2:1'],
    ['a tag', 'a: !!str 1', 'yaml/tag 1:4'],
    ['a tag of its own', '- !x {}', 'yaml/tag 1:3'],
    ['the non-specific tag', 'a: ! 1', 'yaml/tag 1:4'],
    ['a verbatim tag', 'a: !<tag:yaml.org,2002:str> 1', 'yaml/tag 1:4'],
    ['a version directive', '%YAML 1.1\n---\na: 1', 'yaml/tag 1:1'],
    ['a tag directive', '%TAG ! tag:x,2000:\n---\na: 1', 'yaml/tag 1:1'],
    ['several documents', 'a: 1\n---\nb: 2', 'yaml/several-documents 2:1'],
    ['a document behind its end', 'a: 1\n...\n---\nb: 2', 'yaml/several-documents 3:1'],
    ['a duplicate member', 'a: 1\nb: 2\na: 3', 'yaml/duplicate-member 3:1'],
    ['an identical duplicate member', '{a: 1, a: 1}', 'yaml/duplicate-member 1:8'],
    ['a duplicate member in other spelling', 'ab: 1\n"\\u0061b": 1', 'yaml/duplicate-member 2:1'],
    ['a number as a name', '1: a', 'yaml/member-name 1:1'],
    ['nothing as a name', ': a', 'yaml/member-name 1:1'],
    ['a sequence as a name', '? [a]\n: b', 'yaml/member-name 1:3'],
    ['a mapping as a name', '{a: 1}: b', 'yaml/member-name 1:1'],
    ['__proto__', '__proto__: {}', 'yaml/member-name 1:1'],
    ['__proto__ in quotes', '"__proto__": {}', 'yaml/member-name 1:1'],
    ['a member without value', 'a: 1\nb:\nc: 2', 'yaml/no-value 2:'],
    ['a set', '{a, b: 1}', 'yaml/no-value 1:'],
    ['an item without value', '- a\n-\n- b', 'yaml/no-value 2:'],
    ['nothing', '# only words\n', 'yaml/no-document 1:1'],
    ['a tab as indentation', 'a:\n\tb: 1', 'yaml/syntax 2:'],
    ['an open bracket', 'a: [1, 2', 'yaml/syntax 1:'],
    ['an open quote', 'a: "x', 'yaml/syntax 1:'],
    ['a mapping on one line', 'a: b: c', 'yaml/syntax 1:'],
    ['text behind a quote', 'a: "x" y', 'yaml/syntax 1:'],
    ['odd indentation', 'a:\n    b: 1\n  c: 2', 'yaml/syntax 3:'],
    ['a bad escape', 'a: "\\q"', 'yaml/syntax 1:'],
    ['a bidi character in a comment', 'a: 1 # \u202e', 'yaml/unseen-character 1:8'],
    ['a zero-width character in a name', 'a\u200bb: 1', 'yaml/unseen-character 1:2'],
    ['ESC', 'a: \u001b[31m', 'yaml/unseen-character 1:4'],
    ['a CR alone', 'a: 1 # x\rb: 2', 'yaml/unseen-character 1:9'],
    ['a NEL, which ends lines in YAML 1.1', 'a: 1 # x\u0085b: 2', 'yaml/unseen-character 1:9'],
    ['a line separator, which does too', 'a: 1 # x\u2028b: 2', 'yaml/unseen-character 1:9'],
    ['the mark of the lexer', '\u001f', 'yaml/unseen-character 1:1'],
    ['an escaped bidi character', 'a: "\\u202e"', 'yaml/unseen-character 1:4'],
    ['an escaped lone surrogate', 'a: "\\ud800"', 'yaml/unseen-character 1:4'],
    ['an escaped surrogate in a name', '"\\ud800": 1', 'yaml/unseen-character 1:1'],
    ['an escaped NUL', 'a: "\\0"', 'yaml/unseen-character 1:4'],
  ])('for %s', (_, text, expected) => {
    const found = faults(text)
    expect(found[0]!.startsWith(expected) ? expected : found).toBe(expected)
  })

  test('for a byte order mark, for bytes that are not UTF-8, and over 8 MiB', () => {
    const bytes = (...values: number[]) => parseYaml(Uint8Array.from(values), 'a.yaml')
    const first = (result: Result<unknown>) => (result.ok ? 'taken' : result.problems[0])
    expect(first(bytes(0xef, 0xbb, 0xbf, 0x61))).toMatchObject({
      code: 'text/byte-order-mark',
      at: { source: 'a.yaml' },
    })
    expect(first(bytes(0x61, 0xff))).toMatchObject({ code: 'text/not-utf8' })
    expect(first(bytes(0x61))).toBe('taken')
    expect(codes(`a: "${'x'.repeat(maxYamlBytes)}"`)).toEqual(['yaml/too-large'])
    expect(codes(`a: "${'x'.repeat(maxYamlBytes - 5)}"`)).toEqual(['taken'])
  })

  test('with everything that is wrong with it, each in its place', () => {
    expect(faults('a: yes\nb: 1.10\nc: ~\nd: x\nd: y')).toEqual([
      'yaml/ambiguous-scalar 1:4',
      'yaml/ambiguous-scalar 2:4',
      'yaml/no-value 3:4',
      'yaml/duplicate-member 5:1',
    ])
    expect(faults(Array.from({ length: 1000 }, () => '- yes').join('\n'))).toHaveLength(100)
  })
})

describe('text that only looks like what is refused', () => {
  test.each([
    ['a: x&y', 'x&y'],
    ['a: x *y', 'x *y'],
    ['a: x!y', 'x!y'],
    ['a: "&x"', '&x'],
    ["a: '*x'", '*x'],
    ['a: |\n  %YAML 1.1\n  --- x\n  &a *b !c [[[[\n', '%YAML 1.1\n--- x\n&a *b !c [[[[\n'],
    ['a: "[[[[["', '[[[[['],
    ['a: b # &x *y !z [[[', 'b'],
    ['a: x:y', 'x:y'],
  ])('%j is taken', (text, value) => {
    expect(valueOf(text)).toEqual({ a: value })
  })
})

describe('places', () => {
  const text = 'entries:\n  - package: pkg:pypi/numpy\n    a/b: { "~": [1, 22] }\n  - package: x\n'
  const draft = read(text)
  const placeOf = (pointer: string) => {
    const { line, column } = draft.ok ? draft.value.placeOf(pointer) : { line: 0, column: 0 }
    return `${String(line)}:${String(column)}`
  }

  test.each([
    ['', '1:1'],
    ['/entries', '2:3'],
    ['/entries/0', '2:5'],
    ['/entries/0/package', '2:14'],
    ['/entries/0/a~1b/~0/1', '3:21'],
    ['/entries/1/package', '4:14'],
    ['/entries/1/versions', '4:5'],
    ['/entries/7/versions', '2:3'],
    ['/nothing', '1:1'],
  ])('%j stands at %s', (pointer, expected) => {
    expect(placeOf(pointer)).toBe(expected)
  })

  test('are given to problems of later stages', () => {
    const late = { code: 'list/shape', at: { pointer: '/entries/1/package' } } as unknown as CliProblem
    if (!draft.ok) throw new Error('refused')
    expect(placeInDraft(late, draft.value, 'a.yaml').at).toEqual({
      source: 'a.yaml',
      pointer: '/entries/1/package',
      line: 4,
      column: 14,
    })
  })

  test('names tell drafts', () => {
    expect(['a.yaml', 'b/c.yml', 'a.json', 'yaml'].map(isYamlName)).toEqual([true, true, false, false])
  })
})
