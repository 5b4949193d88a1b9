import { describe, expect, test } from 'vitest'
import { findJudges } from '../versions/live.js'
import { compareLive } from './ask-native.js'
import { drawQuestions } from './draw-questions.js'

const questions = drawQuestions(
  {
    releases: ['0.1', '1.0', '1.0.0', '1.2', '1.2-3', '2.0', '2.10', '4.1.0'],
    suffixes: ['', '', '', '.0', '-1', '.1', '.9000', '-0', '.2147483648', 'a'],
    clauses: ['>= V', '<= V', '> V', '< V', '== V', '!= V', '>=  V', ' >= V', '= V', '~> V'],
    joints: [',', ', '],
  },
  5_000,
)

const judges = findJudges('R', ['Rscript'], '../../native/judges/r-constraint.R')

describe.skipIf(judges.length === 0)("R constraints agree with R's own reading", () => {
  test.each(judges)('$name', (judge) => {
    const tally = compareLive('cran', judge, questions, 'exact')
    expect(tally.disagreements).toEqual([])
    expect(tally.held).toBeGreaterThan(1000)
    expect(tally.narrowed).toBe(0)
  })
})
