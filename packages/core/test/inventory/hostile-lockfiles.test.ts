import { readFileSync, readdirSync } from 'node:fs'
import {
  encodeUtf8,
  formatNames,
  parseYamlText,
  readInventory,
  recogniseFormat,
  type FormatName,
  type Inventory,
} from '@trustlist/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const folder = new URL('made-by-tools/', import.meta.url)
const made = readdirSync(folder).map((file) => {
  const bytes = readFileSync(new URL(file, folder))
  return { file, bytes, format: recogniseFormat(bytes, file)! }
})

const read = (format: FormatName, bytes: Uint8Array) =>
  readInventory(bytes, { format, type: 'pypi', yaml: parseYamlText })

function inventoryOf(format: FormatName, text: string): Inventory {
  const inventory = read(format, encodeUtf8(text))
  if (!inventory.ok) throw new Error(inventory.problems[0].what)
  return inventory.value
}

function countOf({ packages, unreadable, others }: Inventory): number {
  return packages.length + unreadable.length + others.length
}

const names = [
  'numpy',
  '\u001b[31mred',
  '<img src=x>',
  '[x](https://evil.example)',
  '__',
  '',
  '日本',
  'a/b',
  '-r',
]
const versions = ['1.0.0', 'not a version', '', '1.0.0 || 2', '\u001b[0m']

/** Records of each format, made of a name and a version, however odd: as many as come back. */
const writers: readonly (readonly [
  FormatName,
  (records: readonly (readonly [string, string])[]) => string,
])[] = [
  [
    'uv-lock',
    (all) =>
      `version = 1\n${all.map(([name, version]) => `[[package]]\nname = ${JSON.stringify(name)}\nversion = ${JSON.stringify(version)}\nsource = { registry = "https://pypi.registry.example/simple" }\n`).join('')}`,
  ],
  [
    'poetry-lock',
    (all) =>
      `${all.map(([name, version]) => `[[package]]\nname = ${JSON.stringify(name)}\nversion = ${JSON.stringify(version)}\n`).join('')}[metadata]\nlock-version = "2.1"\n`,
  ],
  [
    'cargo-lock',
    (all) =>
      `version = 4\n${all.map(([name, version]) => `[[package]]\nname = ${JSON.stringify(name)}\nversion = ${JSON.stringify(version)}\nsource = "registry+https://cargo.registry.example/index"\n`).join('')}`,
  ],
  [
    'package-lock',
    (all) =>
      JSON.stringify({
        lockfileVersion: 3,
        packages: Object.fromEntries(
          all.map(([name, version], index) => [`node_modules/${index}/node_modules/x`, { name, version }]),
        ),
      }),
  ],
  [
    'conda-list',
    (all) => JSON.stringify(all.map(([name, version]) => ({ name, version, channel: 'conda-forge' }))),
  ],
  [
    'cyclonedx',
    (all) =>
      JSON.stringify({
        bomFormat: 'CycloneDX',
        specVersion: '1.5',
        components: all.map(([name, version]) => ({ name, version, purl: `pkg:pypi/${name}@${version}` })),
      }),
  ],
  [
    'spdx',
    (all) =>
      JSON.stringify({
        spdxVersion: 'SPDX-2.3',
        packages: all.map(([name, versionInfo]) => ({ name, versionInfo })),
      }),
  ],
  [
    'pnpm-lock',
    (all) =>
      JSON.stringify({
        lockfileVersion: '9.0',
        importers: {},
        packages: Object.fromEntries(
          all.map(([name, version], index) => [
            `${name}${index}@${version}`,
            { resolution: { integrity: 'sha512-a' } },
          ]),
        ),
      }),
  ],
  [
    'conda-lock',
    (all) => JSON.stringify({ version: '1', package: all.map(([name, version]) => ({ name, version })) }),
  ],
]

/** YAML takes no bare controls, JSON escapes them: a test of names takes them through escapes. */
const records = fc.array(fc.tuple(fc.constantFrom(...names), fc.constantFrom(...versions)), { maxLength: 12 })

describe('lockfiles that somebody made to break the reader', () => {
  test.each([...writers])(
    '%s gives back as many records as it has, whatever they are called',
    (format, write) => {
      fc.assert(
        fc.property(records, (all) => {
          const inventory = read(format, encodeUtf8(write(all)))
          return inventory.ok && countOf(inventory.value) === all.length
        }),
        { numRuns: 200 },
      )
    },
  )

  test('a file that is cut off anywhere is refused, or names fewer packages and nothing new', () => {
    for (const { file, bytes, format } of made) {
      const whole = read(format, bytes)
      if (!whole.ok) throw new Error(file)
      const known = new Set(whole.value.packages.map((each) => each.package))
      for (let part = 1; part < 20; part++) {
        const cut = read(format, bytes.subarray(0, Math.floor((bytes.length * part) / 20)))
        if (!cut.ok) continue
        expect([file, cut.value.packages.length <= whole.value.packages.length]).toEqual([file, true])
        // The name on the last line may be cut off itself.
        const odd = cut.value.packages.filter((each) => !known.has(each.package))
        expect([file, odd.length <= 1]).toEqual([file, true])
      }
    }
  })

  test('a file read as every other format is refused, or ends with an answer', () => {
    for (const { file, bytes } of made) {
      for (const format of formatNames) {
        const inventory = read(format, bytes)
        const told = inventory.ok ? countOf(inventory.value) >= 0 : inventory.problems.length > 0
        expect([file, format, told]).toEqual([file, format, true])
      }
    }
  })

  test.each([
    ['uv-lock', `version = ${'['.repeat(100_000)}`, 'inventory/not-toml'],
    ['uv-lock', `${'a.'.repeat(100_000)}b = 1`, 'inventory/other-form'],
    ['pnpm-lock', '['.repeat(500_000), 'inventory/too-deep'],
    ['pnpm-lock', '- '.repeat(500_000), 'inventory/too-deep'],
    ['cyclonedx', '{"components":['.repeat(100_000), 'inventory/too-deep'],
    ['environment', 'a: &a [x]\ndependencies: *a\n', 'inventory/not-yaml'],
    ['environment', 'dependencies: !!python/object:os.system [x]\n', 'inventory/not-yaml'],
  ] as const)('%s of that depth is refused', (format, text, code) => {
    const inventory = read(format, encodeUtf8(text))
    expect(inventory.ok ? [] : inventory.problems.map((each) => each.code)).toEqual([code])
  })

  test('deep brackets in an easyconfig are unknown, and end', () => {
    const text = `name = 'a'\nversion = '1'\ntoolchain = SYSTEM\nexts_list = ${'['.repeat(50_000)}${']'.repeat(50_000)}\n`
    const { unreadable } = inventoryOf('easybuild', text)
    expect(unreadable.length).toBeGreaterThan(0)
  })

  test('packages that need each other in a circle, and two versions of one, stand each once', () => {
    const lock = `version = 4\n${['a 1.0.0 b', 'b 1.0.0 a', 'b 2.0.0 a']
      .map((each) => each.split(' '))
      .map(
        ([name, version, needed]) =>
          `[[package]]\nname = "${name}"\nversion = "${version}"\nsource = "registry+https://cargo.registry.example/index"\ndependencies = ["${needed}"]\n`,
      )
      .join('')}`
    const { packages } = inventoryOf('cargo-lock', lock)
    expect(packages.map((each) => [each.package, each.version, each.needs])).toEqual([
      ['pkg:cargo/a', '1.0.0', ['pkg:cargo/b']],
      ['pkg:cargo/b', '1.0.0', ['pkg:cargo/a']],
      ['pkg:cargo/b', '2.0.0', ['pkg:cargo/a']],
    ])
  })

  test('a text in quotes that is a semicolon ends no statement of an easyconfig', () => {
    const text = "name = 'a'\nversion = '1'\ntoolchain = SYSTEM\nsep = ';'\nx = ['(', ';']\n"
    expect(inventoryOf('easybuild', text).packages).toHaveLength(1)
  })
})
