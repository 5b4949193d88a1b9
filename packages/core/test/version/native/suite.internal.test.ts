import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parseNativeRange } from '../../../src/version/native/parse-native-range.js'
import { toRangeText } from '../../../src/version/range-text.js'
import { absent, hasShared, sharedFolder } from '../../shared/shared.js'

interface Case {
  readonly input: { readonly native_range: string; readonly scheme: string }
  readonly expected_output: string
}

const unlowered =
  'node-semver itself ends ^, ~ and x-ranges at the first pre-release: 2.0.0-rc does not satisfy ^1.2.9'
const xRange = 'node-semver reads a number left out as any: 2.1 is >=2.1.0 <2.2.0-0'
const notUnited =
  'the suite writes the bounds of several sets without uniting them, which VERS clause 5 refuses'

/** Cases in which the suite contradicts the document of the ecosystem or VERS itself. */
const skipped: Readonly<Record<string, string>> = {
  '~1.6.5 || >=1.7.2': unlowered,
  '2.0.x || 2.1.x': unlowered,
  '^1.1.7 || >= 2.0.1': unlowered,
  '~0.2.2 || >=0.3.2': unlowered,
  '^1.2.9': unlowered,
  '~3.8.2': unlowered,
  '^1.2.3-beta.1': unlowered,
  '^0.2.1-beta': unlowered,
  '^0.0.2-beta': unlowered,
  '1.2.x': unlowered,
  '<= 1.0': xRange,
  '>= 2.2.x': xRange,
  '>= 1.x': xRange,
  '>=3.11 <4 || >=4.5': xRange,
  '<3.11 || >= 4 <4.5': xRange,
  '2.1 || 2.6': xRange,
  '<=2.1 >=1.1': xRange,
  '>= 0.2.0 <= 0.9.6 || ~0.8.0-pre': notUnited,
  '^2.0.18 || ^3.0.16 || ^3.1.6 || ^4.0.8 || ^5.0.0-beta.5': notUnited,
  '<2.0.18 || <3.0.16 || <3.1.6 || <4.0.8 || <5.0.0-beta.5': notUnited,
  '>=5.0.3 >=4.2.1': notUnited,
  '<2.0.1 || <1.1.7': notUnited,
  '>= 5.2.1 <= 6.0.0 || >=6.0.0 <= 6.0.2': notUnited,
  '1.1.2 1.2.2': 'a blank means "and": nothing is both',
  '<0.0.0': 'only pre-releases of 0.0.0 are below it, and npm takes none of them',
  '<2.1.0': 'PEP 440: <V does not allow a pre-release of V, so it ends at 2.1.0.dev0',
  '!=5': 'PEP 440: the local version of a candidate is ignored, so 5+local does not satisfy it',
}

/** How many cases of each kind there must be: an empty folder cannot pass. */
const expected = { asRange: 340, asWidest: 127, skipped: 27 }

describe.skipIf(!hasShared)(`the VERS suite's native ranges (unless ${absent})`, () => {
  const cases = hasShared ? ['npm', 'pypi'].flatMap(readCases) : []
  const counts = { asRange: 0, asWidest: 0, skipped: 0 }

  test('are what an allow takes, or, where the suite lets pre-releases of a bound in, what a denial takes', () => {
    for (const { input, expected_output: vers } of cases) {
      if (input.native_range in skipped) {
        counts.skipped++
        continue
      }
      const outcome = parseNativeRange(input.scheme, input.native_range)
      if (!outcome.ok) throw new Error(`${input.native_range}: ${outcome.problems[0].what}`)
      const { range, widest } = outcome.value
      if (toRangeText(range) === vers) {
        counts.asRange++
        continue
      }
      // Every one of these has an exclusive upper bound, of which the allow leaves the pre-releases out.
      expect(toRangeText(range)).toBe(vers.replaceAll(/<([0-9.]+)(?=\||$)/g, '<$1-0'))
      expect(toRangeText(widest)).toBe(vers)
      counts.asWidest++
    }
    expect(counts).toEqual(expected)
  })

  test('skips no case that is not there', () => {
    const texts = new Set(cases.map((each) => each.input.native_range))
    expect(Object.keys(skipped).filter((text) => !texts.has(text))).toEqual([])
  })
})

function readCases(type: string): readonly Case[] {
  const path = `${sharedFolder}vectors/vers/tests/${type}_range_from_native_test.json`
  return (JSON.parse(readFileSync(path, 'utf8')) as { tests: readonly Case[] }).tests
}
