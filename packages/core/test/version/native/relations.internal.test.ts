import { describe, expect, test } from 'vitest'
import { read, refusal } from './read.js'

describe('R constraints', () => {
  test.each([
    ['>= 1.2', 'vers:cran/>=1.2'],
    ['(> 1.0)', 'vers:cran/>1.0'],
    ['>= 1.2, < 2.0', 'vers:cran/>=1.2|<2.0'],
    ['(>=3.5)', 'vers:cran/>=3.5'],
    ['R (>= 4)', 'vers:cran/>=4'],
    ['data.table (>= 1.14), data.table (!= 1.14.5)', 'vers:cran/>=1.14|!=1.14.5'],
    ['== 7.3-65', 'vers:cran/7.3-65'],
  ])('%s means %s, without findings', (text, vers) => {
    const { range, widest, findings } = read('cran', text)
    expect([range, widest, findings]).toEqual([vers, vers, []])
  })

  test('follows the same form for Bioconductor', () =>
    expect(read('bioconductor', '>= 1.2').range).toBe('vers:bioconductor/>=1.2'))

  test.each([
    '',
    '1.2',
    '= 1.2',
    '~> 1.2',
    '(>= 1.2',
    '>= 1.2,',
    'a (>= 1), b (< 2)',
    'a (>= 1), (< 2)',
    'a >= 1',
  ])('refuses %j', (text) => expect(refusal('cran', text)).toBe('version/native-malformed'))

  test('refuses a Subversion revision, which is no version', () =>
    expect(refusal('cran', 'R (>= r56550)')).toBe('version/malformed'))
})

describe('Debian relations', () => {
  test.each([
    ['>= 2.36', 'vers:deb/>=2.36'],
    ['(<< 2.0~)', 'vers:deb/<2.0~'],
    ['= 1:1.0-1', 'vers:deb/1:1.0-1'],
    ['libc6 (>= 2.36), libc6 (<< 2.37)', 'vers:deb/>=2.36|<2.37'],
    ['python3 (<< 3.9) | python3 (>> 3.11)', 'vers:deb/<3.9|>3.11'],
    ['libc6', 'vers:deb/*'],
    ['0ad (>= 0.26)', 'vers:deb/>=0.26'],
  ])('%s means %s, without findings', (text, vers) => {
    const { range, widest, findings } = read('deb', text)
    expect([range, widest, findings]).toEqual([vers, vers, []])
  })

  test('gives the name that a text names', () => expect(read('deb', 'libc6 (>= 2.36)').name).toBe('libc6'))

  test.each([
    'libc6:amd64 (>= 2.36)',
    'libc6:any',
    'libc6 (>= 2.36) [amd64]',
    'libc6 [!arm64]',
    'libc6 (>= 2.36) <!nocheck>',
  ])('refuses %j, which holds for some machines only', (text) =>
    expect(refusal('deb', text)).toBe('version/native-inexpressible'),
  )

  test.each([
    '',
    '< 2.0',
    '> 2.0',
    '== 2.0',
    '2.0',
    '2.0-1',
    'a (>= 1), b (>= 2)',
    'libc6 | musl',
    'libc6 (>= 2.36) x',
  ])('refuses %j', (text) => expect(refusal('deb', text)).toBe('version/native-malformed'))
})
