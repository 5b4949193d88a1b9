import { describe, expect, test } from 'vitest'
import { decide } from '../../src/ask/decide.js'
import { entry, merge, toState, toTrust } from './federation.js'

const numpy = 'pkg:pypi/numpy'
const trust = toTrust({
  publishers: [
    { id: 'turing-dsh', weight: 60 },
    { id: 'opensafely', weight: 60 },
    { id: 'sheffield-dsh', weight: 50 },
  ],
  profile: { allowAt: 100, minVoices: 2 },
})

const turing = entry({ package: numpy, basis: 'legacy' })
const opensafely = entry({ package: numpy, versions: 'vers:pypi/1.26.4' })
const adopted = entry({ package: numpy, basis: 'adopted', origins: ['turing-dsh'] })
const reviewed = entry({ package: numpy, versions: 'vers:pypi/>=2.0.0|<2.1.0' })
const broken = entry({
  package: numpy,
  decision: 'deny',
  versions: 'vers:pypi/2.0.0',
  reason: 'broken wheel',
})

function mergeOf(opensafelyEntries: readonly object[], sheffieldEntries: readonly object[]) {
  return merge(
    [
      toState('turing-dsh', [{ publisher: 'turing-dsh', entries: [turing] }]),
      toState('opensafely', [{ publisher: 'opensafely', entries: opensafelyEntries }]),
      toState('sheffield-dsh', [{ publisher: 'sheffield-dsh', entries: sheffieldEntries }]),
    ],
    trust,
  ).policy
}

describe('the worked example', () => {
  test('two who judged for themselves allow 1.26.4, and the one who repeats adds nothing', () => {
    const policy = mergeOf([opensafely], [adopted])
    expect(decide(policy, { package: numpy, version: '1.26.4' })).toMatchObject({
      decision: 'allow',
      support: 120,
      voices: 2,
      opposition: 0,
      for: [0, 1, 2],
    })
    expect(decide(policy, { package: numpy, version: '2.0.0' })).toMatchObject({
      decision: 'undecided',
      support: 60,
      voices: 1,
    })
  })

  test('a review of some versions turns exactly these into an allow', () => {
    const policy = mergeOf([opensafely], [reviewed])
    const decisions = ['1.26.3', '1.26.4', '1.26.5', '2.0.0', '2.0.9', '2.1.0'].map(
      (version) => decide(policy, { package: numpy, version }).decision,
    )
    expect(decisions).toEqual(['undecided', 'allow', 'undecided', 'allow', 'allow', 'undecided'])
    expect(decide(policy, { package: numpy, version: '2.0.5' })).toMatchObject({ support: 110, voices: 2 })
  })

  test('a denial of one version denies exactly that one', () => {
    const policy = mergeOf([opensafely, broken], [reviewed])
    expect(decide(policy, { package: numpy, version: '2.0.0' })).toMatchObject({
      decision: 'deny',
      opposition: 60,
    })
    expect(decide(policy, { package: numpy, version: '2.0.1' }).decision).toBe('allow')
    expect(
      policy.rules.map(({ segments }) => segments.map(({ versions, decision }) => `${decision} ${versions}`)),
    ).toEqual([
      [
        'undecided vers:pypi/<1.26.4',
        'allow vers:pypi/1.26.4',
        'undecided vers:pypi/>1.26.4|<2.0.0',
        'deny vers:pypi/2.0.0',
        'allow vers:pypi/>2.0.0|<2.1.0',
        'undecided vers:pypi/>=2.1.0',
      ],
    ])
  })
})
