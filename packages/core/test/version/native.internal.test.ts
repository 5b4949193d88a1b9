import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import semver from 'semver'
import { describe, expect, test } from 'vitest'
import { containsVersion } from '../../src/version/contains.js'
import { fromNative } from '../../src/version/native/from-native.js'
import { parseCanonicalRange } from '../../src/version/parse-range.js'
import { toRangeText } from '../../src/version/range-text.js'
import { isSameRange } from '../../src/version/range.js'
import { schemeOf } from '../../src/version/registry.js'
import { parseVersion } from '../../src/version/version.js'
import { absent, hasShared, sharedFolder } from '../shared/shared.js'

function textOf(type: string, native: string): string {
  const range = fromNative(type, native)
  if (!range.ok) return range.problems[0].code
  const text = toRangeText(range.value)!
  const read = parseCanonicalRange(text)
  expect(read.ok && isSameRange(read.value, range.value), text).toBe(true)
  return range.findings.length === 0 ? text : `${text} narrowed`
}

const malformed = 'version/native-malformed'
const inexpressible = 'version/native-inexpressible'

describe('pypi specifiers', () => {
  test.each([
    ['>=1.0', 'vers:pypi/>=1.0'],
    ['>= 1.0 , < 2', 'vers:pypi/>=1.0|<2.dev0'],
    ['>=1.0-RC1', 'vers:pypi/>=1.0rc1'],
    ['<2.0rc1', 'vers:pypi/<2.0rc1'],
    ['<2.0.dev3', 'vers:pypi/<2.0.dev3'],
    ['<=2.0', 'vers:pypi/<=2.0 narrowed'],
    ['==1.5', 'vers:pypi/1.5 narrowed'],
    ['==1.5+cpu', 'vers:pypi/1.5+cpu'],
    ['==1!1.5', 'vers:pypi/1%211.5 narrowed'],
    ['===1.5', 'vers:pypi/1.5'],
    ['==1.5.*', 'vers:pypi/>=1.5.dev0|<1.6.dev0'],
    ['==1!1.*', 'vers:pypi/>=1%211.dev0|<1%212.dev0'],
    ['!=1.5.*', 'vers:pypi/<1.5.dev0|>=1.6.dev0'],
    ['!=1.5', 'vers:pypi/<1.5|>=1.5.post0.dev0'],
    ['!=1.5.post2', 'vers:pypi/<1.5.post2|>=1.5.post3.dev0'],
    ['!=1.5.dev2', 'vers:pypi/<1.5.dev2|>=1.5.dev3'],
    ['!=1.5rc1', 'vers:pypi/<1.5rc1|>=1.5rc1.post0.dev0'],
    ['!=1.5+cpu', 'vers:pypi/!=1.5+cpu'],
    ['~=2.2', 'vers:pypi/>=2.2|<3.dev0'],
    ['~=2.2.post3', 'vers:pypi/>=2.2.post3|<3.dev0'],
    ['~=1.4.5a4', 'vers:pypi/>=1.4.5a4|<1.5.dev0'],
    ['~=1.99999999999999999999.0', 'vers:pypi/>=1.99999999999999999999.0|<1.100000000000000000000.dev0'],
    ['>1.5', 'vers:pypi/>=1.5.0.1.dev0 narrowed'],
    ['> 0', 'vers:pypi/>=0.0.0.1.dev0 narrowed'],
    ['>1.5.post1', inexpressible],
    ['>1.5rc1', inexpressible],
    ['<1.5.post1', inexpressible],
    ['===banana', inexpressible],
    ['>=2,<1', inexpressible],
    ['', malformed],
    ['>=1.0,', malformed],
    ['1.0', malformed],
    ['=1.0', malformed],
    ['~=2', malformed],
    ['>=1.0+cpu', malformed],
    ['>=1.*', malformed],
    ['==1.0rc1.*', malformed],
    ['>=1.0;python_version>"3"', malformed],
    ['>=1.0\n', malformed],
  ])('%j: %s', (native, expected) => expect(textOf('pypi', native)).toBe(expected))
})

describe('npm ranges', () => {
  test.each([
    ['*', 'vers:npm/*'],
    ['1.2.3', 'vers:npm/1.2.3'],
    ['^1.2.3', 'vers:npm/>=1.2.3|<2.0.0-0'],
    ['^0.2.3', 'vers:npm/>=0.2.3|<0.3.0-0'],
    ['~1.2', 'vers:npm/>=1.2.0|<1.3.0-0'],
    ['1.2.x || >=2', 'vers:npm/>=1.2.0|<1.3.0-0|>=2.0.0'],
    ['1.2.3 - 2.3', 'vers:npm/>=1.2.3|<2.4.0-0'],
    ['^0.0.0', 'vers:npm/>=0.0.0|<0.0.1-0'],
    ['<2.0.0', 'vers:npm/<2.0.0-0'],
    ['<2.0.0-rc.1', 'vers:npm/<2.0.0-rc.1'],
    ['>=2.0.0-a <2.0.0', 'vers:npm/>=2.0.0-a|<2.0.0'],
    ['>1.0.0 <=1.0.0', inexpressible],
    ['', malformed],
    ['latest', malformed],
    ['git+ssh://git.example/x', malformed],
  ])('%j: %s', (native, expected) => expect(textOf('npm', native)).toBe(expected))

  const part = fc.constantFrom('0', '1', '2')
  const version = fc
    .tuple(part, part, part, fc.constantFrom('', '', '', '-0', '-a', '-rc.1'))
    .map(([a, b, c, d]) => `${a}.${b}.${c}${d}`)
  const sign = fc.constantFrom('', '^', '~', '<', '>', '<=', '>=', '=')
  const clause = fc.oneof(
    fc.tuple(sign, version).map((each) => each.join('')),
    fc.tuple(sign, part, part).map(([s, a, b]) => `${s}${a}.${b}`),
    fc.tuple(part, fc.constantFrom('', '.x', '.*')).map((each) => each.join('')),
    fc.tuple(version, version).map((each) => each.join(' - ')),
  )
  const range = fc
    .array(fc.array(clause, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 2 })
    .map((all) =>
      all.map((each) => (each.some((one) => one.includes(' - ')) ? each[0]! : each.join(' '))).join(' || '),
    )

  test('hold every release that the package says, no other, and no pre-release that it never could', () => {
    const runs = 1000
    let read = 0
    const wrong: string[] = []
    fc.assert(
      fc.property(range, fc.array(version, { minLength: 10, maxLength: 30 }), (native, versions) => {
        const parsed = fromNative('npm', native)
        if (!parsed.ok) {
          expect(parsed.problems[0].code).toBe(inexpressible)
          if (versions.some((text) => semver.satisfies(text, native))) wrong.push(`${native} is not empty`)
          return
        }
        read++
        const holds = new semver.Range(native)
        const holdsAtMost = new semver.Range(native, { includePrerelease: true })
        for (const text of versions) {
          const one = parseVersion(schemeOf('npm'), text)
          const isIn = one.ok && containsVersion(parsed.value, one.value)
          const isRelease = semver.prerelease(text) === null
          if (holds.test(text) ? !isIn : isIn && (isRelease || !holdsAtMost.test(text)))
            wrong.push(`${text} ${isIn ? '' : 'not '}in ${native}`)
        }
      }),
      { numRuns: runs },
    )
    expect(wrong).toEqual([])
    expect(read / runs).toBeGreaterThan(0.4)
  })
})

describe('cargo requirements', () => {
  // The tables of "Specifying Dependencies" in the Cargo book and of the crate semver.
  test.each([
    ['1.2.3', 'vers:cargo/>=1.2.3|<2.0.0-0'],
    ['1.2', 'vers:cargo/>=1.2.0|<2.0.0-0'],
    ['1', 'vers:cargo/>=1.0.0|<2.0.0-0'],
    ['0.2.3', 'vers:cargo/>=0.2.3|<0.3.0-0'],
    ['0.2', 'vers:cargo/>=0.2.0|<0.3.0-0'],
    ['0.0.3', 'vers:cargo/>=0.0.3|<0.0.4-0'],
    ['0.0', 'vers:cargo/>=0.0.0|<0.1.0-0'],
    ['0', 'vers:cargo/>=0.0.0|<1.0.0-0'],
    ['^1.2.3-rc.1', 'vers:cargo/>=1.2.3-rc.1|<2.0.0-0'],
    ['~1.2.3', 'vers:cargo/>=1.2.3|<1.3.0-0'],
    ['~1.2', 'vers:cargo/>=1.2.0|<1.3.0-0'],
    ['~1', 'vers:cargo/>=1.0.0|<2.0.0-0'],
    ['*', 'vers:cargo/*'],
    ['1.*', 'vers:cargo/>=1.0.0|<2.0.0-0'],
    ['1.2.*', 'vers:cargo/>=1.2.0|<1.3.0-0'],
    ['1.*.*', 'vers:cargo/>=1.0.0|<2.0.0-0'],
    ['=1.2.3', 'vers:cargo/1.2.3'],
    ['=1.2', 'vers:cargo/>=1.2.0|<1.3.0-0'],
    ['>1.2', 'vers:cargo/>=1.3.0'],
    ['>1.2.3', 'vers:cargo/>1.2.3'],
    ['<=1.2', 'vers:cargo/<1.3.0-0'],
    ['>= 1.2, < 1.5', 'vers:cargo/>=1.2.0|<1.5.0-0'],
    ['>=2.0.0-a, <2.0.0', 'vers:cargo/>=2.0.0-a|<2.0.0'],
    ['1.2.3+meta', 'vers:cargo/>=1.2.3|<2.0.0-0'],
    ['', malformed],
    ['1.2-rc', malformed],
    ['01.2', malformed],
    ['>=1.*', malformed],
    ['>1 <2', malformed],
    ['=>1', malformed],
    ['latest', malformed],
  ])('%j: %s', (native, expected) => expect(textOf('cargo', native)).toBe(expected))
})

describe('comparisons of R and relations of Debian', () => {
  test.each([
    ['cran', '>= 1.2-3', 'vers:cran/>=1.2-3'],
    ['cran', '>=1.2, <2, !=1.5', 'vers:cran/>=1.2|!=1.5|<2'],
    ['bioconductor', '> 1.2', 'vers:bioconductor/>1.2'],
    ['cran', '== 1.0', 'vers:cran/1.0'],
    ['cran', '>= 1.2,', malformed],
    ['cran', '= 1.2', malformed],
    ['cran', '>= banana', malformed],
    ['deb', '>= 1:1.2-1~', 'vers:deb/>=1:1.2-1~'],
    ['deb', '>> 1.2, << 2', 'vers:deb/>1.2|<2'],
    ['deb', '= 1.2-1', 'vers:deb/1.2-1'],
    ['deb', '< 2', malformed],
    ['deb', '> 2', malformed],
    ['deb', '>= 1 | >= 2', malformed],
  ])('%s %j: %s', (type, native, expected) => expect(textOf(type, native)).toBe(expected))
})

test('refuses other types, and text over the limit', () => {
  expect(textOf('maven', '[1,2)')).toBe(inexpressible)
  expect(textOf('npm', `1.0.0${' '.repeat(4092)}`)).toBe(malformed)
  expect(textOf('npm', `1.0.0${' '.repeat(4091)}`)).toBe('vers:npm/1.0.0')
})

interface Case {
  readonly input: { readonly native_range: string; readonly scheme: string }
  readonly expected_output: string
}

const brokenText = 'the bounds of the expected text do not alternate, or repeat a version (clause 5)'

/** Why a case of the suite says something else than the ecosystem. */
const otherwise: Readonly<Record<string, string>> = {
  '!=5': 'PEP 440 leaves out 5+local with 5, which !=5 would hold',
  '1.1.2 1.2.2': 'to npm a blank is "and": nothing is both',
  '2.1 || 2.6': 'to npm 2.1 is 2.1.x',
  '<= 1.0': 'to npm <=1.0 is <1.1.0',
  '<=2.1 >=1.1': 'to npm <=2.1 is <2.2.0',
  '>= 1.x': 'to npm >=1.x has no end',
  '>= 2.2.x': 'to npm >=2.2.x has no end',
  '>=5.0.3 >=4.2.1': 'to npm a blank is "and"; the expected text breaks clause 5',
  '<2.0.1 || <1.1.7': brokenText,
  '<2.0.18 || <3.0.16 || <3.1.6 || <4.0.8 || <5.0.0-beta.5': brokenText,
  '>= 0.2.0 <= 0.9.6 || ~0.8.0-pre': brokenText,
  '>= 5.2.1 <= 6.0.0 || >=6.0.0 <= 6.0.2': brokenText,
  '^2.0.18 || ^3.0.16 || ^3.1.6 || ^4.0.8 || ^5.0.0-beta.5': brokenText,
}

describe.skipIf(!hasShared)(`native ranges of the VERS suite (unless ${absent})`, () => {
  const cases = hasShared
    ? ['npm', 'pypi'].flatMap((type) => {
        const file = `${sharedFolder}vectors/vers/tests/${type}_range_from_native_test.json`
        return (JSON.parse(readFileSync(file, 'utf8')) as { tests: readonly Case[] }).tests
      })
    : []

  /** The suite lets in pre-releases of an excluded upper bound; we do not, and so write another bound. */
  const asTheSuiteWrites = (text: string) => text.replaceAll(/(<[^|]*?)(?:-0|\.dev0)(?=\||$)/g, '$1')

  test('agree, but for the pre-releases of upper bounds and the cases named', () => {
    const others: string[] = []
    let agreed = 0
    for (const { input, expected_output } of cases) {
      const ours = textOf(input.scheme, input.native_range)
      if (ours === expected_output || asTheSuiteWrites(ours) === expected_output) agreed++
      else others.push(input.native_range)
    }
    expect({ agreed, others: others.sort() }).toEqual({ agreed: 481, others: Object.keys(otherwise).sort() })
  })
})
