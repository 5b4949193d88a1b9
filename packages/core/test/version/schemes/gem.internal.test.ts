import { describe, expect, test } from 'vitest'
import { gemScheme } from '../../../src/version/schemes/gem.js'
import { VersionFault } from '../../../src/version/scheme.js'
import { absent, hasShared } from '../../shared/shared.js'
import { disagreements, isInOrder, judge, readOracle } from './oracle.js'
import { answersToAnything, provesTotalOrder, type Alphabet } from './order-properties.js'

// prettier-ignore
const alphabet: Alphabet = {
  heads: ['0', '1', '01', '2', '10'],
  tails: ['0', '.0', '.0', '.1', '1', '.010', '.95', '.96', '.20240131', '.99999999999999999999', '.', '-', '-1', '.a', 'a', 'A', '.b', 'pre', '.rc', '.beta2'],
}

describe('gem, by Gem::Version', () => {
  test('puts words below numbers, and reads a hyphen as .pre.', () => {
    // prettier-ignore
    expect(isInOrder(gemScheme, ['1.0.A', '1.0.a', '1.0.a.1', '1.0.a.2', '1.0.a10', '1.0.b1', '1-1', '1.0.rc1', '1.0', '1.0.1', '1.9', '1.10'])).toEqual([])
  })

  test('drops zeros at the end, and before the first word', () => {
    for (const [a, b] of [
      ['1.0', '1'],
      ['1.0.a', '1.a'],
      ['1.a.0', '1.a'],
      ['1.b1', '1.b.1'],
      ['1-2', '1.pre.2'],
      ['0', '0.0'],
      ['1.01', '1.1'],
    ] as const) {
      expect(`${a} ${judge(gemScheme, a, b)} ${b}`).toBe(`${a} = ${b}`)
    }
  })

  test('keeps zeros between words, where they count', () => {
    expect(isInOrder(gemScheme, ['1.a.b', '1.a.0.b', '1.a', '1.a.0.0.1', '1.a.0.1', '1.a.1'])).toEqual([])
  })

  test.each([
    ['', 0],
    ['a', 0],
    ['.1', 0],
    ['-1', 0],
    ['1a', 1],
    ['1.', 2],
    ['1..2', 2],
    ['1-', 2],
    ['1-.2', 2],
    ['1-a.', 4],
    ['1.2 ', 3],
    ['1.2_3', 3],
    ['1.2+3', 3],
    ['1.é', 2],
  ])('refuses %j at %i', (text, offset) => {
    const fault = gemScheme.parse(text)
    expect(fault).toBeInstanceOf(VersionFault)
    expect((fault as VersionFault).offset).toBe(offset)
  })

  test('reads hyphens anywhere behind the first', () => {
    expect(judge(gemScheme, '1--a-.-', '1.pre.pre.a.pre.pre')).toBe('=')
  })

  test('takes any letter, and so any hyphen, for a pre-release', () => {
    const isPreRelease = (text: string) => gemScheme.isPreRelease(gemScheme.parse(text) as string)
    for (const text of ['1.a', '1.0.rc1', '1-1', '2.0.0.Beta']) expect(isPreRelease(text), text).toBe(true)
    for (const text of ['1', '1.0.1', `1.${'7'.repeat(45)}`]) expect(isPreRelease(text), text).toBe(false)
  })

  test('orders near-miss versions totally', () => {
    expect(provesTotalOrder(gemScheme, alphabet)).toBeGreaterThan(0.35)
  })

  test('answers to any text', () => answersToAnything(gemScheme, alphabet))

  test.skipIf(!hasShared)(`agrees with RubyGems on every pair (unless ${absent})`, () => {
    const lines = readOracle('gem')
    expect(lines).toHaveLength(13334)
    expect(disagreements(gemScheme, lines)).toEqual([])
  })
})
