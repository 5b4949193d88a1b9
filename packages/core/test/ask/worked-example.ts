import { openHearing, type Hearing } from '../../src/merge/hearing.js'
import type { Policy } from '../../src/merge/policy.js'
import { at, entry, merge, toState, toTrust } from '../merge/federation.js'

/** The worked example of the specification: three publishers, one package, four stages. */
export const numpy = 'pkg:pypi/numpy'

const trust = toTrust({
  publishers: [
    { id: 'turing-dsh', weight: 60 },
    { id: 'opensafely', weight: 60 },
    { id: 'sheffield-dsh', weight: 50 },
  ],
  profile: { allowAt: 100, minVoices: 2 },
})

const turing = entry({ package: numpy, basis: 'legacy', decided: '2024-07-01' })
const opensafely = entry({
  package: numpy,
  versions: 'vers:pypi/1.26.4',
  reviewers: ['jane'],
  references: ['https://tre.example/reviews/numpy'],
})
const adopted = entry({ package: numpy, basis: 'adopted', origins: ['turing-dsh'] })
const reviewed = entry({ package: numpy, versions: 'vers:pypi/>=2.0.0|<2.1.0' })
const broken = entry({
  package: numpy,
  decision: 'deny',
  versions: 'vers:pypi/2.0.0',
  reason: 'broken wheel',
})

const stages = {
  'two judge, one repeats': [[opensafely], [adopted]],
  'one reviews': [[opensafely], [reviewed]],
  'one denies': [[opensafely, broken], [reviewed]],
} as const

export type Stage = keyof typeof stages

export interface Example {
  readonly policy: Policy
  readonly hearing: Hearing
}

export function exampleAt(stage: Stage): Example {
  const [ofOpensafely, ofSheffield] = stages[stage]
  const states = [
    toState('turing-dsh', [{ publisher: 'turing-dsh', entries: [turing] }]),
    toState('opensafely', [{ publisher: 'opensafely', entries: ofOpensafely }]),
    toState('sheffield-dsh', [{ publisher: 'sheffield-dsh', entries: ofSheffield }]),
  ]
  const hearing = openHearing(states, trust, 'tier', at)
  if (!hearing.ok) throw new Error(hearing.problems[0].what)
  return { policy: merge(states, trust).policy, hearing: hearing.value }
}
