import { describe, expect, test } from 'vitest'
import { pypiScheme } from '../../packages/core/src/version/schemes/pypi.js'
import { compareLive, expectAllVerdicts, findPythonJudges } from './live.js'
import { drawPairs } from './near-miss.js'

// prettier-ignore
const pairs = drawPairs({
  heads: ['0', '1', '2', '10', '007', '9007199254740993', '0!1', '1!1', '1!0', 'v1', 'V2'],
  tails: ['.0', '.0', '.0', '.1', '.1', '.95', '.96', '.20240131', '.9007199254740992', 'a', 'b1', '-rc', 'RC1', 'c', '.pre', '-preview_2', '.Post', '.post1', '-1', '_r', 'rev2', '.dev', '.dev1', 'DEV', '-', '+ubuntu', '+7e3', '+7', '+01.a'],
}, 10_000)

const judges = findPythonJudges('packaging', 'pypi.py')

describe.skipIf(judges.length === 0)('pypi agrees with packaging', () => {
  test.each(judges)('$name', (judge) => {
    expectAllVerdicts(pypiScheme, pairs)
    expect(compareLive(pypiScheme, judge, pairs)).toEqual([])
  })
})
