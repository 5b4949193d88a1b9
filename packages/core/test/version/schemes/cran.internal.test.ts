import { describe, expect, test } from 'vitest'
import { cranScheme } from '../../../src/version/schemes/cran.js'
import { VersionFault } from '../../../src/version/scheme.js'
import { absent, hasShared } from '../../shared/shared.js'
import { disagreements, isInOrder, judge, readOracle, type Judged } from './oracle.js'
import { answersToAnything, provesTotalOrder, type Alphabet } from './order-properties.js'
import { readRealVersions, refusedOf } from './real-versions.js'

// prettier-ignore
const alphabet: Alphabet = {
  heads: ['0', '00', '1', '2', '10'],
  tails: ['.0', '-0', '.1', '-1', '.01', '.2', '.9', '-095', '.96', '.2024', '.2147483647', '.', '.2147483648'],
}

const isTooLarge = (text: string) =>
  text.split(/[.-]/).some((number) => /^\d+$/.test(number) && Number(number) > 2147483647)

/** `utils::compareVersion`: the other rule of R, told from its source. Where numbers run out, the shorter is below. */
function compareVersionOfR(a: string, b: string): number {
  const x = a.split(/[.-]/).map(Number)
  const y = b.split(/[.-]/).map(Number)
  for (let at = 0; at < Math.min(x.length, y.length); at++)
    if (x[at] !== y[at]) return x[at]! < y[at]! ? -1 : 1
  return x.length - y.length
}

describe('cran, by R numeric_version', () => {
  test('pads with zeros, and takes "." and "-" for the same', () => {
    for (const [a, b] of [
      ['1.0', '1.0.0'],
      ['7.3-65', '7.3.65'],
      ['1', '1.0-0'],
      ['1.01', '1.1'],
      ['0', '0.0'],
    ] as const) {
      expect(`${a} ${judge(cranScheme, a, b)} ${b}`).toBe(`${a} = ${b}`)
    }
  })

  test('orders number by number', () => {
    expect(
      isInOrder(cranScheme, [
        '0',
        '0.0.1',
        '0.9',
        '0.10',
        '1.0',
        '1.0.0.9000',
        '1.0.1',
        '1.95',
        '1.96',
        '1.100',
        '2147483646',
        '2147483647',
      ]),
    ).toEqual([])
  })

  test.each([
    ['', 0],
    ['1.', 2],
    ['.1', 0],
    ['1..2', 2],
    ['1.-2', 2],
    ['1.0a', 3],
    ['1.0 ', 3],
    ['1.0_1', 3],
    ['1.2147483648', 2],
    ['99999999999.1', 0],
    ['1.٣', 2],
  ])('refuses %j at %i', (text, offset) => {
    const fault = cranScheme.parse(text)
    expect(fault).toBeInstanceOf(VersionFault)
    expect((fault as VersionFault).offset).toBe(offset)
  })

  test('reads 2147483647, also behind zeros, where it refuses one more', () => {
    expect(judge(cranScheme, '1.0000000002147483647', '1.2147483647')).toBe('=')
    expect(judge(cranScheme, '1.0000000002147483648', '1')).toBe('invalid')
  })

  test('knows no pre-release, for R knows none', () => {
    for (const text of ['0.0.0.9000', '1.0-1'])
      expect(cranScheme.isPreRelease(cranScheme.parse(text) as string)).toBe(false)
  })

  test('orders near-miss versions totally', () => {
    expect(provesTotalOrder(cranScheme, alphabet)).toBeGreaterThan(0.3)
  })

  test('answers to any text', () => answersToAnything(cranScheme, alphabet))

  test.skipIf(!hasShared)(
    `agrees with numeric_version on every pair R can hold, and refuses the rest (unless ${absent})`,
    () => {
      const lines = readOracle('cran.numeric_version')
      expect(lines).toHaveLength(13334)
      const overflowing = lines.filter(({ a, b }) => isTooLarge(a) || isTooLarge(b))
      expect(overflowing).toHaveLength(19)
      expect(overflowing.filter(({ a, b }) => judge(cranScheme, a, b) !== 'invalid')).toEqual([])
      const held = lines.filter((line) => !overflowing.includes(line))
      expect(held).toHaveLength(13315)
      expect(disagreements(cranScheme, held)).toEqual([])
    },
  )

  test.skipIf(!hasShared)(
    `differs from compareVersion exactly where one version goes on with zeros (unless ${absent})`,
    () => {
      const other = readOracle('cran.compareVersion')
      const padded = readOracle('cran.numeric_version')
      expect(other).toHaveLength(padded.length)
      const sign = (order: number) => (order < 0 ? '<' : order > 0 ? '>' : '=')
      const differing: Judged[] = []
      const pairsOf = (lines: readonly Judged[]) => lines.map(({ a, b }) => `${a} ${b}`)
      expect(pairsOf(other)).toEqual(pairsOf(padded))
      const mistold: Judged[] = []
      other.forEach((line, index) => {
        if (padded[index]!.verdict === 'invalid' || isTooLarge(line.a) || isTooLarge(line.b)) return
        if (sign(compareVersionOfR(line.a, line.b)) !== line.verdict) mistold.push(line)
        if (judge(cranScheme, line.a, line.b) !== line.verdict) differing.push(line)
      })
      expect(mistold).toEqual([])
      expect(differing.length).toBeGreaterThan(0)
      const goesOnWithZeros = ({ a, b }: Judged) => {
        const [short, long] = a.split(/[.-]/).length < b.split(/[.-]/).length ? [a, b] : [b, a]
        const shared = short.split(/[.-]/).map(Number)
        const all = long.split(/[.-]/).map(Number)
        return (
          shared.every((number, at) => number === all[at]) &&
          all.slice(shared.length).every((number) => number === 0)
        )
      }
      expect(differing.filter((line) => !goesOnWithZeros(line))).toEqual([])
    },
  )

  test.skipIf(!hasShared)(`reads every version that real lists hold (unless ${absent})`, () => {
    const versions = readRealVersions('cran')
    expect(versions.length).toBeGreaterThan(500)
    expect(versions).toContain('7.3-65')
    expect(refusedOf(cranScheme, versions)).toEqual([])
  })
})
