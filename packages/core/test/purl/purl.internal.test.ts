import { describe, expect, test } from 'vitest'
import { buildPurl } from '../../src/purl/build-purl.js'
import { checkPackage, isFolded } from '../../src/purl/check-package.js'
import { parsePurl } from '../../src/purl/parse-purl.js'
import { isPackageId } from '../../src/purl/pattern.js'
import { isSamePurl } from '../../src/purl/purl.js'

describe('a refusal of a package URL', () => {
  const columnOf = (text: string) => {
    const parsed = parsePurl(text)
    return parsed.ok ? undefined : parsed.problems.map((each) => [each.code, each.at.column])
  }

  test.each([
    ['pypi:numpy', [['purl/scheme-missing', 1]]],
    ['pkg:pypi/num py', [['purl/character-refused', 13]]],
    ['pkg:generic/a%zz', [['purl/escape-malformed', 14]]],
    ['pkg:maven/a//b', [['purl/segment-malformed', 13]]],
    ['pkg:deb/curl', [['purl/namespace-required', 9]]],
    ['pkg:conda/numpy?a=1&b', [['purl/qualifier-malformed', 21]]],
  ])('of %s says in which column', (text, expected) => expect(columnOf(text)).toEqual(expected))

  test('names every part that is wrong, not the first alone', () => {
    expect(columnOf('pkg:generic/..%2F/a%00@%FF')).toEqual([
      ['purl/segment-malformed', 13],
      ['purl/invisible-character', 19],
      ['purl/escape-malformed', 24],
    ])
  })

  test('quotes at most 80 characters of a foreign text', () => {
    const parsed = parsePurl(`pkg:cran/${'a'.repeat(400)}/b`)
    expect(parsed.ok ? [] : parsed.problems.map((each) => each.what.length < 200)).toEqual([true])
  })
})

describe('a package that is not spelt as its identity is', () => {
  test.each([
    ['pkg:npm/@types/node', 'write pkg:npm/%40types/node', 9],
    ['pkg:pypi/Zope.Interface', 'write pkg:pypi/zope-interface', 10],
    ['pkg:pypi/zope.interface', 'write pkg:pypi/zope-interface', 14],
    ['pkg:npm/@types/*', 'write pkg:npm/%40types/*', 9],
  ])(
    '%s is refused with the spelling to write and the column of the first difference',
    (text, mend, column) => {
      const checked = checkPackage(text)
      expect(checked.ok ? undefined : checked.problems.map((each) => [each.mend, each.at.column])).toEqual([
        [mend, column],
      ])
      expect(isFolded(text)).toBe(false)
      expect(isFolded(mend.slice('write '.length))).toBe(true)
    },
  )
})

describe('building a package URL', () => {
  test('refuses a lone surrogate, which has no UTF-8', () => {
    const built = buildPurl({ type: 'generic', name: 'a\ud800' })
    expect(built.ok ? undefined : built.problems.map((each) => each.code)).toEqual([
      'purl/invisible-character',
    ])
    expect(buildPurl({ type: 'generic', name: 'a\u{1f600}' }).ok).toBe(true)
  })

  test('refuses qualifiers that make the whole too long', () => {
    const parts = (length: number) => ({
      type: 'generic',
      name: 'a',
      qualifiers: new Map([['k', 'v'.repeat(length)]]),
    })
    const built = buildPurl(parts(4081))
    expect(built.ok ? undefined : built.problems.map((each) => each.code)).toEqual(['purl/too-long'])
    expect(buildPurl(parts(4080)).ok).toBe(true)
  })
})

test('two purls are the same if their canonical forms are', () => {
  const [a, b, c] = ['pkg:npm/@types/node@1', 'pkg:NPM/%40types/node@1', 'pkg:npm/@types/node@2'].map(
    (text) => {
      const parsed = parsePurl(text)
      if (!parsed.ok) throw new Error(text)
      return parsed.value
    },
  )
  expect([isSamePurl(a!, b!), isSamePurl(a!, c!)]).toEqual([true, false])
})

test.each([
  ['pkg:cran/*', false],
  ['pkg:conda/*?channel=conda-forge', false],
  ['pkg:cran/MASS', true],
  ['pkg:conda/numpy?channel=conda-forge', true],
])('%s names one package: %s', (pattern, one) => expect(isPackageId(pattern)).toBe(one))
