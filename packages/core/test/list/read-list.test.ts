import { describe, expect, test } from 'vitest'
import { readUntrustedList, verifyList, type VerifiedList } from '@trustlist/core'
import { entry, identity, listBytes, now, verdict, type ListParts } from '../seal/make-documents.js'

const publisher = identity()
const open = (parts: ListParts) => verifyList(listBytes(parts), publisher, { now })
const check = (parts: ListParts) => verdict(open(parts))
const of = (...entries: readonly object[]) => check({ entries: entries as ListParts['entries'] & object })
const deny = (name: string, members: object = {}) =>
  entry(name, { decision: 'deny', reason: 'broken', ...members })

describe('the entries of a list', () => {
  test.each<[name: string, refused: object, code: string, twin: object]>([
    ['a package of another spelling', entry('zope.interface'), 'purl/not-folded', entry('zope-interface')],
    [
      'a package with a version',
      entry('numpy@1.26.4'),
      'list/shape',
      entry('numpy', { versions: 'vers:pypi/1.26.4' }),
    ],
    [
      'versions of another type',
      entry('numpy', { versions: 'vers:npm/*' }),
      'list/other-version-type',
      entry('numpy'),
    ],
    [
      'versions longer than a range may be',
      entry('numpy', { versions: `vers:pypi/${'1'.repeat(65_527)}` }),
      'list/shape',
      entry('numpy', { versions: `vers:pypi/${'1'.repeat(65_526)}` }),
    ],
    ['a denial without reason', entry('numpy', { decision: 'deny' }), 'list/shape', deny('numpy')],
    [
      'a withdrawal without reason',
      entry('numpy', { decision: 'withdrawn' }),
      'list/shape',
      deny('numpy', { decision: 'withdrawn' }),
    ],
    [
      'an adopted word without origin',
      entry('numpy', { basis: 'adopted' }),
      'list/shape',
      entry('numpy', { basis: 'adopted', origins: ['turing-dsh'] }),
    ],
    [
      'origins of one’s own judgement',
      entry('numpy', { origins: ['turing-dsh'] }),
      'list/shape',
      entry('numpy', { basis: 'inherited', origins: ['turing-dsh'] }),
    ],
    [
      'itself as origin',
      entry('numpy', { basis: 'adopted', origins: ['example-tre'] }),
      'list/origin-is-self',
      entry('numpy', { basis: 'adopted', origins: ['example-tree'] }),
    ],
    ['versions of a pattern', { ...entry('*'), versions: 'vers:pypi/<2' }, 'list/shape', entry('*')],
    [
      'a snapshot of one package',
      entry('numpy', { asOf: '2026-01-01' }),
      'list/shape',
      entry('*', { asOf: '2026-01-01' }),
    ],
    ['a snapshot that is denied', deny('*', { asOf: '2026-01-01' }), 'list/shape', deny('*')],
    [
      'digests of a range',
      entry('numpy', { digests: [{ file: 'a', sha256: 'a'.repeat(64) }] }),
      'list/shape',
      entry('numpy', { versions: 'vers:pypi/1.26.4', digests: [{ file: 'a', sha256: 'a'.repeat(64) }] }),
    ],
    [
      'a day that does not exist',
      entry('numpy', { decided: '2026-02-30' }),
      'document/not-a-day',
      entry('numpy', { decided: '2026-02-28' }),
    ],
    [
      'an end on a day that does not exist',
      entry('numpy', { until: '2027-02-29' }),
      'document/not-a-day',
      entry('numpy', { until: '2028-02-29' }),
    ],
    [
      'a snapshot of a day that does not exist',
      entry('*', { asOf: '2026-04-31' }),
      'document/not-a-day',
      entry('*', { asOf: '2026-04-30' }),
    ],
    [
      'a check on a day that does not exist',
      entry('numpy', { checks: [{ criterion: 'licence', on: '2026-06-31', result: 'pass' }] }),
      'document/not-a-day',
      entry('numpy', { checks: [{ criterion: 'licence', on: '2026-06-30', result: 'pass' }] }),
    ],
    ['no basis', { ...entry('numpy'), basis: undefined }, 'list/shape', entry('numpy')],
    [
      'a basis that is no word',
      entry('numpy', { basis: 'x y' }),
      'list/shape',
      entry('numpy', { basis: 'curated' }),
    ],
    [
      'a reason of 4097 characters',
      deny('numpy', { reason: 'x'.repeat(4097) }),
      'list/shape',
      deny('numpy', { reason: 'x'.repeat(4096) }),
    ],
  ])('are refused with %s', (_, refused, code, twin) => {
    expect(of(refused)).toContain(code)
    expect(of(twin)).toBe('accepted')
  })

  test('are in the order of package, versions and the whole line', () => {
    const ranges = [entry('numpy', { versions: 'vers:pypi/*' }), entry('numpy', { versions: 'vers:pypi/1' })]
    expect(of(...ranges)).toBe('accepted')
    expect(of(...ranges.toReversed())).toBe('list/entries-unsorted')
    expect(of(entry('a'), entry('b'), entry('b-c'))).toBe('accepted')
    expect(of(entry('b'), entry('a'))).toBe('list/entries-unsorted')
    const lines = [entry('numpy', { decided: '2026-01-01' }), entry('numpy', { decided: '2026-01-02' })]
    expect(of(...lines)).toBe('accepted')
    expect(of(...lines.toReversed())).toBe('list/entries-unsorted')
  })

  test('do not say the same twice, though they may say two things of one package', () => {
    expect(of(entry('numpy'), entry('numpy'))).toBe('list/duplicate-entry')
    expect(of(entry('numpy'), entry('numpy', { decided: '2026-10-13' }))).toBe('accepted')
  })

  test('are all reported, each with its place in the file', () => {
    const outcome = open({ entries: [entry('b', { decided: '2026-02-30' }), entry('a'), entry('a')] })
    if (outcome.ok) throw new Error('accepted')
    expect(
      outcome.problems.map((each) => `${each.code} ${each.at.pointer} ${each.at.line}:${each.at.column}`),
    ).toEqual([
      'document/not-a-day /subject/entries/0/decided 7:31',
      'list/entries-unsorted /subject/entries/1 8:1',
      'list/duplicate-entry /subject/entries/2 9:1',
    ])
  })

  test('are reported up to a hundred faults', () => {
    const outcome = open({ entries: Array.from({ length: 300 }, () => entry('numpy')) })
    expect(outcome.ok ? 0 : outcome.problems.length).toBeLessThanOrEqual(101)
  })

  test('may be none', () => expect(of()).toBe('accepted'))
})

describe('criteria of a list', () => {
  const criterion = (id: string) => ({ id, text: 'What passing it means.' })
  const criteria = (...ids: readonly string[]) => check({ subject: { criteria: ids.map(criterion) } })

  test('are the publisher’s own, each once', () => {
    expect(criteria('x-example-tre-scan', 'x-example-tre-licence')).toBe('accepted')
    expect(criteria('x-example-tre-scan', 'x-example-tre-scan')).toBe('list/duplicate-criterion')
    expect(criteria('x-other-tre-scan')).toBe('list/foreign-criterion')
    expect(criteria('x-example-trex-scan')).toBe('list/foreign-criterion')
    expect(criteria('vulnerabilities')).toBe('list/shape')
  })
})

describe('what a reader does not understand can only narrow', () => {
  const later = (...entries: readonly object[]): VerifiedList => {
    const outcome = open({ signed: { spec: '1.7' }, entries: entries as ListParts['entries'] & object })
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems))
    return outcome.value
  }
  const findings = (...entries: readonly object[]) => {
    const outcome = open({ signed: { spec: '1.7' }, entries: entries as ListParts['entries'] & object })
    return outcome.ok ? outcome.findings.map((each) => `${each.code} ${each.severity}: ${each.what}`) : []
  }

  test('an unknown member of an entry: the entry stays, its allow does not count', () => {
    const list = later(entry('numpy', { onlyOn: 'linux' }), entry('pandas'))
    expect(list.entries).toHaveLength(2)
    expect([...list.notUnderstood]).toEqual([[0, ['the member onlyOn']]])
    expect(findings(entry('numpy', { onlyOn: 'linux' }))).toEqual([
      'list/not-understood warning: not understood: the member onlyOn',
    ])
  })

  test('an unknown basis: likewise', () => {
    const list = later(entry('numpy', { basis: 'sandboxed' }))
    expect(list.entries[0]!.basis).toBe('sandboxed')
    expect([...list.notUnderstood]).toEqual([[0, ['the basis sandboxed']]])
  })

  test('an unknown member of a check: likewise', () => {
    const list = later(entry('numpy', { checks: [{ criterion: 'licence', depth: 2, result: 'pass' }] }))
    expect([...list.notUnderstood]).toEqual([[0, ['the member depth of a check']]])
  })

  test('an unknown decision is a denial', () => {
    const list = later(entry('numpy', { decision: 'probation' }))
    expect(list.entries[0]!.decision).toBe('deny')
    expect(list.notUnderstood.size).toBe(0)
    expect(findings(entry('numpy', { decision: 'probation' }))[0]).toContain(
      'the decision probation, read as deny',
    )
  })

  test('an unknown result of a check is a failed check, and the allow still stands with it', () => {
    const list = later(entry('numpy', { checks: [{ criterion: 'licence', result: 'mostly' }] }))
    expect(list.entries[0]!.checks).toEqual([{ criterion: 'licence', result: 'fail' }])
    expect(list.notUnderstood.size).toBe(0)
    expect(findings(entry('numpy', { checks: [{ criterion: 'licence', result: 'mostly' }] }))).toHaveLength(1)
  })

  test('a denial with unknown members stays a denial', () => {
    const list = later(deny('numpy', { onlyOn: 'linux' }))
    expect(list.entries[0]!.decision).toBe('deny')
    expect(list.notUnderstood.get(0)).toEqual(['the member onlyOn'])
  })

  test('the same holds for a list that says 1.0: the words of a list decide, not its number', () => {
    const outcome = open({ entries: [entry('numpy', { onlyOn: 'linux' })] })
    expect(outcome.ok && outcome.value.notUnderstood.size).toBe(1)
  })

  test('order is that of the text, whatever is read', () => {
    const entries = [
      entry('numpy', { decision: 'alright' }),
      entry('numpy', { decision: 'deny', reason: 'x' }),
    ]
    expect(later(...entries).entries.map((each) => each.decision)).toEqual(['deny', 'deny'])
    expect(check({ entries: entries.toReversed() })).toBe('list/entries-unsorted')
  })

  test('what is left of the entry is judged by the same rules', () => {
    expect(check({ entries: [entry('zope.interface', { onlyOn: 'linux' })] })).toContain('purl/not-folded')
    expect(check({ entries: [entry('numpy', { onlyOn: 'linux', decided: 'soon' })] })).toBe('list/shape')
  })

  test('elsewhere an unknown member is refused', () => {
    expect(check({ subject: { about: { title: 'x', mood: 'good' } } })).toBe('list/shape')
    expect(check({ subject: { appendix: [] } })).toBe('list/shape')
    expect(check({ subject: { criteria: [{ id: 'x-example-tre-a', text: 'x', weight: 1 }] } })).toBe(
      'list/shape',
    )
    expect(check({ signed: { spec: '1.7', region: 'uk' } })).toBe('document/shape')
    expect(
      check({
        entries: [
          entry('numpy', {
            versions: 'vers:pypi/1',
            digests: [{ file: 'a', sha256: 'a'.repeat(64), sha512: '' }],
          }),
        ],
      }),
    ).toBe('list/shape')
  })

  test('warns of the first hundred, and marks every one', () => {
    const entries = Array.from({ length: 150 }, (_, n) =>
      entry(`p${String(n).padStart(3, '0')}`, { onlyOn: 'linux' }),
    )
    const outcome = open({ entries })
    if (!outcome.ok) throw new Error(verdict(outcome))
    expect([outcome.findings.length, outcome.value.notUnderstood.size]).toEqual([100, 150])
  })
})

describe('an untrusted list', () => {
  test('is read without signatures and without a valid digest, and by the same rules', () => {
    expect(verdict(readUntrustedList(listBytes({ by: [] })))).toBe('accepted')
    expect(verdict(readUntrustedList(listBytes({ by: [], signed: { subjectSha256: 'a'.repeat(64) } })))).toBe(
      'accepted',
    )
    expect(verdict(readUntrustedList(listBytes({ entries: [entry('b'), entry('a')] })))).toBe(
      'list/entries-unsorted',
    )
    expect(verdict(readUntrustedList(listBytes({ subjectText: '{"about":{}, "entries":[]}' })))).toBe(
      'json/blank',
    )
  })
})
