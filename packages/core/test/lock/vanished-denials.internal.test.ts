import { describe, expect, test } from 'vitest'
import { decide } from '../../src/ask/decide.js'
import { mergeLists } from '../../src/merge/merge-lists.js'
import { keepDenials } from '../../src/lock/vanished-denials.js'
import { at, entry, toList, toState, toTrust } from '../merge/federation.js'

const foo = 'pkg:npm/foo'
const denied = entry({
  package: foo,
  decision: 'deny',
  decided: '2026-05-01',
  versions: 'vers:npm/<2.0.0',
  references: ['CVE-1'],
})
const list = (...entries: object[]) => toList({ publisher: 'a', entries, version: 7 })

function keptVersions(...entries: object[]): readonly string[] {
  return keepDenials([], list(denied), list(...entries), at).map(({ versions }) => versions)
}

describe('a denial', () => {
  test('that is no longer there is kept, with what its last list said', () => {
    expect(keepDenials([], list(denied), list(), at)).toEqual([
      {
        decided: '2026-05-01',
        epoch: 1,
        list: 'main',
        package: foo,
        reason: 'because',
        references: ['CVE-1'],
        version: 7,
        versions: 'vers:npm/<2.0.0',
      },
    ])
  })

  test('that is there, also as part of a wider one, has not vanished', () => {
    expect(keptVersions(denied)).toEqual([])
    expect(keptVersions(entry({ package: 'pkg:npm/*', decision: 'deny' }))).toEqual([])
  })

  test('that became narrower is kept for what is missing', () => {
    expect(keptVersions({ ...denied, versions: 'vers:npm/<1.0.0' })).toEqual(['vers:npm/>=1.0.0|<2.0.0'])
  })

  test('that is withdrawn, or allowed later, may go', () => {
    expect(keptVersions(entry({ package: foo, decision: 'withdrawn' }))).toEqual([])
    expect(keptVersions(entry({ package: foo, decided: '2026-05-02' }))).toEqual([])
    expect(keptVersions(entry({ package: foo, decided: '2026-05-02', versions: 'vers:npm/1.0.0' }))).toEqual([
      'vers:npm/!=1.0.0|<2.0.0',
    ])
  })

  test('is kept beside an allow that is not later, of the whole repository, or of some files', () => {
    expect(keptVersions(entry({ package: foo, decided: '2026-05-01' }))).toEqual(['vers:npm/<2.0.0'])
    expect(keptVersions(entry({ package: 'pkg:npm/*', decided: '2026-06-01' }))).toEqual(['vers:npm/<2.0.0'])
    const digests = [{ file: 'f', sha256: '1'.repeat(64) }]
    expect(
      keptVersions(entry({ package: foo, decided: '2026-06-01', versions: 'vers:npm/1.0.0', digests })),
    ).toEqual(['vers:npm/<2.0.0'])
  })

  test('that has ended by its own date has not vanished', () => {
    expect(keepDenials([], list({ ...denied, until: '2026-11-21' }), list(), at)).toEqual([])
    expect(keepDenials([], list({ ...denied, until: '2026-11-22' }), list(), at)).toHaveLength(1)
  })

  test('stays kept from version to version, and goes when the list speaks of it again', () => {
    const kept = keepDenials([], list(denied), list(), at)
    expect(keepDenials(kept, list(), list(), at)).toEqual(kept)
    expect(keepDenials(kept, list(), undefined, at)).toEqual(kept)
    expect(keepDenials(kept, list(), list(denied), at)).toEqual([])
  })
})

describe('in a merge a kept denial', () => {
  const kept = keepDenials([], list(denied), list(), at)
  const state = toState('a', [{ publisher: 'a', entries: [] }], { keptDenials: kept })
  const b = toState('b', [{ publisher: 'b', entries: [entry({ package: foo })] }])
  const trustWith = (more: object = {}) => toTrust({ publishers: [{ id: 'a' }, { id: 'b' }], more })

  test('denies as before, is named as an input and reported', () => {
    const merged = mergeLists([state, b], trustWith(), 'tier', at)
    expect(merged).toMatchObject({ ok: true, findings: [{ code: 'merge/denial-vanished' }] })
    if (!merged.ok) return
    const { policy } = merged.value
    expect(decide(policy, { package: foo, version: '1.0.0' })).toMatchObject({
      decision: 'deny',
      opposition: 100,
      against: [2],
    })
    expect(policy.inputs[2]).toEqual({ ...kept[0], kind: 'kept-denial', publisher: 'a' })
    expect(decide(policy, { package: foo, version: '2.0.0' }).decision).toBe('allow')
  })

  test('goes where the operator acknowledges it, whole or for some versions', () => {
    const acknowledge = (versions: string) => ({
      acknowledged: [{ publisher: 'a', package: foo, versions, reason: 'was a typo', by: 'me' }],
    })
    const decisionsAfter = (versions: string) => {
      const merged = mergeLists([state, b], trustWith(acknowledge(versions)), 'tier', at)
      if (!merged.ok) throw new Error()
      return ['0.5.0', '1.0.0'].map(
        (version) => decide(merged.value.policy, { package: foo, version }).decision,
      )
    }
    expect(decisionsAfter('vers:npm/*')).toEqual(['allow', 'allow'])
    expect(decisionsAfter('vers:npm/>=1.0.0')).toEqual(['deny', 'allow'])
  })

  test('can be disregarded by its reference', () => {
    const overrides = [
      { disregard: 'a', package: foo, reference: 'CVE-1', reason: 'r', by: 'me', until: '2027-01-01' },
    ]
    const merged = mergeLists([state, b], trustWith({ overrides }), 'tier', at)
    expect(merged.ok && decide(merged.value.policy, { package: foo, version: '1.0.0' }).decision).toBe(
      'allow',
    )
  })
})
