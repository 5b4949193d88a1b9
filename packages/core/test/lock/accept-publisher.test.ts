import { describe, expect, test } from 'vitest'
import { digestOf, list, next, offer, Operator, pinOf, say, version } from './operator.js'

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
})
