import { expect, test } from 'vitest'
import { decide } from '../../src/ask/decide.js'
import { explain } from '../../src/ask/explain.js'
import { openPolicy } from '../../src/merge/open-policy.js'
import { preparePolicy } from '../../src/merge/policy.js'
import { toPreparedBytes } from '../../src/seal/prepare-document.js'
import { at, entry, merge, toState, toTrust } from './federation.js'

const foo = 'pkg:pypi/foo'
const pinned = 50_000
const perEntry = 1_000

/** A thousand versions to an entry, as many as one may name. */
const pins = Array.from({ length: pinned / perEntry }, (_, entryIndex) => {
  const versions = Array.from({ length: perEntry }, (__, index) => `${entryIndex * perEntry + index + 1}`)
  return entry({ package: foo, versions: `vers:pypi/${versions.join('|')}` })
})

test('a package in 100,000 segments is merged, written, read back and decided as any other', () => {
  const trust = toTrust({
    publishers: [
      { id: 'a', weight: 60 },
      { id: 'b', weight: 40 },
    ],
    profile: { allowAt: 100 },
  })
  const broken = entry({ package: foo, decision: 'deny', versions: 'vers:pypi/25000', reason: 'broken' })
  const { policy } = merge(
    [
      toState('a', [{ publisher: 'a', entries: pins }]),
      toState('b', [{ publisher: 'b', entries: [entry({ package: foo }), broken] }]),
    ],
    trust,
  )
  const [rule] = policy.rules
  // A point for each pin, and what lies between, before and after.
  expect(rule!.segments).toHaveLength(2 * pinned + 1)

  const prepared = preparePolicy(policy)
  if (!prepared.ok) throw new Error(prepared.problems[0].what)
  const opened = openPolicy(toPreparedBytes(prepared.value), { at })
  if (!opened.ok) throw new Error(opened.problems[0].what)
  const decisionOf = (version: string) => decide(opened.value, { package: foo, version }).decision
  expect(['1', '1.5', '24999', '25000', '25001', '50000', '50001'].map(decisionOf)).toEqual([
    'allow',
    'undecided',
    'allow',
    'deny',
    'allow',
    'allow',
    'undecided',
  ])
  expect(
    explain(opened.value, { package: foo, version: '25000' }).line.map(({ versions }) => versions),
  ).toEqual(['vers:pypi/>24999|<25000', 'vers:pypi/25000', 'vers:pypi/>25000|<25001'])
})
