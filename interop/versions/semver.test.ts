import { createRequire } from 'node:module'
import { describe, expect, test } from 'vitest'
import { schemeOf } from '../../packages/core/src/version/registry.js'
import { answer, expectAllVerdicts } from './live.js'
import { drawPairs, seed, type Pair } from './near-miss.js'

/** The edition that core stands on. */
const semver = createRequire(new URL('../../packages/core/package.json', import.meta.url))(
  'semver',
) as typeof import('semver')

// prettier-ignore
const pairs = drawPairs({
  heads: ['1.0.0', '1.0.0-0', '1.0.0-rc', '1.0.0-rc.1', '1.0.1-a', '0.0.0-1', '1.10.0', '10.0.0-1', '9007199254740991.0.0', '9007199254740992.0.0', '1.0', '01.0.0', 'v1.0.0'],
  tails: ['-0', '-alpha', '-1', '.1', '.1', '.0', '.10', '.9', '.a', '.A', '.x-y', '.01', '.9007199254740991', '.9007199254740992', '.9007199254740993', '+', '+1', '+a.b', '0', 'a', '.'],
}, 10_000)

/** In the words of a judge; the package strips a leading v, which we refuse. */
function answerOfPackage([a, b]: Pair): string {
  const [left, right] = [semver.parse(a), semver.parse(b)]
  if (left === null || right === null || a.startsWith('v') || b.startsWith('v')) return 'invalid'
  return (['<', '=', '>'] as const)[semver.compare(left, right) + 1]!
}

/** The known difference: the package holds numbers of a pre-release as doubles, and rounds those above 2^53-1. */
const isRounded = (text: string) =>
  (/^[^+-]*-([^+]*)/.exec(text)?.[1] ?? '')
    .split('.')
    .some((part) => /^[0-9]+$/.test(part) && Number(part) > Number.MAX_SAFE_INTEGER)

describe.each(['npm', 'cargo', 'hex', 'semver'])('%s agrees with the semver package', (type) => {
  const scheme = schemeOf(type)

  test('on random and near-miss pairs, but for numbers that the package rounds', () => {
    expectAllVerdicts(scheme, pairs)
    const differing = pairs.filter((pair) => answer(scheme, pair) !== answerOfPackage(pair))
    const known = differing.filter((pair) => pair.some(isRounded))
    const invalid = pairs.filter((pair) => answerOfPackage(pair) === 'invalid').length
    console.log(
      `${type}: ${pairs.length} pairs (${invalid} invalid), ${differing.length} differ, ${known.length} of them by rounding, seed ${seed}`,
    )
    expect(differing.filter((pair) => !known.includes(pair))).toEqual([])
  })
})

test('the package rounds numbers above 2^53-1 in a pre-release, and refuses them elsewhere as we do', () => {
  expect(semver.compare('1.0.0-9007199254740992', '1.0.0-9007199254740993')).toBe(0)
  expect(answer(schemeOf('npm'), ['1.0.0-9007199254740992', '1.0.0-9007199254740993'])).toBe('<')
  expect(semver.parse('9007199254740992.0.0')).toBeNull()
  expect(answer(schemeOf('npm'), ['9007199254740992.0.0', '1.0.0'])).toBe('invalid')
})
