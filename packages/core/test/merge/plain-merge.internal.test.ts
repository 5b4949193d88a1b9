import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { mergeLists } from '../../src/merge/merge-lists.js'
import { openMerge } from '../../src/merge/open-merge.js'
import { preparePolicy } from '../../src/merge/policy.js'
import { prepareDocument, toPreparedBytes, type PreparedDocument } from '../../src/seal/prepare-document.js'
import type { Outcome } from '../../src/problem/problem.js'
import { at, federation, statesOf, trustOf } from './arbitrary-federation.js'
import { mergePlainly } from './plain-merge.js'
import { runs } from './runs.js'

vi.mock('../../src/key/ed25519.js', async (original) => ({
  ...(await original<typeof import('../../src/key/ed25519.js')>()),
  // Thousands of lists are sealed a second: nearly all of the time would go into signatures, which are tested elsewhere.
  signWithSeed: () => new Uint8Array(64),
  verifySignature: () => true,
}))

const textOf = (prepared: Outcome<PreparedDocument>) => {
  if (!prepared.ok) throw new Error(prepared.problems[0].what)
  return new TextDecoder().decode(toPreparedBytes(prepared.value))
}

test('the policy is byte for byte that of the plainest merge, written by the plainest writer', () => {
  let segments = 0
  fc.assert(
    fc.property(federation, (world) => {
      const [states, trust] = [statesOf(world), trustOf(world)]
      const merged = mergeLists(states, trust, 'tier', at)
      const opened = openMerge(states, trust, 'tier', at)
      if (!opened.ok) throw new Error(opened.problems[0].what)
      const rules = mergePlainly(opened.value, trust.operator)
      if (!merged.ok) {
        expect(rules).toEqual([])
        return
      }
      const { expires, issued, operator, name, inputs, profile } = merged.value.policy
      const head = { expires, issued, operator, policy: name }
      const plain = prepareDocument('policy', head, { inputs, profile, rules })
      expect(textOf(preparePolicy(merged.value.policy))).toBe(textOf(plain))
      segments += rules.reduce((sum, rule) => sum + rule.segments.length, 0)
    }),
    { numRuns: runs },
  )
  expect(segments).toBeGreaterThan(5 * runs)
}, 600_000)
