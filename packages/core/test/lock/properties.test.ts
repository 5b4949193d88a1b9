import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readHead, type LockPublisher, type OfferedState } from '@trustlist/core'
import { deny, digestOf, list, offer, Operator, pinOf, say, version } from './operator.js'

const identities = [version(1), version(2), version(3, { signed: { epoch: 2 } })]
const pin = pinOf(identities[0]!)

/** A chain of list versions as an honest publisher signs it: three in epoch 1, three in epoch 2. */
const honest = (() => {
  const chain: Uint8Array[] = []
  for (let n = 1; n <= 6; n++) {
    const before = chain.at(-1)
    const epoch = n > 3 ? 2 : 1
    const previous = before === undefined ? {} : { previousSha256: digestOf(before) }
    chain.push(list(n, { signed: { epoch, publisherVersion: epoch === 2 ? 3 : 1, ...previous } }))
  }
  return chain
})()
const honestOffers = honest.map((document, index) =>
  offer(identities.slice(0, index > 2 ? 3 : 2), { 'tier-3': document }),
)

/** Anything a source may show: versions that fork, contradict, have expired, are unsigned, are gone, are broken. */
const anyList = fc
  .record({
    version: fc.integer({ min: 1, max: 4 }),
    epoch: fc.integer({ min: 1, max: 2 }),
    name: fc.constantFrom('numpy', 'pandas'),
    by: fc.constantFrom([1, 2], [1, 2, 3], [1], [9]),
    expires: fc.constantFrom('2027-11-01T00:00:00Z', '2026-11-20T00:00:00Z'),
    previous: fc.option(fc.constantFrom(...honest.map(digestOf)), { nil: undefined }),
  })
  .map(({ version: n, epoch, name, by, expires, previous }) =>
    list(n, {
      by,
      entries: [deny(name)],
      signed: { epoch, expires, ...(previous === undefined ? {} : { previousSha256: previous }) },
    }),
  )
const anyOffer: fc.Arbitrary<OfferedState> = fc
  .record({
    identities: fc.integer({ min: 0, max: 3 }),
    document: fc.oneof(anyList, fc.constantFrom(...honest), fc.uint8Array({ maxLength: 40 })),
    isThere: fc.constantFrom(true, true, true, false),
  })
  .map(({ identities: count, document, isThere }) =>
    offer(identities.slice(0, count), isThere ? { 'tier-3': document } : {}),
  )

const positionOf = (element: LockPublisher | undefined) => {
  const locked = element?.lists[0]
  return locked === undefined ? [0, 0] : [locked.epoch!, locked.version!]
}
const isBelow = ([a, b]: readonly number[], [c, d]: readonly number[]) => a! < c! || (a === c && b! < d!)

/** What no refusal may change. */
const withoutMark = ({ keptDenials, lastRefreshed, lists, pin: pinned }: LockPublisher) => ({
  keptDenials,
  lastRefreshed,
  lists: lists.map(({ digest, epoch, version: number }) => ({ digest, epoch, number })),
  pinned,
})

describe('whatever a source shows, in any order', () => {
  const runs = fc.array(anyOffer, { minLength: 1, maxLength: 8 })

  test('no list and no identity ever goes back', () => {
    let accepted = 0
    fc.assert(
      fc.property(runs, (offers) => {
        const operator = new Operator(pin)
        for (const offered of offers) {
          const before = operator.element
          if (operator.sync(offered).status === 'accepted') accepted++
          expect(isBelow(positionOf(operator.element), positionOf(before))).toBe(false)
          expect(operator.element?.identity?.version ?? 0).toBeGreaterThanOrEqual(
            before?.identity?.version ?? 0,
          )
        }
      }),
      { numRuns: 60 },
    )
    expect(accepted).toBeGreaterThan(10)
  })

  test('what is refused changes nothing of the lock but the quarantine, and the identity along its chain', () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(runs, (offers) => {
        const operator = new Operator(pin)
        for (const offered of offers) {
          const before = operator.element
          const { status, changes } = operator.sync(offered)
          seen.add(status)
          if (status === 'quarantined') expect(changes).toEqual([])
          if (status === 'accepted' || before === undefined || changes.length > 0) continue
          expect(withoutMark(operator.element!)).toEqual(withoutMark(before))
        }
      }),
      { numRuns: 60 },
    )
    expect([...seen].sort()).toEqual(['accepted', 'quarantined', 'stale'])
  })

  test('what the lock says can always be reopened, and no denial of it is lost', () => {
    fc.assert(
      fc.property(runs, (offers) => {
        const operator = new Operator(pin)
        const denied = new Set<string>()
        for (const offered of offers) {
          for (const { after } of operator.sync(offered).changes) {
            for (const entry of after.entries) if (entry.decision === 'deny') denied.add(entry.package)
          }
        }
        if (operator.element === undefined) return
        const state = operator.reopen()
        expect(state.ok ? '' : state.problems[0].code).toBe('')
        if (!state.ok) return
        const held = [
          ...state.value.lists.flatMap(({ entries }) =>
            entries.filter(({ decision }) => decision === 'deny'),
          ),
          ...state.value.keptDenials,
        ]
        const holds = new Set(held.map((each) => each.package))
        // The honest versions allow numpy and pandas, but not later than they were denied.
        expect([...denied].filter((each) => !holds.has(each))).toEqual([])
      }),
      { numRuns: 60 },
    )
  })
})

describe('an honest publisher', () => {
  test('is where it would be, in whatever order its states are seen', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(honestOffers), (offers) => {
        const operator = new Operator(pin)
        for (const offered of offers) operator.sync(offered)
        expect(say(operator.sync(honestOffers.at(-1)!))).toBe('accepted')
        const direct = new Operator(pin)
        direct.sync(honestOffers.at(-1)!)
        expect(operator.element).toEqual(direct.element)
        expect(operator.lock).toEqual(direct.lock)
      }),
      { numRuns: 60 },
    )
  })

  test('is accepted step by step', () => {
    const operator = new Operator(pin)
    expect(honestOffers.map((offered) => say(operator.sync(offered)))).toEqual(
      honestOffers.map(() => 'accepted'),
    )
    const head = readHead(honest.at(-1)!)
    expect(operator.element?.lists[0]?.digest).toBe(head.ok && head.value.digest)
  })
})
