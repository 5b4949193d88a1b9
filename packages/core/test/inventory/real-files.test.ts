import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  parseYamlText,
  readInventory,
  recogniseFormat,
  settleRegistries,
  type FormatName,
  type Inventory,
} from '@trustlist/core'
import { absent, hasShared, sharedFolder } from '../shared/shared.js'

const bytesOf = (path: string) => readFileSync(`${sharedFolder}lists/${path}`)

function read(path: string, format: FormatName, type?: string): Inventory {
  const inventory = readInventory(bytesOf(path), {
    format,
    source: path,
    yaml: parseYamlText,
    ...(type === undefined ? {} : { type }),
  })
  if (!inventory.ok) throw new Error(inventory.problems.map(({ what }) => what).join('\n'))
  return inventory.value
}

/** `name<TAB>version` as the data's own keepers counted them, names folded. */
function normalised(file: string): readonly string[] {
  return readFileSync(`${sharedFolder}lists/_normalised/${file}`, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .sort()
}

function nameAndVersion(inventory: Inventory): readonly string[] {
  const lines = inventory.packages.map(
    (each) => `${each.package.slice(each.package.indexOf('/') + 1)}\t${each.version ?? ''}`,
  )
  return [...new Set(lines)].sort()
}

/** Every lockfile there, with what it names and what is unreadable; pip 23.2.1 counts the same. And the list it must agree with. */
const files: readonly [
  path: string,
  format: FormatName,
  packages: number,
  unreadable: number,
  normalised?: string,
][] = [
  ['opensafely-python/v1.requirements.txt', 'requirements', 136, 0, 'opensafely-python-v1.pypi.tsv'],
  ['opensafely-python/v2.requirements.txt', 'requirements', 152, 0, 'opensafely-python-v2.pypi.tsv'],
  [
    'opensafely-python/v2.ada1653-2023-11-22.requirements.txt',
    'requirements',
    188,
    0,
    'opensafely-python-v2-2023-11-22.pypi.tsv',
  ],
  ['opensafely-python/v2.ddeb428-2023-12-11.requirements.txt', 'requirements', 153, 0],
  ['opensafely-python/v1.requirements.in', 'requirements', 27, 0],
  ['opensafely-python/v2.requirements.in', 'requirements', 25, 0],
  ['terra-allofus/jupyter-python.requirements.txt', 'requirements', 41, 0],
  ['insee-onyxia/python-datascience.requirements.txt', 'requirements', 14, 0],
  ['opensafely-r/v1.renv.lock', 'renv', 457, 0, 'opensafely-r-v1.cran.tsv'],
  ['opensafely-r/v2.pkg.lock', 'pak', 531, 1],
  ['lsc-sde/environment.yaml', 'environment', 29, 0],
  // With what is of the workspace, 583, 681, 678 and 997, as cargo counts.
  ['cargo-vet/wasmtime-Cargo.lock', 'cargo-lock', 485, 0],
  ['cargo-vet/librustzcash-Cargo.lock', 'cargo-lock', 663, 0],
  ['cargo-vet/ariel-Cargo.lock', 'cargo-lock', 550, 38],
  ['cargo-vet/spin-Cargo.lock', 'cargo-lock', 918, 22],
]

describe.skipIf(!hasShared)(hasShared ? 'real files' : absent, () => {
  test.each([...files])('%s is read whole', (...[path, format, packages, unreadable, list]) => {
    const inventory = read(path, format)
    expect([inventory.packages.length, inventory.unreadable.length]).toEqual([packages, unreadable])
    expect(inventory.includes).toEqual([])
    if (list !== undefined) expect(nameAndVersion(inventory)).toEqual(normalised(list))
  })

  test.each(files.map(([path, format]) => [path, format] as const))(
    '%s is recognised as %s',
    (path, format) => {
      expect(recogniseFormat(bytesOf(path), path)).toBe(format)
    },
  )

  test.each([
    ['cargo-vet/wasmtime-Cargo.lock', 583],
    ['cargo-vet/librustzcash-Cargo.lock', 681],
    ['cargo-vet/ariel-Cargo.lock', 678],
    ['cargo-vet/spin-Cargo.lock', 997],
  ])('every package of %s is one of the registry, of the workspace, or unreadable', (path, count) => {
    const { packages, unreadable, others } = read(path, 'cargo-lock')
    expect(packages.length + unreadable.length + others.length).toBe(count)
  })

  const allowlists: readonly [
    path: string,
    type: string,
    lines: number,
    distinct: number,
    normalised?: string,
  ][] = [
    ['sheffield-dsh/pypi.allowlist', 'pypi', 168, 155, 'sheffield.pypi.tsv'],
    ['sheffield-dsh/cran.allowlist', 'cran', 19, 19, 'sheffield.cran.tsv'],
    [
      'turing-dsh/v3.1.0.allowlist-full-python-pypi-tier3.list',
      'pypi',
      552,
      546,
      'turing-v3.1.0-full.pypi.tsv',
    ],
    [
      'turing-dsh/v4.2.2.allowlist-full-python-pypi-tier3.list',
      'pypi',
      773,
      773,
      'turing-v4.2.2-full.pypi.tsv',
    ],
    ['turing-dsh/v4.2.2.allowlist-full-r-cran-tier3.list', 'cran', 579, 579, 'turing-v4.2.2-full.cran.tsv'],
    ['turing-dsh/v5.0.1.cran.allowlist', 'cran', 23, 23, 'turing-v5.0.1.cran.tsv'],
    ['nexus-allowlist/pypi.allowlist', 'pypi', 14, 14],
  ]

  test.each([...allowlists])('%s names %s packages', (...[path, type, lines, distinct, list]) => {
    const inventory = read(path, 'names', type)
    expect(inventory.unreadable).toEqual([])
    expect(inventory.packages).toHaveLength(lines)
    expect(new Set(inventory.packages.map((each) => each.package)).size).toBe(distinct)
    if (list !== undefined) expect(nameAndVersion(inventory)).toEqual(normalised(list))
  })

  test.each([
    [
      'easybuild/R-bundle-CRAN-2023.12-foss-2023a.tsv',
      'cran',
      1121,
      'easybuild-R-bundle-CRAN-2023.12-foss-2023a.cran.tsv',
    ],
    [
      'easybuild/R-bundle-CRAN-2024.11-foss-2024a.tsv',
      'cran',
      1152,
      'easybuild-R-bundle-CRAN-2024.11-foss-2024a.cran.tsv',
    ],
    [
      'easybuild/Python-bundle-PyPI-2025.04-GCCcore-14.2.0.tsv',
      'pypi',
      132,
      'easybuild-Python-bundle-PyPI-2025.04-GCCcore-14.2.0.pypi.tsv',
    ],
  ])('the table %s has versions and digests', (path, type, count, list) => {
    const inventory = read(path, 'table', type)
    expect(inventory.unreadable).toEqual([])
    expect(inventory.packages).toHaveLength(count)
    expect(inventory.packages.every(({ digests }) => digests.length === 1)).toBe(true)
    expect(nameAndVersion(inventory)).toEqual(normalised(list))
  })

  test.each([
    ['uk-tre-packages/alan_turing_institute.pypi.json', 'pypi', 2, 0],
    ['uk-tre-packages/alan_turing_institute.cran.json', 'cran', 2, 0],
    ['uk-tre-packages/alan_turing_institute.other.json', 'generic', 0, 1],
    ['uk-tre-packages/uk_data_service.pypi.json', 'pypi', 5, 0],
  ])('the list %s of uk-tre has %s entries', (path, type, packages, unreadable) => {
    const inventory = read(path, 'uk-tre', type)
    expect([inventory.packages.length, inventory.unreadable.length]).toEqual([packages, unreadable])
    expect(inventory.packages.every(({ decided }) => decided?.startsWith('2023-') === true)).toBe(true)
  })

  test('pip-compile says who asked for what', () => {
    const { packages } = read('opensafely-python/v2.requirements.txt', 'requirements')
    expect(packages.filter(({ isDirect }) => isDirect === undefined)).toEqual([])
    const requested = read('opensafely-python/v2.requirements.in', 'requirements').packages
    const direct = new Set(packages.filter(({ isDirect }) => isDirect === true).map((each) => each.package))
    expect(requested.filter((each) => !direct.has(each.package)).map((each) => each.package)).toEqual([])
    const numpy = packages.find((each) => each.package === 'pkg:pypi/numpy')!
    expect(numpy.neededBy).toContain('pkg:pypi/pandas')
    expect(packages.find((each) => each.package === 'pkg:pypi/pandas')!.needs).toContain('pkg:pypi/numpy')
  })

  test('the locks of R are closed, but for what comes with R', () => {
    for (const [path, format] of [
      ['opensafely-r/v1.renv.lock', 'renv'],
      ['opensafely-r/v2.pkg.lock', 'pak'],
    ] as const) {
      const { packages, unreadable } = read(path, format)
      const named = new Set([
        ...packages.map((each) => each.package),
        ...unreadable.map(({ text }) => `pkg:cran/${text.split(' ')[0]!}`),
      ])
      const missing = new Set(packages.flatMap(({ needs }) => needs.filter((each) => !named.has(each))))
      expect([...missing]).toEqual([])
      expect(packages.reduce((sum, { needs }) => sum + needs.length, 0)).toBeGreaterThan(1000)
    }
  })

  test('what comes from another registry than the usual one gets the identity of that', () => {
    const { inventory, elsewhere, findings } = settleRegistries(read('opensafely-r/v2.pkg.lock', 'pak'), {})
    expect([...elsewhere].map((each) => each.package)).toEqual([
      'pkg:cran/dd4d?repository_url=opensafely-core.r-universe.dev',
    ])
    expect(inventory.packages).toHaveLength(531)
    expect(findings.map(({ code }) => code)).toEqual(['inventory/registry-believed'])
    const snapshots = new Set(inventory.packages.map(({ snapshot }) => snapshot))
    expect([...snapshots]).toEqual(['2025-03-05', undefined])
  })

  test('under named registries nothing else is of the ecosystem', () => {
    const lock = read('opensafely-r/v1.renv.lock', 'renv')
    const [usual] = lock.usualRegistries.values()
    const own = settleRegistries(lock, { cran: [usual!] })
    expect([own.elsewhere.size, own.findings.length]).toEqual([1, 0])
    const other = settleRegistries(lock, { cran: ['https://nexus.tre.example/repository/cran'] })
    expect(other.elsewhere.size).toBe(457)
  })
})
