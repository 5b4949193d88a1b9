import { describe, expect, test } from 'vitest'
import { read, refusal } from './read.js'

describe('cargo requirements', () => {
  test.each([
    ['1.2.3', 'vers:cargo/>=1.2.3|<2.0.0-0'],
    ['1.2', 'vers:cargo/>=1.2.0|<2.0.0-0'],
    ['1', 'vers:cargo/>=1.0.0|<2.0.0-0'],
    ['0.2.3', 'vers:cargo/>=0.2.3|<0.3.0-0'],
    ['0.0.3', 'vers:cargo/>=0.0.3|<0.0.4-0'],
    ['0.0', 'vers:cargo/>=0.0.0|<0.1.0-0'],
    ['0', 'vers:cargo/>=0.0.0|<1.0.0-0'],
    ['~1.2.3', 'vers:cargo/>=1.2.3|<1.3.0-0'],
    ['~1', 'vers:cargo/>=1.0.0|<2.0.0-0'],
    ['1.2.*', 'vers:cargo/>=1.2.0|<1.3.0-0'],
    ['*', 'vers:cargo/*'],
    ['=1.2.3', 'vers:cargo/1.2.3'],
    ['=1.2', 'vers:cargo/>=1.2.0|<1.3.0-0'],
    ['>1.2', 'vers:cargo/>=1.3.0'],
    ['<=1.2', 'vers:cargo/<1.3.0-0'],
    ['>= 1.2, < 1.5', 'vers:cargo/>=1.2.0|<1.5.0-0'],
    ['^1.2.3-beta.2', 'vers:cargo/>=1.2.3-beta.2|<2.0.0-0'],
    ['>=1.0.0-rc.1, <1.0.0', 'vers:cargo/>=1.0.0-rc.1|<1.0.0'],
    ['=1.2.3+build', 'vers:cargo/1.2.3'],
  ])('%s means %s', (text, vers) => expect(read('cargo', text).range).toBe(vers))

  test('says that an interval holds pre-releases, and of a single version nothing', () => {
    expect(read('cargo', '1.2.3').findings).toEqual(['version/native-pre-releases'])
    expect(read('cargo', '=1.2.3').findings).toEqual([])
    expect(read('cargo', '>=1.0.0-rc.1, <1.0.0').findings).toEqual([])
  })

  test('leaves out a pre-release that one comparator names and another does not take', () => {
    expect(refusal('cargo', '=1.2.3-alpha, ~1')).toBe('version/native-inexpressible')
    expect(read('cargo', '=1.2.3-alpha, ^1').range).toBe('vers:cargo/1.2.3-alpha')
  })

  test.each([
    '',
    '1.2.3.4',
    '01.2',
    '1.2.3,',
    '1 2',
    '==1.2',
    '1.*.3',
    '*, 1',
    '~>1.2',
    '1.2-rc.1',
    'latest',
  ])('refuses %j', (text) => expect(refusal('cargo', text)).toBe('version/native-malformed'))

  test('refuses more than 32 comparators, as cargo does', () => {
    const list = (count: number) => Array.from({ length: count }, () => '>=1.0.0').join(',')
    expect(refusal('cargo', list(33))).toBe('version/native-malformed')
    expect(read('cargo', list(32)).range).toBe('vers:cargo/>=1.0.0')
  })
})
