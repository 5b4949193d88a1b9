import { readdirSync, readFileSync } from 'node:fs'
import {
  formatNames,
  parseYamlText,
  readInventory,
  recogniseFormat,
  settleRegistries,
  type FormatName,
  type Inventory,
} from '@trustlist/core'
import { describe, expect, test } from 'vitest'

const folder = new URL('made-by-tools/', import.meta.url)

/** Files that the tools themselves wrote of a small project; only the hosts of registries were changed. */
const files: readonly [
  file: string,
  format: FormatName,
  tool: string,
  packages: number,
  unreadable: number,
  others: number,
  one: string,
][] = [
  ['uv.lock', 'uv-lock', 'uv lock', 7, 0, 1, 'pkg:pypi/click@8.1.7'],
  ['pylock.toml', 'pylock', 'uv export --format pylock.toml', 6, 0, 0, 'pkg:pypi/idna@3.6'],
  ['uv-export.requirements.txt', 'requirements', 'uv export', 6, 0, 0, 'pkg:pypi/idna@3.6'],
  ['pip-freeze.txt', 'requirements', 'pip freeze', 2, 0, 0, 'pkg:pypi/click@8.1.7'],
  ['poetry.lock', 'poetry-lock', 'poetry lock', 5, 0, 0, 'pkg:pypi/tinyhtml5@2.0.0'],
  ['Pipfile.lock', 'pipfile-lock', 'pipenv lock', 5, 0, 0, 'pkg:pypi/iniconfig@2.0.0'],
  [
    'environment.yml',
    'environment',
    'conda-lock render -k env',
    5,
    0,
    0,
    'pkg:conda/numpy?channel=conda-forge@1.26.4',
  ],
  [
    'conda-lock.yml',
    'conda-lock',
    "conda-lock's own writer",
    10,
    0,
    0,
    'pkg:conda/numpy?channel=conda-forge@1.26.4',
  ],
  [
    'conda-explicit.txt',
    'conda-explicit',
    'conda-lock render -k explicit',
    4,
    1,
    0,
    'pkg:conda/python?channel=conda-forge@3.11.9',
  ],
  ['pixi.lock', 'pixi-lock', "rattler's own writer", 8, 0, 0, 'pkg:conda/samtools?channel=bioconda@1.20'],
  ['installed-packages.csv', 'r-installed', 'write.csv of R 4.2', 5, 0, 0, 'pkg:cran/compiler@4.2.2'],
  ['package-lock.json', 'package-lock', 'npm 11', 7, 0, 1, 'pkg:npm/%40types/json5@0.0.29'],
  ['package-lock-2.json', 'package-lock', 'npm 11 --lockfile-version 2', 7, 0, 1, 'pkg:npm/is-odd@3.0.1'],
  ['pnpm-lock.yaml', 'pnpm-lock', 'pnpm 10', 7, 0, 1, 'pkg:npm/is-number@7.0.0'],
  ['pnpm-lock-6.yaml', 'pnpm-lock', 'pnpm 8', 7, 0, 1, 'pkg:npm/is-number@6.0.0'],
  ['Cargo.lock', 'cargo-lock', 'cargo generate-lockfile', 6, 0, 1, 'pkg:cargo/lock_api@0.4.12'],
  ['go.mod', 'go-mod', 'go mod tidy', 3, 0, 1, 'pkg:golang/golang.org/x/text@v0.14.0'],
  ['go.sum', 'go-sum', 'go mod tidy', 3, 0, 0, 'pkg:golang/github.com/pkg/errors@v0.9.1'],
  ['dpkg-status.txt', 'debian-status', 'dpkg-query --status', 3, 0, 0, 'pkg:deb/debian/adduser@3.134'],
  ['dpkg-list.txt', 'dpkg-list', 'dpkg -l', 3, 0, 0, 'pkg:deb/debian/adduser@3.134'],
  ['npm.cdx.json', 'cyclonedx', 'npm sbom --sbom-format=cyclonedx', 6, 0, 1, 'pkg:npm/is-odd@3.0.1'],
  ['python.cdx.json', 'cyclonedx', 'cyclonedx-py environment', 4, 0, 0, 'pkg:pypi/idna@3.6'],
  ['npm.spdx.json', 'spdx', 'npm sbom --sbom-format=spdx', 6, 0, 1, 'pkg:npm/wrappy@1.0.2'],
]

/** Why the tool of a format did not write one here. */
const without: Readonly<Partial<Record<FormatName, string>>> = {
  names: 'people write them; real ones are read in real-files.test.ts',
  table: 'people write them; real ones are read in real-files.test.ts',
  'uk-tre': 'people write them; real ones are read in real-files.test.ts',
  renv: 'a real one is read in real-files.test.ts',
  pak: 'a real one is read in real-files.test.ts',
  description: 'people write it',
  easybuild: 'people write it; its parser was compared with that of Python on 11,896 easyconfigs',
  dockerfile: 'people write it',
  'conda-list': 'conda is on none of the registries that the tests can rely on',
  'spack-lock': 'spack is on none of the registries that the tests can rely on',
  'debian-packages': 'a real one is read in the tests of the command line',
  'spdx-3': 'the tools that are to be had write a draft of 3.0 with other names',
}

function read(file: string): Inventory {
  const bytes = readFileSync(new URL(file, folder))
  const format = recogniseFormat(bytes, file)
  if (format === undefined) throw new Error(`${file} is not recognised`)
  const inventory = readInventory(bytes, { format, source: file, yaml: parseYamlText })
  if (!inventory.ok) throw new Error(inventory.problems[0].what)
  return inventory.value
}

describe('files that the tools themselves wrote', () => {
  test.each([...files])(
    '%s is recognised as %s of %s, and read whole',
    (...[file, format, , packages, unreadable, others, one]) => {
      const inventory = read(file)
      expect(inventory.format).toBe(format)
      const counts = [inventory.packages.length, inventory.unreadable.length, inventory.others.length]
      expect(counts).toEqual([packages, unreadable, others])
      expect(inventory.packages.map((each) => `${each.package}@${each.version}`)).toContain(one)
    },
  )

  test('each package has its line, and the lines are in the order of the file', () => {
    for (const [file] of files) {
      const lines = read(file).packages.map(({ at }) => at.line)
      expect([file, lines.every((line) => line !== undefined && line > 0)]).toEqual([file, true])
      expect([file, [...lines].sort((a, b) => a! - b!)]).toEqual([file, lines])
    }
  })

  test('nothing of what one registry brought is taken for something else', () => {
    for (const [file] of files) {
      const inventory = read(file)
      const settled = settleRegistries(inventory, {})
      expect([file, settled.inventory.packages]).toEqual([file, inventory.packages])
      expect([file, settled.inventory.unreadable.length]).toEqual([file, inventory.unreadable.length])
    }
  })

  test('under registries of their own, what the tools fetched is from elsewhere', () => {
    const own = { pypi: ['https://nexus.example/simple'] }
    for (const file of ['uv.lock', 'pylock.toml']) {
      const settled = settleRegistries(read(file), own)
      expect([file, settled.inventory.packages.length, settled.inventory.unreadable.length > 0]).toEqual([
        file,
        0,
        true,
      ])
    }
    expect(settleRegistries(read('poetry.lock'), own).elsewhere.size).toBe(5)
  })

  test('every format has a file of its tool, or a reason why not', () => {
    const shown = new Set<FormatName>(files.map(([, format]) => format))
    const lacking = formatNames.filter((each) => !shown.has(each) && without[each] === undefined)
    expect(lacking).toEqual([])
    expect(readdirSync(folder).sort()).toEqual(files.map(([file]) => file).sort())
  })
})
