import { describe, expect, test } from 'vitest'
import { VersionFault } from '../../../src/version/scheme.js'
import { mavenScheme } from '../../../src/version/schemes/maven.js'
import { isInOrder, judge } from './oracle.js'
import { answersToAnything, provesTotalOrder, type Alphabet } from './order-properties.js'

// prettier-ignore
const alphabet: Alphabet = {
  heads: ['1', '1.0', '2', '01', '1.x', '1-alpha', 'a', 'ga', ''],
  tails: ['0', '1', '00', '.', '-', '.0', '.1', '-1', '.x', '-x', '.alpha', '-alpha', 'a1', 'b', 'm2', '.rc', 'cr1', '.Final', '-ga', '-sp', '-SNAPSHOT', '.release', '_', '+', '.20240131', '99999999999999999999'],
}

describe("maven, by the POM reference's version order", () => {
  test('orders as the reference does', () => {
    // prettier-ignore
    expect(isInOrder(mavenScheme, ['1-alpha', '1-alpha-1', '1-beta', '1-milestone', '1-rc', '1-snapshot', '1', '1-sp', '1-foo', '1-foo2', '1-foo10', '1-1', '1.1', '2'])).toEqual([])
    // prettier-ignore
    expect(isInOrder(mavenScheme, ['1.0.RC2', '1.0-RC3', '1.0.0.Final', '1.0.0.SP1-redhat', '1.0.0.Final-redhat-1', '1.0.1'])).toEqual([])
  })

  test.each([
    ['1.0.0', '1'],
    ['1.ga', '1'],
    ['1.final', '1'],
    ['1.Final', '1.0.GA'],
    ['1.', '1'],
    ['1-', '1'],
    ['1.0.0-foo.0.0', '1-foo'],
    ['1.0.0-0.0.0', '1'],
    ['1-a1', '1-alpha-1'],
    ['1-cr', '1-RC'],
    ['1x1', '1-x-1'],
    ['1.x', '1-x'],
    ['1.01', '1.1'],
  ])('takes %s for %s', (a, b) => expect(judge(mavenScheme, a, b)).toBe('='))

  test.each([
    ['1-foo10', '1-foo.2', '<'],
    ['1-1.foo-bar1baz-.1', '1-1.foo-bar-1-baz-0.1', '='],
    ['1-sp-1', '1-ga-1', '<'],
    ['1-ga-1', '1-1', '='],
    ['1-a', '1-alpha', '>'],
    ['1.0-99999999999999999999', '1.0-100000000000000000000', '<'],
  ])('%s and %s: %s', (a, b, order) => expect(judge(mavenScheme, a, b)).toBe(order))

  test.each([
    ['', 0],
    ['1.0 ', 3],
    ['[1.0,2.0)', 0],
    ['${version}', 0],
    ['1.0/2', 3],
    ['1.é', 2],
  ])('refuses %j at %i', (text, offset) => {
    const fault = mavenScheme.parse(text)
    expect(fault).toBeInstanceOf(VersionFault)
    expect((fault as VersionFault).offset).toBe(offset)
  })

  test('takes what Maven orders below a release for a pre-release', () => {
    const isPreRelease = (text: string) => mavenScheme.isPreRelease(mavenScheme.parse(text) as string)
    for (const text of ['1.0-alpha', '1.0-b2', '1.0.M1', '1.0.CR1', '1.0-SNAPSHOT'])
      expect(isPreRelease(text), text).toBe(true)
    for (const text of ['1.0', '1.0.Final', '1.0-jre', '33.0.0-b', '1.0-SP1', `1.${'5'.repeat(60)}`])
      expect(isPreRelease(text), text).toBe(false)
  })

  test('orders near-miss versions totally', () => {
    expect(provesTotalOrder(mavenScheme, alphabet)).toBeGreaterThan(0.5)
  })

  test('answers to any text', () => answersToAnything(mavenScheme, alphabet))
})
