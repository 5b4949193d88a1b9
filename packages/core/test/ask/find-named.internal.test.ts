import { expect, test } from 'vitest'
import { packagesNamed, packagesNamedIn } from '../../src/ask/find-named.js'
import { preparePolicy } from '../../src/merge/policy.js'
import { toPreparedBytes } from '../../src/seal/prepare-document.js'
import { entry, merge, toState, toTrust } from '../merge/federation.js'

const packages = [
  'pkg:conda/numpy?channel=conda-forge',
  'pkg:cran/data.table',
  'pkg:deb/debian/python3-numpy',
  'pkg:npm/%40types/node',
  'pkg:npm/node',
  'pkg:pypi/*',
  'pkg:pypi/numpy',
  'pkg:pypi/scikit-learn',
]

test.each([
  ['numpy', ['pkg:conda/numpy?channel=conda-forge', 'pkg:pypi/numpy']],
  ['NumPy', ['pkg:conda/numpy?channel=conda-forge', 'pkg:pypi/numpy']],
  ['scikit_learn', ['pkg:pypi/scikit-learn']],
  ['data.table', ['pkg:cran/data.table']],
  ['node', ['pkg:npm/%40types/node', 'pkg:npm/node']],
  ['@types/node', ['pkg:npm/%40types/node']],
  ['ode', []],
  ['*', []],
  ['', []],
])('by %j people may mean %j', (name, found) => {
  expect(packagesNamed(packages, name)).toEqual(found)
})

test('names are found in the bytes of a policy as in its rules', () => {
  const many = Array.from({ length: 40_000 }, (_, index) => `pkg:npm/name-${index}`)
  const { policy } = merge(
    [
      toState('a', [
        { publisher: 'a', entries: [...packages, ...many].map((name) => entry({ package: name })) },
      ]),
    ],
    toTrust({ publishers: [{ id: 'a' }] }),
  )
  const prepared = preparePolicy(policy)
  if (!prepared.ok) throw new Error(prepared.problems[0].what)
  const bytes = toPreparedBytes(prepared.value)
  expect(bytes.length).toBeGreaterThan(4 * 1024 * 1024)
  for (const name of ['numpy', 'node', 'name-0', 'name.39999', 'name-40000'])
    expect(packagesNamedIn(bytes, name)).toEqual(
      packagesNamed(
        policy.rules.map((rule) => rule.package),
        name,
      ),
    )
  expect(packagesNamedIn(bytes, 'name-39999')).toEqual(['pkg:npm/name-39999'])
})
