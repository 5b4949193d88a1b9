import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { editPublishers, type TrustChange } from '../../src/operator/edit-publishers.js'
import { parseYaml } from '../../src/yaml/parse-yaml.js'

const pin = `sha256:${'ab'.repeat(32)}`
const add = {
  kind: 'add',
  members: [
    ['id', 'new-peer'],
    ['from', '../new peer'],
    ['pin', pin],
    ['lists', ['core', 'tier-3']],
    ['trust', 'half'],
  ],
} as const satisfies TrustChange
const added = add.members
const remove = (index: number): TrustChange => ({ kind: 'remove', index })
const weight60: TrustChange = {
  kind: 'edit',
  index: 0,
  edits: [
    { name: 'weight', value: 60, insteadOf: 'trust' },
    { name: 'veto', value: true },
    { name: 'group', value: undefined },
  ],
}

function draftOf(text: string) {
  const draft = parseYaml(new TextEncoder().encode(text), 'trust.yaml')
  if (!draft.ok) throw new Error(`${draft.problems[0].what}\n${text}`)
  return draft.value
}
const edit = (text: string, change: TrustChange) => editPublishers(draftOf(text), change)
const publishersOf = (text: string) =>
  (draftOf(text).value as unknown as { publishers: readonly Record<string, unknown>[] }).publishers

const block = `# whom we believe
trustlist: "1.0"
publishers:   # in the order of trust
  # our neighbours
  - id: turing   # since 2024
    from: "https://git.example/lists.git#main:turing"
    trust: half  # until the review
    lists:
      - tier-3
      - core     # the last line of it

  # somebody far away

  - id: far
    from: far
    trust: advice
  # - id: perhaps
  #   from: later

profiles:
  tier-2: { allowAt: 100 }
`

describe('adding a publisher', () => {
  test('to lines of its own, behind the last one and before the comments after it', () => {
    expect(edit(block, add)).toBe(
      block.replace(
        '    trust: advice\n',
        `    trust: advice
  - id: new-peer
    from: "../new peer"
    pin: "${pin}"
    lists: [core, tier-3]
    trust: half
`,
      ),
    )
  })

  test('to braces, where the others are written so', () => {
    const text = 'publishers:\n- { id: a, from: b } # c\n# d\nprofiles: {}\n'
    expect(edit(text, add)).toBe(
      `publishers:\n- { id: a, from: b } # c\n- { id: new-peer, from: "../new peer", pin: "${pin}", lists: [core, tier-3], trust: half }\n# d\nprofiles: {}\n`,
    )
  })

  test.each([
    [
      'a block',
      'profiles: {}\npublishers: []   # nobody yet\nx: 1\n',
      'publishers:   # nobody yet\n  - id: new-peer\n',
    ],
    ['the last line without an end', 'publishers: []', 'publishers:\n  - id: new-peer\n'],
    ['a comment between', 'publishers:\n  []\nx: 1\n', 'publishers:\n  - id: new-peer\n'],
    ['braces', '{ profiles: {}, publishers: [] }', '{ profiles: {}, publishers: [{"id": "new-peer",'],
    ['JSON', '{\n  "publishers": [],\n  "x": 1\n}\n', '{\n  "publishers": [{"id": "new-peer",'],
  ])('to empty brackets in %s', (_, text, start) => {
    const edited = edit(text, add)!
    expect(edited).toContain(start)
    expect(publishersOf(edited)).toEqual([Object.fromEntries(added)])
  })

  test.each([
    ['on one line', 'publishers: [{ id: a }]\n', 'publishers: [{ id: a }, { id: new-peer'],
    ['with a comma at the end', 'publishers: [{ id: a },]\n', 'publishers: [{ id: a }, { id: new-peer'],
    ['in JSON', '{"publishers":[{"id":"a"}]}', '{"publishers":[{"id":"a"}, {"id": "new-peer"'],
    [
      'on lines of their own, the comment staying with its own',
      'publishers: [\n  { id: a }, # one\n  { id: b } # two\n]\n',
      'publishers: [\n  { id: a }, # one\n  { id: b }, # two\n  { id: new-peer',
    ],
    [
      'on lines of their own, with a comma at the end',
      'publishers: [\n  { id: a }, # one\n] # end\n',
      'publishers: [\n  { id: a }, # one\n  { id: new-peer',
    ],
    [
      'on lines, the bracket on the last',
      'publishers: [\n  { id: a },\n  { id: b }]\n',
      'publishers: [\n  { id: a },\n  { id: b },\n  { id: new-peer',
    ],
  ])('to brackets %s', (_, text, start) => {
    const edited = edit(text, add)!
    expect(edited).toContain(start)
    expect(publishersOf(edited)).toHaveLength(publishersOf(text).length + 1)
  })

  test('behind a text of several lines', () => {
    const text = 'publishers:\n  - id: a\n    from: >-\n      b\n      c\n\nx: 1\n'
    expect(publishersOf(edit(text, add)!)[0]).toEqual(publishersOf(text)[0])
    expect(edit(text, add)).toContain('      c\n')
  })

  test.each([
    '1.0',
    'yes',
    '~',
    '- x',
    'a: b',
    'a #b',
    '*a',
    '"',
    "it's",
    '2026-11-01',
    'null',
    '\\',
    '{',
    'é',
  ])('writes %s so that it is read as it was', (from) => {
    const edited = edit('publishers: []\n', {
      kind: 'add',
      members: [
        ['id', 'a'],
        ['from', from],
      ],
    })!
    expect(publishersOf(edited)).toEqual([{ id: 'a', from }])
  })
})

describe('taking a publisher out', () => {
  test('takes its lines and no comment of others', () => {
    const lines = block.split('\n')
    const without = (from: number, to: number) => [...lines.slice(0, from), ...lines.slice(to)].join('\n')
    expect(edit(block, remove(0))).toBe(without(4, 10))
    expect(edit(block, remove(1))).toBe(without(13, 16))
  })

  test('leaves empty brackets of the last one', () => {
    const once = edit(block, remove(0))!
    const twice = edit(once, remove(0))!
    expect(twice).toContain('publishers: []   # in the order of trust\n')
    expect(publishersOf(twice)).toEqual([])
    expect(edit(edit(twice, add)!, remove(0))).toBe(twice)
  })

  test('takes an item whose dash stands alone', () => {
    const text = 'publishers:\n  -\n    id: a\n  - # why\n    id: b\n'
    expect(edit(text, remove(0))).toBe('publishers:\n  - # why\n    id: b\n')
    expect(edit(text, remove(1))).toBe('publishers:\n  -\n    id: a\n')
  })

  test.each([
    ['publishers: [{ id: a }, { id: b }, { id: c }]\n', 0, 'publishers: [{ id: b }, { id: c }]\n'],
    ['publishers: [{ id: a }, { id: b }, { id: c }]\n', 1, 'publishers: [{ id: a }, { id: c }]\n'],
    ['publishers: [{ id: a }, { id: b }, { id: c }]\n', 2, 'publishers: [{ id: a }, { id: b }]\n'],
    ['publishers: [{ id: a }]\n', 0, 'publishers: []\n'],
    [
      'publishers: [\n  { id: a }, # one\n  { id: b }, # two\n]\n',
      0,
      'publishers: [\n  # one\n  { id: b }, # two\n]\n',
    ],
    ['publishers: [\n  { id: a },\n  { id: b }\n]\n', 1, 'publishers: [\n  { id: a }\n]\n'],
    ['{"publishers":[{"id":"a"},{"id":"b"}]}', 1, '{"publishers":[{"id":"a"}]}'],
  ])('takes it out of brackets: %j, %i', (text, index, expected) => {
    expect(edit(text, remove(index))).toBe(expected)
  })

  test('gives up where a comment stands between the comma and the last one', () => {
    expect(edit('publishers: [\n  { id: a }, # one\n  { id: b }\n]\n', remove(1))).toBeUndefined()
  })
})

describe('changing a publisher', () => {
  test('in its place, with its comments', () => {
    expect(edit(block, weight60)).toBe(
      block
        .replace('trust: half  # until', 'weight: 60  # until')
        .replace('# the last line of it\n', '# the last line of it\n    veto: true\n'),
    )
  })

  test('in braces', () => {
    expect(edit('publishers:\n  - { id: a, trust: half, group: g } # c\n', weight60)).toBe(
      'publishers:\n  - { id: a, weight: 60, veto: true } # c\n',
    )
    expect(edit('{"publishers":[{"trust":"half","id":"a"}]}', weight60)).toBe(
      '{"publishers":[{"weight": 60,"id":"a", "veto": true}]}',
    )
  })

  test('takes a member out, wherever it stands', () => {
    const out: TrustChange = { kind: 'edit', index: 0, edits: [{ name: 'group', value: undefined }] }
    expect(edit('publishers:\n  - group: g\n    id: a\n', out)).toBe('publishers:\n  - id: a\n')
    expect(edit('publishers:\n  - id: a\n    group: g # why\n', out)).toBe('publishers:\n  - id: a\n')
    expect(edit('publishers:\n  - id: a\n    group: g', out)).toBe('publishers:\n  - id: a')
    expect(edit('publishers:\n  - { group: g, id: a }\n', out)).toBe('publishers:\n  - { id: a }\n')
    expect(edit('publishers:\n  - group: g # why\n    id: a\n', out)).toBeUndefined()
  })

  test('does not touch a value of several lines', () => {
    const text = 'publishers:\n  - id: a\n    trust: >-\n      half\n'
    expect(edit(text, weight60)).toBeUndefined()
  })
})

describe('whatever the layout', () => {
  const eol = fc.constantFrom('\n', '\r\n')
  const comment = fc.constantFrom('', ' # c', '  #c: { - [')
  const blank = fc.constantFrom('', '\n', '# e\n', '  # f\n\n', '      # g\n')
  const member = fc.constantFrom(
    'trust: half',
    'weight: 3',
    'lists:\n      - x\n      - w',
    "group: 'g'",
    'lists: [x,\n      w]',
  )
  const item = fc.record({
    isFlow: fc.boolean(),
    comments: fc.tuple(comment, comment, comment),
    member,
    before: blank,
  })
  const layout = fc
    .record({
      items: fc.array(item, { maxLength: 4 }),
      key: comment,
      after: blank,
      lineEnd: eol,
      isEnded: fc.boolean(),
      isLast: fc.boolean(),
    })
    .map(({ items, key, after, lineEnd, isEnded, isLast }) => {
      const isFlow = (each: (typeof items)[number]) => each.isFlow && !each.member.includes('\n')
      const texts = items.map((each, index) =>
        isFlow(each)
          ? `${each.before}  - { id: p${index}, ${each.member} }${each.comments[0]}\n`
          : `${each.before}  - id: p${index}${each.comments[0]}\n    ${each.member}${each.comments[1]}\n    from: f${each.comments[2]}\n`,
      )
      const publishers = items.length === 0 ? ` []${key}\n` : `${key}\n${texts.join('')}`
      const text = `a: 1\npublishers:${publishers}${after}${isLast ? '' : 'z: 2\n'}`.replaceAll('\n', lineEnd)
      return { text: isEnded ? text : text.slice(0, -lineEnd.length), count: items.length, lineEnd }
    })
  const commentsOf = (text: string) => text.match(/#[^\r\n]*/g) ?? []

  test('an added publisher stands at the end, every comment stays, and taking it out gives the text back', () => {
    fc.assert(
      fc.property(layout, ({ text, count, lineEnd }) => {
        const added = edit(text, add)
        expect(added).toBeDefined()
        expect(publishersOf(added!).slice(0, -1)).toEqual(publishersOf(text))
        expect(publishersOf(added!).at(-1)).toMatchObject({ id: 'new-peer' })
        expect(commentsOf(added!)).toEqual(commentsOf(text))
        expect(added!.replaceAll(lineEnd, '')).not.toMatch(/[\r\n]/)
        if (count > 0) expect(edit(added!, remove(count))).toBe(text)
      }),
    )
  })

  test('a publisher that is taken out or changed takes nothing of another with it', () => {
    fc.assert(
      fc.property(layout, fc.nat(3), ({ text, count }, index) => {
        fc.pre(index < count)
        const others = publishersOf(text).filter((_, place) => place !== index)
        expect(publishersOf(edit(text, remove(index))!)).toEqual(others)
        const changed = edit(text, { ...weight60, index })
        if (changed === undefined) return
        const found = publishersOf(changed)
        expect(found.filter((_, place) => place !== index)).toEqual(others)
        expect(found[index]).toMatchObject({ id: `p${index}`, weight: 60, veto: true })
        expect(found[index]).not.toHaveProperty('trust')
      }),
    )
  })
})
