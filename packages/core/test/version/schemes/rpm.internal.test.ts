import { describe, expect, test } from 'vitest'
import { rpmScheme, toRpmPartKey } from '../../../src/version/schemes/rpm.js'
import { VersionFault, type VersionScheme } from '../../../src/version/scheme.js'
import { absent, hasShared } from '../../shared/shared.js'
import { disagreements, isInOrder, judge, readOracle } from './oracle.js'
import { answersToAnything, provesTotalOrder, type Alphabet } from './order-properties.js'

// prettier-ignore
const alphabet: Alphabet = {
  heads: ['0', '1', '01', '0:1', '1:1', 'a', '~'],
  tails: ['0', '1', '.1', '010', '.95', '.96', '.20240131', '.99999999999999999999', '.', '_', '+', '-1', '-', '~', '~', '^', '^', 'a', 'z', 'A', '~rc1', '^git2', '.fc39', '.el9'],
}

/** A version or a release alone, which is what the oracle compares. */
const partScheme: VersionScheme<string> = { ...rpmScheme, parse: toRpmPartKey }

describe('rpm, by rpmvercmp', () => {
  test('puts "~" below the end, "^" above it, and words below numbers', () => {
    expect(
      isInOrder(rpmScheme, [
        '1.0~~',
        '1.0~rc1',
        '1.0',
        '1.0^20240131',
        '1.0a',
        '1.0ab',
        '1.0b',
        '1.0.1',
        '1.1',
      ]),
    ).toEqual([])
  })

  test('orders by epoch, then version, then release, none below any', () => {
    expect(
      isInOrder(rpmScheme, [
        '9.9-9',
        '1:1.0',
        '1:1.0-~',
        '1:1.0-1~rc',
        '1:1.0-1.fc39',
        '1:1.0-1.1',
        '1:1.0-2',
        '1:1.0.1',
        '10:0',
      ]),
    ).toEqual([])
  })

  test('takes separators for nothing but separators', () => {
    for (const [a, b] of [
      ['1.0', '1_0'],
      ['1.0', '1.0.'],
      ['1a2', '1.a.2'],
      ['1.0', '1.00'],
      ['0:1-1', '1-01'],
    ] as const) {
      expect(`${a} ${judge(rpmScheme, a, b)} ${b}`).toBe(`${a} = ${b}`)
    }
  })

  test.each([
    ['', 0],
    [':1', 0],
    ['1:', 2],
    ['1:-1', 2],
    ['-1', 0],
    ['1-', 2],
    ['1-2-3', 1],
    ['1:2:3', 3],
    ['a:1', 1],
    ['1.0-1/2', 5],
    ['1 0', 1],
    ['1é', 1],
    ['4294967296:1', 0],
  ])('refuses %j at %i', (text, offset) => {
    const fault = rpmScheme.parse(text)
    expect(fault).toBeInstanceOf(VersionFault)
    expect((fault as VersionFault).offset).toBe(offset)
  })

  test('reads the largest epoch there is', () => {
    expect(judge(rpmScheme, '4294967295:1', '1')).toBe('>')
  })

  test('takes a "~" in the version for a pre-release, not one in the release, nor "^"', () => {
    const isPreRelease = (text: string) => rpmScheme.isPreRelease(rpmScheme.parse(text) as string)
    for (const text of ['1.0~rc1', '1:1.0~rc1-1.fc39']) expect(isPreRelease(text), text).toBe(true)
    for (const text of ['1.0-1~bootstrap', '1.0^git1', '1.0rc1-1', '1.0-0.1.rc1'])
      expect(isPreRelease(text), text).toBe(false)
  })

  test('orders near-miss versions totally', () => {
    expect(provesTotalOrder(rpmScheme, alphabet)).toBeGreaterThan(0.45)
  })

  test('answers to any text', () => answersToAnything(rpmScheme, alphabet))

  test.skipIf(!hasShared)(`agrees with rpm on every version alone (unless ${absent})`, () => {
    const lines = readOracle('rpm')
    expect(lines).toHaveLength(13334)
    expect(disagreements(partScheme, lines)).toEqual([])
  })

  test.skipIf(!hasShared)(
    `agrees with it as versions without a release, where none holds a hyphen (unless ${absent})`,
    () => {
      const lines = readOracle('rpm').filter(({ a, b }) => !a.includes('-') && !b.includes('-'))
      expect(lines).toHaveLength(9967)
      expect(disagreements(rpmScheme, lines)).toEqual([])
    },
  )
})
