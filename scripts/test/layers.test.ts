import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ESLint } from 'eslint'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

describe('the check of the layers', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'trustlist-layers-'))
    cpSync(join(root, 'tsconfig.tests.json'), join(folder, 'tsconfig.tests.json'))
    cpSync(join(root, 'tsconfig.base.json'), join(folder, 'tsconfig.base.json'))
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  /** Runs the project's own configuration on a small project of the same shape. Gives the rules that were broken. */
  function broken(files: Readonly<Record<string, string>>): readonly string[] {
    rmSync(join(folder, 'packages'), { recursive: true, force: true })
    for (const [name, text] of Object.entries({ ...ground, ...files })) {
      mkdirSync(dirname(join(folder, name)), { recursive: true })
      writeFileSync(join(folder, name), text)
    }
    const program = join(root, 'node_modules/.bin/depcruise')
    const config = join(root, 'dependency-cruiser.config.mjs')
    const run = spawnSync(program, ['--config', config, '--output-type', 'json', 'packages'], {
      cwd: folder,
      encoding: 'utf8',
    })
    const { summary } = JSON.parse(run.stdout) as Cruise
    expect(summary.totalCruised).toBeGreaterThanOrEqual(Object.keys(files).length)
    return [...new Set(summary.violations.map((each) => each.rule.name))].sort()
  }

  const ground = {
    'packages/core/src/globals.d.ts': 'declare class TextEncoder {}\n',
    'packages/core/src/problem/problem.ts': 'export const problem = 1\n',
    'packages/core/src/text/hex.ts':
      "import { problem } from '../problem/problem.js'\nexport const hex = problem\n",
    'packages/core/src/platform/platform.ts': 'export declare const sha256: number\n',
    'packages/core/src/platform/node.ts':
      "import { createHash } from 'node:crypto'\nexport const sha256 = createHash\n",
    'packages/core/src/text/digest.ts': "import { sha256 } from '#platform'\nexport const digest = sha256\n",
    'packages/core/src/seal/seal.ts': "import { hex } from '../text/hex.js'\nexport const seal = hex\n",
    'packages/core/src/index.ts': "export { seal } from './seal/seal.js'\n",
  }

  test('finds nothing in a clean project', () => expect(broken({})).toEqual([]))

  test.each<[name: string, file: string, text: string, rule: string]>([
    ['a node: module', 'core/src/text/disk.ts', "import 'node:fs'\n", 'core-is-pure'],
    ['a node: module by its old name', 'core/src/text/disk.ts', "import 'fs'\n", 'core-is-pure'],
    [
      'a node: module when it runs',
      'core/src/text/disk.ts',
      "export const disk = import('node:fs')\n",
      'core-is-pure',
    ],
    [
      'a node: module for its types',
      'core/src/text/disk.ts',
      "export type { Stats } from 'node:fs'\n",
      'core-is-pure',
    ],
    [
      'a layer to the right',
      'core/src/text/right.ts',
      "export { seal } from '../seal/seal.js'\n",
      'core-text-imports-leftward',
    ],
    [
      'a type of a layer to the right',
      'core/src/text/right.ts',
      "export type { seal } from '../seal/seal.js'\n",
      'core-text-imports-leftward',
    ],
    [
      'the index',
      'core/src/text/right.ts',
      "export { seal } from '../index.js'\n",
      'core-text-imports-leftward',
    ],
    [
      'the platform from a third place',
      'core/src/seal/own.ts',
      "export { sha256 } from '#platform'\n",
      'crypto-has-two-users',
    ],
    [
      'one platform by its path',
      'core/src/seal/own.ts',
      "export { sha256 } from '../platform/node.js'\n",
      'crypto-has-two-users',
    ],
    [
      'a package that core may not use',
      'core/src/text/other.ts',
      "export { default } from 'typescript'\n",
      'core-dependencies',
    ],
    [
      'the command line',
      'core/src/text/cli.ts',
      "export { run } from '../../../cli/src/run.js'\n",
      'core-does-not-know-cli',
    ],
    [
      'a file that is not there',
      'core/src/text/gone.ts',
      "export { gone } from './nowhere.js'\n",
      'not-resolvable',
    ],
  ])('finds that core imports %s', (_, file, text, rule) => {
    expect(
      broken({ [`packages/${file}`]: text, 'packages/cli/src/run.ts': 'export const run = 1\n' }),
    ).toContain(rule)
  })

  test('finds a circle', () => {
    const circle = {
      'packages/core/src/text/a.ts': "import { b } from './b.js'\nexport const a = () => b\n",
      'packages/core/src/text/b.ts': "import { a } from './a.js'\nexport const b = () => a\n",
    }
    expect(broken(circle)).toEqual(['no-cycle'])
  })

  test('finds that the command line reaches into core', () => {
    const reach = { 'packages/cli/src/run.ts': "export { seal } from '../../core/src/seal/seal.js'\n" }
    expect(broken(reach)).toEqual(['cli-reads-the-public-face'])
  })
})

describe('the lint of core', () => {
  const eslint = new ESLint({ cwd: root })

  /** Lints a text in the place of a file of core, and gives the rules of purity that it breaks. */
  async function broken(text: string, file = 'packages/core/src/text/hex.ts'): Promise<readonly string[]> {
    const [result] = await eslint.lintText(text, { filePath: join(root, file) })
    if (result === undefined) throw new Error('nothing was linted')
    const rules = result.messages.map((each) => each.ruleId ?? `fatal: ${each.message}`)
    return rules.filter((rule) => /restricted|fatal/.test(rule))
  }

  test('finds nothing in a clean file', async () => {
    expect(await broken('export const day = (text: string): number => Date.parse(text)\n')).toEqual([])
    expect(
      await broken('export const at = (time: number): string => new Date(time).toISOString()\n'),
    ).toEqual([])
  })

  test.each([
    ['a clock', 'export const now = Date.now()\n'],
    ['a clock by another spelling', "export const now = Date['now']()\n"],
    ['a clock taken out of its object', 'const { now } = Date\nexport const at = now()\n'],
    ['a clock under another name', 'const Clock = Date\nexport const at = new Clock()\n'],
    ['a clock made new', 'export const now = new Date()\n'],
    ['a clock called as a function', 'export const now = Date()\n'],
    ['randomness', 'export const random = Math.random()\n'],
    ['randomness taken out of its object', 'const { random } = Math\nexport const any = random()\n'],
    ['an order of the locale', "export const order = 'a'.localeCompare('b')\n"],
    ['letters of the locale', "export const upper = 'i'.toLocaleUpperCase()\n"],
    ['numbers of the locale', 'export const format = new Intl.NumberFormat()\n'],
  ])('finds %s', async (_, text) => expect(await broken(text)).toContain('no-restricted-syntax'))

  test.each([
    ['node:fs', "import { readFileSync } from 'node:fs'\nexport const read = readFileSync\n"],
    ['fs', "import { readFileSync } from 'fs'\nexport const read = readFileSync\n"],
    ['node:crypto', "import { createHash } from 'node:crypto'\nexport const hash = createHash\n"],
    ['node:os', "import { hostname } from 'node:os'\nexport const host = hostname\n"],
  ])('finds an import of %s, which the Node platform alone may have', async (_, text) => {
    expect(await broken(text)).toContain('no-restricted-imports')
    expect(await broken(text, 'packages/core/src/platform/node.ts')).toEqual([])
  })
})

interface Cruise {
  readonly summary: {
    readonly totalCruised: number
    readonly violations: readonly { readonly rule: { readonly name: string } }[]
  }
}
