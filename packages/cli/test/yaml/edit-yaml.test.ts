import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { editYaml, toScalarText, type YamlEdit } from '../../src/yaml/edit-yaml.js'
import { parseYaml } from '../../src/yaml/parse-yaml.js'

const valueOf = (text: string): unknown => {
  const read = parseYaml(new TextEncoder().encode(text), 'a.yaml')
  if (!read.ok) throw new Error(JSON.stringify(read.problems) + text)
  return read.value.value
}

const draft = `# Who signs.
trustlist: "1.0"
keys:
  # the head of the team
  - { name: jane, public: "aa" }   # her laptop

  - name: joe   # leaves in May
    public: 'bb'
    # a word behind joe
  # before ann
  - { name: ann,
      public: "cc" }
  # add more here
roles:
  root: { keys: [jane, # first
                 joe], threshold: 2 }   # both
  list:
    keys:
      - ann
      - joe # too
    threshold: 1
# the end
`

describe('an edit of a draft', () => {
  test('puts another value in the place of one', () => {
    const edited = editYaml(draft, [
      { kind: 'replace', pointer: '/roles/root/threshold', value: '1' },
      { kind: 'replace', pointer: '/keys/1/public', value: '"dd"' },
    ])
    expect(edited).toBe(draft.replace('threshold: 2', 'threshold: 1').replace("'bb'", '"dd"'))
  })

  test('puts an item behind the last one, whose comment stays with it', () => {
    const edited = editYaml(draft, [
      { kind: 'append', pointer: '/keys', item: '{ name: eve, public: "ee" }' },
      { kind: 'append', pointer: '/roles/root/keys', item: 'eve' },
      { kind: 'append', pointer: '/roles/list/keys', item: 'eve' },
    ])
    expect(edited).toBe(
      draft
        .replace('public: "cc" }\n', 'public: "cc" }\n  - { name: eve, public: "ee" }\n')
        .replace('joe], threshold', 'joe, eve], threshold')
        .replace('- joe # too\n', '- joe # too\n      - eve\n'),
    )
  })

  test('leaves what it takes out on lines of its own as comments, and takes no comment away', () => {
    const edited = editYaml(draft, [
      { kind: 'remove', pointer: '/keys/1', why: 'removed' },
      { kind: 'remove', pointer: '/roles/root/keys/1', why: 'removed' },
      { kind: 'remove', pointer: '/roles/list/keys/1', why: 'removed' },
      { kind: 'replace', pointer: '/roles/root/threshold', value: '1' },
    ])
    expect(edited).toBe(
      draft
        .replace('  - name: joe   # leaves', '  # removed: - name: joe   # leaves')
        .replace("    public: 'bb'", "  #   public: 'bb'")
        .replace(
          '[jane, # first\n                 joe], threshold: 2',
          '[jane # first\n                 ], threshold: 1',
        )
        .replace('      - joe # too', '      # removed: - joe # too'),
    )
    expect(valueOf(edited!)).toMatchObject({
      keys: [{ name: 'jane' }, { name: 'ann' }],
      roles: { root: { keys: ['jane'], threshold: 1 }, list: { keys: ['ann'] } },
    })
  })

  test('adds members to a mapping in lines and in brackets, and to the draft behind its last comment', () => {
    const edited = editYaml(draft, [
      { kind: 'member', pointer: '/roles/root', text: 'note: x' },
      { kind: 'member', pointer: '/roles/list', text: 'note: y' },
      { kind: 'member', pointer: '', text: '\nabout:\n  title: T' },
    ])
    expect(edited).toBe(
      `${draft
        .replace('threshold: 2 }', 'threshold: 2, note: x }')
        .replace('    threshold: 1\n', '    threshold: 1\n    note: y\n')}\nabout:\n  title: T\n`,
    )
    expect(editYaml('{a: 1}', [{ kind: 'member', pointer: '', text: 'b: 2' }])).toBe('{a: 1, b: 2}')
    expect(editYaml('a: 1', [{ kind: 'member', pointer: '', text: 'b: 2' }])).toBe('a: 1\nb: 2\n')
  })

  test('finds the comma between two items behind a comment that has one', () => {
    const text = 'a: [x # one, two\n   , y # three, four\n   ]\n'
    const remove = (index: number) =>
      editYaml(text, [{ kind: 'remove', pointer: `/a/${String(index)}`, why: 'gone' }])
    expect(remove(0)).toBe('a: [ # one, two\n    y # three, four\n   ]\n')
    expect(remove(1)).toBe('a: [x # one, two\n     # three, four\n   ]\n')
  })

  test('keeps the line ends of the draft', () => {
    const edited = editYaml(draft.replaceAll('\n', '\r\n'), [
      { kind: 'append', pointer: '/keys', item: '{ name: eve, public: "ee" }' },
      { kind: 'remove', pointer: '/keys/1', why: 'removed' },
      { kind: 'member', pointer: '', text: 'about:\n  title: T' },
    ])
    expect(edited).not.toMatch(/[^\r]\n/)
    expect(valueOf(edited!)).toMatchObject({
      keys: [{}, { name: 'ann' }, { name: 'eve' }],
      about: { title: 'T' },
    })
  })

  test.each<[string, string, YamlEdit]>([
    ['names nothing', draft, { kind: 'replace', pointer: '/nothing', value: '1' }],
    ['replaces a sequence', draft, { kind: 'replace', pointer: '/keys', value: '1' }],
    ['replaces text over several lines', 'a: |\n  b\n', { kind: 'replace', pointer: '/a', value: '1' }],
    ['appends to a text', draft, { kind: 'append', pointer: '/trustlist', item: '1' }],
    ['adds a member to a sequence', draft, { kind: 'member', pointer: '/keys', text: 'a: 1' }],
    ['removes a member', draft, { kind: 'remove', pointer: '/trustlist', why: 'x' }],
    ['removes the only item', 'a:\n  - b\n', { kind: 'remove', pointer: '/a/0', why: 'x' }],
    [
      'removes the first of items in one line',
      '- - a\n  - b\n',
      { kind: 'remove', pointer: '/0/0', why: 'x' },
    ],
    ['changes nothing that is there', '# soon\n', { kind: 'member', pointer: '', text: 'a: 1' }],
  ])('is refused where it %s', (_, text, edit) => {
    expect(editYaml(text, [edit])).toBeUndefined()
  })

  test('of any draft changes the value as it says, and neither comments nor other lines', () => {
    const comment = fc.constantFrom('', '', ' # c')
    const blank = fc.constantFrom('', '\n', '  # c\n', '# c\n')
    const key = fc.record({ flow: fc.boolean(), comment, before: blank })
    const shape = fc.record({
      keys: fc.array(key, { minLength: 2, maxLength: 5 }),
      isFlow: fc.boolean(),
      isOneLine: fc.boolean(),
      tail: comment,
      end: fc.constantFrom('\n', '', '\n# c\n'),
      remove: fc.nat(),
      lineEnd: fc.constantFrom('\n', '\r\n'),
    })
    fc.assert(
      fc.property(shape, ({ keys, isFlow, isOneLine, tail, end, remove, lineEnd }) => {
        let comments = 0
        const numbered = (each: string) => each.replace('# c', () => `# c${String(comments++)}x`)
        const items = keys.map((each, index) =>
          each.flow
            ? `${numbered(each.before)}  - { name: n${index}, public: "p" }${numbered(each.comment)}\n`
            : `${numbered(each.before)}  - name: n${index}${numbered(each.comment)}\n    public: p\n`,
        )
        const names = keys.map((_, index) => `n${index}`)
        const role = isFlow
          ? isOneLine
            ? ` [${names.join(', ')}]${numbered(tail)}`
            : ` [${names.map((name, index) => `${name}${index < names.length - 1 ? ',' : ''}${numbered(tail)}\n   `).join('')}]`
          : names.map((name) => `\n    - ${name}${numbered(tail)}`).join('')
        const text = `keys:\n${items.join('')}role:\n  keys:${role}\n  threshold: 1${numbered(tail)}${numbered(end)}`
        const draftText = text.replaceAll('\n', lineEnd)
        const index = remove % keys.length
        const edited = editYaml(draftText, [
          { kind: 'append', pointer: '/keys', item: '{ name: new, public: "p" }' },
          { kind: 'append', pointer: '/role/keys', item: 'new' },
          { kind: 'remove', pointer: `/keys/${index}`, why: 'gone' },
          { kind: 'remove', pointer: `/role/keys/${index}`, why: 'gone' },
          { kind: 'replace', pointer: '/role/threshold', value: '2' },
        ])
        const expected = [...names.filter((_, at) => at !== index), 'new']
        expect(valueOf(edited!)).toEqual({
          keys: expected.map((name) => ({ name, public: 'p' })),
          role: { keys: expected, threshold: 2 },
        })
        for (let n = 0; n < comments; n++) expect(edited).toContain(`# c${n}x`)
        const changed = edited!.split('\n').filter((line) => !draftText.includes(line.trim()))
        // Two items more, two gone, one threshold, and around brackets a comma.
        expect(changed.length).toBeLessThanOrEqual(8)
      }),
      { numRuns: 300 },
    )
  })
})

describe('a name in a draft', () => {
  test.each([
    ['jane', 'jane'],
    ['jane doe-2', 'jane doe-2'],
    ['no', '"no"'],
    ['17', '"17"'],
    ['a, b', '"a, b"'],
    ['x ', '"x "'],
    ['', '""'],
    ['ä "x" # y', '"ä \\"x\\" # y"'],
  ])('%j is written %s', (name, text) => {
    expect(toScalarText(name)).toBe(text)
    expect(valueOf(`[${text}]`)).toEqual([name])
  })
})
