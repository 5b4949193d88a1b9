import { checkShape, mostFaults, type ShapeKind } from '@trustlist/schema'
import { describe, expect, test } from 'vitest'
import { allow, deny, repository, rich, valid } from './valid.js'

const without = (value: object, ...names: string[]): Record<string, unknown> =>
  Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)))

const day = { instant: '2026-11-01T00:00:00Z' }

test.each(Object.entries(valid))('accepts a right %s', (kind, value) => {
  expect(checkShape(kind as ShapeKind, value)).toEqual([])
})

test.each(Object.keys(valid))('refuses as %s what is no object or array at all, and shows it', (kind) => {
  const [fault, ...rest] = checkShape(kind as ShapeKind, 'nonsense')
  expect(fault).toMatchObject({
    pointer: '',
    what: expect.stringMatching(/^expected an? .*, found "nonsense"$|^expected the .*, found "nonsense"$/),
  })
  expect(rest).toEqual([])
})

describe('an entry', () => {
  const accepted: [string, object][] = [
    ['a denial with its reason', deny],
    ['a withdrawal with its reason', { ...deny, decision: 'withdrawn' }],
    ['digests of one exact version', rich],
    ['a snapshot of a repository', repository],
    [
      'a conda repository',
      without(
        { ...repository, package: 'pkg:conda/*?channel=conda-forge', versions: 'vers:conda/*' },
        'asOf',
      ),
    ],
    [
      'a scope of npm',
      without({ ...repository, package: 'pkg:npm/%40types/*', versions: 'vers:npm/*' }, 'asOf'),
    ],
    ['a denied repository', { ...deny, package: 'pkg:pypi/*', versions: 'vers:pypi/*' }],
    ['an empty array of checks', { ...allow, checks: [] }],
    ['a version with an epoch, percent-encoded', { ...rich, versions: 'vers:pypi/1%212.0' }],
  ]
  test.each(accepted)('may be %s', (_, entry) => expect(checkShape('entry', entry)).toEqual([]))

  const refused: [string, object, string, string, string?][] = [
    [
      'a denial without reason',
      without(deny, 'reason'),
      '',
      'expected a member reason (a sentence that says why',
      'reason',
    ],
    [
      'a withdrawal without reason',
      without({ ...deny, decision: 'withdrawn' }, 'reason'),
      '',
      'expected a member reason',
      'reason',
    ],
    ['an adopted word of nobody', { ...allow, basis: 'adopted' }, '', 'expected a member origins', 'origins'],
    [
      'an inherited word of nobody',
      { ...allow, basis: 'inherited' },
      '',
      'expected a member origins',
      'origins',
    ],
    [
      'origins of a review',
      { ...allow, origins: ['osv'] },
      '',
      'expected no origins: it stands only with basis adopted or inherited, found an array of 1',
      'origins',
    ],
    [
      'a snapshot of a package',
      { ...allow, asOf: '2026-01-01' },
      '/package',
      'expected a pattern such as pkg:cran/*',
    ],
    [
      'a snapshot in a denial',
      { ...without(repository, 'origins'), basis: 'reviewed', decision: 'deny', reason: 'x' },
      '',
      'expected no asOf: it stands only on allow entries',
      'asOf',
    ],
    [
      'some versions of a repository',
      { ...repository, versions: 'vers:cran/>=1' },
      '/versions',
      'expected any version',
    ],
    [
      'digests of many versions',
      { ...rich, versions: 'vers:pypi/>=1' },
      '/versions',
      'expected one exact version',
    ],
    [
      'digests of two versions',
      { ...rich, versions: 'vers:pypi/1|2' },
      '/versions',
      'expected one exact version',
    ],
    [
      'digests of any version',
      { ...rich, versions: 'vers:pypi/*' },
      '/versions',
      'expected one exact version',
    ],
    [
      'an instant as its day',
      { ...allow, decided: day.instant },
      '/decided',
      'expected a day such as 2026-10-12, found "2026-11-01T00:00:00Z"',
    ],
    ['a month 13', { ...allow, until: '2026-13-01' }, '/until', 'expected a day'],
    [
      'a package with version',
      { ...allow, package: 'pkg:pypi/numpy@1.26.4' },
      '/package',
      'expected a package URL without version',
    ],
    ['a package with blanks', { ...allow, package: 'pkg:pypi/num py' }, '/package', 'expected a package URL'],
    [
      'a package over 512 characters',
      { ...allow, package: `pkg:pypi/${'a'.repeat(512)}` },
      '/package',
      '(521 characters)',
    ],
    ['a bare version', { ...allow, versions: '1.26.4' }, '/versions', 'expected a version range such as'],
    [
      'another decision',
      { ...allow, decision: 'permit' },
      '/decision',
      'expected one of allow, deny, withdrawn, found "permit"',
    ],
    ['another basis', { ...allow, basis: 'vibes' }, '/basis', 'expected one of reviewed'],
    [
      'another result',
      { ...allow, checks: [{ criterion: 'licence', result: 'passed' }] },
      '/checks/0/result',
      'expected one of pass',
    ],
    ['a blank reason', { ...deny, reason: ' \n ' }, '/reason', 'expected a sentence that says why'],
    ['a reason over 4096 characters', { ...deny, reason: 'a'.repeat(4097) }, '/reason', '(4097 characters)'],
    ['a name with a line break', { ...allow, reviewers: ['A\nB'] }, '/reviewers/0', 'found "A\\nB"'],
    [
      'a file in a folder',
      { ...rich, digests: [{ file: '../x', sha256: 'a'.repeat(64) }] },
      '/digests/0/file',
      'expected a file name without a folder',
    ],
    [
      'a digest in upper case',
      { ...rich, digests: [{ file: 'x', sha256: 'A'.repeat(64) }] },
      '/digests/0/sha256',
      'expected 64 lower-case',
    ],
    [
      'null for a member',
      { ...allow, checks: null },
      '/checks',
      'expected an array of at most 256 checks, found null',
    ],
    [
      'a slip of a name',
      { ...without(allow, 'versions'), version: 'vers:pypi/*' },
      '',
      'found "version"; did you mean versions?',
      'version',
    ],
    ['a member of its own', { ...allow, colour: 'red' }, '', 'found "colour"', 'colour'],
  ]
  test.each(refused)('may not be %s', (_, entry, pointer, what, member) => {
    const faults = checkShape('entry', entry)
    expect(faults).toHaveLength(1)
    expect(faults[0]!.pointer).toBe(pointer)
    expect(faults[0]!.what).toContain(what)
    expect(faults[0]!.what).toMatch(/^expected .*, found /)
    expect(faults[0]!.member).toBe(member)
  })

  test('counts code points, not halves of them', () => {
    expect(checkShape('entry', { ...deny, reason: '😀'.repeat(4096) })).toEqual([])
    expect(checkShape('entry', { ...deny, reason: '😀'.repeat(4097) })).toHaveLength(1)
  })
})

describe("the reader's entry", () => {
  test.each<[string, object]>([
    ['an unknown member', { ...allow, weather: { fine: true } }],
    [
      'an unknown member of a check',
      { ...allow, checks: [{ criterion: 'licence', result: 'pass', tool: 'x' }] },
    ],
    ['an unknown decision, which asks for no reason', { ...allow, decision: 'deny-until-fixed' }],
    ['an unknown basis, with origins', { ...allow, basis: 'delegated', origins: ['osv'] }],
    ['an unknown basis, without origins', { ...allow, basis: 'delegated' }],
    ['an unknown decision on a snapshot', { ...repository, decision: 'mirror' }],
    ['an unknown result', { ...allow, checks: [{ criterion: 'licence', result: 'expired' }] }],
  ])("may hold %s, which the writer's may not", (_, entry) => {
    expect(checkShape('entry-read', entry)).toEqual([])
    expect(checkShape('entry', entry)).toHaveLength(1)
    expect(checkShape('list-subject-read', { about: { title: 'x' }, entries: [entry] })).toEqual([])
  })

  test.each<[string, object, string]>([
    ['a decision that is no identifier', { ...allow, decision: 'deny it' }, '/decision'],
    ['a decision over 64 characters', { ...allow, decision: 'a'.repeat(65) }, '/decision'],
    ['a number as basis', { ...allow, basis: 7 }, '/basis'],
    ['a known denial without reason', without(deny, 'reason'), ''],
    ['a known basis that lacks origins', { ...allow, basis: 'adopted' }, ''],
    [
      'unknown members of a digest',
      { ...rich, digests: [{ file: 'x', sha256: 'a'.repeat(64), size: 1 }] },
      '/digests/0',
    ],
  ])('may not hold %s', (_, entry, pointer) => {
    expect(checkShape('entry-read', entry)).toMatchObject([{ pointer }])
  })

  test('stands in a list that is closed elsewhere', () => {
    expect(
      checkShape('list-subject-read', { about: { title: 'x', mood: 'good' }, entries: [] }),
    ).toMatchObject([{ pointer: '/about', member: 'mood' }])
    expect(checkShape('list-subject-read', { about: { title: 'x' }, entries: [], extra: 1 })).toMatchObject([
      { pointer: '', member: 'extra' },
    ])
  })
})

describe('a head', () => {
  const head = valid['list-head']
  test.each(['1.0', '1.1', '1.99999'])('may follow specification %s', (spec) =>
    expect(checkShape('list-head', { ...head, spec })).toEqual([]),
  )
  test.each<[string, object, string]>([
    ['another major', { ...head, spec: '2.0' }, '/spec'],
    ['a patch', { ...head, spec: '1.0.1' }, '/spec'],
    ['another type', { ...head, type: 'publisher' }, '/type'],
    ['version 0', { ...head, version: 0 }, '/version'],
    ['a fraction', { ...head, version: 1.5 }, '/version'],
    ['a number that is not safe', { ...head, epoch: 2 ** 53 }, '/epoch'],
    ['a number as text', { ...head, epoch: '1' }, '/epoch'],
    ['an instant with a fraction', { ...head, issued: '2026-11-01T00:00:00.0Z' }, '/issued'],
    ['an instant with an offset', { ...head, issued: '2026-11-01T00:00:00+00:00' }, '/issued'],
    ['a path as list', { ...head, list: '../core' }, '/list'],
    ['two dots in its list', { ...head, list: 'a..b' }, '/list'],
    ['a publisher in upper case', { ...head, publisher: 'Example' }, '/publisher'],
    ['a publisher over 64 characters', { ...head, publisher: 'a'.repeat(65) }, '/publisher'],
    ['a digest with prefix', { ...head, subjectSha256: `sha256:${'a'.repeat(64)}` }, '/subjectSha256'],
  ])('may not have %s', (_, value, pointer) =>
    expect(checkShape('list-head', value)).toMatchObject([{ pointer }]),
  )
  test('of a publisher has no list', () => {
    expect(checkShape('publisher-head', { ...valid['publisher-head'], list: 'x' })).toMatchObject([
      { member: 'list', pointer: '' },
    ])
  })
})

describe('a trust configuration', () => {
  const base = { id: 'osv', from: './osv.yaml' }
  const pin = `sha256:${'a'.repeat(64)}`
  const faultsOf = (publisher: object) => checkShape('trust', { ...valid.trust, publishers: [publisher] })
  test.each<[string, object, string]>([
    [
      'neither pin nor unsigned',
      { ...base, trust: 'half' },
      'expected exactly one of pin and unsigned, found neither',
    ],
    [
      'both trust and weight',
      { ...base, pin, trust: 'half', weight: 50 },
      'expected exactly one of trust and weight, found both',
    ],
  ])('refuses a publisher with %s', (_, publisher, what) =>
    expect(faultsOf(publisher)).toEqual([{ pointer: '/publishers/0', what }]),
  )
  test('tells both pin and unsigned, and neither trust nor weight, apart', () => {
    expect(faultsOf({ ...base, pin, trust: 'half' })).toEqual([])
    expect(faultsOf({ ...base, pin, unsigned: pin, weight: 1 })).toMatchObject([
      { what: 'expected exactly one of pin and unsigned, found both' },
    ])
    expect(faultsOf({ ...base, pin })).toMatchObject([
      { what: 'expected exactly one of trust and weight, found neither' },
    ])
  })
  test.each<[unknown, string, string]>([
    [{ name: 'core', trust: 'full', weight: 3 }, '', 'expected at most one of trust and weight, found both'],
    [{ name: 'core', denyWeight: 3 }, '', 'expected trust or weight beside denyWeight, found neither'],
    [{ nmae: 'core' }, '', 'did you mean name?'],
    [7, '', 'expected a list name, or an object with name, found 7'],
    ['Core', '', 'expected a list name such as tier-3'],
  ])('refuses the list choice %j', (choice, at, what) => {
    const [fault, ...rest] = faultsOf({ ...base, pin, trust: 'half', lists: [choice] })
    expect(fault!.pointer).toBe(`/publishers/0/lists/0${at}`)
    expect(fault!.what).toContain(what)
    expect(rest).toEqual([])
  })
  test.each<[object, string, string | undefined]>([
    [{ weight: 101 }, '/publishers/0/weight', undefined],
    [{ weight: -1 }, '/publishers/0/weight', undefined],
    [{ weight: 1, criteria: { cve: 'licence' } }, '/publishers/0/criteria', 'cve'],
    [{ weight: 1, graceDays: 1.5 }, '/publishers/0/graceDays', undefined],
  ])('refuses a publisher with %j', (more, pointer, member) => {
    const [fault, ...rest] = faultsOf({ ...base, pin, ...more })
    expect(fault).toMatchObject(member === undefined ? { pointer } : { pointer, member })
    expect(rest).toEqual([])
  })
  test.each<[string, object, string, string | undefined]>([
    ['a profile named by a path', { profiles: { '../x': {} } }, '/profiles', '../x'],
    ['no profile at all', { profiles: {} }, '/profiles', undefined],
    [
      'a profile that nothing needs to pass',
      { profiles: { a: { allowAt: 0 } } },
      '/profiles/a/allowAt',
      undefined,
    ],
    ['a basis nobody knows', { profiles: { a: { basis: { legasy: 5 } } } }, '/profiles/a/basis', 'legasy'],
    [
      'a repository row for one package',
      { repositories: [{ package: 'pkg:cran/a', weight: 1 }] },
      '/repositories/0/package',
      undefined,
    ],
    [
      'an allow override without end',
      { overrides: [without(valid.trust.overrides[0]!, 'until')] },
      '/overrides/0',
      'until',
    ],
    [
      'a disregard without name',
      { overrides: [without(valid.trust.overrides[2]!, 'by')] },
      '/overrides/0',
      'by',
    ],
    ['a file without version', { trustlist: 1 }, '/trustlist', undefined],
  ])('refuses %s', (_, more, pointer, member) => {
    const [fault, ...rest] = checkShape('trust', { ...valid.trust, ...more })
    expect(fault).toMatchObject(member === undefined ? { pointer } : { pointer, member })
    expect(rest).toEqual([])
  })
})

describe('a policy', () => {
  const { inputs, rules } = valid['policy-subject']
  const [rule] = rules
  const faultsOf = (more: object) => checkShape('policy-subject', { ...valid['policy-subject'], ...more })
  test('names the kinds of inputs where one has none of them', () => {
    expect(faultsOf({ inputs: [{ ...inputs[0], kind: 'lists' }] })).toMatchObject([
      { pointer: '/inputs/0', what: expect.stringContaining('kind list, repository') },
    ])
  })
  test('judges an input by its kind alone', () => {
    expect(faultsOf({ inputs: [without(inputs[0]!, 'status')] })).toMatchObject([
      { pointer: '/inputs/0', member: 'status' },
    ])
    expect(faultsOf({ inputs: [without(inputs[0]!, 'epoch')] })).toMatchObject([
      { pointer: '/inputs/0', member: 'epoch' },
    ])
    expect(faultsOf({ inputs: [without(inputs[2]!, 'until')] })).toMatchObject([
      { pointer: '/inputs/0', member: 'until' },
    ])
  })
  test('shows a list as signed, by epoch and version, or as unsigned', () => {
    const list = without(without(inputs[0]!, 'epoch'), 'version')
    expect(faultsOf({ inputs: [{ ...list, unsigned: true }] })).toEqual([])
    const what = expect.stringContaining('either epoch and version, or unsigned')
    expect(faultsOf({ inputs: [list] })).toMatchObject([{ pointer: '/inputs/0', what }])
    expect(faultsOf({ inputs: [{ ...inputs[0], unsigned: true }] })).toMatchObject([{ what }])
    expect(faultsOf({ inputs: [{ ...list, unsigned: false }] })).toMatchObject([
      { pointer: '/inputs/0/unsigned' },
    ])
  })
  test('has an end on allowed segments only', () => {
    const segment = { ...rule!.segments[0], decision: 'undecided' }
    expect(faultsOf({ rules: [{ ...rule, segments: [segment] }] })).toMatchObject([
      { pointer: '/rules/0/segments/0', member: 'until' },
    ])
    expect(faultsOf({ rules: [{ ...rule, segments: [without(segment, 'until')] }] })).toEqual([])
  })
  test('has no rule without segments', () =>
    expect(faultsOf({ rules: [{ ...rule, segments: [] }] })).toMatchObject([
      { pointer: '/rules/0/segments' },
    ]))
})

test('a vector accepts anything or refuses with codes, not both', () => {
  expect(checkShape('vector', { ...valid.vector, expect: { accepted: null } })).toEqual([])
  expect(
    checkShape('vector', { ...valid.vector, expect: { accepted: 1, refused: ['json/x'] } }),
  ).toMatchObject([{ pointer: '/expect', member: 'accepted' }])
  expect(checkShape('vector', { ...valid.vector, expect: { refused: [] } })).toMatchObject([
    { pointer: '/expect/refused' },
  ])
  expect(checkShape('vector', { ...valid.vector, expect: {} })).toMatchObject([
    { pointer: '/expect', member: 'accepted' },
  ])
})

describe('messages', () => {
  test('gather every fault of a document, each once', () => {
    const faults = checkShape('list-subject', {
      about: {},
      entries: [allow, { ...allow, decision: 'no' }, without(deny, 'reason'), 'x'],
      observd: [],
    })
    expect(faults.map(({ pointer, member }) => [pointer, member])).toEqual([
      ['/about', 'title'],
      ['/entries/1/decision', undefined],
      ['/entries/2', 'reason'],
      ['/entries/3', undefined],
      ['', 'observd'],
    ])
  })
  test(`stop at ${mostFaults}`, () => {
    expect(
      checkShape('list-subject', {
        about: { title: 'x' },
        entries: Array.from({ length: 100_000 }, () => 1),
      }),
    ).toHaveLength(mostFaults)
    const members = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`z${index}`, 1]))
    expect(checkShape('entry', { ...allow, ...members })).toHaveLength(mostFaults)
  })
  test('find one fault in the last of 100,000 entries', () => {
    const entries: unknown[] = Array.from({ length: 100_000 }, () => allow)
    entries.push({ ...allow, decided: 'today' })
    expect(checkShape('list-subject', { about: { title: 'x' }, entries })).toMatchObject([
      { pointer: '/entries/100000/decided' },
    ])
  })
  test('point through names with slashes and tildes', () => {
    expect(
      checkShape('trust', { ...valid.trust, registries: { pypi: ['ftp://x'], 'a/b~c': [] } }),
    ).toMatchObject([{ pointer: '/registries/pypi/0' }, { pointer: '/registries', member: 'a/b~c' }])
  })
  test('show hostile text escaped and short', () => {
    const [fault] = checkShape('entry', { ...allow, decision: `\u001b[31m\u202E${'a'.repeat(10_000)}` })
    expect(fault!.what).toContain('"\\u001b[31m\\u202e')
    expect(fault!.what).toMatch(/^[ -~…]{1,200}$/)
    const [named] = checkShape('entry', { ...allow, ['\u202E'.repeat(1000)]: 1 })
    expect(named!.what).toMatch(/^[ -~…]{1,800}$/)
  })
  test('take a member named __proto__ for an unknown one', () => {
    const entry: unknown = JSON.parse(`{"__proto__":{},${JSON.stringify(allow).slice(1)}`)
    expect(checkShape('entry', entry)).toMatchObject([{ member: '__proto__' }])
  })
})
