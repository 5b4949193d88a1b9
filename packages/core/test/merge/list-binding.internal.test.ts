import { describe, expect, test } from 'vitest'
import type { TrustPublisher } from '@trustlist/schema'
import type { VerifiedList } from '../../src/list/verified-list.js'
import { mergeLists } from '../../src/merge/merge-lists.js'
import { openPolicy } from '../../src/merge/open-policy.js'
import { preparePolicy } from '../../src/merge/policy.js'
import type { PublisherState } from '../../src/merge/publisher-state.js'
import { toPreparedBytes } from '../../src/seal/prepare-document.js'
import { at, digestOfFile, entry, merge, refusal, toList, toState, toTrust } from './federation.js'

const entries = [entry({ package: 'pkg:npm/foo' })]
const fileOf = (versions: string) =>
  JSON.stringify({
    trustlist: '1.0',
    publisher: 'a',
    list: 'advice',
    about: { title: 'Advice' },
    entries: [entry({ package: 'pkg:npm/foo', decision: 'deny', versions })],
  })
const file = fileOf('vers:npm/<2.0.0')
const signed = [toState('a', [{ publisher: 'a', entries }])]
const unsigned = [toState('a', [{ publisher: 'a', file }])]
const trustWith = (members: Partial<TrustPublisher> = {}) =>
  toTrust({ publishers: [{ id: 'a', ...members }] })
const reviewed = trustWith({ unsigned: digestOfFile(file), trust: 'advice' })

describe('what nobody opened', () => {
  const real = toList({ publisher: 'a', entries })
  const { digest, epoch, expires, name, notUnderstood, publisher, version } = real
  const copy = { digest, entries, epoch, expires, name, notUnderstood, publisher, version }

  test.each([
    ['an object with the members of a list', copy],
    ['an object that inherits from a list', Object.create(real) as object],
    ['an object of the class', Object.create(Object.getPrototypeOf(real) as object) as object],
    ['nothing', undefined],
  ])('is not merged: %s', (_, list) => {
    const states: readonly PublisherState[] = [{ ...signed[0]!, lists: [list as VerifiedList] }]
    expect(() => mergeLists(states, trustWith(), 'tier', at)).toThrow('a list that nobody opened')
    expect(mergeLists([{ ...signed[0]!, lists: [real] }], trustWith(), 'tier', at).ok).toBe(true)
  })
})

describe('a list that nobody signed', () => {
  test('is merged where its file is the one that was reviewed, and shown as unsigned', () => {
    const { policy } = merge(unsigned, reviewed)
    expect(policy.inputs).toEqual([
      {
        denyWeight: 100,
        digest: digestOfFile(file).slice('sha256:'.length),
        kind: 'list',
        list: 'advice',
        publisher: 'a',
        status: 'fresh',
        unsigned: true,
        weight: 0,
      },
    ])
    const prepared = preparePolicy(policy)
    expect(prepared.ok && openPolicy(toPreparedBytes(prepared.value), { at }).ok).toBe(true)
  })

  test('is refused where its publisher is pinned, since a pin asks for signatures', () => {
    expect(refusal(unsigned, trustWith())).toEqual(['merge/other-binding'])
    expect(refusal(signed, trustWith())).toEqual([])
  })

  test('is refused where another file was reviewed, and a signed list where a file was', () => {
    const other = [toState('a', [{ publisher: 'a', file: fileOf('vers:npm/*') }])]
    expect(refusal(other, reviewed)).toEqual(['merge/other-binding'])
    expect(refusal(signed, reviewed)).toEqual(['merge/other-binding'])
  })

  test('does not end, and does not make the policy end', () => {
    expect(merge(unsigned, reviewed, 'tier', '2040-01-01T00:00:00Z').policy.expires).toBe(
      '2040-01-31T00:00:00Z',
    )
  })
})
