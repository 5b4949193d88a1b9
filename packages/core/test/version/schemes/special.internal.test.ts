import { describe, expect, test } from 'vitest'
import { VersionFault } from '../../../src/version/scheme.js'
import { datetimeScheme, type Moment } from '../../../src/version/schemes/datetime.js'
import { exactScheme } from '../../../src/version/schemes/exact.js'
import { intdotScheme, type DottedNumbers } from '../../../src/version/schemes/intdot.js'
import { lexicographicScheme } from '../../../src/version/schemes/lexicographic.js'
import { isInOrder, judge } from './oracle.js'
import { answersToAnything, provesTotalOrder, type Alphabet } from './order-properties.js'

describe('intdot and generic', () => {
  const intdot = intdotScheme('intdot')
  const alphabet: Alphabet = {
    heads: ['1', '01', '1.2', '10', '9007199254740991', 'a'],
    tails: ['.0', '.1', '.10', 'beta', '-1', 'rc1', '.', '0'],
  }

  test('orders numbers, then what follows them', () => {
    // prettier-ignore
    expect(isInOrder(intdot, ['1', '1.2', '1.2beta', '1.2rc1', '1.2.0', '1.2.0-1', '1.10', '2', '1000000'])).toEqual([])
  })

  test('ignores leading zeros, and never takes a version with a rest for one without', () => {
    expect(judge(intdot, '01.002', '1.2')).toBe('=')
    expect(judge(intdot, '1.2beta', '1.2')).toBe('>')
    expect(intdot.isPreRelease(intdot.parse('1.2k') as DottedNumbers)).toBe(true)
    expect(intdot.isPreRelease(intdot.parse('1.2') as DottedNumbers)).toBe(false)
  })

  test.each(['', 'a', '.1', '1.', '1..2', '1.a', '9007199254740992'])('refuses %j', (text) =>
    expect(intdot.parse(text)).toBeInstanceOf(VersionFault),
  )

  test('orders near-miss versions totally', () => {
    expect(provesTotalOrder(intdot, alphabet)).toBeGreaterThan(0.25)
  })

  test('answers to any text', () => answersToAnything(intdot, alphabet))
})

describe('datetime', () => {
  test('orders instants, to any fraction', () => {
    // prettier-ignore
    expect(isInOrder(datetimeScheme, ['0000-01-01T00:00:00Z', '2024-01-01T00:00:00+02:00', '2023-12-31T23:00:00Z', '2024-01-01T00:00:00Z', '2024-01-01T00:00:00.00000000000000000001Z', '2024-01-01T00:00:00.1Z', '2024-01-01T00:00:00.19Z', '2024-01-01T00:00:00.2Z', '9999-12-31T23:59:59Z'])).toEqual([])
    expect(judge(datetimeScheme, '2024-01-01T00:00:00.100Z', '2023-12-31T19:00:00.1-05:00')).toBe('=')
    expect(judge(datetimeScheme, '2024-01-01T00:00:00-00:00', '2024-01-01T00:00:00Z')).toBe('=')
  })

  test.each([
    '',
    '2024-01-01',
    '2024-01-01t00:00:00z',
    '2024-01-01 00:00:00Z',
    '2024-02-30T00:00:00Z',
    '2024-01-01T24:00:00Z',
    '2016-12-31T23:59:60Z',
    '2024-01-01T00:00:00',
    '2024-01-01T00:00:00.Z',
    '2024-01-01T00:00:00+24:00',
    '2024-01-01T00:00:00+00:60',
    '2024-01-01T00:00:00+0000',
    '+002024-01-01T00:00:00Z',
    '２024-01-01T00:00:00Z',
  ])('refuses %j', (text) => expect(datetimeScheme.parse(text)).toBeInstanceOf(VersionFault))

  test('knows no pre-releases', () => {
    expect(datetimeScheme.isPreRelease(datetimeScheme.parse('2024-01-01T00:00:00Z') as Moment)).toBe(false)
  })

  test('orders near-miss versions totally', () => {
    const alphabet: Alphabet = {
      heads: ['2024-01-01T00:00:00', '2024-01-01T02:00:00', '2023-12-31T22:00:00', '2024-02-30T00:00:00'],
      tails: ['Z', '.1', '.10', '.19', '+02:00', '-02:00', '0'],
    }
    expect(provesTotalOrder(datetimeScheme, alphabet)).toBeGreaterThan(0.04)
    answersToAnything(datetimeScheme, alphabet)
  })
})

describe('lexicographic', () => {
  test('orders by the bytes of UTF-8', () => {
    const versions = ['A', 'a', 'aa', 'é', '\u{fffd}', '\u{1f600}', '\u{1f601}']
    expect(isInOrder(lexicographicScheme, versions)).toEqual([])
    const encoder = new TextEncoder()
    const byBytes = versions.toSorted((a, b) => Buffer.compare(encoder.encode(a), encoder.encode(b)))
    expect(versions).toEqual(byBytes)
  })

  test('orders near-miss versions totally', () => {
    const alphabet: Alphabet = {
      heads: ['a', 'A', '\u{1f600}'],
      tails: ['\uffee', '\u{1f600}', 'a', '', 'é'],
    }
    expect(provesTotalOrder(lexicographicScheme, alphabet)).toBeGreaterThan(0.5)
  })

  test('refuses nothing but the empty text by itself', () => {
    expect(lexicographicScheme.parse('')).toBeInstanceOf(VersionFault)
    expect(lexicographicScheme.parse(' ')).toBe(' ')
  })
})

describe('types without order', () => {
  test('versions are the same text or different', () => {
    const github = exactScheme('github')
    expect(github.ordered).toBe(false)
    expect(judge(github, 'v1.0', 'v1.0')).toBe('=')
    expect(judge(github, 'v1.0', '1.0')).not.toBe('=')
    expect(github.parse('')).toBeInstanceOf(VersionFault)
  })

  test('text is sorted by code unit', () => {
    const alphabet: Alphabet = { heads: ['a', 'A', 'v1'], tails: ['.', '1', 'a', '\u{1f600}'] }
    expect(provesTotalOrder(exactScheme('oci'), alphabet)).toBeGreaterThan(0.5)
  })
})
