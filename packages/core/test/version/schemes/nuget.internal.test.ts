import { describe, expect, test } from 'vitest'
import { VersionFault } from '../../../src/version/scheme.js'
import { nugetScheme } from '../../../src/version/schemes/nuget.js'
import { isInOrder, judge } from './oracle.js'
import { answersToAnything, provesTotalOrder, type Alphabet } from './order-properties.js'

// prettier-ignore
const alphabet: Alphabet = {
  heads: ['1', '1.0', '1.0.0', '1.0.0.0', '1.0.0.1', '01.2', '2147483647'],
  tails: ['.0', '.1', '-a', '-A', '-alpha', '-1', '-01', '.10', '-2147483648', '-2147483647', '.x', '-', '+', '+m', '.'],
}

describe("nuget, by NuGet's package versioning", () => {
  test('orders numbers, then labels, then the release', () => {
    // prettier-ignore
    expect(isInOrder(nugetScheme, ['1.0.0-1', '1.0.0-2', '1.0.0-10', '1.0.0-2147483647', '1.0.0-2147483648', '1.0.0-alpha', '1.0.0-alpha.1', '1.0.0-alpha.b', '1.0.0-alpha1', '1.0.0-beta', '1.0', '1.0.0.1-x', '1.0.0.1', '1.1'])).toEqual([])
  })

  test.each([
    ['1', '1.0.0.0'],
    ['1.01', '1.1'],
    ['1.0.0-BETA', '1.0.0-beta'],
    ['1.0.0+a', '1.0.0+b'],
    ['1.0.0-01', '1.0.0-1'],
  ])('takes %s for %s', (a, b) => expect(judge(nugetScheme, a, b)).toBe('='))

  test.each([
    ['', 0],
    ['v1.0', 0],
    ['1.', 2],
    ['1.0.0.0.0', 7],
    ['1.0-', 4],
    ['1.0-a..b', 6],
    ['1.0+', 4],
    ['1.0-a_b', 5],
    ['1.2147483648', 2],
    ['1.0 ', 3],
  ])('refuses %j at %i', (text, offset) => {
    const fault = nugetScheme.parse(text)
    expect(fault).toBeInstanceOf(VersionFault)
    expect((fault as VersionFault).offset).toBe(offset)
  })

  test('knows pre-releases', () => {
    const isPreRelease = (text: string) => nugetScheme.isPreRelease(nugetScheme.parse(text) as string)
    expect(['1.0-a', '1.0.0.1-1', '1-a+b'].every(isPreRelease)).toBe(true)
    expect(['1.0', '1.0.0.1', '1+a'].some(isPreRelease)).toBe(false)
  })

  test('orders near-miss versions totally', () => {
    expect(provesTotalOrder(nugetScheme, alphabet)).toBeGreaterThan(0.3)
  })

  test('answers to any text', () => answersToAnything(nugetScheme, alphabet))
})
