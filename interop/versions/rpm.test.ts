import { describe, expect, test } from 'vitest'
import { rpmScheme } from '../../packages/core/src/version/schemes/rpm.js'
import { VersionFault } from '../../packages/core/src/version/scheme.js'
import { compareLive, expectAllVerdicts, findPythonJudges } from './live.js'
import { drawPairs } from './near-miss.js'

// prettier-ignore
const drawn = drawPairs({
  heads: ['0', '1', '01', '2', '0:1', '1:1', '01:2', 'a', '~', '1.0'],
  tails: ['0', '1', '.1', '010', '.95', '.96', '.20240131', '.99999999999999999999', '.', '_', '+', '-1', '-2', '~', '~', '^', '^', 'a', 'z', 'A', '~rc1', '^git2', '.fc39', '.el9'],
}, 14_000)

/** What the manual lets stand in a package; `rpm.ver` compares anything, and we refuse the rest. */
const mayBeBuilt = (text: string) => /^([0-9]+:)?[A-Za-z0-9._+~^]+(-[A-Za-z0-9._+~^]+)?$/.test(text)

const judges = findPythonJudges('rpm', 'evr.py')

describe.skipIf(judges.length === 0)('rpm agrees with rpmverCmp', () => {
  const pairs = drawn.filter((pair) => pair.every(mayBeBuilt)).slice(0, 10_000)

  test.each(judges)('$name', (judge) => {
    expect(pairs).toHaveLength(10_000)
    expectAllVerdicts(rpmScheme, pairs)
    expect(compareLive(rpmScheme, judge, pairs)).toEqual([])
  })

  test('refuses exactly what no package can have', () => {
    const refused = drawn.flat().filter((text) => rpmScheme.parse(text) instanceof VersionFault)
    expect(refused).toEqual(drawn.flat().filter((text) => !mayBeBuilt(text)))
  })
})
