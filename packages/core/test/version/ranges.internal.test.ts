import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  complementRange,
  intersectRanges,
  isSubrange,
  overlap,
  subtractRange,
  uniteAllRanges,
  uniteRanges,
} from '../../src/version/combine-ranges.js'
import { containsVersion, namesVersion, selectVersions } from '../../src/version/contains.js'
import { cutPoints, piecesInside } from '../../src/version/cut.js'
import { parseCanonicalRange, parseRange } from '../../src/version/parse-range.js'
import { toRangeText } from '../../src/version/range-text.js'
import {
  isEmptyRange,
  isEveryVersion,
  isSameRange,
  noVersion,
  toRange,
  type VersionRange,
} from '../../src/version/range.js'
import { schemeOf } from '../../src/version/registry.js'
import { compareVersions, parseVersion, type Version } from '../../src/version/version.js'

const npm = schemeOf('npm')
const tags = schemeOf('github')

function versionOf(scheme: typeof npm, text: string): Version {
  const version = parseVersion(scheme, text)
  if (!version.ok) throw new Error(version.problems[0].what)
  return version.value
}

/** Versions that lie close together, some equal to others but spelt differently. */
const sample = [
  '0.0.1-a',
  '0.0.1-a.1',
  '0.0.1',
  '0.0.1+x',
  '0.0.2',
  '0.1.0-rc.1',
  '0.1.0',
  '0.1.0+y',
  '1.0.0',
  '1.0.1',
].map((text) => versionOf(npm, text))
const tagSample = ['a', 'b', 'c', 'v1', 'v1.0'].map((text) => versionOf(tags, text))

/** Any range over these points. */
function ranges(versions: readonly Version[]): fc.Arbitrary<VersionRange> {
  const scheme = versions[0]!.scheme
  return fc.subarray([...versions], { maxLength: 5 }).chain((chosen) => {
    const points = cutPoints([{ scheme, points: chosen, inside: [] }])
    if (scheme.ordered) {
      const count = 2 * points.length + 1
      return fc
        .array(fc.boolean(), { minLength: count, maxLength: count })
        .map((inside) => toRange(scheme, points, inside))
    }
    return fc
      .tuple(fc.boolean(), fc.array(fc.boolean(), { minLength: points.length, maxLength: points.length }))
      .map(([others, named]) => toRange(scheme, points, [others, ...named.flatMap((each) => [each, others])]))
  })
}

describe.each([
  ['npm', sample],
  ['github', tagSample],
] as const)('ranges over %s', (_, versions) => {
  const anyRange = ranges(versions)
  const { scheme } = versions[0]!

  test('canonical text is read as the range it was written from, and written the same again', () => {
    fc.assert(
      fc.property(anyRange, (range) => {
        const text = toRangeText(range)
        if (text === undefined) return isEmptyRange(range)
        const read = parseCanonicalRange(text)
        if (!read.ok) throw new Error(`${text}: ${read.problems[0].what}`)
        return isSameRange(read.value, range) && toRangeText(read.value) === text
      }),
      { numRuns: 1000 },
    )
  })

  test('union, intersection, difference and complement agree with asking every version', () => {
    fc.assert(
      fc.property(anyRange, anyRange, (a, b) => {
        const either = uniteRanges(a, b)
        const both = intersectRanges(a, b)
        const onlyA = subtractRange(a, b)
        const notA = complementRange(a)
        const wrong = versions.filter((version) => {
          const inA = containsVersion(a, version)
          const inB = containsVersion(b, version)
          return (
            containsVersion(either, version) !== (inA || inB) ||
            containsVersion(both, version) !== (inA && inB) ||
            containsVersion(onlyA, version) !== (inA && !inB) ||
            containsVersion(notA, version) === inA
          )
        })
        expect(wrong).toEqual([])
        expect(isSubrange(a, b)).toBe(isEmptyRange(onlyA))
        expect(overlap(a, b)).toBe(!isEmptyRange(both))
        expect(selectVersions(a, versions)).toEqual(versions.filter((each) => containsVersion(a, each)))
      }),
      { numRuns: 1000 },
    )
  })

  test('the laws of sets hold, spelling included', () => {
    fc.assert(
      fc.property(anyRange, anyRange, anyRange, (a, b, c) => {
        expect(toRangeText(uniteRanges(a, b))).toBe(toRangeText(uniteRanges(b, a)))
        expect(toRangeText(intersectRanges(a, b))).toBe(toRangeText(intersectRanges(b, a)))
        expect(toRangeText(uniteAllRanges(scheme, [a, b, c]))).toBe(
          toRangeText(uniteAllRanges(scheme, [c, a, b])),
        )
        expect(isSameRange(complementRange(complementRange(a)), a)).toBe(true)
        expect(
          isSameRange(
            complementRange(uniteRanges(a, b)),
            intersectRanges(complementRange(a), complementRange(b)),
          ),
        ).toBe(true)
        expect(isEmptyRange(subtractRange(a, a))).toBe(true)
        expect(isEveryVersion(uniteRanges(a, complementRange(a)))).toBe(true)
        expect(isSubrange(a, uniteRanges(a, b)) && isSubrange(intersectRanges(a, b), a)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  test('a line cut at all bounds is the same on every piece', () => {
    fc.assert(
      fc.property(fc.array(anyRange, { minLength: 1, maxLength: 4 }), (several) => {
        const cuts = cutPoints(several)
        for (const [index, cut] of cuts.entries()) {
          if (index > 0) expect(compareVersions(cuts[index - 1]!, cut)).toBeLessThan(0)
        }
        for (const range of several) {
          expect(isSameRange(toRange(scheme, cuts, piecesInside(range, cuts)), range)).toBe(true)
        }
      }),
      { numRuns: 1000 },
    )
  })
})

test('the union of nothing is empty, and has no text', () => {
  expect(isEmptyRange(uniteAllRanges(npm, []))).toBe(true)
  expect(toRangeText(noVersion(npm))).toBeUndefined()
})

test('of equal versions spelt differently the shortest is written, then the first by code unit', () => {
  const union = (a: string, b: string) => {
    const [left, right] = [parseRange(a), parseRange(b)]
    if (!left.ok || !right.ok) throw new Error('a range of this test was refused')
    return toRangeText(uniteRanges(left.value, right.value))
  }
  expect(union('vers:npm/1.0.0+long', 'vers:npm/1.0.0')).toBe('vers:npm/1.0.0')
  expect(union('vers:npm/1.0.0+b', 'vers:npm/1.0.0+a')).toBe('vers:npm/1.0.0+a')
})

test('a version is named by equality alone', () => {
  const names = (text: string, version: string) => {
    const range = parseRange(text)
    return range.ok && namesVersion(range.value, versionOf(npm, version))
  }
  expect(names('vers:npm/1.0.0-rc.1', '1.0.0-rc.1')).toBe(true)
  expect(names('vers:npm/>=1.0.0-rc.1', '1.0.0-rc.1')).toBe(false)
  expect(names('vers:npm/!=1.0.0-rc.1', '1.0.0-rc.1')).toBe(false)
  expect(names('vers:npm/*', '1.0.0-rc.1')).toBe(false)
})
