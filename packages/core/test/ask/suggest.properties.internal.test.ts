import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decide, type Query } from '../../src/ask/decide.js'
import type { Remedy } from '../../src/ask/remedies.js'
import { suggest } from '../../src/ask/suggest.js'
import { openHearing } from '../../src/merge/hearing.js'
import { mergeLists } from '../../src/merge/merge-lists.js'
import type { Policy } from '../../src/merge/policy.js'
import {
  askedPackages,
  at,
  federation,
  statesOf,
  trustOf,
  versionsOf,
  type Federation,
  type WorldType,
} from '../merge/arbitrary-federation.js'
import { runs } from '../merge/runs.js'

const minutes = 600_000

const queries: readonly Query[] = askedPackages.flatMap((name) =>
  versionsOf[/^pkg:([^/]+)/.exec(name)![1] as WorldType].map((version) => ({ package: name, version })),
)

function policyOf(world: Federation): Policy | undefined {
  const merged = mergeLists(statesOf(world), trustOf(world), 'tier', at)
  return merged.ok ? merged.value.policy : undefined
}

/** The world in which these entries were published. */
function withRemedies(world: Federation, remedies: readonly Remedy[]): Federation {
  const lists = Object.fromEntries(
    Object.entries(world.lists).map(([publisher, drafts]) => [
      publisher,
      drafts.map((draft) => {
        const own = remedies.filter((each) => each.publisher === publisher && each.list === draft.list)
        const texts = new Map(
          [...draft.entries, ...own.map(({ entry }) => entry)].map((each) => [JSON.stringify(each), each]),
        )
        return { ...draft, entries: [...texts.values()] }
      }),
    ]),
  )
  return { ...world, lists }
}

test(
  'what is suggested settles what it says, and nothing less does',
  () => {
    let settled = 0
    let together = 0
    fc.assert(
      fc.property(
        federation,
        fc.shuffledSubarray([...queries], { minLength: 12, maxLength: 12 }),
        (world, wanted) => {
          const policy = policyOf(world)
          fc.pre(policy !== undefined)
          const hearing = openHearing(statesOf(world), trustOf(world), 'tier', at)
          if (!hearing.ok) throw new Error(hearing.problems[0].what)
          const found = suggest(policy, hearing.value, wanted)
          const told = found.suggestions.reduce(
            (sum, each) => sum + each.settles.length,
            found.unsettled.length,
          )
          expect(told).toBe(found.undecided)
          for (const { settles } of found.suggestions) {
            const { package: name, versions, remedies } = settles[0]!
            const query = {
              package: name,
              version: decodeURIComponent(versions.slice(versions.indexOf('/') + 1)),
            }
            expect(decide(policy, query).decision).toBe('undecided')
            expect(decide(policyOf(withRemedies(world, remedies))!, query).decision).toBe('allow')
            settled++
            if (remedies.length === 1) continue
            together++
            for (const left of remedies) {
              const fewer = remedies.filter((each) => each !== left)
              expect(decide(policyOf(withRemedies(world, fewer))!, query).decision).toBe('undecided')
            }
          }
        },
      ),
      { numRuns: runs },
    )
    expect(settled).toBeGreaterThan(runs / 2)
    expect(together).toBeGreaterThan(runs / 20)
  },
  minutes,
)
