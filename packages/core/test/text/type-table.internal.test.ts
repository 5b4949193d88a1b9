import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { TypeTable } from '../../src/text/type-table.js'

const types = ['deb', 'dub', 'pypi', 'pub', 'cran', 'chrome-extension', 'vscode-extension', 'x.y-1']
const table = new TypeTable(types.map((type) => [type, type.toUpperCase()]))

describe('a table of types', () => {
  test.each(types)('finds %s where it stands before a slash', (type) => {
    expect(table.find(`pkg:${type}/a/b`, 4)).toBe(type.toUpperCase())
    expect(table.find(`${type}/`, 0)).toBe(type.toUpperCase())
  })

  test.each(['pkg:deb', 'pkg:deb?/', 'pkg:debx/a', 'pkg:DEB/a', 'pkg:d/eb/', 'pkg:/a', 'pkg:', '', 'deb/a'])(
    'finds nothing in %j',
    (text) => expect(table.find(text, 4)).toBeUndefined(),
  )

  test('finds what cutting the type out and comparing finds', () => {
    let found = 0
    const piece = fc.constantFrom(...types, '/', '/', '/', '/', 'd', '-', 'é', '\ud800', 'a'.repeat(40))
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 4 }), (pieces) => {
        const text = pieces.join('')
        const slash = text.indexOf('/')
        const type = slash < 0 ? undefined : types.find((each) => each === text.slice(0, slash))
        if (type !== undefined) found++
        expect(table.find(text, 0)).toBe(type?.toUpperCase())
      }),
      { numRuns: 3000 },
    )
    expect(found).toBeGreaterThan(100)
  })
})
