import { describe, expect, test } from 'vitest'
import { decide } from '../../src/ask/decide.js'
import { mergeLists } from '../../src/merge/merge-lists.js'
import { at, entry, merge, refusal, toState, toTrust, type StateDraft } from './federation.js'

const foo = 'pkg:npm/foo'
const lists = [
  { publisher: 'a', entries: [entry({ package: foo }), entry({ package: 'pkg:npm/bad', decision: 'deny' })] },
]
const trustWith = (members: object = {}) => toTrust({ publishers: [{ id: 'a', ...members }] })
const states = (draft: StateDraft = {}, more: readonly object[] = []) => [
  toState('a', [...lists, ...(more as typeof lists)], draft),
]

function findingsOf(draft: StateDraft, members: object = {}): readonly string[] {
  const merged = mergeLists(states(draft), trustWith(members), 'tier', at)
  return merged.ok ? merged.findings.map(({ code }) => code) : merged.problems.map(({ code }) => code)
}

describe('a publisher out of reach', () => {
  test('serves its last state for its days of grace, and says so', () => {
    const stale = { status: 'stale', lastRefreshed: '2026-11-08T12:00:00Z' } as const
    expect(findingsOf(stale)).toEqual(['merge/publisher-stale'])
    const { policy } = merge(states(stale), trustWith())
    expect(decide(policy, { package: foo, version: '1.0.0' }).decision).toBe('allow')
    expect(policy.inputs).toMatchObject([{ kind: 'list', status: 'stale' }])
  })

  test('stops the merge after that', () => {
    const lost = { status: 'stale', lastRefreshed: '2026-11-08T11:59:59Z' } as const
    expect(findingsOf(lost)).toEqual(['merge/publisher-lost'])
    expect(findingsOf(lost, { graceDays: 15 })).toEqual(['merge/publisher-stale'])
    expect(findingsOf({ status: 'stale', lastRefreshed: '2026-11-22T11:59:59Z' }, { graceDays: 0 })).toEqual([
      'merge/publisher-lost',
    ])
  })

  test('where it is optional, supports nothing and denies as before', () => {
    const lost = { status: 'stale', lastRefreshed: '2026-01-01T00:00:00Z' } as const
    expect(findingsOf(lost, { optional: true })).toEqual(['merge/quarantined'])
    const { policy } = merge(states(lost), trustWith({ optional: true }))
    expect(decide(policy, { package: foo, version: '1.0.0' })).toMatchObject({
      decision: 'undecided',
      support: 0,
      for: [0],
    })
    expect(decide(policy, { package: 'pkg:npm/bad', version: '1.0.0' })).toMatchObject({
      decision: 'deny',
      opposition: 100,
    })
  })

  test('of whom nothing is known stops the merge, also where it is optional', () => {
    expect(refusal([], trustWith({ optional: true }))).toEqual(['merge/publisher-missing'])
  })

  test('whose list has expired is stale from then on', () => {
    const expired = [toState('a', [{ ...lists[0]!, expires: '2026-11-20T00:00:00Z' }])]
    const merged = mergeLists(expired, trustWith(), 'tier', at)
    expect(merged.ok && merged.findings.map(({ code }) => code)).toEqual(['merge/publisher-stale'])
    expect(refusal(expired, trustWith({ graceDays: 2 }))).toEqual(['merge/publisher-lost'])
  })
})

describe('a quarantined publisher', () => {
  test('stops the merge, with the proof in the message', () => {
    const proof = [{ what: 'version 3 after version 7' }] as never
    const merged = mergeLists([{ ...states()[0]!, status: 'quarantined', proof }], trustWith(), 'tier', at)
    expect(merged).toMatchObject({ ok: false, problems: [{ code: 'merge/publisher-quarantined' }] })
    expect(merged.ok ? '' : merged.problems[0].what).toContain('version 3 after version 7')
  })

  test('that is optional supports nothing and still lifts its own denials', () => {
    const own = [
      {
        publisher: 'a',
        entries: [entry({ package: foo }), entry({ package: 'pkg:npm/*', decision: 'deny' })],
      },
    ]
    const { policy } = merge([toState('a', own, { status: 'quarantined' })], trustWith({ optional: true }))
    expect(decide(policy, { package: foo, version: '1.0.0' })).toMatchObject({
      decision: 'undecided',
      support: 0,
      opposition: 0,
    })
    expect(decide(policy, { package: 'pkg:npm/bar', version: '1.0.0' }).decision).toBe('deny')
  })
})

describe('lists', () => {
  test('a list that is named and not there stops the merge', () => {
    expect(refusal(states(), trustWith({ lists: ['main', 'extra'] }))).toEqual(['merge/list-missing'])
    expect(refusal(states(), trustWith({ lists: ['main'] }))).toEqual([])
  })

  test('a list that is not named is not heard', () => {
    const extra = { publisher: 'a', list: 'extra', entries: [entry({ package: 'pkg:npm/extra' })] }
    const { policy } = merge(states({}, [extra]), trustWith({ lists: ['main'] }))
    expect(policy.rules.map((rule) => rule.package)).toEqual(['pkg:npm/bad', 'pkg:npm/foo'])
  })

  test('a list that is held for other profiles names no rule', () => {
    const trust = toTrust({
      publishers: [{ id: 'a', lists: [{ name: 'main', profiles: ['other'] }] }],
      more: { profiles: { tier: {}, other: {} } },
    })
    expect(refusal(states(), trust)).toEqual(['merge/empty'])
    expect(refusal(states(), trust, 'other')).toEqual([])
  })

  test('two lists of one name that differ are refused', () => {
    const twin = { publisher: 'a', entries: [entry({ package: foo })] }
    expect(refusal(states({}, [twin]), trustWith())).toEqual(['merge/list-twice'])
  })

  test('a list of another publisher is refused', () => {
    expect(refusal([toState('a', [{ publisher: 'b', entries: [] }])], trustWith())).toEqual([
      'merge/foreign-list',
    ])
  })

  test('a publisher with two states, or that nobody trusts, is refused', () => {
    expect(refusal([...states(), ...states()], trustWith())).toEqual(['merge/publisher-twice'])
    expect(refusal([...states(), toState('z', [])], trustWith())).toEqual(['merge/unknown-publisher'])
  })
})

test('an unknown profile is refused', () => {
  expect(refusal(states(), trustWith(), 'other')).toEqual(['merge/unknown-profile'])
  expect(refusal(states(), trustWith(), 'constructor')).toEqual(['merge/unknown-profile'])
})

test('a merge in which nobody names anything is refused and allows nothing', () => {
  expect(refusal([], toTrust({ publishers: [] }))).toEqual(['merge/empty'])
  expect(refusal([toState('a', [{ publisher: 'a', entries: [] }])], trustWith())).toEqual(['merge/empty'])
})
