import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createContext, runInContext } from 'node:vm'
import { build } from 'tsup'
import { afterAll, describe, expect, test } from 'vitest'
import { allow, valid } from './valid.js'

const dist = fileURLToPath(new URL('../dist/', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'trustlist-schema-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Asks a built checkShape about every accepted document, and about a refused one. */
const script = `
  const valid = ${JSON.stringify(valid)}
  const faults = Object.entries(valid).map(([kind, value]) => checkShape(kind, value).length)
  const [fault] = checkShape('entry', ${JSON.stringify({ ...allow, decision: 'no' })})
  const answer = JSON.stringify({ accepted: faults.filter((count) => count === 0).length, fault })
`
const expected = {
  accepted: Object.keys(valid).length,
  fault: { pointer: '/decision', what: 'expected one of allow, deny, withdrawn, found "no"' },
}

const run = (file: string) =>
  JSON.parse(
    execFileSync(process.execPath, ['--disallow-code-generation-from-strings', file], { encoding: 'utf8' }),
  ) as unknown

describe.skipIf(!existsSync(join(dist, 'index.js')))(
  'the built package (skipped where pnpm run build has not made it)',
  () => {
    test('runs as a module in plain Node that makes no code from strings', () => {
      const file = join(folder, 'module.mjs')
      writeFileSync(
        file,
        `import { checkShape } from ${JSON.stringify(`file://${dist}index.js`)}\n${script}console.log(answer)`,
      )
      expect(run(file)).toEqual(expected)
    })

    test('runs by require in plain Node that makes no code from strings', () => {
      const file = join(folder, 'script.cjs')
      writeFileSync(
        file,
        `const { checkShape } = require(${JSON.stringify(`${dist}index.cjs`)})\n${script}console.log(answer)`,
      )
      expect(run(file)).toEqual(expected)
    })

    test('runs bundled for a browser, where there is no require, no process, no eval', async () => {
      const entry = join(folder, 'page.ts')
      writeFileSync(
        entry,
        `import { checkShape } from ${JSON.stringify(`${dist}index.js`)}\n${script}globalThis.answer = answer`,
      )
      await build({
        entry: [entry],
        outDir: join(folder, 'page'),
        format: 'iife',
        platform: 'browser',
        minify: true,
        silent: true,
        config: false,
        tsconfig: fileURLToPath(new URL('../tsconfig.json', import.meta.url)),
      })
      const [bundle] = readdirSync(join(folder, 'page'))
      const page = createContext({}, { codeGeneration: { strings: false, wasm: false } }) as {
        answer?: string
      }
      expect(() => {
        runInContext('eval("1")', page)
      }).toThrow(/Code generation from strings disallowed/)
      runInContext(readFileSync(join(folder, 'page', bundle!), 'utf8'), page)
      expect(JSON.parse(page.answer!)).toEqual(expected)
    })

    test('names no other module and makes no code from strings', () => {
      for (const name of ['index.js', 'index.cjs']) {
        const code = readFileSync(join(dist, name), 'utf8')
        expect(code.length).toBeGreaterThan(50_000)
        expect(
          code.match(/\beval\s*\(|new Function|\brequire\s*\(|^import\b|\bfrom ["']|\bimport\s*\(/gm),
        ).toBeNull()
      }
    })
  },
)
