import { describe, expect, test } from 'vitest'
import {
  compileList,
  prepareDocument,
  toPreparedBytes,
  readUntrustedList,
  type JsonValue,
  type Problem,
} from '@trustlist/core'
import { entry, expires, issued, verdict } from '../seal/make-documents.js'

const draft = (members: object = {}): JsonValue =>
  ({
    trustlist: '1.0',
    publisher: 'example-tre',
    list: 'tier-3',
    about: { title: 'Tier 3' },
    entries: [entry('pandas'), entry('numpy')],
    ...members,
  }) as unknown as JsonValue
const compile = (members: object = {}) => compileList(draft(members), 'tier-3.yaml')
const places = (problems: readonly Problem[]) => problems.map((each) => `${each.code} ${each.at.pointer}`)
const refused = (members: object) => {
  const outcome = compile(members)
  return outcome.ok ? ['accepted'] : places(outcome.problems)
}

describe('compiling a draft', () => {
  test('sorts the entries and fills in defaults, which an entry overrides', () => {
    const bare = { package: 'pkg:pypi/numpy', versions: 'vers:pypi/*' }
    const outcome = compile({
      defaults: { basis: 'legacy', decided: '2024-07-01', decision: 'allow' },
      entries: [
        { ...bare, package: 'pkg:pypi/scipy' },
        { ...bare, basis: 'reviewed' },
      ],
    })
    if (!outcome.ok) throw new Error(verdict(outcome))
    expect(outcome.value.subject.entries).toEqual([
      { ...bare, basis: 'reviewed', decided: '2024-07-01', decision: 'allow' },
      { ...bare, package: 'pkg:pypi/scipy', basis: 'legacy', decided: '2024-07-01', decision: 'allow' },
    ])
    expect([outcome.value.publisher, outcome.value.list]).toEqual(['example-tre', 'tier-3'])
  })

  test('folds packages, and says which', () => {
    const outcome = compile({ entries: [entry('NumPy')] })
    expect(outcome.ok && outcome.value.subject.entries[0]!.package).toBe('pkg:pypi/numpy')
    expect(outcome.ok && places(outcome.findings)).toEqual(['list/folded /entries/0/package'])
  })

  test('gives a subject that a reader takes', () => {
    const outcome = compile({ entries: [entry('NumPy'), entry('a'), entry('*', { asOf: '2026-01-01' })] })
    if (!outcome.ok) throw new Error(verdict(outcome))
    const fields = {
      epoch: 1,
      expires,
      issued,
      list: 'tier-3',
      publisher: 'example-tre',
      publisherVersion: 1,
      version: 1,
    }
    const prepared = prepareDocument('list', fields, outcome.value.subject)
    expect(prepared.ok && verdict(readUntrustedList(toPreparedBytes(prepared.value)))).toBe('accepted')
  })

  test.each<[name: string, members: object, expected: string]>([
    ['an unknown member', { expires: '2027' }, 'list/draft-shape /expires'],
    ['no version', { trustlist: undefined }, 'list/draft-shape /trustlist'],
    ['a later version', { trustlist: '1.1' }, 'list/draft-shape /trustlist'],
    ['a version that YAML read as a number', { trustlist: 1.5 }, 'json/number /trustlist'],
    ['no publisher', { publisher: undefined }, 'list/draft-shape /publisher'],
    ['a publisher that is no text', { publisher: 1 }, 'list/draft-shape /publisher'],
    ['no title', { about: {} }, 'list/shape /about'],
    ['nothing about itself', { about: undefined }, 'list/draft-shape '],
    ['entries by name', { entries: { numpy: {} } }, 'list/draft-shape /entries'],
    ['an entry that is a text', { entries: [entry('a'), 'numpy'] }, 'list/draft-shape /entries/1'],
    [
      'a default of versions',
      { defaults: { versions: 'vers:pypi/*' } },
      'list/draft-shape /defaults/versions',
    ],
    ['a default of a package', { defaults: { package: 'pkg:pypi/*' } }, 'list/draft-shape /defaults/package'],
    [
      'an unknown member of an entry',
      { entries: [entry('a', { onlyOn: 'linux' })] },
      'list/shape /entries/0',
    ],
    [
      'an unknown decision',
      { entries: [entry('a', { decision: 'probation' })] },
      'list/shape /entries/0/decision',
    ],
    [
      'a lone surrogate',
      { entries: [entry('a'), entry('b', { reason: '\ud800' })] },
      'json/lone-surrogate /entries/1/reason',
    ],
    ['a bidi control', { about: { title: 'a\u202eb' } }, 'json/invisible-character /about/title'],
    [
      'a date that YAML made',
      { entries: [entry('a', { decided: new Date(0) })] },
      'json/not-json-value /entries/0/decided',
    ],
    ['a member name with a blank', { 'my list': 1 }, 'json/member-name '],
    [
      'a day that does not exist',
      { entries: [entry('b'), entry('a', { decided: '2026-02-30' })] },
      'document/not-a-day /entries/1/decided',
    ],
    ['the same twice', { entries: [entry('b'), entry('a'), entry('b')] }, 'list/duplicate-entry /entries/2'],
    [
      'itself as origin',
      { entries: [entry('a', { basis: 'adopted', origins: ['example-tre'] })] },
      'list/origin-is-self /entries/0/origins',
    ],
    [
      'a foreign criterion',
      { criteria: [{ id: 'x-other-scan', text: 'x' }] },
      'list/foreign-criterion /criteria/0/id',
    ],
  ])('refuses a draft with %s, at its place in the draft', (_, members, expected) => {
    expect(refused(members)).toContain(expected)
    expect(refused({})).toEqual(['accepted'])
  })

  test.each([
    ['a text', 'x'],
    ['nothing', null],
    ['an array', []],
  ])('refuses %s', (_, value) => {
    expect(verdict(compileList(value as JsonValue))).toBe('list/draft-shape')
  })

  test('refuses what nests deeper than any document', () => {
    let deep: unknown = 1
    for (let level = 0; level < 40; level++) deep = [deep]
    expect(refused({ about: deep })[0]).toContain('json/too-deep')
  })
})
