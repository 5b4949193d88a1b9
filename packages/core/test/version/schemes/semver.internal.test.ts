import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import semver from 'semver'
import { VersionFault } from '../../../src/version/scheme.js'
import { golangScheme } from '../../../src/version/schemes/golang.js'
import { pubScheme } from '../../../src/version/schemes/pub.js'
import { semverScheme, type Semver } from '../../../src/version/schemes/semver.js'
import { isInOrder, judge } from './oracle.js'
import { answersToAnything, provesTotalOrder, type Alphabet } from './order-properties.js'

const npm = semverScheme('npm')

// prettier-ignore
const alphabet: Alphabet = {
  heads: ['1.0.0', '1.0.1', '0.0.0', '10.0.0', '1.0', '9007199254740991.0.0'],
  tails: ['-', '-alpha', '-rc.1', '.1', '.9007199254740993', '.9007199254740992', '.x', '-0', '+', '+1', '+a', '.10', '0'],
}

describe('semver, npm, cargo and hex, by Semantic Versioning 2.0.0', () => {
  test('orders as section 11 does', () => {
    // prettier-ignore
    expect(isInOrder(npm, ['1.0.0-alpha', '1.0.0-alpha.1', '1.0.0-alpha.beta', '1.0.0-beta', '1.0.0-beta.2', '1.0.0-beta.11', '1.0.0-rc.1', '1.0.0', '1.0.1', '1.1.0', '2.0.0', '2.1.0', '2.10.0'])).toEqual([])
  })

  test('ignores build metadata', () => {
    expect(judge(npm, '1.0.0+a', '1.0.0+b')).toBe('=')
    expect(judge(npm, '1.0.0-rc.1+a', '1.0.0-rc.1')).toBe('=')
  })

  test('compares pre-release numbers exactly, where the package rounds', () => {
    expect(semver.compare('1.0.0-9007199254740992', '1.0.0-9007199254740993')).toBe(0)
    expect(judge(npm, '1.0.0-9007199254740992', '1.0.0-9007199254740993')).toBe('<')
    expect(judge(npm, '1.0.0-9007199254740993', '1.0.0-10000000000000000')).toBe('<')
    expect(judge(npm, '1.0.0-2', '1.0.0-10000000000000000')).toBe('<')
  })

  test.each([
    '',
    '1',
    '1.2',
    '1.2.3.4',
    'v1.2.3',
    '=1.2.3',
    ' 1.2.3',
    '1.2.3 ',
    '1.2.3\n',
    '01.2.3',
    '1.02.3',
    '1.2.3-',
    '1.2.3-01',
    '1.2.3+',
    '1.2.x',
    '1..3',
    '1.2.',
    '9007199254740992.0.0',
    '１.0.0',
  ])('refuses %j', (text) => expect(npm.parse(text)).toBeInstanceOf(VersionFault))

  test('agrees with the package on every near-miss version', () => {
    const number = fc.constantFrom(
      '0',
      '1',
      '2',
      '10',
      '01',
      '999999999999999',
      '9007199254740991',
      '9007199254740992',
    )
    const tail = fc.constantFrom(
      '',
      '-0',
      '-1',
      '-10',
      '-a',
      '-a.1',
      '-a.b',
      '-01',
      '-',
      '+x',
      '-a+x',
      '.1',
      '-1a',
    )
    const version = fc.tuple(number, number, number, tail).map(([a, b, c, d]) => `${a}.${b}.${c}${d}`)
    const runs = 2000
    let compared = 0
    const differing: string[] = []
    fc.assert(
      fc.property(version, version, (a, b) => {
        const isValid = semver.parse(a) !== null && semver.parse(b) !== null
        const order = isValid ? (['<', '=', '>'] as const)[semver.compare(a, b) + 1] : 'invalid'
        if (isValid) compared++
        if (judge(npm, a, b) !== order) differing.push(`${a} ${order} ${b}`)
      }),
      { numRuns: runs },
    )
    expect(differing).toEqual([])
    expect(compared / runs).toBeGreaterThan(0.03)
  })

  test('reads a plain release as the package does', () => {
    const { major, minor, patch, prerelease } = npm.parse('1.20.300') as Semver
    expect([major, minor, patch, prerelease]).toEqual([1, 20, 300, []])
  })

  test('knows pre-releases', () => {
    const isPreRelease = (text: string) => npm.isPreRelease(npm.parse(text) as Semver)
    expect(['1.0.0-0', '1.0.0-rc.1'].every(isPreRelease)).toBe(true)
    expect(['1.0.0', '1.0.0+rc.1'].some(isPreRelease)).toBe(false)
  })

  test('orders near-miss versions totally', () => {
    expect(provesTotalOrder(npm, alphabet)).toBeGreaterThan(0.15)
  })

  test('answers to any text', () => answersToAnything(npm, alphabet))
})

describe('golang, by the reference of Go modules', () => {
  test('orders pseudo-versions among releases', () => {
    // prettier-ignore
    expect(isInOrder(golangScheme, ['v0.0.0-20191109021931-daa7c04131f5', 'v0.0.0-20200109021931-daa7c04131f5', 'v0.1.0', 'v1.2.3-pre', 'v1.2.3', 'v1.2.4-0.20191109021931-daa7c04131f5', 'v1.2.4', 'v2.0.0+incompatible'])).toEqual([])
  })

  test('takes a version without v, and +incompatible, for the same version', () => {
    expect(judge(golangScheme, 'v1.2.3', '1.2.3')).toBe('=')
    expect(judge(golangScheme, 'v2.0.0+incompatible', 'v2.0.0')).toBe('=')
  })

  test.each([
    ['vv1.0.0', 1],
    ['v1.0', 1],
    ['V1.0.0', 0],
    ['v1.0.0+meta', 6],
  ])('refuses %j at %i', (text, offset) => {
    expect((golangScheme.parse(text) as VersionFault).offset).toBe(offset)
  })

  test('answers to any text', () => answersToAnything(golangScheme, alphabet))
})

describe('pub, by pub_semver', () => {
  test('orders build metadata above the version without', () => {
    // prettier-ignore
    expect(isInOrder(pubScheme, ['1.0.0-dev', '1.0.0-dev+1', '1.0.0', '1.0.0+1', '1.0.0+2', '1.0.0+10', '1.0.0+10.1', '1.0.0+a', '1.0.1'])).toEqual([])
  })

  test('orders near-miss versions totally', () => {
    expect(provesTotalOrder(pubScheme, alphabet)).toBeGreaterThan(0.15)
  })
})
