import { describe, expect, test } from 'vitest'
import { findLoss } from '../../src/ask/find-loss.js'
import { judgePolicyAt, type Policy } from '../../src/merge/policy.js'
import { entry, merge, toState, toTrust } from '../merge/federation.js'

function policyOf(entries: readonly object[]): Policy {
  const trust = toTrust({ publishers: [{ id: 'a', weight: 100 }] })
  return merge([toState('a', [{ publisher: 'a', entries }])], trust).policy
}

const pypi = (name: string) => `pkg:pypi/${name}`
const allow = (name: string, versions = 'vers:pypi/*') => entry({ package: pypi(name), versions })
const deny = (name: string, versions = 'vers:pypi/*') =>
  entry({ package: pypi(name), decision: 'deny', versions })

describe('what a policy takes away', () => {
  test('is every package of which a version was allowed and none is, by whatever way', () => {
    const before = policyOf([allow('a'), allow('b'), allow('c', 'vers:pypi/1.0'), deny('d')])
    const after = policyOf([allow('a'), deny('b')])
    expect(findLoss(before, after)).toEqual({ allowed: 3, lost: [pypi('b'), pypi('c')] })
  })

  test('is nothing where other versions are left, or more is allowed', () => {
    const before = policyOf([allow('a'), allow('b')])
    const after = policyOf([allow('a', 'vers:pypi/2.0'), allow('b'), deny('b', 'vers:pypi/1.0'), allow('c')])
    expect(findLoss(before, after)).toEqual({ allowed: 2, lost: [] })
  })

  test('counts patterns, and what a pattern allows in the place of a rule is not lost', () => {
    const before = policyOf([allow('*'), allow('a')])
    expect(findLoss(before, policyOf([allow('*')]))).toEqual({ allowed: 2, lost: [] })
    expect(findLoss(before, policyOf([allow('a')]))).toEqual({ allowed: 2, lost: [pypi('*')] })
  })

  test('takes the policy before as it was on its own day', () => {
    const before = judgePolicyAt(policyOf([allow('a')]), '2030-01-01T00:00:00Z')
    expect(before.isInForce).toBe(false)
    expect(findLoss(before, policyOf([deny('a')]))).toEqual({ allowed: 1, lost: [pypi('a')] })
  })
})
