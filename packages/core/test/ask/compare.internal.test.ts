import { describe, expect, test } from 'vitest'
import type { TrustProfile } from '@trustlist/schema'
import { compare } from '../../src/ask/compare.js'
import type { ChangeCause } from '../../src/ask/decision-change.js'
import { openPolicy } from '../../src/merge/open-policy.js'
import { judgePolicyAt, preparePolicy, type Policy } from '../../src/merge/policy.js'
import type { Trust } from '../../src/merge/trust.js'
import { toPreparedBytes } from '../../src/seal/prepare-document.js'
import { at, entry, merge, toState, toTrust } from '../merge/federation.js'

interface World {
  readonly entries: Readonly<Record<string, readonly object[]>>
  readonly weights?: Readonly<Record<string, number>>
  readonly profile?: TrustProfile
  readonly more?: Partial<Trust>
}

function policyOf({ entries, weights = {}, profile = {}, more = {} }: World): Policy {
  const ids = Object.keys(entries)
  const trust = toTrust({ publishers: ids.map((id) => ({ id, weight: weights[id] ?? 60 })), profile, more })
  return merge(
    ids.map((id) => toState(id, [{ publisher: id, entries: entries[id]! }])),
    trust,
  ).policy
}

function tell(cause: ChangeCause): string {
  if (cause.kind === 'profile') return `profile: ${cause.members.join(', ')}`
  if (cause.kind === 'disregard') return `disregard of ${cause.input.disregard} ${cause.change}`
  if (cause.kind !== 'word') return `${cause.kind} ${cause.change}`
  const { input, side, change } = cause
  const who = input.kind === 'list' || input.kind === 'kept-denial' ? input.publisher : input.kind
  return `${side}: ${who} ${change}`
}

function told(before: World | Policy, after: World | Policy): readonly string[] {
  const [a, b] = [before, after].map((each) => ('entries' in each ? policyOf(each) : each)) as [
    Policy,
    Policy,
  ]
  return compare(a, b).changes.map(
    (each) =>
      `${each.package} ${each.versions} ${each.before.decision} -> ${each.after.decision}: ${each.because.map(tell).join('; ')}`,
  )
}

const numpy = 'pkg:pypi/numpy'
const allow = entry({ package: numpy })
const deny = entry({ package: numpy, decision: 'deny', versions: 'vers:pypi/2.0.0' })

describe('the causes of a change', () => {
  test('are those who newly speak for it, or no longer do', () => {
    const one = { entries: { a: [allow], b: [] } }
    const two = { entries: { a: [allow], b: [allow] } }
    expect(told(one, two)).toEqual([`${numpy} vers:pypi/* undecided -> allow: for: b added`])
    expect(told(two, one)).toEqual([`${numpy} vers:pypi/* allow -> undecided: for: b removed`])
  })

  test('are those who newly oppose it, or no longer do, and not who speaks for it all along', () => {
    const allowed = { entries: { a: [allow], b: [allow] } }
    const denied = { entries: { a: [allow, deny], b: [allow] } }
    expect(told(allowed, denied)).toEqual([
      `${numpy} vers:pypi/2.0.0 allow -> deny: against: a added; for: a removed`,
    ])
    expect(told(denied, allowed)).toEqual([
      `${numpy} vers:pypi/2.0.0 deny -> allow: against: a removed; for: a added`,
    ])
  })

  test('are weights, where the same people say the same', () => {
    const world = { entries: { a: [allow], b: [allow] } }
    expect(told(world, { ...world, weights: { b: 30 } })).toEqual([
      `${numpy} vers:pypi/* allow -> undecided: for: b altered`,
    ])
  })

  test('are the thresholds of the profile', () => {
    const world = { entries: { a: [allow] } }
    expect(told(world, { ...world, profile: { allowAt: 60 } })).toEqual([
      `${numpy} vers:pypi/* undecided -> allow: profile: allowAt`,
    ])
  })

  test('are overrides, rows, and words that the operator no longer hears', () => {
    const world = { entries: { a: [allow, deny], b: [allow] } }
    const why = { reason: 'r', by: 'me', until: '2027-01-01' }
    const override = { package: numpy, versions: 'vers:pypi/2.0.0', decision: 'allow' as const, ...why }
    expect(told(world, { ...world, more: { overrides: [override] } })).toEqual([
      `${numpy} vers:pypi/2.0.0 deny -> allow: for: override added`,
    ])
    expect(
      told(world, { ...world, more: { overrides: [{ disregard: 'a', package: numpy, ...why }] } }),
    ).toEqual([
      `${numpy} vers:pypi/2.0.0 deny -> undecided: against: a removed; disregard of a added`,
      `${numpy} vers:pypi/!=2.0.0 allow -> undecided: for: a removed; disregard of a added`,
    ])
    expect(
      told(
        { entries: { a: [allow] } },
        { entries: { a: [allow] }, more: { repositories: [{ package: 'pkg:pypi/*', weight: 40 }] } },
      ),
    ).toEqual([`${numpy} vers:pypi/* undecided -> allow: for: repository added`])
  })

  test('are the ends of what it rested on, and of the policy', () => {
    const lapsing = policyOf({ entries: { a: [entry({ package: numpy, until: '2026-11-25' })], b: [allow] } })
    expect(told(lapsing, judgePolicyAt(lapsing, '2026-11-26T00:00:00Z'))).toEqual([
      `${numpy} vers:pypi/* allow -> undecided: lapsed added`,
    ])
    expect(told(lapsing, judgePolicyAt(lapsing, '2028-01-01T00:00:00Z'))).toEqual([
      `${numpy} vers:pypi/* allow -> undecided: lapsed added; force removed`,
    ])
  })
})

describe('a comparison', () => {
  test('names the inputs and the members of the profile that differ', () => {
    const before = policyOf({ entries: { a: [allow], b: [allow] } })
    const after = policyOf({
      entries: { a: [allow, deny], c: [allow] },
      profile: { minVoices: 2, policyDays: 3 },
    })
    const { inputs, profile } = compare(before, after)
    const nameOf = (input: (typeof inputs)[number]['before']) =>
      input?.kind === 'list' ? input.publisher : undefined
    expect(inputs.map((each) => [nameOf(each.before), nameOf(each.after)])).toEqual([
      ['a', 'a'],
      ['b', undefined],
      [undefined, 'c'],
    ])
    expect(profile).toEqual(['minVoices'])
  })

  test('of two rules with thousands of segments takes no longer than reading them', () => {
    const world = (decision: (index: number) => string) => ({
      entries: {
        a: Array.from({ length: 5_000 }, (_, index) =>
          entry({ package: numpy, versions: `vers:pypi/1.${index}`, decision: decision(index) }),
        ),
      },
      weights: { a: 100 },
    })
    const changes = compare(
      policyOf(world((index) => (index % 2 === 0 ? 'allow' : 'deny'))),
      policyOf(world((index) => (index % 3 === 0 ? 'allow' : 'deny'))),
    ).changes
    expect(changes.map(({ before, after }) => `${before.decision} ${after.decision}`)).toEqual([
      'deny allow',
      'allow deny',
    ])
    expect(changes.map(({ versions }) => versions.split('|').length)).toEqual([833, 1666])
  })

  test('of a policy and the same one read from its bytes is empty', () => {
    const policy = policyOf({ entries: { a: [allow], b: [allow, deny] } })
    const prepared = preparePolicy(policy)
    if (!prepared.ok) throw new Error(prepared.problems[0].what)
    const opened = openPolicy(toPreparedBytes(prepared.value), { at })
    if (!opened.ok) throw new Error(opened.problems[0].what)
    expect(compare(policy, opened.value)).toEqual({ changes: [], inputs: [], profile: [] })
  })

  test('judges both at the instant that the caller chose', () => {
    const policy = policyOf({ entries: { a: [allow], b: [allow] } })
    expect(compare(policy, judgePolicyAt(policy, at)).changes).toEqual([])
  })
})
