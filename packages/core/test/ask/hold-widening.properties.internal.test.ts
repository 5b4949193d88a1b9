import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compare } from '../../src/ask/compare.js'
import { decide, type Query } from '../../src/ask/decide.js'
import { holdWidening } from '../../src/ask/hold-widening.js'
import { mergeLists } from '../../src/merge/merge-lists.js'
import { openPolicy } from '../../src/merge/open-policy.js'
import { judgePolicyAt, preparePolicy, type Policy } from '../../src/merge/policy.js'
import { compareSeverity } from '../../src/merge/severity.js'
import { toPreparedBytes } from '../../src/seal/prepare-document.js'
import {
  askedPackages,
  at,
  clean,
  digests,
  federation,
  snapshots,
  statesOf,
  trustOf,
  versionsOf,
  type Federation,
  type WorldType,
} from '../merge/arbitrary-federation.js'
import { runs } from '../merge/runs.js'

const minutes = 600_000

function policyOf(world: Federation): Policy {
  const merged = mergeLists(statesOf(world), trustOf(world), 'tier', at)
  fc.pre(merged.ok)
  return merged.value.policy
}

/** A world and what may become of it: others speak, or the operator's profile is another. */
const twoWorlds = fc.tuple(federation, federation, fc.boolean()).map(([a, b, isOnlyProfile]) => {
  const { acceptedRisk = [], ...profile } = b.profile
  const accepted = acceptedRisk.filter((id) => !id.startsWith('x-'))
  return [a, isOnlyProfile ? { ...a, profile: { ...profile, acceptedRisk: accepted } } : b] as const
})

const queries: readonly Query[] = askedPackages.flatMap((name) =>
  versionsOf[/^pkg:([^/]+)/.exec(name)![1] as WorldType].flatMap((version) =>
    [undefined, ...digests].flatMap((digest) =>
      [undefined, ...snapshots].map((snapshot) => clean<Query>({ package: name, version, digest, snapshot })),
    ),
  ),
)

describe('holding what widens', () => {
  test(
    'allows what both policies allow, and of everything else answers as the new one, but never with allow',
    () => {
      let [held, kept] = [0, 0]
      fc.assert(
        fc.property(twoWorlds, ([a, b]) => {
          const [before, after] = [policyOf(a), policyOf(b)]
          const applied = holdWidening(before, after)
          const isExact = before.profile.preReleases === after.profile.preReleases
          for (const query of queries) {
            const [was, wanted, is] = [before, after, applied].map((each) => decide(each, query).decision)
            if (wanted !== 'allow') expect(compareSeverity(is!, wanted!)).toBeGreaterThanOrEqual(0)
            else if (was !== 'allow') expect(is, JSON.stringify(query)).toBe('undecided')
            if (was !== 'allow') expect(is).not.toBe('allow')
            if (was !== 'allow' && wanted === 'allow') held++
            // What lacks a qualifier has the answer of several rules, of which there may be more now.
            if ([before, after, applied].some((each) => each.refinementsOf(query.package).length > 0))
              continue
            if (wanted !== 'allow') expect(is, JSON.stringify(query)).toBe(wanted)
            if (wanted === 'allow' && was === 'allow' && isExact) {
              kept++
              expect(is, JSON.stringify(query)).toBe('allow')
            }
          }
        }),
        { numRuns: Math.ceil(runs / 3) },
      )
      expect(held).toBeGreaterThan(0)
      expect(kept).toBeGreaterThan(0)
    },
    minutes,
  )

  test(
    'gives a policy that can be written and opened again, and is itself held no further',
    () => {
      fc.assert(
        fc.property(twoWorlds, ([a, b]) => {
          const [before, after] = [policyOf(a), policyOf(b)]
          const applied = holdWidening(before, after)
          const prepared = preparePolicy(applied)
          expect(prepared.ok).toBe(true)
          if (!prepared.ok) return
          const opened = openPolicy(toPreparedBytes(prepared.value), { at })
          expect(opened.ok ? [] : opened.problems).toEqual([])
          if (opened.ok) expect(compare(opened.value, holdWidening(opened.value, after)).changes).toEqual([])
        }),
        { numRuns: Math.ceil(runs / 4) },
      )
    },
    minutes,
  )

  test('is the new policy itself where nothing widens', () => {
    fc.assert(
      fc.property(federation, (world) => {
        const policy = policyOf(world)
        expect(holdWidening(policy, judgePolicyAt(policy, at)).rules).toEqual(policy.rules)
      }),
      { numRuns: Math.ceil(runs / 4) },
    )
  })
})
