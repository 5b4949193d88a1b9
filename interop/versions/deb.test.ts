import { spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { VersionFault } from '../../packages/core/src/version/scheme.js'
import { debScheme } from '../../packages/core/src/version/schemes/deb.js'
import { compareLive, expectAllVerdicts, findJudges } from './live.js'
import { drawPairs } from './near-miss.js'

/** The one known difference: dpkg reads `+2:1` as `2:1`, the policy knows no sign, and we refuse it. */
const hasSignedEpoch = (text: string) => /^[+-][0-9]+:/.test(text)

// prettier-ignore
const pairs = drawPairs({
  heads: ['0', '1', '01', '2', '0:0', '1:1', '01:1', '2:1', '2147483647:1'],
  tails: ['0', '1', '03', '.1', '.95', '.96', '.20240131', '.99999999999999999999', '.', '-', '-0', '-1', '+', ':', '~', '~~', 'a', 'z', 'A', '~rc1', '+dfsg', 'ubuntu1', '~bpo12+1', '_'],
}, 10_100).filter((pair) => !pair.some(hasSignedEpoch)).slice(0, 10_000)

const [library] = findJudges('libdpkg-perl', ['perl'], 'deb.pl')
const [program] = findJudges('dpkg', ['sh'], 'dpkg.sh')

describe.skipIf(program === undefined)('deb agrees with dpkg', () => {
  test('on a thousand pairs, two or three processes each', () => {
    expect(pairs).toHaveLength(10_000)
    expectAllVerdicts(debScheme, pairs)
    expect(compareLive(debScheme, program!, pairs.slice(0, 1000))).toEqual([])
  })

  // The library orders as the program does but for numbers above 2^64, which it rounds, and lets pass some versions
  // that the program refuses: an empty upstream version, a colon in the revision, an epoch too large. So wherever it
  // says something else, the program itself is asked.
  test.skipIf(library === undefined)('on all, by Dpkg::Version, or by dpkg where that says otherwise', () => {
    const differences = compareLive(debScheme, library!, pairs)
    expect(
      compareLive(
        debScheme,
        program!,
        differences.map(({ pair }) => pair),
      ),
    ).toEqual([])
  })

  test('reads every version that is installed on this machine', () => {
    const listed = spawnSync('dpkg-query', ['--show', '--showformat', '${Version}\\n'], { encoding: 'utf8' })
    const versions = listed.stdout.split('\n').filter((version) => version !== '')
    console.log(`dpkg-query: ${versions.length} installed versions`)
    expect(versions.length).toBeGreaterThan(0)
    expect(versions.filter((version) => debScheme.parse(version) instanceof VersionFault)).toEqual([])
  })
})
