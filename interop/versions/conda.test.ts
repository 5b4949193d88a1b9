import { describe, expect, test } from 'vitest'
import { condaScheme } from '../../packages/core/src/version/schemes/conda.js'
import { compareLive, expectAllVerdicts, findPythonJudges } from './live.js'
import { drawPairs } from './near-miss.js'

// prettier-ignore
const pairs = drawPairs({
  heads: ['0', '1', '01', '0!1', '1!1', 'a', 'dev', 'post'],
  tails: ['0', '.0', '.0', '.1', '1', '_010', '.95', '.96', '-1', '.20240131', '.99999999999999999999', '_', '+', '+0', '+a', 'a', '.a', 'B', 'rc1', 'dev', '.dev', '.DEV1', 'post', '.post', 'alpha', '!', '%'],
}, 10_000)

const judges = findPythonJudges('conda', 'conda-order.py')

describe.skipIf(judges.length === 0)('conda agrees with VersionOrder', () => {
  test.each(judges)('$name', (judge) => {
    expectAllVerdicts(condaScheme, pairs)
    expect(compareLive(condaScheme, judge, pairs)).toEqual([])
  })
})

/**
 * rattler splits an underscore or a dash at the end off the last word, takes one at the end of a local version, and
 * refuses numbers from 2^64.
 */
const isReadOtherwise = (text: string) => /[_-](\+|$)|[0-9]{20}/.test(text)

const others = findPythonJudges('rattler', 'rattler-order.py')

describe.skipIf(others.length === 0)('conda agrees with rattler where the two mean to agree', () => {
  test.each(others)('$name', (judge) => {
    const plain = pairs.filter((pair) => !pair.some(isReadOtherwise))
    expect(plain.length).toBeGreaterThan(5000)
    expect(compareLive(condaScheme, judge, plain)).toEqual([])
  })
})
