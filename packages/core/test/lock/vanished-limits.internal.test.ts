import { describe, expect, test } from 'vitest'
import { keepDenials } from '../../src/lock/vanished-denials.js'
import { at, entry, toList } from '../merge/federation.js'

const foo = 'pkg:npm/foo'
const list = (entries: readonly object[]) => toList({ publisher: 'a', entries, version: 7 })
const denials = (count: number, shift = 0) =>
  Array.from({ length: count }, (_, index) =>
    entry({ package: foo, decision: 'deny', versions: `vers:npm/${2 * index + shift}.0.0` }),
  )

describe('vanished denials of one package by the thousand', () => {
  test('are compared one by one up to a thousand entries', () => {
    const kept = keepDenials([], list(denials(1000)), list(denials(500)), at)
    expect(kept).toHaveLength(500)
  })

  test('stay whole beyond, but for those that stand there in the same words', () => {
    const before = list([
      entry({ package: foo, decision: 'deny', versions: 'vers:npm/<9.0.0' }),
      ...denials(1500),
    ])
    const kept = keepDenials([], before, list(denials(1500)), at)
    expect(kept.map(({ versions }) => versions)).toEqual(['vers:npm/<9.0.0'])
  })

  test('cost no more than their number, whoever wrote them', () => {
    // Compared pair by pair these were 400 million comparisons.
    const kept = keepDenials([], list(denials(20_000)), list(denials(20_000, 1)), at)
    expect(kept).toHaveLength(20_000)
  })

  test('stay whole where no range could say what is left of them', () => {
    const points = Array.from({ length: 600 }, (_, index) =>
      entry({ package: foo, decision: 'withdrawn', versions: `vers:npm/>=${index}.0.0|<${index}.5.0` }),
    )
    const whole = entry({ package: foo, decision: 'deny', versions: 'vers:npm/*' })
    const kept = keepDenials([], list([whole]), list(points), at)
    expect(kept.map(({ versions }) => versions)).toEqual(['vers:npm/*'])
  })

  test('stay whole where what is left of them is longer than a range may be', () => {
    const long = (index: number) => `1.0.${index}-${'a'.repeat(240)}`
    const whole = (count: number) =>
      `vers:npm/${Array.from({ length: count }, (_, index) => `!=${long(index + 1000)}`).join('|')}`
    const less = entry({ package: foo, decision: 'withdrawn', versions: `vers:npm/${long(500)}` })
    const keptOf = (count: number) => {
      const denial = entry({ package: foo, decision: 'deny', versions: whole(count) })
      return keepDenials([], list([denial]), list([less]), at)[0]!.versions
    }
    expect(keptOf(250).startsWith(`vers:npm/!=${long(500)}|`)).toBe(true)
    // 260 of them are just not too long, and one more would be.
    expect(whole(260).length).toBeLessThanOrEqual(65_536)
    expect(keptOf(260)).toBe(whole(260))
  })
})
