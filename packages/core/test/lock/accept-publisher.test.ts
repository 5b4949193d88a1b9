import { describe, expect, test } from 'vitest'
import { readHead, toDsseEnvelope } from '@trustlist/core'
import { seal } from '../seal/make-documents.js'
import { deny, digestOf, list, next, offer, Operator, pinOf, say, version } from './operator.js'

const one = version(1)
const three = list(3)
const four = next(4, three)
const start = () => {
  const operator = new Operator(pinOf(one))
  expect(say(operator.sync(offer([one], { 'tier-3': three })))).toBe('accepted')
  return operator
}

describe('accepting a publisher', () => {
  test('accepts what is pinned and writes it into the lock', () => {
    const operator = start()
    expect(operator.element).toEqual({
      identity: { digest: digestOf(one), version: 1 },
      keptDenials: [],
      lastRefreshed: '2026-11-22T00:00:00Z',
      lists: [{ digest: digestOf(three), epoch: 1, list: 'tier-3', version: 3 }],
      pin: pinOf(one),
      publisher: 'example-tre',
    })
    expect(operator.lock?.timeFloor).toBe('2026-11-01T00:00:00Z')
    expect([...operator.store.keys()].sort()).toEqual([digestOf(one), digestOf(three)].sort())
    const state = operator.reopen()
    expect(state.ok && [state.value.status, state.value.lists.map((each) => each.version)]).toEqual([
      'fresh',
      [3],
    ])
  })

  test('goes forward, and refuses to go back', () => {
    const operator = start()
    expect(say(operator.sync(offer([one], { 'tier-3': four })))).toBe('accepted')
    expect(say(operator.sync(offer([one], { 'tier-3': three })))).toBe('quarantined lock/rollback')
    expect(operator.element?.lists[0]?.version).toBe(4)
    expect([...operator.proofs.keys()].sort()).toEqual([digestOf(three), digestOf(four)].sort())
    expect(say(operator.sync(offer([one], { 'tier-3': four })))).toBe('accepted')
    expect(operator.element?.quarantine).toBeUndefined()
  })

  test('keeps both signed heads of an equivocation, for any DSSE verifier', () => {
    const operator = start()
    const other = list(3, { entries: [deny('other')] })
    expect(say(operator.sync(offer([one], { 'tier-3': other })))).toBe('quarantined lock/equivocation')
    for (const document of [three, other]) {
      const proof = operator.proofs.get(digestOf(document))!
      const head = readHead(document)
      expect(JSON.parse(new TextDecoder().decode(proof))).toEqual(head.ok && toDsseEnvelope(head.value))
    }
    const state = operator.reopen()
    expect(state.ok && [state.value.status, state.value.proof?.map(({ code }) => code)]).toEqual([
      'quarantined',
      ['lock/equivocation'],
    ])
  })

  test('remembers a quarantine through a source that cannot be judged', () => {
    const operator = start()
    operator.sync(offer([one], { 'tier-3': list(3, { entries: [deny('other')] }) }))
    expect(say(operator.sync(offer([], {})))).toContain('quarantined')
    expect(operator.element?.quarantine?.since).toBe('2026-11-22T00:00:00Z')
  })

  test('keeps the commit at which a version was read first', () => {
    const operator = new Operator(pinOf(one))
    operator.sync(offer([one], { 'tier-3': three }, 'a'.repeat(40)))
    operator.sync(offer([one], { 'tier-3': three }, 'b'.repeat(40)))
    expect(operator.element?.lists[0]?.commit).toBe('a'.repeat(40))
    operator.sync(offer([one], { 'tier-3': four }, 'b'.repeat(40)))
    expect(operator.element?.lists[0]?.commit).toBe('b'.repeat(40))
  })

  test('reads identity files that say something else than their number as another document', () => {
    const operator = start()
    expect(say(operator.sync(offer([version(2)], { 'tier-3': four })))).toBe('stale lock/identity-replaced')
  })

  test('writes no lock that it could not read again: more vanished denials than it holds are not accepted', () => {
    const many = (n: number, previous?: Uint8Array) => {
      const entries = Array.from({ length: previous === undefined ? 100_001 : 0 }, (_, index) =>
        deny(`p${String(index).padStart(6, '0')}`),
      )
      const signed = previous === undefined ? {} : { previousSha256: digestOf(previous) }
      return list(n, { entries, signed })
    }
    const operator = new Operator(pinOf(one))
    const before = many(1)
    expect(say(operator.sync(offer([one], { 'tier-3': before })))).toBe('accepted')
    expect(say(operator.sync(offer([one], { 'tier-3': many(2, before) })))).toBe(
      'stale lock/too-many-vanished',
    )
    expect(operator.element?.lists[0]?.version).toBe(1)
  })

  test('takes no policy and no identity for a list', () => {
    const operator = start()
    expect(say(operator.sync(offer([one], { 'tier-3': one })))).toBe('stale document/other-type')
    const policy = seal({
      type: 'policy',
      signed: {
        expires: '2027-01-01T00:00:00Z',
        issued: '2026-11-01T00:00:00Z',
        operator: 'example-tre',
        policy: 'tier-3',
      },
      subject: {},
      by: [1, 2],
    })
    expect(say(operator.sync(offer([one], { 'tier-3': policy })))).toBe('stale document/other-type')
  })
})
