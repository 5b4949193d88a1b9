import { describe, expect, test } from 'vitest'
import { cranScheme } from '../../packages/core/src/version/schemes/cran.js'
import { compareLive, expectAllVerdicts, findJudges } from './live.js'
import { drawPairs } from './near-miss.js'

// prettier-ignore
const pairs = drawPairs({
  heads: ['0', '00', '1', '01', '2', '10', '2024'],
  tails: ['.0', '-0', '.0', '.1', '-1', '.01', '.2', '.9', '-095', '.96', '.2024', '.2147483647', '-2147483648', '1', '0', '-7', '.3', '.', 'a'],
}, 10_000)

const judges = findJudges('R', ['Rscript'], 'cran.R')

describe.skipIf(judges.length === 0)('cran agrees with numeric_version and package_version', () => {
  test.each(judges)('$name', (judge) => {
    expectAllVerdicts(cranScheme, pairs)
    expect(compareLive(cranScheme, judge, pairs)).toEqual([])
  })
})
