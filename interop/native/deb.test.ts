import { describe, expect, test } from 'vitest'
import { findJudges } from '../versions/live.js'
import { compareLive } from './ask-native.js'
import { drawQuestions } from './draw-questions.js'

const questions = drawQuestions(
  {
    releases: ['0', '1', '1.0', '1.2', '1:1.0', '2.36', '10'],
    suffixes: ['', '', '-0', '-1', '-1+b1', '~rc1', '~~', '+dfsg', '+dfsg-2', '~bpo12+1', '-1~bpo12+1', 'a'],
    clauses: [
      'name (>= V)',
      'name (<< V)',
      'name (<= V)',
      'name (= V)',
      'name (>> V)',
      'name(>=V)',
      'name',
      'name (== V)',
    ],
    joints: [', ', ' | ', '|', ','],
  },
  8_000,
)

const judges = findJudges('libdpkg-perl', ['perl'], '../../native/judges/dpkg-deps.pl')

describe.skipIf(judges.length === 0)('Debian relations agree with dpkg', () => {
  test.each(judges)('$name', (judge) => {
    const tally = compareLive('deb', judge, questions, 'exact')
    expect(tally.disagreements).toEqual([])
    expect(tally.held).toBeGreaterThan(2000)
    expect(tally.narrowed).toBe(0)
  })
})
