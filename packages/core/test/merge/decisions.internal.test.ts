import type { Entry, Trust, TrustProfile, TrustPublisher } from '@trustlist/schema'
import { describe, expect, test } from 'vitest'
import { decide, type Decision, type Query } from '../../src/ask/decide.js'
import { at, entry, merge, toState, toTrust } from './federation.js'

const foo = 'pkg:npm/foo'
type Members = Parameters<typeof entry>[0]

interface Case {
  /** Entries by publisher. */
  readonly says: Readonly<Record<string, readonly Partial<Members>[]>>
  readonly publishers?: Readonly<Record<string, Partial<TrustPublisher>>>
  readonly profile?: TrustProfile
  readonly more?: Partial<Trust>
}

function policyOf({ says, publishers = {}, profile = {}, more = {} }: Case) {
  const ids = Object.keys(says)
  const trust = toTrust({ publishers: ids.map((id) => ({ id, ...publishers[id] })), profile, more })
  const states = ids.map((id) =>
    toState(id, [
      { publisher: id, entries: says[id]!.map((each): Entry => entry({ package: foo, ...each })) },
    ]),
  )
  return merge(states, trust)
}

function ask(federation: Case, query: Partial<Query> = {}): Decision {
  return decide(policyOf(federation).policy, { package: foo, version: '1.0.0', ...query })
}

const half = { trust: 'half' } as const

describe('weights', () => {
  test('full is enough alone, half takes two', () => {
    expect(ask({ says: { a: [{}] } })).toMatchObject({
      decision: 'allow',
      support: 100,
      voices: 1,
      reviewed: 1,
    })
    expect(ask({ says: { a: [{}] }, publishers: { a: half } })).toMatchObject({
      decision: 'undecided',
      support: 50,
    })
    expect(ask({ says: { a: [{}], b: [{}] }, publishers: { a: half, b: half } })).toMatchObject({
      decision: 'allow',
      support: 100,
      voices: 2,
    })
  })

  test('advice adds nothing and denies', () => {
    const advice = { a: { trust: 'advice' } } as const
    expect(ask({ says: { a: [{}] }, publishers: advice })).toMatchObject({
      decision: 'undecided',
      support: 0,
      voices: 0,
    })
    expect(ask({ says: { a: [{ decision: 'deny' }] }, publishers: advice })).toMatchObject({
      decision: 'deny',
      opposition: 100,
    })
  })

  test('a percentage of the basis is rounded down', () => {
    const federation = {
      says: { a: [{ basis: 'legacy' }] },
      publishers: { a: { weight: 33 } },
      profile: { basis: { legacy: 50 } },
    }
    expect(ask(federation).support).toBe(16)
  })

  test('a list of its own weight replaces both weights of its publisher', () => {
    const says = { a: [{}] }
    const lists = [{ name: 'main', weight: 30 }]
    expect(ask({ says, publishers: { a: { weight: 90, denyWeight: 80, lists } } }).support).toBe(30)
    const denies = { a: [{ decision: 'deny' }] }
    expect(ask({ says: denies, publishers: { a: { weight: 90, denyWeight: 80, lists } } }).opposition).toBe(
      30,
    )
  })
})

describe('what one publisher says', () => {
  test('an allow that is more specific than every denial counts, and the publisher does not oppose', () => {
    const says = { a: [{ package: 'pkg:npm/*', decision: 'deny' }, {}] }
    expect(ask({ says })).toMatchObject({ decision: 'allow', opposition: 0 })
    expect(ask({ says }, { package: 'pkg:npm/bar' })).toMatchObject({ decision: 'deny', opposition: 100 })
  })

  test('a denial of the same level beats an allow', () => {
    const says = { a: [{}, { decision: 'deny', versions: 'vers:npm/2.0.0' }] }
    expect(ask({ says }, { version: '2.0.0' })).toMatchObject({ decision: 'deny', support: 0 })
    expect(ask({ says })).toMatchObject({ decision: 'allow' })
  })

  test('a withdrawal silences an allow and lifts no denial', () => {
    expect(ask({ says: { a: [{}, { decision: 'withdrawn' }] } })).toMatchObject({
      decision: 'undecided',
      support: 0,
      opposition: 0,
    })
    expect(ask({ says: { a: [{ decision: 'deny' }, { decision: 'withdrawn' }] } })).toMatchObject({
      decision: 'deny',
    })
  })

  test('a deeper namespace is more specific than a wider one', () => {
    const says = { a: [{ package: 'pkg:npm/*', decision: 'deny' }, { package: 'pkg:npm/%40types/*' }] }
    expect(ask({ says }, { package: 'pkg:npm/%40types/node' }).decision).toBe('allow')
    expect(ask({ says }, { package: 'pkg:npm/node' }).decision).toBe('deny')
  })
})

describe('voices and support', () => {
  test('publishers of one group count once', () => {
    const says = { a: [{}], b: [{}] }
    const publishers = { a: { weight: 60, group: 'g' }, b: { weight: 70, group: 'g' } }
    expect(ask({ says, publishers })).toMatchObject({ decision: 'undecided', support: 70, voices: 1 })
    const denies = { a: [{ decision: 'deny' }], b: [{ decision: 'deny' }] }
    expect(ask({ says: denies, publishers }).opposition).toBe(70)
  })

  test('an adopted word stands alone or not at all', () => {
    const adopted = { basis: 'adopted', origins: ['b'] }
    expect(ask({ says: { a: [adopted] } })).toMatchObject({ decision: 'allow', support: 100, voices: 0 })
    const two = { says: { a: [adopted], b: [{}] }, publishers: { a: half, b: half } }
    expect(ask(two)).toMatchObject({ decision: 'undecided', support: 50, voices: 1 })
    expect(ask({ says: { a: [adopted] }, profile: { minVoices: 2 } })).toMatchObject({
      decision: 'undecided',
      support: 0,
    })
    expect(ask({ says: { a: [adopted] }, profile: { minReviewed: 1 } })).toMatchObject({
      decision: 'undecided',
      support: 0,
    })
  })

  test('the operator’s own word that comes back is an echo', () => {
    const echo = { basis: 'adopted', origins: ['example-tre'] }
    const merged = policyOf({ says: { a: [echo] } })
    expect(decide(merged.policy, { package: foo, version: '1.0.0' }).support).toBe(0)
    expect(merged.dropped).toMatchObject([{ publisher: 'a', reason: 'echo' }])
  })

  test('reviewed voices are those that reviewed or curate', () => {
    const says = { a: [{ basis: 'legacy' }], b: [{ basis: 'curated' }] }
    expect(ask({ says, profile: { minReviewed: 2 } })).toMatchObject({
      decision: 'undecided',
      voices: 2,
      reviewed: 1,
    })
    expect(ask({ says, profile: { minReviewed: 1 } }).decision).toBe('allow')
  })

  test('one repository row counts, the strongest, and is no voice', () => {
    const repositories = [
      { package: 'pkg:npm/*', weight: 40 },
      { package: 'pkg:npm/%40a/*', weight: 30 },
    ]
    expect(ask({ says: { a: [{}] }, publishers: { a: half }, more: { repositories } })).toMatchObject({
      support: 90,
      voices: 1,
    })
    expect(ask({ says: { a: [] }, more: { repositories } }, { package: 'pkg:npm/%40a/b' })).toMatchObject({
      support: 40,
    })
  })
})

describe('the decision', () => {
  test('opposition at the limit denies, below it does not', () => {
    const says = { a: [{}], b: [{ decision: 'deny' }] }
    const publishers = { b: { weight: 0, denyWeight: 40 } }
    expect(ask({ says, publishers }).decision).toBe('deny')
    expect(ask({ says, publishers, profile: { denyAt: 41 } })).toMatchObject({
      decision: 'allow',
      opposition: 40,
    })
    expect(ask({ says, publishers, profile: { denyAt: 40 } }).decision).toBe('deny')
  })

  test('a veto denies below the limit', () => {
    const says = { a: [{}], b: [{ decision: 'deny' }] }
    const publishers = { b: { weight: 0, denyWeight: 1, veto: true } }
    expect(ask({ says, publishers, profile: { denyAt: 100 } })).toMatchObject({
      decision: 'deny',
      support: 100,
      opposition: 1,
    })
  })

  test('what nobody names is undecided and unlisted', () => {
    expect(ask({ says: { a: [{}] } }, { package: 'pkg:npm/bar' })).toMatchObject({
      decision: 'undecided',
      cause: 'unlisted',
    })
  })

  test('an override beats everything, the more specific first, deny before allow', () => {
    const allow = {
      package: foo,
      versions: 'vers:npm/*',
      decision: 'allow',
      reason: 'r',
      by: 'me',
      until: '2027-01-01',
    } as const
    const deny = { package: foo, versions: 'vers:npm/2.0.0', decision: 'deny' } as const
    const wide = { ...deny, package: 'pkg:npm/*', versions: 'vers:npm/*' } as const
    const says = { a: [{ decision: 'deny' }] }
    const publishers = { a: { trust: 'full', veto: true } } as const
    const federation = { says, publishers, more: { overrides: [wide, deny, allow] } }
    expect(ask(federation)).toMatchObject({ decision: 'allow', support: 0, opposition: 100 })
    expect(ask(federation, { version: '2.0.0' }).decision).toBe('deny')
    expect(ask(federation, { package: 'pkg:npm/bar' }).decision).toBe('deny')
  })

  test('an override past its last day does nothing', () => {
    const lapsed = {
      package: foo,
      versions: 'vers:npm/*',
      decision: 'allow',
      reason: 'r',
      by: 'me',
      until: '2026-11-21',
    } as const
    expect(ask({ says: { a: [] }, more: { overrides: [lapsed] } }).decision).toBe('undecided')
    const lastDay = { ...lapsed, until: '2026-11-22' }
    expect(ask({ says: { a: [] }, more: { overrides: [lastDay] } })).toMatchObject({
      decision: 'allow',
      segment: { until: '2026-11-22' },
    })
  })

  test('what is disregarded is not heard, all of it or what has the reference', () => {
    const because = { reason: 'r', by: 'me', until: '2027-01-01' }
    const says = {
      a: [{}],
      b: [
        { decision: 'deny', versions: 'vers:npm/1.0.0', references: ['CVE-1'] },
        { decision: 'deny', versions: 'vers:npm/2.0.0', references: ['CVE-2'] },
      ],
    }
    const some = {
      says,
      more: { overrides: [{ disregard: 'b', package: foo, reference: 'CVE-1', ...because }] },
    }
    expect(ask(some).decision).toBe('allow')
    expect(ask(some, { version: '2.0.0' }).decision).toBe('deny')
    const all = { says, more: { overrides: [{ disregard: 'b', package: 'pkg:npm/*', ...because }] } }
    expect(ask(all, { version: '2.0.0' }).decision).toBe('allow')
  })
})

describe('statements', () => {
  test('outside its scope a publisher says nothing', () => {
    const says = { a: [{}, { package: 'pkg:npm/bar' }] }
    const scope = { a: { trust: 'full', scope: ['pkg:npm/foo'] } } as const
    expect(ask({ says, publishers: scope }).decision).toBe('allow')
    expect(ask({ says, publishers: scope }, { package: 'pkg:npm/bar' })).toMatchObject({
      decision: 'undecided',
      cause: 'segment',
    })
    expect(ask({ says, publishers: { a: { trust: 'full', scope: [] } } }).decision).toBe('undecided')
  })

  test('past its last day nothing is said, on it everything is', () => {
    expect(ask({ says: { a: [{ until: '2026-11-21' }] } }).decision).toBe('undecided')
    expect(ask({ says: { a: [{ until: '2026-11-22' }] } }).decision).toBe('allow')
    expect(ask({ says: { a: [{ decision: 'deny', until: '2026-11-21' }] } }).decision).toBe('undecided')
  })

  test('a decision of tomorrow does not allow today, and denies', () => {
    expect(ask({ says: { a: [{ decided: '2026-11-23' }] } }).decision).toBe('undecided')
    expect(ask({ says: { a: [{ decided: '2026-11-22' }] } }).decision).toBe('allow')
    expect(ask({ says: { a: [{ decision: 'deny', decided: '2026-11-23' }] } }).decision).toBe('deny')
  })

  test('an allow ages by the smaller of both limits, a denial never does', () => {
    const says = { a: [{ decided: '2026-11-12' }] }
    expect(ask({ says, profile: { maxAgeDays: 10 } }).decision).toBe('allow')
    expect(ask({ says, profile: { maxAgeDays: 9 } }).decision).toBe('undecided')
    expect(
      ask({ says, publishers: { a: { trust: 'full', maxAgeDays: 9 } }, profile: { maxAgeDays: 10 } })
        .decision,
    ).toBe('undecided')
    expect(
      ask({ says: { a: [{ decision: 'deny', decided: '2016-11-12' }] }, profile: { maxAgeDays: 9 } })
        .decision,
    ).toBe('deny')
  })

  test('what is not understood costs an allow and never a denial', () => {
    expect(ask({ says: { a: [{ novel: 1 } as never] } }).decision).toBe('undecided')
    expect(ask({ says: { a: [{ basis: 'novel' }] } }).decision).toBe('undecided')
    expect(ask({ says: { a: [{ decision: 'deny', novel: 1 } as never] } }).decision).toBe('deny')
    expect(ask({ says: { a: [{ decision: 'novel' }] } }).decision).toBe('deny')
    expect(ask({ says: { a: [{ checks: [{ criterion: 'licence', result: 'novel' }] }] } }).decision).toBe(
      'allow',
    )
  })

  test('a range that cannot be read denies every version and allows none', () => {
    expect(ask({ says: { a: [{ versions: 'vers:npm/not-a-version' }] } }).decision).toBe('undecided')
    expect(ask({ says: { a: [{ decision: 'deny', versions: 'vers:npm/not-a-version' }] } }).decision).toBe(
      'deny',
    )
  })
})

test('everything that was not counted is returned with its reason', () => {
  const says = {
    a: [
      { until: '2026-11-21' },
      { decided: '2026-11-23' },
      { decided: '2020-01-01' },
      { basis: 'novel' },
      { basis: 'adopted', origins: ['example-tre'] },
      { versions: 'vers:npm/?' },
      { package: 'pkg:npm/out' },
      { package: 'pkg:npm/*' },
      { decision: 'deny', references: ['CVE-1'] },
    ],
  }
  const publishers = { a: { trust: 'full', maxAgeDays: 400, scope: ['pkg:npm/foo'] } } as const
  const disregard = {
    disregard: 'a',
    package: 'pkg:npm/foo',
    reference: 'CVE-1',
    reason: 'r',
    by: 'me',
    until: '2027-01-01',
  }
  const { dropped } = policyOf({ says, publishers, more: { overrides: [disregard] } })
  expect(dropped.map(({ reason, what }) => `${reason}: ${what}`).sort()).toEqual([
    'disregarded: pkg:npm/foo',
    'echo: example-tre',
    'lapsed: until 2026-11-21',
    'not-understood: the basis novel',
    'not-yet: decided 2026-11-23',
    'scope: heard for none of it',
    'scope: heard for pkg:npm/foo alone',
    'too-old: decided 2020-01-01, at most 400 days',
    'versions: vers:npm/?',
  ])
})

describe('criteria', () => {
  const profile = { criteria: ['vulnerabilities'] }
  const check = (result: string, criterion = 'vulnerabilities') => ({ checks: [{ criterion, result }] })

  test('only what passes the required criterion counts', () => {
    expect(ask({ says: { a: [{}] }, profile })).toMatchObject({ decision: 'undecided', support: 0 })
    expect(ask({ says: { a: [check('pass')] }, profile })).toMatchObject({ decision: 'allow', support: 100 })
    expect(ask({ says: { a: [check('not-applicable')] }, profile }).decision).toBe('undecided')
  })

  test('an accepted risk passes where the profile accepts it', () => {
    expect(ask({ says: { a: [check('accepted-risk')] }, profile }).decision).toBe('undecided')
    const accepting = { ...profile, acceptedRisk: ['vulnerabilities'] }
    expect(ask({ says: { a: [check('accepted-risk')] }, profile: accepting }).decision).toBe('allow')
  })

  test('a publisher’s own criterion counts through the operator’s map alone', () => {
    const own = check('pass', 'x-a-scan')
    expect(ask({ says: { a: [own] }, profile }).decision).toBe('undecided')
    const criteria = { 'x-a-scan': 'vulnerabilities' }
    expect(
      ask({ says: { a: [own] }, publishers: { a: { trust: 'full', criteria } }, profile }).decision,
    ).toBe('allow')
  })

  test('what is implied passes, unless it failed', () => {
    const isolated = { criteria: ['safe-to-run-isolated'] }
    expect(ask({ says: { a: [check('pass', 'safe-with-network')] }, profile: isolated }).decision).toBe(
      'allow',
    )
    const both = {
      checks: [
        { criterion: 'safe-with-network', result: 'pass' },
        { criterion: 'safe-to-run-isolated', result: 'fail' },
      ],
    }
    expect(ask({ says: { a: [both] }, profile: isolated }).decision).toBe('undecided')
  })

  test('one failing allow of a publisher, also one that was dropped, takes its passes', () => {
    const failing = { ...check('fail'), package: 'pkg:npm/*' }
    expect(ask({ says: { a: [check('pass'), failing] }, profile }).support).toBe(0)
    expect(
      ask({ says: { a: [check('pass'), { ...failing, decided: '2026-11-23' }] }, profile }).support,
    ).toBe(0)
    expect(ask({ says: { a: [check('pass'), { ...failing, until: '2026-11-21' }] }, profile }).support).toBe(
      100,
    )
    expect(ask({ says: { a: [check('pass')], b: [failing] }, profile }).support).toBe(100)
  })

  test('the least over all required criteria is reported', () => {
    const says = {
      a: [
        {
          checks: [
            { criterion: 'vulnerabilities', result: 'pass' },
            { criterion: 'licence', result: 'pass' },
          ],
        },
      ],
      b: [check('pass')],
    }
    const two = { criteria: ['vulnerabilities', 'licence'], minVoices: 2 }
    expect(ask({ says, profile: two })).toMatchObject({ decision: 'undecided', support: 100, voices: 1 })
  })
})

test('a segment says how long its allow lasts, and a policy when it expires', () => {
  const { policy } = policyOf({
    says: { a: [{ until: '2026-11-25' }], b: [{ decision: 'deny', package: 'pkg:npm/bad' }] },
  })
  expect(policy.rules[1]).toMatchObject({ package: foo, segments: [{ until: '2026-11-25' }] })
  expect(policy.issued).toBe(at)
  expect(policy.expires).toBe('2026-12-22T12:00:00Z')
})
