import { describe, expect, test } from 'vitest'
import type { Entry, Trust, TrustProfile } from '@trustlist/schema'
import { decide } from '../../src/ask/decide.js'
import type { Policy } from '../../src/merge/policy.js'
import { entry, merge, toState, toTrust } from './federation.js'

type Members = Parameters<typeof entry>[0]
interface Case {
  readonly a: readonly Members[]
  readonly b?: readonly Members[]
  readonly profile?: TrustProfile
  readonly more?: Partial<Trust>
}

function policyOf({ a, b = [], profile = {}, more = {} }: Case): Policy {
  const trust = toTrust({ publishers: [{ id: 'a' }, { id: 'b' }], profile, more })
  const state = (publisher: string, entries: readonly Members[]) =>
    toState(publisher, [{ publisher, entries: entries.map((each): Entry => entry(each)) }])
  return merge([state('a', a), state('b', b)], trust).policy
}

/** Each segment of a rule as `decision versions`, with its snapshot and last day. */
function segmentsOf(policy: Policy, name: string): readonly string[] {
  const rule = policy.rules.find((each) => each.package === name)!
  return rule.segments.map(({ decision, versions, asOf, until }) =>
    [asOf, decision, versions.replace(/^vers:[^/]+\//, ''), until && `until ${until}`]
      .filter(Boolean)
      .join(' '),
  )
}

const foo = 'pkg:npm/foo'

describe('the version line', () => {
  test('neighbours that agree in everything are one segment', () => {
    const a = [
      { package: foo, versions: 'vers:npm/<2.0.0' },
      { package: foo, versions: 'vers:npm/>=2.0.0', basis: 'curated' },
    ]
    expect(segmentsOf(policyOf({ a }), foo)).toEqual(['allow *'])
    expect(segmentsOf(policyOf({ a: [a[0]!, { ...a[1]!, until: '2026-12-01' }] }), foo)).toEqual([
      'allow <2.0.0',
      'allow >=2.0.0 until 2026-12-01',
    ])
  })

  test('of equal versions the shortest spelling is written, then the first', () => {
    const pypi = 'pkg:pypi/foo'
    const a = [{ package: pypi, versions: 'vers:pypi/<2.0.0' }]
    const b = [{ package: pypi, versions: 'vers:pypi/<2.0' }]
    expect(segmentsOf(policyOf({ a, b }), pypi)).toEqual(['allow <2.0', 'undecided >=2.0'])
    expect(segmentsOf(policyOf({ a }), pypi)).toEqual(['allow <2.0.0', 'undecided >=2.0.0'])
  })

  test('without an order there are the named versions that differ, and everything else', () => {
    const repo = 'pkg:github/o/r'
    const a = [{ package: repo, versions: 'vers:github/v1|v2' }]
    expect(segmentsOf(policyOf({ a }), repo)).toEqual(['allow v1', 'allow v2', 'undecided !=v1|!=v2'])
    const b = [{ package: repo, decision: 'deny', versions: 'vers:github/!=v1' }]
    expect(segmentsOf(policyOf({ a, b }), repo)).toEqual(['allow v1', 'deny v2', 'deny !=v1|!=v2'])
  })

  test('what is escaped in a range is escaped in a segment', () => {
    const repo = 'pkg:github/o/r'
    expect(segmentsOf(policyOf({ a: [{ package: repo, versions: 'vers:github/a%7Cb' }] }), repo)).toEqual([
      'allow a%7Cb',
      'undecided !=a%7Cb',
    ])
  })
})

describe('patterns', () => {
  test('what two patterns have in common has a rule', () => {
    const a = [{ package: 'pkg:conda/*?channel=x' }]
    const b = [{ package: 'pkg:conda/numpy', decision: 'deny' }]
    const policy = policyOf({ a, b })
    expect(policy.rules.map((rule) => rule.package)).toEqual([
      'pkg:conda/*?channel=x',
      'pkg:conda/numpy',
      'pkg:conda/numpy?channel=x',
    ])
    const ask = (name: string) => decide(policy, { package: name, version: '1.0' }).decision
    expect([
      ask('pkg:conda/numpy?channel=x'),
      ask('pkg:conda/scipy?channel=x'),
      ask('pkg:conda/numpy?channel=y'),
    ]).toEqual(['deny', 'allow', 'deny'])
  })

  test('an entry that was dropped names a rule as well', () => {
    const a = [
      { package: 'pkg:conda/*?channel=x', until: '2020-01-01' },
      { package: 'pkg:conda/numpy', decision: 'deny' },
    ]
    expect(policyOf({ a }).rules.map((rule) => rule.package)).toEqual([
      'pkg:conda/*?channel=x',
      'pkg:conda/numpy',
      'pkg:conda/numpy?channel=x',
    ])
  })

  test('what is held for other profiles names none', () => {
    const more = {
      profiles: { tier: {}, other: {} },
      repositories: [{ package: 'pkg:cran/*', weight: 1, profiles: ['other'] }],
      overrides: [
        { package: 'pkg:npm/bar', versions: 'vers:npm/*', decision: 'deny' as const, profiles: ['other'] },
      ],
    }
    expect(policyOf({ a: [{ package: foo }], more }).rules.map((rule) => rule.package)).toEqual([foo])
  })

  test('a package that lacks a qualifier gets the most severe answer of all that it could be', () => {
    const a = [
      { package: 'pkg:conda/numpy?channel=x' },
      { package: 'pkg:conda/numpy?channel=y', decision: 'deny' },
    ]
    const policy = policyOf({ a })
    expect(decide(policy, { package: 'pkg:conda/numpy', version: '1.0' })).toMatchObject({
      decision: 'deny',
      package: 'pkg:conda/numpy?channel=y',
    })
    const calm = policyOf({ a: [{ package: 'pkg:conda/numpy?channel=x' }] })
    expect(decide(calm, { package: 'pkg:conda/numpy', version: '1.0' })).toMatchObject({
      decision: 'undecided',
      package: 'pkg:conda/numpy',
    })
  })
})

describe('snapshots', () => {
  const a = [{ package: 'pkg:cran/*', asOf: '2026-04-01' }]

  test('an allow of a snapshot covers exactly the inventories that state it', () => {
    const policy = policyOf({ a })
    expect(segmentsOf(policy, 'pkg:cran/*')).toEqual(['undecided *', '2026-04-01 allow *'])
    const ask = (snapshot?: string) =>
      decide(policy, { package: 'pkg:cran/any', version: '1.0', ...(snapshot && { snapshot }) }).decision
    expect([ask(), ask('2026-04-01'), ask('2026-04-02')]).toEqual(['undecided', 'allow', 'undecided'])
  })

  test('dates come ascending after any date, also for a package by its own name', () => {
    const b = [
      { package: 'pkg:cran/*', asOf: '2026-03-01' },
      { package: 'pkg:cran/x', decision: 'deny', versions: 'vers:cran/1.0' },
    ]
    expect(segmentsOf(policyOf({ a, b }), 'pkg:cran/x')).toEqual([
      'undecided <1.0',
      'deny 1.0',
      'undecided >1.0',
      '2026-03-01 allow <1.0',
      '2026-03-01 deny 1.0',
      '2026-03-01 allow >1.0',
      '2026-04-01 allow <1.0',
      '2026-04-01 deny 1.0',
      '2026-04-01 allow >1.0',
    ])
  })
})

describe('pre-releases', () => {
  const pypi = 'pkg:pypi/foo'
  const named = { preReleases: 'named' } as const
  const range = { package: pypi, versions: 'vers:pypi/<2.0.0' }
  const rc = { package: pypi, versions: 'vers:pypi/2.0.0rc1' }
  const ask = (policy: Policy, version: string) => decide(policy, { package: pypi, version })

  test('by VERS alone are where their order puts them', () => {
    expect(ask(policyOf({ a: [range] }), '2.0.0rc1').decision).toBe('allow')
  })

  test('where they must be named, need an allow that names them by equality', () => {
    expect(ask(policyOf({ a: [range], profile: named }), '2.0.0rc1')).toMatchObject({
      decision: 'undecided',
      cause: 'pre-release',
      support: 0,
      for: [0],
    })
    expect(ask(policyOf({ a: [range], profile: named }), '1.9.0').decision).toBe('allow')
    expect(ask(policyOf({ a: [range, rc], profile: named }), '2.0.0rc1')).toMatchObject({
      decision: 'allow',
      support: 100,
    })
    const bound = { package: pypi, versions: 'vers:pypi/<=2.0.0rc1' }
    expect(ask(policyOf({ a: [bound], profile: named }), '2.0.0rc1')).toMatchObject({
      decision: 'undecided',
      support: 0,
    })
  })

  test('are denied by whatever denies them', () => {
    expect(ask(policyOf({ a: [{ ...range, decision: 'deny' }], profile: named }), '2.0.0rc1').decision).toBe(
      'deny',
    )
  })

  test('are never joined with their neighbours', () => {
    const policy = policyOf({ a: [range], b: [{ ...rc, decision: 'withdrawn' }], profile: named })
    expect(segmentsOf(policy, pypi)).toEqual([
      'allow <2.0.0rc1',
      'undecided 2.0.0rc1',
      'allow >2.0.0rc1|<2.0.0',
      'undecided >=2.0.0',
    ])
  })

  test('an allow override that does not name one says undecided', () => {
    const because = { reason: 'r', by: 'me', until: '2027-01-01' }
    const overrides = [{ package: pypi, versions: 'vers:pypi/>=1.0', decision: 'allow' as const, ...because }]
    const policy = policyOf({ a: [rc], profile: named, more: { overrides } })
    expect(ask(policy, '2.0.0rc1')).toMatchObject({ decision: 'undecided', cause: 'segment', support: 100 })
    const named2 = [
      ...overrides,
      { package: pypi, versions: 'vers:pypi/2.0.0rc1', decision: 'allow' as const, ...because },
    ]
    expect(ask(policyOf({ a: [rc], profile: named, more: { overrides: named2 } }), '2.0.0rc1').decision).toBe(
      'allow',
    )
  })
})

describe('files', () => {
  const [h1, h2, h3] = ['1', '2', '3'].map((digit) => digit.repeat(64)) as [string, string, string]
  const one = { package: foo, versions: 'vers:npm/1.0.0' }
  const files = (...digests: string[]) => digests.map((sha256) => ({ file: 'f.tgz', sha256 }))
  const ask = (policy: Policy, digest?: string) =>
    decide(policy, { package: foo, version: '1.0.0', ...(digest && { digest }) })

  test('an allow of some files counts for those alone', () => {
    const policy = policyOf({ a: [{ ...one, digests: files(h1) }] })
    expect(ask(policy, h1)).toMatchObject({ decision: 'allow', cause: 'file', support: 100, voices: 1 })
    expect([ask(policy, h2).decision, ask(policy).decision]).toEqual(['undecided', 'undecided'])
  })

  test('a denial of some files denies those, and every file of which nothing is known', () => {
    const policy = policyOf({
      a: [{ package: foo }, { ...one, digests: files(h3) }],
      b: [{ ...one, decision: 'deny', digests: files(h1) }],
    })
    expect(
      [ask(policy, h1), ask(policy, h2), ask(policy, h3), ask(policy)].map(({ decision }) => decision),
    ).toEqual(['deny', 'deny', 'allow', 'deny'])
  })

  test('a file that is denied by one and named by another without enough support is undecided', () => {
    const policy = policyOf({
      a: [{ ...one, digests: files(h3) }],
      b: [{ ...one, decision: 'deny', digests: files(h1) }],
      profile: { allowAt: 150 },
    })
    expect([ask(policy, h3), ask(policy, h1)].map(({ decision, cause }) => `${decision} ${cause}`)).toEqual([
      'undecided file',
      'deny segment',
    ])
  })

  test('a denial or withdrawal that names a file lifts no other denial of it', () => {
    const b = [{ ...one, decision: 'deny', digests: files(h1) }]
    const withdrawn = { ...one, decision: 'withdrawn', digests: files(h2) }
    expect(ask(policyOf({ a: [{ package: foo }, withdrawn], b }), h2).decision).toBe('deny')
  })

  test('the allow of a file lasts as long as what it rests on', () => {
    const policy = policyOf({ a: [{ ...one, until: '2026-12-01', digests: files(h1) }] })
    expect(policy.rules[0]!.segments[1]!.files).toEqual([
      { decision: 'allow', sha256: h1, support: 100, until: '2026-12-01', voices: 1 },
    ])
  })
})

describe('how long an allow lasts', () => {
  const a = { package: foo, until: '2026-12-01' }

  test('is until enough of what it rests on has lapsed', () => {
    expect(segmentsOf(policyOf({ a: [a] }), foo)).toEqual(['allow * until 2026-12-01'])
    expect(segmentsOf(policyOf({ a: [a], b: [{ package: foo }] }), foo)).toEqual(['allow *'])
    expect(segmentsOf(policyOf({ a: [a], b: [{ package: foo, until: '2027-01-01' }] }), foo)).toEqual([
      'allow * until 2027-01-01',
    ])
  })

  test('is until its age limit', () => {
    expect(
      segmentsOf(policyOf({ a: [{ package: foo, decided: '2026-11-20' }], profile: { maxAgeDays: 5 } }), foo),
    ).toEqual(['allow * until 2026-11-25'])
  })

  test('is until a denial is heard again, or the override ends', () => {
    const because = { reason: 'r', by: 'me', until: '2026-11-30' }
    const b = [{ package: foo, decision: 'deny' }]
    const disregard = { disregard: 'b', package: foo, ...because }
    expect(segmentsOf(policyOf({ a: [{ package: foo }], b, more: { overrides: [disregard] } }), foo)).toEqual(
      ['allow * until 2026-11-30'],
    )
    const override = { package: foo, versions: 'vers:npm/*', decision: 'allow' as const, ...because }
    expect(segmentsOf(policyOf({ a: [{ package: foo }], b, more: { overrides: [override] } }), foo)).toEqual([
      'allow * until 2026-11-30',
    ])
  })

  test('is not longer for a denial that lapses too', () => {
    const b = [{ package: foo, decision: 'deny', until: '2026-11-30', versions: 'vers:npm/1.0.0' }]
    expect(segmentsOf(policyOf({ a: [{ package: foo }], b }), foo)).toEqual([
      'allow <1.0.0',
      'deny 1.0.0',
      'allow >1.0.0',
    ])
  })
})
