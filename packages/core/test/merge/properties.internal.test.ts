import fc from 'fast-check'
import type { Entry, TrustPublisher } from '@trustlist/schema'
import { describe, expect, test, vi } from 'vitest'
import { decide, type Decision } from '../../src/ask/decide.js'
import { mergeLists } from '../../src/merge/merge-lists.js'
import { judgePolicyAt, preparePolicy, type Policy } from '../../src/merge/policy.js'
import { toWeights } from '../../src/merge/trust.js'
import { toPreparedBytes } from '../../src/seal/prepare-document.js'
import { sha256 } from '../../src/text/digest.js'
import {
  askedPackages,
  at,
  clean,
  digests,
  entryBy,
  federation,
  snapshots,
  statesOf,
  trustOf,
  versionsOf,
  type Federation,
  type WorldType,
} from './arbitrary-federation.js'
import { runs } from './runs.js'

vi.mock('../../src/key/ed25519.js', async (original) => ({
  ...(await original<typeof import('../../src/key/ed25519.js')>()),
  // Thousands of lists are sealed a second: nearly all of the time would go into signatures, which are tested elsewhere.
  signWithSeed: () => new Uint8Array(64),
  verifySignature: () => true,
}))

const minutes = 600_000

function policyOf(world: Federation): Policy | undefined {
  const merged = mergeLists(statesOf(world), trustOf(world), 'tier', at)
  return merged.ok ? merged.value.policy : undefined
}

function bytesOf(policy: Policy | undefined): string {
  if (policy === undefined) return 'no policy'
  const prepared = preparePolicy(policy)
  if (!prepared.ok) throw new Error(prepared.problems[0].what)
  return new TextDecoder().decode(toPreparedBytes(prepared.value))
}

interface Question {
  readonly package: string
  readonly version: string
  readonly digest?: string
  readonly snapshot?: string
}

const questions: readonly Question[] = askedPackages.flatMap((name) =>
  versionsOf[/^pkg:([^/]+)/.exec(name)![1] as WorldType].flatMap((version) =>
    [undefined, ...digests].flatMap((digest) =>
      [undefined, snapshots[0]].map((snapshot) =>
        clean<Question>({ package: name, version, digest, snapshot }),
      ),
    ),
  ),
)

/** Questions whose answer comes from one rule alone and not from a file, so that numbers can be compared. */
const exactQuestions = questions.filter(
  ({ package: name, digest }) =>
    digest === undefined && !(name.startsWith('pkg:conda/') && !name.includes('?')),
)

const nothing = { decision: 'undecided', support: 0, voices: 0, reviewed: 0, opposition: 0 } as const
type Numbers = Pick<Decision, 'decision' | 'support' | 'voices' | 'reviewed' | 'opposition'>

function ask(policy: Policy | undefined, question: Question): Numbers {
  return policy === undefined ? nothing : decide(policy, question)
}

/** Fails on the first question whose two answers are not as they should be. */
function compare(
  before: Federation,
  after: Federation,
  asked: readonly Question[],
  isRight: (before: Numbers, after: Numbers) => boolean,
): void {
  const [was, is] = [policyOf(before), policyOf(after)]
  for (const question of asked) {
    const [a, b] = [ask(was, question), ask(is, question)]
    if (isRight(a, b)) continue
    const show = ({ decision, support, voices, reviewed, opposition }: Numbers) =>
      JSON.stringify({ decision, support, voices, reviewed, opposition })
    expect.fail(`${JSON.stringify(question)}: before ${show(a)}, after ${show(b)}`)
  }
}

const isSame = (a: Numbers, b: Numbers) =>
  a.decision === b.decision &&
  a.support === b.support &&
  a.voices === b.voices &&
  a.reviewed === b.reviewed &&
  a.opposition === b.opposition

const staysAllowed = (a: Numbers, b: Numbers) => a.decision !== 'allow' || b.decision === 'allow'
const allowsNoMore = (a: Numbers, b: Numbers) => b.decision !== 'allow' || a.decision === 'allow'

function hasFailed(entry: object): boolean {
  return ((entry as Entry).checks ?? []).some(
    ({ result }) => !['pass', 'accepted-risk', 'not-applicable'].includes(result),
  )
}

function withEntries(
  world: Federation,
  id: string,
  change: (entries: readonly object[]) => readonly object[],
): Federation {
  const lists = world.lists[id]!.map((list, index) =>
    index === 0 ? { ...list, entries: change(list.entries) } : list,
  )
  return { ...world, lists: { ...world.lists, [id]: lists } }
}

function withMore(world: Federation, id: string, entry: object): Federation {
  const text = JSON.stringify(entry)
  return withEntries(world, id, (entries) => [
    ...entries.filter((each) => JSON.stringify(each) !== text),
    entry,
  ])
}

/** A publisher that the federation does not have yet. */
function withPublisher(
  world: Federation,
  config: Federation['publishers'][number],
  entries: readonly object[],
): Federation {
  const { id } = config
  return {
    ...world,
    publishers: [...world.publishers, config],
    lists: { ...world.lists, [id]: [{ publisher: id, list: 'main', entries }] },
    states: { ...world.states, [id]: {} },
  }
}

const federationWith = (only?: Entry['decision']) =>
  federation.chain((world) =>
    fc.record({
      world: fc.constant(world),
      id: fc.constantFrom(...world.publishers.map(({ id }) => id)),
      entry: entryBy('somebody', only),
    }),
  )

/** Any entry may come to any publisher, but for one that names the publisher itself. */
function fits(entry: object, id: string): boolean {
  return (entry as Entry).origins?.includes(id) !== true
}

describe('order', () => {
  test(
    'that of states, lists, entries and configuration does not matter',
    () => {
      fc.assert(
        fc.property(federation, fc.integer(), (world, seed) => {
          const shuffle = <T>(items: readonly T[]) =>
            items.length < 2
              ? items
              : fc.sample(fc.shuffledSubarray([...items], { minLength: items.length }), {
                  seed,
                  numRuns: 1,
                })[0]!
          const trust = trustOf(world)
          const merged = mergeLists(statesOf(world), trust, 'tier', at)
          const other = {
            ...trust,
            publishers: shuffle(trust.publishers).map((each) =>
              clean<TrustPublisher>({ ...each, lists: each.lists && shuffle(each.lists) }),
            ),
            repositories: shuffle(trust.repositories ?? []),
            overrides: shuffle(trust.overrides ?? []),
          }
          const states = shuffle(
            statesOf({
              ...world,
              lists: Object.fromEntries(
                Object.entries(world.lists).map(([id, lists]) => [
                  id,
                  shuffle(lists.map((list) => ({ ...list, entries: shuffle(list.entries) }))),
                ]),
              ),
            }),
          )
          const again = mergeLists(states, other, 'tier', at)
          expect(again.ok).toBe(merged.ok)
          if (merged.ok && again.ok) expect(bytesOf(again.value.policy)).toBe(bytesOf(merged.value.policy))
        }),
        { numRuns: runs },
      )
    },
    minutes,
  )
})

describe('repetition', () => {
  test(
    'the same list twice counts once',
    () => {
      fc.assert(
        fc.property(federation, (world) => {
          const trust = trustOf(world)
          const states = statesOf(world)
          const twice = states.map((state) => ({ ...state, lists: [...state.lists, ...state.lists] }))
          const [once, again] = [mergeLists(states, trust, 'tier', at), mergeLists(twice, trust, 'tier', at)]
          expect(again.ok).toBe(once.ok)
          if (once.ok && again.ok) expect(bytesOf(again.value.policy)).toBe(bytesOf(once.value.policy))
        }),
        { numRuns: runs },
      )
    },
    minutes,
  )

  test(
    'a twin in the same group adds nothing',
    () => {
      fc.assert(
        fc.property(federation, (world) => {
          const [first, ...others] = world.publishers
          if (first === undefined || first.id === 'op') return
          const grouped = { ...world, publishers: [{ ...first, group: first.group ?? 'twins' }, ...others] }
          const twin = { ...grouped.publishers[0]!, id: 'twin' }
          const lists = world.lists[first.id]!.map((list) => ({ ...list, publisher: 'twin' }))
          const overrides = (world.more.overrides ?? []).flatMap((each) =>
            'disregard' in each && each.disregard === first.id
              ? [each, { ...each, disregard: 'twin' }]
              : [each],
          )
          const doubled: Federation = {
            ...grouped,
            publishers: [...grouped.publishers, twin],
            lists: { ...world.lists, twin: lists },
            states: { ...world.states, twin: world.states[first.id]! },
            more: { ...world.more, overrides },
          }
          compare(grouped, doubled, questions, isSame)
        }),
        { numRuns: runs },
      )
    },
    minutes,
  )
})

describe('allow-monotone', () => {
  test(
    'one more allow without a failed check takes nothing that was allowed',
    () => {
      fc.assert(
        fc.property(federationWith('allow'), ({ world, id, entry }) => {
          if (hasFailed(entry) || !fits(entry, id)) return
          compare(world, withMore(world, id, entry), questions, staysAllowed)
        }),
        { numRuns: runs },
      )
    },
    minutes,
  )

  test(
    'one more publisher that only allows takes nothing that was allowed',
    () => {
      fc.assert(
        fc.property(
          federation,
          fc.array(entryBy('new', 'allow'), { maxLength: 4 }),
          fc.nat(100),
          (world, entries, weight) => {
            compare(
              world,
              withPublisher(
                world,
                { id: 'new', weight },
                entries.filter((each) => !hasFailed(each)),
              ),
              questions,
              staysAllowed,
            )
          },
        ),
        { numRuns: runs },
      )
    },
    minutes,
  )

  test(
    'more weight on one that denies nothing takes nothing that was allowed',
    () => {
      fc.assert(
        fc.property(federationWith(), fc.nat(100), ({ world, id }, weight) => {
          const [list, ...more] = world.lists[id]!
          const entries = list!.entries.filter((each) =>
            ['allow', 'withdrawn'].includes((each as Entry).decision),
          )
          const peaceful: Federation = {
            ...world,
            lists: {
              ...world.lists,
              [id]: [{ ...list!, entries }, ...more.map((each) => ({ ...each, entries: [] }))],
            },
            states: { ...world.states, [id]: { ...world.states[id], keptDenials: [] } },
          }
          const heavier = {
            ...peaceful,
            publishers: world.publishers.map((each) =>
              each.id === id ? { ...each, weight: Math.max(each.weight!, weight) } : each,
            ),
          }
          compare(peaceful, heavier, questions, staysAllowed)
        }),
        { numRuns: runs },
      )
    },
    minutes,
  )
})

describe('deny-monotone', () => {
  const noLessOpposed = (a: Numbers, b: Numbers) => allowsNoMore(a, b) && b.opposition >= a.opposition

  test.each(['deny', 'withdrawn'] as const)(
    'one more entry that says %s allows nothing, nor lowers opposition',
    (decision) => {
      fc.assert(
        fc.property(federationWith(decision), ({ world, id, entry }) => {
          if (!fits(entry, id)) return
          const more = withMore(world, id, entry)
          compare(world, more, questions, allowsNoMore)
          compare(world, more, exactQuestions, noLessOpposed)
        }),
        { numRuns: runs },
      )
    },
    minutes,
  )

  test(
    'dropping an allow without a failed check allows nothing, nor lowers opposition',
    () => {
      fc.assert(
        fc.property(federationWith(), ({ world, id }) => {
          const isDroppable = (each: object) => (each as Entry).decision === 'allow' && !hasFailed(each)
          const less = withEntries(world, id, (entries) =>
            entries.filter((each, index) => !isDroppable(each) || index % 2 === 1),
          )
          compare(world, less, questions, allowsNoMore)
          compare(world, less, exactQuestions, noLessOpposed)
        }),
        { numRuns: runs },
      )
    },
    minutes,
  )

  test(
    'a quarantined publisher supports nothing and opposes as before',
    () => {
      fc.assert(
        fc.property(federationWith(), ({ world, id }) => {
          const quarantined: Federation = {
            ...world,
            publishers: world.publishers.map((each) => (each.id === id ? { ...each, optional: true } : each)),
            states: { ...world.states, [id]: { ...world.states[id], status: 'quarantined' } },
          }
          compare(
            world,
            quarantined,
            exactQuestions,
            (a, b) => b.support <= a.support && b.voices <= a.voices && b.opposition === a.opposition,
          )
          compare(world, quarantined, questions, allowsNoMore)
        }),
        { numRuns: runs },
      )
    },
    minutes,
  )
})

test(
  'bounded influence: what one publisher writes moves support, voices and opposition by at most its own',
  () => {
    const rewritten = federationWith().chain(({ world, id }) =>
      fc.record({
        world: fc.constant(world),
        id: fc.constant(id),
        entries: fc.array(entryBy(id), { maxLength: 5 }),
      }),
    )
    fc.assert(
      fc.property(rewritten, ({ world, id, entries }) => {
        const config = world.publishers.find((each) => each.id === id)!
        const weights = [config, ...(config.lists ?? []).filter((each) => typeof each !== 'string')].map(
          (each) => toWeights(each) ?? toWeights(config)!,
        )
        const weight = Math.max(...weights.map((each) => each.weight))
        const denyWeight = Math.max(...weights.map((each) => each.denyWeight))
        compare(
          world,
          withEntries(world, id, () => entries),
          exactQuestions,
          (a, b) =>
            Math.abs(a.support - b.support) <= weight &&
            Math.abs(a.voices - b.voices) <= 1 &&
            Math.abs(a.reviewed - b.reviewed) <= 1 &&
            Math.abs(a.opposition - b.opposition) <= denyWeight,
        )
      }),
      { numRuns: runs },
    )
  },
  minutes,
)

test(
  'no free riding: those who repeat one origin count as the strongest of them and add no voice',
  () => {
    fc.assert(
      fc.property(
        federation,
        fc.array(fc.nat(100), { minLength: 1, maxLength: 3 }),
        fc.constantFrom('a', 'c'),
        (world, weights, origin) => {
          const entry = {
            package: 'pkg:npm/foo',
            versions: 'vers:npm/*',
            decision: 'allow',
            basis: 'adopted',
            decided: '2026-10-01',
            origins: [origin],
            checks: [
              { criterion: 'vulnerabilities', result: 'pass' },
              { criterion: 'safe-with-network', result: 'pass' },
            ],
          }
          const riders = weights.reduce(
            (each, weight, index) => withPublisher(each, { id: `rider-${index}`, weight }, [entry]),
            world,
          )
          const strongest = Math.max(...weights)
          compare(
            world,
            riders,
            exactQuestions,
            (a, b) =>
              b.support <= Math.max(a.support, strongest) &&
              b.support >= a.support &&
              b.voices === a.voices &&
              b.opposition === a.opposition,
          )
        },
      ),
      { numRuns: runs },
    )
  },
  minutes,
)

test(
  'nested repository rows count as the strongest of them',
  () => {
    fc.assert(
      fc.property(federation, fc.integer({ min: 0, max: 100 }), (world, weight) => {
        const wide = { package: 'pkg:npm/*', weight: 100, criteria: ['safe-with-network', 'vulnerabilities'] }
        const strong: Federation = {
          ...world,
          more: { ...world.more, repositories: [...(world.more.repositories ?? []), wide] },
        }
        const narrow = { package: 'pkg:npm/%40s/*', weight, criteria: ['vulnerabilities'] }
        const nested: Federation = {
          ...strong,
          more: { ...strong.more, repositories: [narrow, ...strong.more.repositories!] },
        }
        compare(strong, nested, questions, isSame)
      }),
      { numRuns: runs },
    )
  },
  minutes,
)

describe('echo', () => {
  const says = (origins: readonly string[]) => ({
    package: 'pkg:npm/*',
    versions: 'vers:npm/*',
    decision: 'allow',
    basis: 'adopted',
    decided: '2026-10-01',
    origins,
  })

  test(
    'the operator’s own word from others adds nothing',
    () => {
      fc.assert(
        fc.property(federation, (world) => {
          compare(world, withPublisher(world, { id: 'echo', weight: 100 }, [says(['op'])]), questions, isSame)
        }),
        { numRuns: runs },
      )
    },
    minutes,
  )

  test(
    'through a chain it adds to no sum',
    () => {
      fc.assert(
        fc.property(federation, (world) => {
          const one = withPublisher(world, { id: 'echo', weight: 100 }, [says(['op'])])
          const two = withPublisher(one, { id: 'chain', weight: 60 }, [says(['echo'])])
          compare(
            world,
            two,
            exactQuestions,
            (a, b) => b.voices === a.voices && b.support <= Math.max(a.support, 60),
          )
        }),
        { numRuns: runs },
      )
    },
    minutes,
  )
})

describe('same bytes', () => {
  const worlds = () => fc.sample(federation, { seed: 20261122, numRuns: 50 })

  test('the policy made again for a past instant is the policy made then', () => {
    for (const world of worlds()) {
      const then = policyOf(world)
      const later = then && judgePolicyAt(then, '2030-01-01T00:00:00Z')
      expect(bytesOf(later)).toBe(bytesOf(then))
      expect(bytesOf(policyOf(world))).toBe(bytesOf(then))
      if (later !== undefined)
        expect(questions.some((each) => decide(later, each).decision === 'allow')).toBe(false)
    }
  })

  test('a fixed set of federations has these bytes on every platform', () => {
    const all = worlds().map((world) => bytesOf(policyOf(world)))
    expect(all.filter((text) => text !== 'no policy').length).toBeGreaterThan(40)
    expect(sha256(new TextEncoder().encode(all.join('')))).toMatchInlineSnapshot(
      `"80be09df33478bd7e9e2c41f18d7c5107a45c4bc985d71a5c45ee1ce789f7a67"`,
    )
  })
})
