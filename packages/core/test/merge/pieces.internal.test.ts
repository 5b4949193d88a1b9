import fc from 'fast-check'
import type { PolicyInput } from '@trustlist/schema'
import { expect, test } from 'vitest'
import { decide } from '../../src/ask/decide.js'
import { compareSeverity } from '../../src/merge/severity.js'
import { mergeLists } from '../../src/merge/merge-lists.js'
import {
  askedPackages,
  at,
  channels,
  digests,
  federation,
  snapshots,
  statesOf,
  trustOf,
  versionsOf,
  type WorldType,
} from './arbitrary-federation.js'
import { decideAlone, type Answer, type Asked } from './brute-force.js'
import { runs } from './runs.js'

/** Versions that no list names, so that the insides of intervals are asked too. */
const between = {
  npm: ['0.0.1', '1.2.0', '1.9.0-beta.1', '2.0.0-rc.1.1', '2.5.0', '99.0.0'],
  conda: ['0.1', '1.7', '1.7rc1', '99'],
  github: ['v9'],
}

test('a single version decided from scratch is what the most specific rule says', () => {
  let compared = 0
  const seen = new Set<string>()
  fc.assert(
    fc.property(
      federation,
      fc.constantFrom(undefined, ...snapshots, '2026-05-01'),
      fc.constantFrom(undefined, ...digests, '3'.repeat(64)),
      (world, snapshot, digest) => {
        const states = statesOf(world)
        const trust = trustOf(world)
        const merged = mergeLists(states, trust, 'tier', at)
        if (!merged.ok) {
          expect(merged.problems.map(({ code }) => code)).toEqual(['merge/empty'])
          return
        }
        const { policy } = merged.value
        for (const name of askedPackages) {
          const kind = /^pkg:([^/]+)/.exec(name)![1] as WorldType
          for (const version of [...versionsOf[kind], ...between[kind]]) {
            const query = {
              package: name,
              version,
              ...(digest === undefined ? {} : { digest }),
              ...(snapshot === undefined ? {} : { snapshot }),
            }
            const answer = decide(policy, query)
            const expected = worstOf(
              possibleNames(name).map((each) =>
                decideAlone(states, trust, 'tier', at, { package: each, version, digest, snapshot }),
              ),
            )
            expect([name, version, answer.decision]).toEqual([name, version, expected.decision])
            compared++
            seen.add(`${answer.decision} ${answer.cause}`)
            // A file that decides as its segment does is not listed: its numbers are the segment's.
            if (answer.cause === 'unlisted' || (digest !== undefined && answer.cause !== 'file')) continue
            expect(answer.support).toBe(expected.support)
            expect(answer.voices).toBe(expected.voices)
            if (answer.cause === 'file') continue
            const { reviewed, opposition } = answer
            expect({ reviewed, opposition }).toEqual({
              reviewed: expected.reviewed,
              opposition: expected.opposition,
            })
            expect(labels(policy.inputs, answer.for)).toEqual(expected.for)
            expect(labels(policy.inputs, answer.against)).toEqual(expected.against)
            if (answer.decision === 'allow')
              checkUntil(answer.segment?.until, { package: answer.package, version, snapshot }, states, trust)
          }
        }
      },
    ),
    { numRuns: runs },
  )
  expect(compared).toBeGreaterThan(runs)
  expect([...seen].sort()).toEqual(
    expect.arrayContaining([
      'allow file',
      'allow segment',
      'undecided file',
      'deny segment',
      'undecided pre-release',
      'undecided segment',
      'undecided unlisted',
    ]),
  )
})

function checkUntil(
  until: string | undefined,
  asked: Asked,
  states: ReturnType<typeof statesOf>,
  trust: ReturnType<typeof trustOf>,
): void {
  const on = (day: string) => decideAlone(states, trust, 'tier', at, { ...asked, day }).decision
  const days = [
    '2026-11-23',
    '2026-11-24',
    '2026-11-25',
    '2026-11-26',
    '2026-12-01',
    '2026-12-02',
    '2026-12-31',
    '2029-12-31',
  ]
  for (const day of days) {
    if (until === undefined || day <= until) expect([day, on(day)]).toEqual([day, 'allow'])
    else break
  }
  if (until !== undefined) {
    const next = new Date(Date.parse(until) + 86_400_000).toISOString().slice(0, 10)
    expect([until, next, on(next)]).not.toEqual([until, next, 'allow'])
  }
}

/** A conda package without its channel might be of any. */
function possibleNames(name: string): readonly string[] {
  if (!name.startsWith('pkg:conda/') || name.includes('?')) return [name]
  return [name, ...channels.map((channel) => `${name}?channel=${channel}`)]
}

function worstOf(answers: readonly Answer[]): Answer {
  return answers.reduce((worst, each) => (compareSeverity(each.decision, worst.decision) > 0 ? each : worst))
}

function labels(inputs: readonly PolicyInput[], indexes: readonly number[]): readonly string[] {
  return [...new Set(indexes.map((index) => labelOf(inputs[index]!)))].sort()
}

function labelOf(input: PolicyInput): string {
  if (input.kind === 'list') return `list ${input.publisher} ${input.list}`
  if (input.kind === 'repository') return `row ${input.package} ${input.weight}`
  if (input.kind !== 'kept-denial') return `override ${input.package}`
  const { kind: _kind, publisher, ...kept } = input
  return `kept ${publisher} ${JSON.stringify(kept)}`
}
