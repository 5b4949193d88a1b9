import { describe, expect, test } from 'vitest'
import { findPythonJudges } from '../versions/live.js'
import type { Question } from '../../packages/core/test/version/native/agree.js'
import { compareLive } from './ask-native.js'
import { drawQuestions } from './draw-questions.js'

// prettier-ignore
const questions = drawQuestions({
  releases: ['0', '1', '1.0', '1.0.0', '1.1', '1.26', '1.27', '2.0', '9e', '2024a', '1.1.1w', '1!1.26', '1.0rc0', '1.0rc1', '1rc'],
  suffixes: ['', '', '', '', '.0', '.4', 'rc1', 'dev', 'dev0', '.dev', '.dev0', 'dev0dev', 'dev.dev', 'a', 'z', 'zz', 'zzz', 'post', 'post1', '.post1', 'post.post', '_1', '-1', '+local', '_'],
  clauses: ['V', '==V', '=V', 'V.*', 'V*', '=V.*', '>=V', '<=V', '<V', '>V', '!=V', '!=V.*', '~=V', '>=V.*', '*', '(>=V|V.*)'],
  joints: [',', '|', ', ', ' | '],
}, 20_000)

const judges = findPythonJudges('conda', '../../native/judges/conda-spec.py')

describe.skipIf(judges.length === 0)('conda match specs agree with conda', () => {
  test.each(judges)('$name', (judge) => {
    const tally = compareLive('conda', judge, questions, 'around')
    expect(tally.disagreements).toEqual([])
    expect(tally.held).toBeGreaterThan(5000)
    expect(tally.narrowed).toBeGreaterThan(20)
  })
})

/**
 * Where rattler goes its own way, with versions that end in `_` or `-` (as in the order of versions), with prefixes
 * that end in 0 (`1.0.*` takes `1rc` there) and with `~=1`, which conda refuses.
 */
const isPlain = ({ range, version }: Question) =>
  !/[_-](\+|$)/.test(version) && !/[_-]([^A-Za-z0-9]|$)|0\.?\*|=[^,|]*0|~=/.test(range)

const others = findPythonJudges('rattler', '../../native/judges/rattler-spec.py')

describe.skipIf(others.length === 0)(
  'conda match specs agree with rattler, but for three habits of it',
  () => {
    test.each(others)('$name', (judge) => {
      const tally = compareLive('conda', judge, questions.filter(isPlain), 'around')
      expect(tally.disagreements).toEqual([])
      expect(tally.held).toBeGreaterThan(3000)
    })
  },
)
