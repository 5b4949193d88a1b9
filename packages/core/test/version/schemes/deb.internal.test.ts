import { describe, expect, test } from 'vitest'
import { debScheme } from '../../../src/version/schemes/deb.js'
import { VersionFault } from '../../../src/version/scheme.js'
import { absent, hasShared } from '../../shared/shared.js'
import { disagreements, isInOrder, judge, readOracle } from './oracle.js'
import { answersToAnything, provesTotalOrder, type Alphabet } from './order-properties.js'

// prettier-ignore
const alphabet: Alphabet = {
  heads: ['0', '1', '01', '2', '0:0', '1:1', '2:1'],
  tails: ['0', '1', '03', '.1', '.95', '.96', '.20240131', '.99999999999999999999', '.', '-', '-0', '-1', '+', ':', '~', '~~', 'a', 'z', 'A', '~rc1', '+dfsg', 'ubuntu1', '~bpo12+1'],
}

describe('deb, by Debian Policy 5.6.12', () => {
  test('puts a tilde below the end, the end below letters, letters below the rest', () => {
    // prettier-ignore
    expect(isInOrder(debScheme, ['1~~', '1~~a', '1~', '1~rc1', '1', '1-0a', '1A', '1a', '1+', '1.', '2'])).toEqual([])
  })

  test('orders by epoch, then upstream version, then revision', () => {
    // prettier-ignore
    expect(isInOrder(debScheme, ['9.9-9', '1:1.0~rc1-9', '1:1.0-1~bpo12+1', '1:1.0-1', '1:1.0-1ubuntu1', '1:1.0-1+b1', '1:1.0-1.1', '1:1.0.1-1', '2:0'])).toEqual([])
  })

  test('takes a version without a revision for one with revision 0, and without an epoch for epoch 0', () => {
    for (const [a, b] of [
      ['1.0', '1.0-0'],
      ['1.0', '0:1.0'],
      ['1.3', '1.03'],
      ['1.a', '1.a0'],
      ['1-00', '1'],
      ['01:1', '1:1'],
    ] as const) {
      expect(`${a} ${judge(debScheme, a, b)} ${b}`).toBe(`${a} = ${b}`)
    }
    expect(judge(debScheme, '1.0-~', '1.0')).toBe('<')
  })

  test('breaks at the last hyphen', () => {
    expect(isInOrder(debScheme, ['1-2', '1-2-0~', '1-2-0', '1-2-1'])).toEqual([])
  })

  test.each([
    ['', 0],
    ['a1', 0],
    ['~1', 0],
    ['-1', 0],
    [':1', 0],
    ['a:1', 0],
    ['+1:1', 0],
    ['1:', 2],
    ['1:-1', 2],
    ['2147483648:1', 0],
    ['1.0-', 4],
    ['1_0', 1],
    ['1.0-1:2', 0],
    ['1:1.0-1:2', 7],
    ['1.0-1_2', 5],
    ['1.0 ', 3],
    ['1.0é', 3],
  ])('refuses %j at %i', (text, offset) => {
    const fault = debScheme.parse(text)
    expect(fault).toBeInstanceOf(VersionFault)
    expect((fault as VersionFault).offset).toBe(offset)
  })

  test('reads the largest epoch dpkg holds, and colons after an epoch', () => {
    expect(judge(debScheme, '2147483647:1', '0002147483647:1')).toBe('=')
    expect(judge(debScheme, '1:2:3-1', '1:2-1')).toBe('>')
  })

  test('takes a tilde in the upstream version for a pre-release, one in the revision for a backport', () => {
    const isPreRelease = (text: string) => debScheme.isPreRelease(debScheme.parse(text) as string)
    for (const text of ['1.0~rc1-1', '2:1.0~rc1', '1.0~beta-1~bpo12+1'])
      expect(isPreRelease(text), text).toBe(true)
    for (const text of ['1.0-1', '1.0-1~bpo12+1', '1.0rc1-1', `1.${'1'.repeat(45)}`])
      expect(isPreRelease(text), text).toBe(false)
  })

  test('orders near-miss versions totally', () => {
    expect(provesTotalOrder(debScheme, alphabet)).toBeGreaterThan(0.45)
  })

  test('answers to any text', () => answersToAnything(debScheme, alphabet))

  test.skipIf(!hasShared)(`agrees with dpkg on every pair (unless ${absent})`, () => {
    const lines = readOracle('deb')
    expect(lines).toHaveLength(2000)
    expect(disagreements(debScheme, lines)).toEqual([])
  })
})
