import { describe, expect, test } from 'vitest'
import { pypiScheme } from '../../../src/version/schemes/pypi.js'
import { VersionFault } from '../../../src/version/scheme.js'
import { absent, hasShared } from '../../shared/shared.js'
import { disagreements, isInOrder, judge, readOracle } from './oracle.js'
import { answersToAnything, provesTotalOrder, type Alphabet } from './order-properties.js'
import { readRealVersions, refusedOf } from './real-versions.js'

// prettier-ignore
const alphabet: Alphabet = {
  heads: ['0', '1', '2', '10', '007', '9007199254740993', '0!1', '1!1', 'v1'],
  tails: ['.0', '.1', '.95', '.96', '.20240131', '.9007199254740992', 'a', 'b', 'rc', 'RC1', 'a2', '.pre', '-preview_2', 'alpha', '.post', '.post1', '-1', 'r', 'rev2', '.dev', '.dev1', '-', '_', '+ubuntu', '+7e3', '+7', '.x'],
}

describe('pypi, by PEP 440', () => {
  test('orders the suffixes as the summary of PEP 440 does', () => {
    // prettier-ignore
    const ordered = ['1.dev0', '1.0.dev456', '1.0a1', '1.0a2.dev456', '1.0a12.dev456', '1.0a12', '1.0b1.dev456', '1.0b2', '1.0b2.post345.dev456', '1.0b2.post345', '1.0rc1.dev456', '1.0rc1', '1.0', '1.0+abc.5', '1.0+abc.7', '1.0+5', '1.0.post456.dev34', '1.0.post456', '1.0.15', '1.1.dev1', '1!0.1']
    expect(isInOrder(pypiScheme, ordered)).toEqual([])
  })

  test('calls spellings that normalise alike the same version', () => {
    // prettier-ignore
    const pairs: readonly (readonly [string, string])[] = [['1.0', '1.0.0'], ['1.1RC1', '1.1rc1'], ['00!09000', '9000'], ['1.1.a1', '1.1-alpha_1'], ['1.0-1', '1.0.post1'], ['1.2-r4', '1.2.post4'], ['1.2.dev', '1.2.dev0'], ['v1.0', '1.0'], ['1.0+ubuntu-1', '1.0+UBUNTU.01'], ['1.0a-', '1.0a0']]
    for (const [a, b] of pairs) expect(`${a} ${judge(pypiScheme, a, b)} ${b}`).toBe(`${a} = ${b}`)
  })

  test('compares numbers exactly beyond 2^53', () => {
    expect(
      isInOrder(pypiScheme, [
        '1.9007199254740992',
        '1.9007199254740993',
        `1.${'9'.repeat(40)}`,
        `1.1${'0'.repeat(40)}`,
      ]),
    ).toEqual([])
  })

  test('does not read a local part as a decimal', () => {
    expect(judge(pypiScheme, '1.0+7e3', '1.0+7000')).toBe('<')
  })

  test.each([
    ['', 0],
    ['1.0 ', 3],
    [' 1.0', 0],
    ['1!', 2],
    ['1..0', 1],
    ['1.0x', 3],
    ['1.0+', 4],
    ['1.0+a..b', 6],
    ['1.0+a+b', 5],
    ['1.0a1b2', 5],
    ['1.0.*', 3],
    ['１.0', 0],
    ['1.0.poſt1', 3],
  ])('refuses %j at %i', (text, offset) => {
    const fault = pypiScheme.parse(text)
    expect(fault).toBeInstanceOf(VersionFault)
    expect((fault as VersionFault).offset).toBe(offset)
  })

  test('takes pre-releases and developmental releases for pre-releases, post-releases and local versions not', () => {
    const isPreRelease = (text: string) => pypiScheme.isPreRelease(pypiScheme.parse(text) as string)
    for (const text of ['1a1', '1.0b2', '1.0rc1', '1.dev0', '1.0.post1.dev2', '1.0a1+local'])
      expect(isPreRelease(text), text).toBe(true)
    for (const text of ['1', '1.0.post1', '1.0-1', '1.0+rc.1', '1!2.0', `1.${'4'.repeat(45)}`])
      expect(isPreRelease(text), text).toBe(false)
  })

  test.each([
    ['v1.0', '1.0'],
    ['01.002.0', '1.2.0'],
    ['0!1', '1'],
    ['1!1-ALPHA', '1!1a0'],
    ['1.0.preview-02', '1.0rc2'],
    ['1.0-1', '1.0.post1'],
    ['1.0_rev.7-dev', '1.0.post7.dev0'],
    ['1.0+Ubuntu_007-a', '1.0+ubuntu.7.a'],
  ])('writes %s in the normal form %s, which it takes for the same version', (text, form) => {
    expect(pypiScheme.normalForm!(text)).toBe(form)
    expect(judge(pypiScheme, text, form)).toBe('=')
    expect(pypiScheme.normalForm!(form)).toBe(form)
  })

  test('has no normal form for what it refuses', () => {
    expect(pypiScheme.normalForm!('1.0x')).toBeInstanceOf(VersionFault)
  })

  test('orders near-miss versions totally', () => {
    expect(provesTotalOrder(pypiScheme, alphabet)).toBeGreaterThan(0.25)
  })

  test('answers to any text', () => answersToAnything(pypiScheme, alphabet))

  test.skipIf(!hasShared)(`agrees with packaging on every pair (unless ${absent})`, () => {
    const lines = readOracle('pypi')
    expect(lines).toHaveLength(13334)
    expect(disagreements(pypiScheme, lines)).toEqual([])
  })

  test.skipIf(!hasShared)(`reads every version that real lists hold (unless ${absent})`, () => {
    const versions = readRealVersions('pypi')
    expect(versions.length).toBeGreaterThan(500)
    expect(refusedOf(pypiScheme, versions)).toEqual([])
  })
})
