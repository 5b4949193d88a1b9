import { describe, expect, test } from 'vitest'
import type { TrustPublisher } from '@trustlist/schema'
import { compare } from '../../src/ask/compare.js'
import type { Query } from '../../src/ask/decide.js'
import { explain } from '../../src/ask/explain.js'
import type { Explanation, Reason, WouldChange } from '../../src/ask/explanation.js'
import { holdWidening } from '../../src/ask/hold-widening.js'
import { openHearing } from '../../src/merge/hearing.js'
import { judgePolicyAt } from '../../src/merge/policy.js'
import {
  at,
  entry,
  merge,
  toState,
  toTrust,
  type FederationDraft,
  type StateDraft,
} from '../merge/federation.js'
import { exampleAt } from './worked-example.js'

interface World {
  readonly entries: Readonly<Record<string, readonly object[]>>
  readonly publishers?: Readonly<Record<string, Partial<TrustPublisher>>>
  readonly profile?: FederationDraft['profile']
  readonly more?: FederationDraft['more']
  readonly states?: Readonly<Record<string, StateDraft>>
  /** When the policy is asked. */
  readonly askedAt?: string
  readonly operator?: string
}

const numpy = 'pkg:pypi/numpy'
const allow = entry({ package: numpy })
const deny = entry({ package: numpy, decision: 'deny' })

function both(world: World, query: Omit<Query, 'package'> & { readonly package?: string }) {
  const { entries, publishers = {}, states = {}, profile, more, operator } = world
  const ids = Object.keys(entries)
  const trust = toTrust({
    publishers: ids.map((id) => ({ id, weight: 60, ...publishers[id] })),
    ...(profile === undefined ? {} : { profile }),
    ...(more === undefined ? {} : { more }),
    ...(operator === undefined ? {} : { operator }),
  })
  const all = ids.map((id) => toState(id, [{ publisher: id, entries: entries[id]! }], states[id]))
  const hearing = openHearing(all, trust, 'tier', at)
  if (!hearing.ok) throw new Error(hearing.problems[0].what)
  const policy = judgePolicyAt(merge(all, trust).policy, world.askedAt ?? at)
  const asked = { package: numpy, ...query }
  return { byPolicy: explain(policy, asked), byLists: explain(policy, asked, hearing.value) }
}

/** A reason in short, so that a test reads. */
function tell(reason: Reason): string {
  if (reason.kind === 'rule') return `rule ${reason.rule} (${reason.because})`
  if (reason.kind === 'repository') return `row ${reason.input.package} ${reason.points ?? '?'}`
  if (reason.kind === 'override') return `override ${reason.input.decision}`
  if (reason.kind === 'support')
    return `support ${reason.points}/${reason.voices}/${reason.reviewed} ${reason.isEnough ? 'enough' : 'too little'}`
  if (reason.kind === 'opposition')
    return `opposition ${reason.points}${reason.isVeto ? ' by veto' : ''}${reason.isEnough ? '' : ' too little'}`
  if (reason.kind === 'lapsed') return `lapsed ${reason.until}`
  if (reason.kind !== 'word') return reason.kind
  const { side, input, taken } = reason
  const came =
    taken === undefined
      ? ''
      : 'points' in taken
        ? ` ${taken.kind} ${taken.points}`
        : ` ${[taken.kind, 'why' in taken ? taken.why : 'reason' in taken ? taken.reason : 'by' in taken ? taken.by : ''].join(' ').trim()}`
  const beside = taken !== undefined && 'beside' in taken ? ` beside ${taken.beside}` : ''
  return `${input.publisher} ${side}${came}${beside}`
}

function tellChange(change: WouldChange): string {
  switch (change.kind) {
    case 'missing':
      return `missing ${change.points}/${change.voices}/${change.reviewed}`
    case 'accepted':
      return 'accepted'
    case 'remedy':
      return change.remedies.map(({ publisher, does }) => `${publisher} ${does}`).join(' and ')
    case 'permits':
      return `${change.publisher} permits ${change.versions}`
    case 'version':
      return `${change.direction} ${change.versions}`
    case 'taken-back':
      return `${change.publishers.join(', ')} taken back: ${change.decision}`
    case 'denial':
      return `denial by ${change.publishers.join(', ')}`
    case 'file':
      return `file ${change.sha256}`
    case 'without':
      return `without ${change.publisher}: ${change.decision}`
    case 'without-override':
      return `without override: ${change.decision}`
    case 'ends':
      return `${change.what} ends ${change.on}`
  }
}

const reasons = ({ reasons: all }: Explanation) => all.map(tell)
const changes = ({ wouldChange }: Explanation) => wouldChange.map(tellChange)

describe('the worked example', () => {
  test('says who adds, and who repeats', () => {
    const { policy, hearing } = exampleAt('two judge, one repeats')
    const explained = explain(policy, { package: numpy, version: '1.26.4' }, hearing)
    expect(reasons(explained)).toEqual([
      'opensafely for adds 60',
      'turing-dsh for adds 60',
      'sheffield-dsh for nothing repeats',
      'support 120/2/1 enough',
    ])
    expect(changes(explained)).toEqual([
      'denial by opensafely, sheffield-dsh, turing-dsh',
      'without opensafely: undecided',
      'without turing-dsh: undecided',
    ])
    expect(explained.line.map(({ decision, isAsked }) => [decision, isAsked])).toEqual([
      ['undecided', false],
      ['allow', true],
      ['undecided', false],
    ])
  })

  test('says what would settle 2.0.0: who permits another version, and who could look himself', () => {
    const { policy, hearing } = exampleAt('two judge, one repeats')
    const query = { package: numpy, version: '2.0.0' }
    expect(changes(explain(policy, query, hearing))).toEqual([
      'missing 40/1/0',
      'older vers:pypi/1.26.4',
      'opensafely extends',
      'sheffield-dsh judges',
    ])
    expect(changes(explain(policy, query))).toEqual([
      'missing 40/1/0',
      'opensafely permits vers:pypi/1.26.4',
      'older vers:pypi/1.26.4',
    ])
  })

  test('says who denies, and what that denial outweighs', () => {
    const { policy, hearing } = exampleAt('one denies')
    const explained = explain(policy, { package: numpy, version: '2.0.0' }, hearing)
    expect(reasons(explained)).toEqual([
      'turing-dsh for adds 60',
      'sheffield-dsh for adds 50',
      'opensafely against opposes 60',
      'opensafely neither elsewhere versions',
      'support 110/2/1 enough',
      'opposition 60',
    ])
    expect(changes(explained)).toEqual([
      'older vers:pypi/1.26.4',
      'newer vers:pypi/>2.0.0|<2.1.0',
      'opensafely taken back: allow',
    ])
    expect(changes(explain(policy, { package: numpy, version: '2.0.0' }))).toContain(
      'opensafely taken back: allow',
    )
  })
})

describe('an explanation', () => {
  test('of what is held says so, and that accepting it allows it', () => {
    const trust = toTrust({ publishers: [{ id: 'a' }] })
    const of = (...entries: readonly object[]) =>
      merge([toState('a', [{ publisher: 'a', entries }])], trust).policy
    const old = of(entry({ package: numpy, versions: 'vers:pypi/<2.0' }))
    const held = holdWidening(old, of(allow))
    const explained = explain(held, { package: numpy, version: '2.5' })
    expect(reasons(explained)).toEqual(['a for', 'support 100/1/1 enough', 'held'])
    expect(changes(explained)).toEqual(['accepted', 'older vers:pypi/<2.0'])
    expect(compare(held, of(allow)).changes.map(({ because }) => because)).toEqual([
      [{ kind: 'held', change: 'removed' }],
    ])
  })

  test('by the policy alone names who was heard, by the lists what each came to', () => {
    const { byPolicy, byLists } = both({ entries: { a: [allow], b: [allow] } }, { version: '1.0' })
    expect([byPolicy.from, byLists.from]).toEqual(['policy', 'lists'])
    expect(reasons(byPolicy)).toEqual(['a for', 'b for', 'support 120/2/2 enough'])
    expect(reasons(byLists)).toEqual(['a for adds 60', 'b for adds 60', 'support 120/2/2 enough'])
    for (const member of ['decision', 'cause', 'support', 'voices', 'line', 'required', 'versions'] as const)
      expect(byLists[member]).toEqual(byPolicy[member])
  })

  test('of what nobody names says so, and what a permission would take', () => {
    const { byLists } = both({ entries: { a: [allow] } }, { package: 'pkg:pypi/nobody', version: '1' })
    expect(reasons(byLists)).toEqual(['unlisted'])
    expect(changes(byLists)).toEqual(['missing 100/0/0'])
    expect(byLists).toMatchObject({ decision: 'undecided', cause: 'unlisted', line: [] })
  })

  test('says which rule answered for a package that has none of its own', () => {
    const world = {
      entries: {
        a: [
          entry({ package: 'pkg:pypi/*' }),
          entry({ package: 'pkg:conda/n?channel=x' }),
          entry({ package: 'pkg:conda/m', decision: 'deny' }),
        ],
      },
    }
    expect(reasons(both(world, { version: '1' }).byLists)[0]).toBe('rule pkg:pypi/* (pattern)')
    expect(reasons(both(world, { package: 'pkg:conda/m?channel=y', version: '1' }).byLists)[0]).toBe(
      'rule pkg:conda/m (wider)',
    )
    const denied = {
      entries: {
        a: [
          entry({ package: 'pkg:conda/n?channel=x' }),
          entry({ package: 'pkg:conda/*?channel=y', decision: 'deny' }),
        ],
      },
    }
    const { byLists } = both(denied, { package: 'pkg:conda/n', version: '1' })
    expect(reasons(byLists)[0]).toBe('rule pkg:conda/*?channel=y (qualifier)')
    expect(byLists).toMatchObject({ package: 'pkg:conda/n?channel=y', decision: 'deny' })
  })

  test('says what shares a group and adds nothing to it', () => {
    const group = { group: 'uni' }
    const { byLists } = both(
      {
        entries: { a: [allow], b: [allow], c: [allow] },
        publishers: { a: { ...group, weight: 40 }, b: group },
      },
      { version: '1' },
    )
    expect(reasons(byLists)).toEqual([
      'b for adds 60',
      'c for adds 60',
      'a for nothing weaker beside b',
      'support 120/2/2 enough',
    ])
  })

  test('says of two words of one publisher which is counted', () => {
    const legacy = entry({ package: numpy, basis: 'legacy', versions: 'vers:pypi/1.0' })
    const { byLists } = both(
      { entries: { a: [legacy, allow] }, profile: { basis: { legacy: 50 } } },
      { version: '1.0' },
    )
    expect(reasons(byLists)).toEqual([
      'a for adds 60',
      'a for nothing weaker beside a',
      'support 60/1/1 too little',
    ])
  })

  test('says that a repeated word stands alone where it is stronger than the sum', () => {
    const adopted = entry({ package: numpy, basis: 'adopted', origins: ['b'] })
    const { byLists } = both(
      { entries: { a: [adopted], b: [allow] }, publishers: { a: { weight: 100 } } },
      { version: '1' },
    )
    expect(reasons(byLists)).toEqual(['b for adds 60', 'a for alone 100', 'support 100/1/1 enough'])
  })

  test('says which criteria are required, and who passes each', () => {
    const checked = (...criteria: readonly string[]) =>
      entry({ package: numpy, checks: criteria.map((criterion) => ({ criterion, result: 'pass' })) })
    const { byPolicy, byLists } = both(
      {
        entries: { a: [checked('vulnerabilities', 'licence')], b: [checked('licence')] },
        profile: { criteria: ['vulnerabilities', 'licence'] },
      },
      { version: '1' },
    )
    const support = (explained: Explanation) =>
      explained.reasons.find((each) => each.kind === 'support')?.criteria
    expect(support(byLists)).toEqual([
      { criterion: 'licence', points: 120, voices: 2, reviewed: 2, passedBy: ['a', 'b'] },
      { criterion: 'vulnerabilities', points: 60, voices: 1, reviewed: 1, passedBy: ['a'] },
    ])
    expect(support(byPolicy)).toEqual([{ criterion: 'licence' }, { criterion: 'vulnerabilities' }])
    expect(reasons(byLists)).toEqual(['a for adds 60', 'b for nothing criteria', 'support 60/1/1 too little'])
    expect(changes(byLists)).toEqual(['missing 40/0/0', 'b checks'])
    const words = byLists.reasons.flatMap((each) => (each.kind === 'word' ? [[each.passes, each.fails]] : []))
    expect(words).toEqual([
      [['licence', 'vulnerabilities'], []],
      [['licence'], []],
    ])
  })

  test('says what a repository adds, and that a weaker row adds nothing', () => {
    const repositories = [
      { package: 'pkg:pypi/*', weight: 40 },
      { package: 'pkg:pypi/*', weight: 30, criteria: ['licence'] },
    ]
    const { byPolicy, byLists } = both({ entries: { a: [allow] }, more: { repositories } }, { version: '1' })
    expect(reasons(byLists)).toEqual([
      'a for adds 60',
      'row pkg:pypi/* 0',
      'row pkg:pypi/* 40',
      'support 100/1/1 enough',
    ])
    expect(reasons(byPolicy)).toEqual([
      'a for',
      'row pkg:pypi/* ?',
      'row pkg:pypi/* ?',
      'support 100/1/1 enough',
    ])
  })

  test('says what the operator decided, until when, and what would hold without that', () => {
    const why = { reason: 'IG-1', by: 'board', until: '2027-03-01' }
    const override = (decision: 'allow' | 'deny') => ({
      package: numpy,
      versions: 'vers:pypi/*',
      decision,
      ...why,
    })
    const allowed = both(
      { entries: { a: [deny] }, more: { overrides: [override('allow')] } },
      { version: '1' },
    )
    expect(reasons(allowed.byLists)).toEqual([
      'override allow',
      'a against opposes 60',
      'support 0/0/0 too little',
      'opposition 60',
    ])
    expect(changes(allowed.byLists)).toEqual(['without override: deny', 'override ends 2027-03-01'])
    expect(changes(allowed.byPolicy)).toEqual(changes(allowed.byLists))
    const denied = both(
      { entries: { a: [allow], b: [allow] }, more: { overrides: [override('deny')] } },
      { version: '1' },
    )
    expect(reasons(denied.byLists)[0]).toBe('override deny')
    expect(changes(denied.byLists)).toEqual(['without override: allow', 'override ends 2027-03-01'])
  })

  test('says that a veto is enough, and that an opposition is not', () => {
    const world = { entries: { a: [deny], b: [allow] }, profile: { denyAt: 100, allowAt: 60 } }
    const opposed = both(world, { version: '1' }).byLists
    expect(opposed.decision).toBe('allow')
    expect(reasons(opposed)).toEqual([
      'b for adds 60',
      'a against opposes 60',
      'support 60/1/1 enough',
      'opposition 60 too little',
    ])
    const vetoed = both({ ...world, publishers: { a: { veto: true } } }, { version: '1' })
    expect(reasons(vetoed.byLists).at(-1)).toBe('opposition 60 by veto')
    expect(reasons(vetoed.byPolicy).at(-1)).toBe('opposition 60 by veto')
    expect(changes(vetoed.byLists)).toEqual(['a taken back: allow'])
  })

  test('says what a publisher takes back from itself', () => {
    const withdrawn = entry({ package: numpy, decision: 'withdrawn' })
    const ofRepository = entry({ package: 'pkg:pypi/*', decision: 'deny' })
    const { byLists } = both(
      { entries: { a: [allow, withdrawn], b: [allow, deny], c: [allow, ofRepository] } },
      { version: '1' },
    )
    expect(reasons(byLists)).toEqual([
      'c for adds 60',
      'b against opposes 60',
      'a neither silenced withdrawal',
      'b neither silenced denial',
      'c neither lifted',
      'a neither withdraws',
      'support 60/1/1 too little',
      'opposition 60',
    ])
  })

  test('says why entries were dropped, but not of those about other versions', () => {
    const until = '2027-01-01'
    const { byLists } = both(
      {
        operator: 'op',
        entries: {
          echo: [entry({ package: numpy, basis: 'adopted', origins: ['op'] })],
          future: [entry({ package: numpy, decided: '2026-12-24' })],
          lapsed: [
            entry({ package: numpy, until: '2026-11-01' }),
            entry({ package: numpy, until: '2026-11-01', versions: 'vers:pypi/9' }),
          ],
          new: [{ ...allow, novel: true }],
          old: [entry({ package: numpy, decided: '2020-01-01' })],
          out: [allow],
          silent: [deny],
        },
        publishers: { old: { maxAgeDays: 10 }, out: { scope: ['pkg:cran/*'] } },
        more: { overrides: [{ disregard: 'silent', package: 'pkg:pypi/*', reason: 'r', by: 'me', until }] },
      },
      { version: '1' },
    )
    expect(reasons(byLists).slice(0, -1).sort()).toEqual([
      'echo neither dropped echo',
      'future neither dropped not-yet',
      'lapsed neither dropped lapsed',
      'lapsed neither elsewhere versions',
      'new neither dropped not-understood',
      'old neither dropped too-old',
      'out neither dropped scope',
      'silent neither dropped disregarded',
    ])
    expect(changes(byLists)).toEqual(['missing 100/0/0', 'lapsed renews and old renews'])
  })

  test('says of denials that vanished that they are kept', () => {
    const kept = {
      list: 'main',
      package: numpy,
      versions: 'vers:pypi/*',
      decided: '2026-01-01',
      reason: 'gone',
    }
    const { byPolicy, byLists } = both(
      { entries: { a: [] }, states: { a: { keptDenials: [kept] } } },
      { version: '1' },
    )
    expect(reasons(byLists)).toEqual(['a against opposes 60', 'support 0/0/0 too little', 'opposition 60'])
    expect(reasons(byPolicy)[0]).toBe('a against')
    expect(byLists.reasons[0]).toMatchObject({ input: { kind: 'kept-denial', reason: 'gone' } })
  })

  test('says what weighs nothing, and why', () => {
    const rc = entry({ package: numpy, versions: 'vers:pypi/>=1.0' })
    const hidden = both(
      { entries: { a: [rc] }, publishers: { a: { weight: 100 } }, profile: { preReleases: 'named' } },
      { version: '2.0rc1' },
    )
    expect(reasons(hidden.byLists)).toEqual([
      'a for nothing pre-release',
      'support 0/0/0 too little',
      'pre-release',
    ])
    expect(hidden.byLists.cause).toBe('pre-release')
    expect(changes(hidden.byLists)).toContain('a reviews')
    const lost = both(
      {
        entries: { a: [allow] },
        publishers: { a: { optional: true } },
        states: { a: { status: 'quarantined' } },
      },
      { version: '1' },
    )
    expect(reasons(lost.byLists)).toEqual(['a for nothing weightless', 'support 0/0/0 too little'])
    expect(changes(lost.byLists)).toEqual(['missing 100/0/0'])
  })

  test('of a file says so, and of other files and snapshots that they are elsewhere', () => {
    const digest = '1'.repeat(64)
    const bound = entry({
      package: numpy,
      versions: 'vers:pypi/1.0',
      digests: [{ file: 'f', sha256: digest }],
    })
    const world = {
      entries: { a: [bound, entry({ package: 'pkg:cran/*', asOf: '2026-04-01' })] },
      publishers: { a: { weight: 100 } },
    }
    expect(reasons(both(world, { version: '1.0', digest }).byLists)).toEqual([
      'a for adds 100',
      'support 100/1/0 enough',
      'file',
    ])
    expect(reasons(both(world, { version: '1.0' }).byLists)).toEqual([
      'a neither elsewhere files',
      'support 0/0/0 too little',
    ])
    const cran = { package: 'pkg:cran/x', version: '1.0' }
    expect(reasons(both(world, { ...cran, snapshot: '2026-04-01' }).byLists).slice(1)).toEqual([
      'a for adds 100',
      'support 100/1/1 enough',
    ])
    expect(reasons(both(world, cran).byLists).slice(1)).toEqual([
      'a neither elsewhere snapshot',
      'support 0/0/0 too little',
    ])
  })

  test('tells which files of a version are allowed, where not every one is', () => {
    const [good, bad] = ['1'.repeat(64), '2'.repeat(64)]
    const bound = (sha256: string, more = {}) =>
      entry({ package: numpy, versions: 'vers:pypi/1.0', digests: [{ file: 'f', sha256 }], ...more })
    const world = {
      entries: { a: [bound(good)], b: [bound(bad, { decision: 'deny' })] },
      publishers: { a: { weight: 100 }, b: { weight: 100 } },
    }
    for (const { line, wouldChange } of Object.values(both(world, { version: '1.0' }))) {
      // The denial holds for whatever file is not known, so that only the good one is decided otherwise.
      const asked = line.find(({ isAsked }) => isAsked)
      expect([asked?.decision, asked?.files]).toEqual(['deny', [{ sha256: good, decision: 'allow' }]])
      expect(wouldChange).toContainEqual({ kind: 'file', sha256: good })
      expect(wouldChange).not.toContainEqual({ kind: 'file', sha256: bad })
    }
    const asked = both(world, { version: '1.0', digest: good }).byPolicy
    expect([asked.decision, changes(asked).some((each) => each.startsWith('file'))]).toEqual(['allow', false])
    const lapsed = both(
      { ...world, entries: { a: [bound(good, { until: '2026-11-25' })] }, askedAt: '2026-11-26T00:00:00Z' },
      { version: '1.0' },
    ).byPolicy
    expect(lapsed.line.flatMap(({ files = [] }) => files)).toEqual([{ sha256: good, decision: 'undecided' }])
  })

  test('of what has lapsed since, or of a policy that is not in force, says so', () => {
    const world = {
      entries: { a: [entry({ package: numpy, until: '2026-11-25' })] },
      publishers: { a: { weight: 100 } },
    }
    expect(changes(both(world, { version: '1' }).byLists)).toContain('word ends 2026-11-25')
    const lapsed = both({ ...world, askedAt: '2026-11-26T00:00:00Z' }, { version: '1' }).byPolicy
    expect([lapsed.decision, ...reasons(lapsed)]).toEqual([
      'undecided',
      'a for',
      'support 100/1/1 enough',
      'lapsed 2026-11-25',
    ])
    const expired = both({ ...world, askedAt: '2028-01-01T00:00:00Z' }, { version: '1' }).byPolicy
    expect([expired.decision, reasons(expired).at(-1)]).toEqual(['undecided', 'not-in-force'])
    expect(changes(expired)).toEqual([])
  })

  test('of a version that its ecosystem does not accept says that it is never allowed', () => {
    const { byLists } = both(
      { entries: { a: [allow] }, publishers: { a: { weight: 100 } } },
      { version: 'not a version' },
    )
    expect(reasons(byLists).at(-1)).toBe('version-unreadable')
    expect(byLists).toMatchObject({ decision: 'undecided', cause: 'version-unreadable' })
  })

  test('without a version tells the whole line and everybody, and no sum where it depends on the version', () => {
    const some = entry({ package: numpy, versions: 'vers:pypi/<2.0' })
    const { byPolicy, byLists } = both(
      { entries: { a: [some], b: [deny] }, publishers: { b: { scope: ['pkg:cran/*'] } } },
      {},
    )
    expect(reasons(byLists)).toEqual(['a for', 'b neither dropped scope'])
    expect(reasons(byPolicy)).toEqual(['a for'])
    expect(byLists.line.map(({ versions, isAsked }) => [versions, isAsked])).toEqual([
      ['vers:pypi/<2.0', false],
      ['vers:pypi/>=2.0', false],
    ])
    expect(reasons(both({ entries: { a: [allow] } }, {}).byLists)).toEqual([
      'a for',
      'support 60/1/1 too little',
    ])
  })

  test('puts publishers together where one alone would not settle it', () => {
    const { byLists } = both(
      { entries: { a: [allow], b: [], c: [], d: [] }, profile: { allowAt: 150, minVoices: 3 } },
      { version: '1' },
    )
    expect(changes(byLists)).toEqual(['missing 90/2/0', 'b reviews and c reviews'])
    const far = both(
      { entries: { a: [allow], b: [], c: [], d: [] }, profile: { allowAt: 250 } },
      { version: '1' },
    )
    expect(changes(far.byLists)).toEqual(['missing 190/0/0'])
  })

  test('over a type without order names what is allowed, and nothing before or after', () => {
    const v1 = entry({ package: 'pkg:github/o/r', versions: 'vers:github/v1' })
    const { byLists } = both(
      { entries: { a: [v1] }, publishers: { a: { weight: 100 } } },
      { package: 'pkg:github/o/r', version: 'v2' },
    )
    expect(changes(byLists)).toEqual(['missing 100/0/0', 'other vers:github/v1', 'a extends'])
    expect(byLists.line.map(({ versions }) => versions)).toEqual(['vers:github/!=v1'])
  })
})
