import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decide, type Query } from '../../src/ask/decide.js'
import { takeEntries } from '../../src/ask/take-entries.js'
import { openHearing } from '../../src/merge/hearing.js'
import { mergeLists } from '../../src/merge/merge-lists.js'
import { typeOfPattern } from '../../src/purl/pattern.js'
import { schemeOf } from '../../src/version/registry.js'
import { parseVersion } from '../../src/version/version.js'
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
  type WorldType,
} from '../merge/arbitrary-federation.js'
import { runs } from '../merge/runs.js'

const minutes = 600_000

const queries: readonly Query[] = askedPackages.flatMap((name) =>
  versionsOf[/^pkg:([^/]+)/.exec(name)![1] as WorldType].flatMap((version) =>
    [undefined, ...digests].flatMap((digest) =>
      [undefined, snapshots[0]].map((snapshot) => clean<Query>({ package: name, version, digest, snapshot })),
    ),
  ),
)

test(
  'what is heard of a package version, entry by entry, adds up to what the merge decided',
  () => {
    let added = 0
    let alone = 0
    fc.assert(
      fc.property(
        federation,
        fc.shuffledSubarray([...queries], { minLength: 40, maxLength: 40 }),
        (world, asked) => {
          const [states, trust] = [statesOf(world), trustOf(world)]
          const merged = mergeLists(states, trust, 'tier', at)
          fc.pre(merged.ok)
          const { policy } = merged.value
          const opened = openHearing(states, trust, 'tier', at)
          if (!opened.ok) throw new Error(opened.problems[0].what)
          const hearing = opened.value
          for (const query of asked) {
            if (policy.refinementsOf(query.package).length > 0) continue
            const version = parseVersion(schemeOf(typeOfPattern(query.package)), query.version!)
            if (!version.ok) throw new Error(query.version)
            const look = hearing.about(query.package).at(version.value, query)
            const said = decide(policy, query)
            const { decision, support, voices, reviewed, opposition } = look.verdict
            expect(decision, JSON.stringify(query)).toBe(said.decision)
            // Of a file the policy tells support and voices alone, and where the decision is another than the segment's.
            if (query.digest === undefined || said.cause === 'file')
              expect([support, voices]).toEqual([said.support, said.voices])
            const taking = takeEntries(look, hearing.context)
            const least = taking.criteria[taking.least]!
            expect(least.support).toBe(look.tallied.support)
            expect(Math.min(...taking.criteria.map((each) => each.voices))).toBe(look.tallied.voices)
            expect(Math.min(...taking.criteria.map((each) => each.reviewed))).toBe(look.tallied.reviewed)
            let sum = taking.rows.reduce((total, points) => total + points, 0)
            let against = 0
            let single: number | undefined
            const [forInputs, againstInputs] = [new Set<number>(), new Set<number>()]
            taking.entries.forEach((taken, place) => {
              const { input } = look.entries[place]!.heard
              if (taken.kind === 'adds') sum += taken.points
              if (taken.kind === 'opposes') against += taken.points
              if (taken.kind === 'alone') single = taken.points
              if (['adds', 'alone', 'nothing'].includes(taken.kind)) forInputs.add(input)
              if (taken.kind === 'opposes') againstInputs.add(input)
            })
            expect(single ?? sum).toBe(look.tallied.support)
            if (single !== undefined) expect(single).toBeGreaterThan(sum)
            expect(against).toBe(look.tallied.opposition)
            const rows = look.rows.filter(({ weight }) => weight > 0).map(({ index }) => index)
            expect([...forInputs, ...rows].sort((a, b) => a - b)).toEqual(look.tallied.for)
            expect([...againstInputs].sort((a, b) => a - b)).toEqual(look.tallied.against)
            if (sum > 0) added++
            if (single !== undefined) alone++
            if (query.digest !== undefined) continue
            expect({ reviewed, opposition, for: look.verdict.for, against: look.verdict.against }).toEqual({
              reviewed: said.reviewed,
              opposition: said.opposition,
              for: said.for,
              against: said.against,
            })
          }
        },
      ),
      { numRuns: runs },
    )
    expect(added).toBeGreaterThan(runs)
    expect(alone).toBeGreaterThan(10)
  },
  minutes,
)
