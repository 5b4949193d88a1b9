import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import satisfies from 'semver/functions/satisfies.js'
import validRange from 'semver/ranges/valid.js'
import { compareWithNative, type Question, type Verdict } from './agree.js'
import { read, refusal } from './read.js'

function judge({ range, version }: Question): Verdict {
  if (validRange(range) === null) return 'invalid-range'
  if (satisfies(version, range)) return 'in'
  return satisfies(version, range, { includePrerelease: true }) ? 'pre' : 'out'
}

const number = fc.constantFrom('0', '1', '2', '10')
const tag = fc.constantFrom('', '', '-0', '-alpha', '-alpha.1', '-rc.1', '-1')
const version = fc
  .tuple(number, number, number, tag)
  .map(([major, minor, patch, pre]) => `${major}.${minor}.${patch}${pre}`)
const wild = fc.constantFrom('x', 'X', '*')
const partial = fc.oneof(
  { arbitrary: version, weight: 4 },
  { arbitrary: number, weight: 1 },
  { arbitrary: fc.tuple(number, number).map((each) => each.join('.')), weight: 1 },
  { arbitrary: fc.tuple(number, wild).map((each) => each.join('.')), weight: 1 },
  { arbitrary: fc.tuple(number, number, wild).map((each) => each.join('.')), weight: 1 },
  { arbitrary: fc.constantFrom('*', 'x', '', 'v1.2.3', '1.2.3+build', '01.2.3', 'latest'), weight: 1 },
)
const operator = fc.constantFrom('', '=', '>', '>=', '<', '<=', '~', '^', '~>', '> ', '^ ')
const simple = fc.tuple(operator, partial).map((each) => each.join(''))
const hyphen = fc.tuple(partial, partial).map((each) => each.join(' - '))
const set = fc.oneof(
  { arbitrary: fc.array(simple, { minLength: 1, maxLength: 3 }).map((each) => each.join(' ')), weight: 5 },
  { arbitrary: hyphen, weight: 1 },
)
const range = fc
  .tuple(fc.array(set, { minLength: 1, maxLength: 3 }), fc.constantFrom('||', ' || '))
  .map(([sets, or]) => sets.join(or))

describe('npm ranges agree with semver.satisfies', () => {
  test('on 40,000 drawn ranges and versions, without and with pre-releases let in', () => {
    const questions = fc
      .sample(fc.tuple(range, fc.array(version, { minLength: 8, maxLength: 8 })), { numRuns: 5000, seed: 7 })
      // npm reads an empty set as every version; here it is refused, as the next test shows.
      .filter(([text]) => text.split('||').every((each) => each.trim() !== ''))
      .flatMap(([text, versions]) => versions.map((each) => ({ range: text, version: each })))
    const tally = compareWithNative('npm', questions, questions.map(judge), 'exact')
    expect(tally.disagreements).toEqual([])
    expect(tally.agreed).toBeGreaterThan(20_000)
    expect(tally.held).toBeGreaterThan(5_000)
    expect(tally.preReleases).toBeGreaterThan(500)
    expect(tally.narrowed).toBe(0)
    expect(Object.keys(tally.refused).sort()).toEqual([
      'version/native-empty',
      'version/native-inexpressible',
      'version/native-malformed',
    ])
  })
})

describe('npm ranges', () => {
  test.each([
    ['^1.2.3', 'vers:npm/>=1.2.3|<2.0.0-0'],
    ['~1.2.3', 'vers:npm/>=1.2.3|<1.3.0-0'],
    ['1.x', 'vers:npm/>=1.0.0|<2.0.0-0'],
    ['1.2 - 2', 'vers:npm/>=1.2.0|<3.0.0-0'],
    ['1.2.3', 'vers:npm/1.2.3'],
    ['>1.2', 'vers:npm/>=1.3.0'],
    ['<2.0.0', 'vers:npm/<2.0.0-0'],
    ['>=2.0.0-rc.1 <2.0.0', 'vers:npm/>=2.0.0-rc.1|<2.0.0'],
    ['^1.2.3-beta.1', 'vers:npm/>=1.2.3-beta.1|<2.0.0-0'],
    ['1.2.3 || 2.x', 'vers:npm/1.2.3|>=2.0.0|<3.0.0-0'],
    ['*', 'vers:npm/*'],
  ])('%j means %s', (text, vers) => expect(read('npm', text).range).toBe(vers))

  test('reads a thousand words and refuses more, before the package desugars each into two', () => {
    expect(read('npm', Array.from({ length: 1000 }, () => '>=1').join(' ')).range).toBe('vers:npm/>=1.0.0')
    expect(refusal('npm', Array.from({ length: 1001 }, () => '>=1').join(' '))).toBe(
      'version/too-many-constraints',
    )
  })

  test('reads an alternative once, however often it stands there', () => {
    expect(read('npm', `1.2.3${'||>*'.repeat(1000)}`).range).toBe('vers:npm/1.2.3')
  })

  test('says that an interval holds pre-releases, and of single versions nothing', () => {
    expect(read('npm', '^1.2.3').findings).toEqual(['version/native-pre-releases'])
    expect(read('npm', '1.2.3 || 2.0.0-rc.1').findings).toEqual([])
  })

  test('keeps pre-releases that a denial should hold in the widest span', () => {
    expect(read('npm', '<2.0.0').widest).toBe('vers:npm/<2.0.0')
  })

  test.each([
    '',
    ' ',
    '^1.2.3 ||',
    '|| 1',
    'latest',
    '1.2.3.4',
    'git+https://host.example/a',
    '>=01.2.3',
    '1.2.3 ||| 2',
  ])('refuses %j', (text) => expect(refusal('npm', text)).toBe('version/native-malformed'))

  test.each(['>2 <1', '<0.0.0-0', '1.1.2 1.2.2'])('refuses %j, which nothing satisfies', (text) =>
    expect(refusal('npm', text)).toBe('version/native-empty'),
  )

  test('refuses a range that only pre-releases satisfy, and they only when they are let in', () =>
    expect(refusal('npm', '<0.0.0')).toBe('version/native-inexpressible'))
})
