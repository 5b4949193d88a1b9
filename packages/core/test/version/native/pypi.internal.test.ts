import { describe, expect, test } from 'vitest'
import { read, refusal } from './read.js'

const narrowed = 'version/native-narrowed'
const preReleases = 'version/native-pre-releases'

describe('PEP 440 specifiers', () => {
  test.each([
    ['>=1.24,<2', 'vers:pypi/>=1.24|<2.dev0', [preReleases]],
    ['>= 1.0', 'vers:pypi/>=1.0', [preReleases]],
    ['>=1.0rc1', 'vers:pypi/>=1.0rc1', []],
    ['<2rc1', 'vers:pypi/<2rc1', []],
    ['<2.post1', 'vers:pypi/<2.post1.dev0', [preReleases]],
    ['<=2.0', 'vers:pypi/<=2.0', [narrowed, preReleases]],
    ['==1.26.4', 'vers:pypi/1.26.4', [narrowed]],
    ['==2.0rc1', 'vers:pypi/2.0rc1', [narrowed]],
    ['==1.0+cu118', 'vers:pypi/1.0+cu118', []],
    ['==1.4.*', 'vers:pypi/>=1.4.dev0|<1.5.dev0', [preReleases]],
    ['==1!1.*', 'vers:pypi/>=1%211.dev0|<1%212.dev0', [preReleases]],
    ['!=5', 'vers:pypi/<5|>=5.post0.dev0', [preReleases]],
    ['!=1.5.post2', 'vers:pypi/<1.5.post2|>=1.5.post3.dev0', [preReleases]],
    ['!=1.5.dev2', 'vers:pypi/<1.5.dev2|>=1.5.dev3', [preReleases]],
    ['!=1.5rc1', 'vers:pypi/<1.5rc1|>=1.5rc1.post0.dev0', [preReleases]],
    [
      '~=1.99999999999999999999.0',
      'vers:pypi/>=1.99999999999999999999.0|<1.100000000000000000000.dev0',
      [preReleases],
    ],
    ['!=5+local', 'vers:pypi/!=5+local', [preReleases]],
    ['!=1.4.*', 'vers:pypi/<1.4.dev0|>=1.5.dev0', [preReleases]],
    ['~=1.4.2', 'vers:pypi/>=1.4.2|<1.5.dev0', [preReleases]],
    ['~=1.4.5a4', 'vers:pypi/>=1.4.5a4|<1.5.dev0', []],
    ['~=2.2.post3', 'vers:pypi/>=2.2.post3|<3.dev0', [preReleases]],
    ['>1.7', 'vers:pypi/>=1.7.0.1.dev0', [narrowed, preReleases]],
    ['>1.7.post2', 'vers:pypi/>=1.7.post3.dev0', [preReleases]],
    ['>1.7rc1', 'vers:pypi/>=1.7rc2.dev0', []],
    ['>1.7.dev1', 'vers:pypi/>=1.7.dev2', []],
    ['===1.0', 'vers:pypi/1.0', ['version/native-spelling']],
    ['>=1.0-RC_1', 'vers:pypi/>=1.0rc1', []],
    ['>=1,!=1.5,<2', 'vers:pypi/>=1|<1.5|>=1.5.post0.dev0|<2.dev0', [preReleases]],
  ])('%s means %s', (text, vers, findings) => {
    const { range, findings: found } = read('pypi', text)
    expect(range).toBe(vers)
    expect(found).toEqual(findings)
  })

  test('keeps for a denial the local versions that an allow leaves out', () => {
    expect(read('pypi', '==1.26.4').widest).toBe('vers:pypi/>=1.26.4|<1.26.4.post0.dev0')
    expect(read('pypi', '<=2.0').widest).toBe('vers:pypi/<2.0.post0.dev0')
    expect(read('pypi', '>1.7').widest).toBe('vers:pypi/>1.7')
  })

  test.each([
    '',
    '1.0',
    '>=1.0,',
    '=1.0',
    '>=1.*',
    '~=1',
    '==1.0rc1.*',
    '>=1.0+local',
    '===',
    '>=1.0 <2',
    '~=1.4.*',
    '>=1.0;python_version>"3"',
    '>=1.0\n',
  ])('refuses %j, which is no specifier', (text) =>
    expect(refusal('pypi', text)).toMatch(/^version\/(native-)?malformed$/),
  )

  test.each(['===foobar', '===1.0-RC1', '===01'])('refuses %j, which names no version', (text) =>
    expect(refusal('pypi', text)).toBe('version/native-inexpressible'),
  )

  test.each(['<0', '<0.dev0', '>2,<1', '==1,==2'])('refuses %j, which nothing satisfies', (text) =>
    expect(refusal('pypi', text)).toBe('version/native-empty'),
  )
})
