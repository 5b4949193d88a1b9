import { describe, expect, test } from 'vitest'
import { condaScheme } from '../../../src/version/schemes/conda.js'
import { VersionFault } from '../../../src/version/scheme.js'
import { absent, hasShared } from '../../shared/shared.js'
import { disagreements, isInOrder, judge, readOracle } from './oracle.js'
import { answersToAnything, provesTotalOrder, type Alphabet } from './order-properties.js'
import { readRealVersions, refusedOf } from './real-versions.js'

// prettier-ignore
const alphabet: Alphabet = {
  heads: ['0', '1', '01', '0!1', '1!1', 'a', 'dev', 'post'],
  tails: ['0', '.0', '.0', '.1', '1', '_010', '.95', '.96', '-1', '.20240131', '.99999999999999999999', '_', '+', '+0', '+a', 'a', '.a', 'B', 'rc1', 'dev', '.dev', '.DEV1', 'post', '.post', 'alpha'],
}

describe('conda, by VersionOrder', () => {
  test('orders as the docstring of VersionOrder does', () => {
    // prettier-ignore
    expect(isInOrder(condaScheme, ['0.4', '0.4.1.rc', '0.4.1', '0.5a1', '0.5b3', '0.5C1', '0.5', '0.9.6', '0.960923', '1.0', '1.1dev1', '1.1_', '1.1a1', '1.1.0dev1', '1.1.a1', '1.1.0rc1', '1.1.0', '1.1.0post1', '1.1post1', '1996.07.12', '1!0.4.1', '1!3.1.1.6', '2!0.4.1'])).toEqual([])
  })

  test('takes missing components for zeros, and any case for the same', () => {
    // prettier-ignore
    for (const [a, b] of [['0.4', '0.4.0'], ['0.4.1.rc', '0.4.1.RC'], ['1.1.0dev1', '1.1.dev1'], ['1.1.0post1', '1.1.post1'], ['1.0+0', '1'], ['0!1', '1'], ['1-2', '1_2'], ['1.2', '1_2'], ['1_', '1-']] as const) {
      expect(`${a} ${judge(condaScheme, a, b)} ${b}`).toBe(`${a} = ${b}`)
    }
  })

  test('keeps zeros that something follows, where they count', () => {
    expect(isInOrder(condaScheme, ['1.a', '1.0.a', '1.0.0.a', '1', '1.0.0.1', '1.0.1', '1.1'])).toEqual([])
    // `a0b` is [0, a, 0, b]: below [0, a] for its word, above it were it a number.
    expect(isInOrder(condaScheme, ['1.a0b', '1.a', '1.a0.1', '1.a1'])).toEqual([])
  })

  test('compares the local part last', () => {
    expect(isInOrder(condaScheme, ['1.0+a', '1.0', '1.0+1.a', '1.0+1', '1.0.1+a', '1.0.1'])).toEqual([])
  })

  test.each([
    ['', 0],
    ['1..2', 2],
    ['.1', 0],
    ['1.', 2],
    ['_1', 0],
    ['1__2', 2],
    ['!1', 0],
    ['a!1', 0],
    ['1!', 2],
    ['1!2!3', 3],
    ['+1', 0],
    ['1+', 2],
    ['1+a_', 4],
    ['1+a+b', 3],
    ['1-2_3', 1],
    ['1.0 ', 3],
    ['1/2', 1],
    ['1.*', 2],
    ['1.\u212a', 2],
  ])('refuses %j at %i', (text, offset) => {
    const fault = condaScheme.parse(text)
    expect(fault).toBeInstanceOf(VersionFault)
    expect((fault as VersionFault).offset).toBe(offset)
  })

  test('reads what looks odd and conda reads', () => {
    for (const text of ['_', '1._', '1__', 'a', '1!_'])
      expect(condaScheme.parse(text), text).not.toBeInstanceOf(VersionFault)
  })

  test('takes every word but post for a pre-release, before the local part', () => {
    const isPreRelease = (text: string) => condaScheme.isPreRelease(condaScheme.parse(text) as string)
    for (const text of ['1.0a1', '1.0.dev1', '1.1.parallel', '1.1.1w', '1.0post1.rc1', 'a'])
      expect(isPreRelease(text), text).toBe(true)
    for (const text of ['1.0', '1.0.post1', '1.0.1_', '1.0+abc', '3!1', `1.${'4'.repeat(45)}`])
      expect(isPreRelease(text), text).toBe(false)
  })

  test('orders near-miss versions totally', () => {
    expect(provesTotalOrder(condaScheme, alphabet)).toBeGreaterThan(0.4)
  })

  test('answers to any text', () => answersToAnything(condaScheme, alphabet))

  test.skipIf(!hasShared)(`agrees with conda on every pair (unless ${absent})`, () => {
    const lines = readOracle('conda')
    expect(lines).toHaveLength(13334)
    expect(disagreements(condaScheme, lines)).toEqual([])
  })

  test.skipIf(!hasShared)(
    `reads what real PyPI lists hold: most of conda-forge is built from it (unless ${absent})`,
    () => {
      const versions = readRealVersions('pypi')
      expect(versions.length).toBeGreaterThan(500)
      expect(refusedOf(condaScheme, versions)).toEqual([])
    },
  )
})
