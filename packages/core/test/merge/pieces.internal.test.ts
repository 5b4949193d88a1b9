import fc from 'fast-check'
import type { PolicyInput } from '@trustlist/schema'
import { expect, test, vi } from 'vitest'
import { decide, type Decision, type Query } from '../../src/ask/decide.js'
import { compareSeverity } from '../../src/merge/severity.js'
import { mergeLists } from '../../src/merge/merge-lists.js'
import {
  askedPackages,
  at,
  channels,
  clean,
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

vi.mock('../../src/key/ed25519.js', async (original) => ({
  ...(await original<typeof import('../../src/key/ed25519.js')>()),
  // Thousands of lists are sealed a second: nearly all of the time would go into signatures, which are tested elsewhere.
  signWithSeed: () => new Uint8Array(64),
  verifySignature: () => true,
}))

/** Versions that no list names, so that the insides of intervals are asked too. */
const between = {
  npm: ['0.0.1', '1.2.0', '1.9.0-beta.1', '2.0.0-rc.1.1', '2.5.0', '99.0.0'],
  conda: ['0.1', '1.7', '1.7rc1', '99'],
  github: ['v9'],
}

const query = fc.record({
  names: fc.subarray([...askedPackages], { minLength: 6, maxLength: 6 }),
  snapshot: fc.constantFrom(undefined, ...snapshots, '2026-05-01'),
  digest: fc.constantFrom(undefined, ...digests, '3'.repeat(64)),
})

test('a single version decided from scratch is what the most specific rule says', () => {
  let compared = 0
  const seen = new Set<string>()
  fc.assert(
    fc.property(federation, query, (world, { names, snapshot, digest }) => {
      const states = statesOf(world)
      const trust = trustOf(world)
      const merged = mergeLists(states, trust, 'tier', at)
      if (!merged.ok) {
        expect(merged.problems.map(({ code }) => code)).toEqual(['merge/empty'])
        return
      }
      const { policy } = merged.value
      const ask = (name: string, version: string): Decision =>
        decide(policy, clean<Query>({ package: name, version, digest, snapshot }))
      for (const name of names) {
        const kind = /^pkg:([^/]+)/.exec(name)![1] as WorldType
        for (const version of [...versionsOf[kind], ...between[kind]]) {
          const answer = ask(name, version)
          const alone = (asked: string, day?: string) =>
            decideAlone(
              states,
              trust,
              'tier',
              at,
              clean<Asked>({ package: asked, version, digest, snapshot, day }),
            )
          const expected = worstOf(possibleNames(name).map((each) => alone(each)))
          compared++
          seen.add(`${answer.decision} ${answer.cause}`)
          const difference = differenceOf(policy.inputs, answer, expected, digest)
          if (difference !== undefined) expect.fail(`${name}@${version}: ${difference}`)
          if (answer.decision === 'allow')
            checkUntil(answer, digest, (day) => alone(answer.package, day).decision)
        }
      }
    }),
    { numRuns: runs },
  )
  expect(compared).toBeGreaterThan(runs)
  if (runs >= 500)
    expect([...seen].sort()).toEqual(
      expect.arrayContaining([
        'allow file',
        'allow segment',
        'deny segment',
        'undecided pre-release',
        'undecided segment',
        'undecided unlisted',
      ]),
    )
}, 600_000)

/** A file that decides as its segment does is not listed: its numbers are the segment's. */
function differenceOf(
  inputs: readonly PolicyInput[],
  answer: Decision,
  expected: Answer,
  digest: string | undefined,
): string | undefined {
  const { decision, support, voices, reviewed, opposition } = answer
  const parts: [unknown, unknown][] = [[decision, expected.decision]]
  const isListed = answer.cause !== 'unlisted'
  if (isListed && (digest === undefined || answer.cause === 'file')) {
    parts.push([support, expected.support], [voices, expected.voices])
  }
  if (isListed && digest === undefined) {
    parts.push([reviewed, expected.reviewed], [opposition, expected.opposition])
    parts.push([labels(inputs, answer.for), expected.for], [labels(inputs, answer.against), expected.against])
  }
  const found = parts.filter(([a, b]) => JSON.stringify(a) !== JSON.stringify(b))
  return found.length === 0 ? undefined : JSON.stringify(found)
}

/** Through its last day an allow stays one, and on the next it is none. */
function checkUntil(answer: Decision, digest: string | undefined, on: (day: string) => string): void {
  const file = answer.segment?.files?.find(({ sha256 }) => sha256 === digest)
  const { until } = file ?? answer.segment!
  // A file that is not listed decides as its segment does today, and may last longer.
  if (digest !== undefined && file === undefined) return
  for (const day of ['2026-11-23', '2026-11-25', '2026-11-26', '2026-12-01', '2026-12-02', '2029-12-31']) {
    if (until !== undefined && day > until) break
    if (on(day) !== 'allow') expect.fail(`until ${until ?? 'ever'}, but ${on(day)} on ${day}`)
  }
  if (until === undefined) return
  const next = new Date(Date.parse(until) + 86_400_000).toISOString().slice(0, 10)
  if (on(next) === 'allow') expect.fail(`until ${until}, but allowed on ${next}`)
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
  const kept: Record<string, unknown> = { ...input }
  delete kept['kind']
  delete kept['publisher']
  return `kept ${input.publisher} ${JSON.stringify(kept)}`
}
