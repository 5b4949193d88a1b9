import { describe, expect, test } from 'vitest'
import { findPythonJudges } from '../versions/live.js'
import { compareLive } from './ask-native.js'
import { drawQuestions } from './draw-questions.js'

// prettier-ignore
const questions = drawQuestions({
  releases: ['0', '1', '1.0', '1.0.0', '1.1', '1.2.3', '2', '2.0.1', '10.9', '1!1', '1!0.9', 'v1.1'],
  suffixes: ['', '', '', 'a1', 'a2', 'b0', 'rc1', '.post0', '.post1', '.dev0', '.dev1', 'rc1.post2', 'rc1.dev1', '.post1.dev0', '.0.1', '.1', '+local', '+2', 'rc1+2', '.post1+2'],
  clauses: ['==V', '!=V', '>=V', '<=V', '<V', '>V', '~=V', '==V.*', '!=V.*', '===V', '>= V', '=V', '>=V.*'],
  joints: [',', ', '],
}, 20_000)

/** Before 26, packaging read `!=` prefixes without the epoch, and `<` and `>` about a release otherwise than the text. */
const judges = findPythonJudges('packaging', '../../native/judges/specifiers.py').filter(
  ({ name }) => Number(/ ([0-9]+)/.exec(name)?.[1]) >= 26,
)

describe.skipIf(judges.length === 0)('PEP 440 specifiers agree with packaging', () => {
  test.each(judges)('$name', (judge) => {
    const tally = compareLive('pypi', judge, questions, 'around')
    expect(tally.disagreements).toEqual([])
    expect(tally.held).toBeGreaterThan(2000)
    expect(tally.narrowed).toBeGreaterThan(20)
    expect(tally.preReleases).toBeGreaterThan(100)
  })
})
