import { describe, expect, test } from 'vitest'
import { VersionFault } from '../../../src/version/scheme.js'
import { spackScheme } from '../../../src/version/schemes/spack.js'
import { isInOrder, judge } from './oracle.js'
import { answersToAnything, provesTotalOrder, type Alphabet } from './order-properties.js'

// prettier-ignore
const alphabet: Alphabet = {
  heads: ['1', '1.0', '2', 'develop', 'a', '1a', 'main', '.'],
  tails: ['0', '1', '.0', '.1', '-', '_', 'a', 'b', 'ab', '-alpha', 'beta', 'rc1', '-rc2', 'final', 'final3', '.develop', 'master', '.99999999999999999999', '.20240131'],
}

describe('spack, by StandardVersion', () => {
  test('puts words below numbers, numbers below the names of branches', () => {
    // prettier-ignore
    expect(isInOrder(spackScheme, ['a', 'b', '0', '1.a', '1.0', '1.2', '1.2.0', '1.10', 'stable', 'nightly', 'trunk', 'head', 'master', 'main', 'develop'])).toEqual([])
  })

  test('puts alpha, beta and rc before the version without', () => {
    // prettier-ignore
    expect(isInOrder(spackScheme, ['1.2-alpha', '1.2-alpha1', '1.2beta', '1.2beta2', '1.2-rc.1', '1.2-rc.2', '1.2', '1.2final1', '1.2.x', '1.2.0', '1.2.1'])).toEqual([])
  })

  test.each([
    ['1.2', '1-2'],
    ['1.2a', '1.2_a'],
    ['1.02', '1.2'],
    ['1.2-final', '1.2'],
  ])('takes %s for %s', (a, b) => expect(judge(spackScheme, a, b)).toBe('='))

  test.each([
    '',
    '.',
    '1.0 ',
    '1=2',
    'git.main',
    'git.v1.0=1.0',
    '1.0:',
    '1.é',
    '0123456789abcdef0123456789abcdef01234567',
  ])('refuses %j', (text) => expect(spackScheme.parse(text)).toBeInstanceOf(VersionFault))

  test('knows pre-releases', () => {
    const isPreRelease = (text: string) => spackScheme.isPreRelease(spackScheme.parse(text) as string)
    for (const text of ['1.0-alpha', '1.0b.beta2', '1.0rc1', 'develop.rc1'])
      expect(isPreRelease(text), text).toBe(true)
    for (const text of ['1.0', 'develop', 'nightly', 'main', '1.0a', 'rc1', `1.${'5'.repeat(60)}`])
      expect(isPreRelease(text), text).toBe(false)
  })

  test('orders near-miss versions totally', () => {
    expect(provesTotalOrder(spackScheme, alphabet)).toBeGreaterThan(0.5)
  })

  test('answers to any text', () => answersToAnything(spackScheme, alphabet))
})
