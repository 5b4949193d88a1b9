import { describe, expect, test } from 'vitest'
import { read, refusal } from './read.js'

const narrowed = 'version/native-narrowed'

describe('conda match specs', () => {
  test.each([
    ['>=1.24,<2', 'vers:conda/>=1.24|<2', []],
    ['1.26', 'vers:conda/1.26', []],
    ['==1.26', 'vers:conda/1.26', []],
    ['=1.26', 'vers:conda/>=1.26dev|<1.26post', [narrowed]],
    ['1.26.*', 'vers:conda/>=1.26dev|<1.26post', [narrowed]],
    ['1.26*', 'vers:conda/>=1.26dev|<1.26post', [narrowed]],
    ['>=1.26.*', 'vers:conda/>=1.26', []],
    ['~=1.26.4', 'vers:conda/>=1.26.4|<1.26post', [narrowed]],
    ['!=1.5', 'vers:conda/!=1.5', []],
    ['!=1.5.*', 'vers:conda/<1.4post|>=1.6dev', [narrowed]],
    ['=2024a', 'vers:conda/2024a', [narrowed]],
    ['1.8|>=2,<3', 'vers:conda/1.8|>=2|<3', []],
    ['(1.8|2.0),!=1.8', 'vers:conda/2.0', []],
    ['*', 'vers:conda/*', []],
  ])('%s means %s', (text, vers, findings) => {
    const { range, findings: found } = read('conda', text)
    expect(range).toBe(vers)
    expect(found).toEqual(findings)
  })

  test('gives the name and the channel that a text names', () => {
    expect(read('conda', 'conda-forge::numpy >=1.24, <2')).toEqual({
      range: 'vers:conda/>=1.24|<2',
      widest: 'vers:conda/>=1.24|<2',
      findings: [],
      name: 'numpy',
      channel: 'conda-forge',
    })
    expect(read('conda', 'numpy=1.26').name).toBe('numpy')
    expect(read('conda', 'numpy').range).toBe('vers:conda/*')
  })

  test('keeps for a denial everything that may begin so', () => {
    expect(read('conda', '=1.26').widest).toBe('vers:conda/>=1.25post|<1.27dev')
    expect(read('conda', '=1.0').widest).toBe('vers:conda/>=1dev|<1.1dev')
    expect(read('conda', '=0').widest).toBe('vers:conda/<1dev')
    expect(read('conda', '=9e').widest).toBe('vers:conda/>=8post|<10dev')
  })

  test.each([
    'numpy=1.26=py311_0',
    'numpy 1.26 py311_0',
    'numpy[version=1.26]',
    'numpy>=1.26[build=py311_0]',
    '1.*.3',
    '^1.2$',
    '==1.26.*',
    '<1.26.*',
    '!=1.26*',
  ])('refuses %j with its reason', (text) =>
    expect(refusal('conda', text)).toBe('version/native-inexpressible'),
  )

  test.each(['', '>=', '>=1,', '1|', '(1.2', '1.2)', '~=1', '::numpy', '~=1.26.*', '>=1 <2'])(
    'refuses %j, which is no match spec',
    (text) => expect(refusal('conda', text)).toMatch(/^version\/native-(malformed|inexpressible)$/),
  )

  test('refuses parentheses without end, and takes a few', () => {
    expect(refusal('conda', `${'('.repeat(33)}1${')'.repeat(33)}`)).toBe('version/native-malformed')
    expect(read('conda', `${'('.repeat(32)}1${')'.repeat(32)}`).range).toBe('vers:conda/1')
  })
})
