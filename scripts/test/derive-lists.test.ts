import { expect, test } from 'vitest'
import { deriveDebian } from '../lists/derive-debian.mjs'
import { derivePyodide } from '../lists/derive-pyodide.mjs'
import { readStanzas } from '../lists/read-stanzas.mjs'
import { toDraft } from '../lists/to-draft.mjs'

const decided = '2026-09-12'
const ofDebian = (text: string) => deriveDebian(readStanzas(text), { decided })
const names = ({ entries }: { entries: { package: string; version: string }[] }) =>
  entries.map((entry) => `${entry.package} ${entry.version}`)

test('an R package of Debian is named as Debian names it and as CRAN does, by its Homepage', () => {
  const text = `Package: r-cran-mass
Version: 7.3-65-1
Depends: r-base-core (>= 4.5), r-api-4.0
Homepage: https://registry.example/package=MASS

Package: r-cran-ggplot2
Version: 2:3.5.1+dfsg-1
Depends: r-api-4.0, r-cran-mass | r-cran-other, r-cran-rlang (>= 1.1.0)
Description: implementation of
 the Grammar
Homepage: https://registry.example/package=ggplot2
`
  const derived = ofDebian(text)
  expect(names(derived)).toEqual([
    'pkg:deb/debian/r-cran-mass 7.3-65-1',
    'pkg:cran/MASS 7.3-65',
    'pkg:deb/debian/r-cran-ggplot2 2:3.5.1+dfsg-1',
    'pkg:cran/ggplot2 3.5.1',
  ])
  expect(derived.entries[1]).toMatchObject({ dependencyOf: ['pkg:cran/ggplot2'] })
  expect(derived.left).toEqual([])
})

test.each([
  ['a Homepage elsewhere', '1.0-1', 'https://project.example/rook', /its Homepage/],
  ['a Homepage of another package', '1.0-1', 'https://registry.example/package=Rcpp', /its Homepage/],
  ['a snapshot', '1.0+git20240429.124f234-2', 'https://registry.example/package=Rook', /not a version/],
])(
  'of a package with %s only the Debian package is named, and it says so',
  (_, version, homepage, reason) => {
    const derived = ofDebian(`Package: r-cran-rook\nVersion: ${version}\nHomepage: ${homepage}\n`)
    expect(names(derived)).toEqual([`pkg:deb/debian/r-cran-rook ${version}`])
    expect(derived.left).toEqual([expect.stringMatching(reason)])
  },
)

test('of the Python packages only those of a science blend are named, with what they depend on', () => {
  const text = `Package: science-statistics
Version: 1.14
Recommends: python3-pandas, python2-old

Package: python3-pandas
Version: 2.2.3+dfsg-9
Depends: python3-numpy (>= 1:1.22), python3-missing

Package: python3-numpy
Version: 1:2.2.4+ds-1
Homepage: https://pypi.example/project/numpy/

Package: python3-flask
Version: 3.1.0-1
`
  expect(names(ofDebian(text))).toEqual([
    'pkg:deb/debian/python3-numpy 1:2.2.4+ds-1',
    'pkg:pypi/numpy 2.2.4',
    'pkg:deb/debian/python3-pandas 2.2.3+dfsg-9',
  ])
})

test('of Pyodide the Python packages are named, without its own parts and its own names for tests', () => {
  const one = { version: '1.0', package_type: 'package', depends: [] }
  const lock = {
    packages: {
      a: { ...one, name: 'A_b', depends: ['numpy'], unvendored_tests: true },
      'a-tests': { ...one, name: 'A_b-tests', depends: ['A_b', 'numpy'] },
      'b-tests': { ...one, name: 'b-tests' },
      numpy: { ...one, name: 'numpy' },
      ssl: { ...one, name: 'ssl' },
      libzip: { ...one, name: 'libzip', package_type: 'shared_library' },
      odd: { ...one, name: 'odd', version: 'one' },
    },
  }
  const derived = derivePyodide(lock, { decided })
  expect(names(derived)).toEqual(['pkg:pypi/a-b 1.0', 'pkg:pypi/b-tests 1.0', 'pkg:pypi/numpy 1.0'])
  expect(derived.entries[2]).toMatchObject({ dependencyOf: ['pkg:pypi/a-b'] })
  expect(derived.left).toEqual([
    expect.stringMatching(/A_b-tests, ssl$/),
    expect.stringMatching(/^odd one: /),
  ])
})

test('a draft writes versions as the canonical range of one', () => {
  const entries = [{ package: 'pkg:deb/debian/x', version: '2:3.5.1+dfsg-1', decided }]
  const draft = toDraft({ publisher: 'p', list: 'l', title: 'T', comment: ['C'], decided, entries })
  expect(draft).toContain('versions: "vers:deb/2:3.5.1+dfsg-1"')
  expect(draft.startsWith('# C\n')).toBe(true)
})
