import { describe, expect, test } from 'vitest'
import { gemScheme } from '../../packages/core/src/version/schemes/gem.js'
import { compareLive, expectAllVerdicts, findJudges } from './live.js'
import { drawPairs } from './near-miss.js'

// prettier-ignore
const pairs = drawPairs({
  heads: ['0', '1', '01', '2', '10'],
  tails: ['0', '.0', '.0', '.0', '.1', '1', '.010', '.95', '.96', '.20240131', '.99999999999999999999', '.', '-', '-1', '.a', '.a', '.A', '.a1', '.b', '.pre', '.rc', '.beta2', 'a'],
}, 10_000)

const judges = findJudges('RubyGems', ['ruby'], 'gem.rb')

describe.skipIf(judges.length === 0)('gem agrees with RubyGems', () => {
  test.each(judges)('$name', (judge) => {
    expectAllVerdicts(gemScheme, pairs)
    expect(compareLive(gemScheme, judge, pairs)).toEqual([])
  })
})
