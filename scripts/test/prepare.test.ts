import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { forgetPrepared, isPrepared, rememberPrepared, runStep } from '../main-job/prepare.mjs'

let root = ''
const put = (path: string, text: string) => {
  mkdirSync(join(root, path, '..'), { recursive: true })
  writeFileSync(join(root, path), text)
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'prepare-'))
  for (const name of ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', 'tsconfig.base.json'])
    put(name, '{}')
  put('packages/cli/src/bin.ts', 'one')
  put('packages/cli/dist/bin.cjs', 'built of one')
  rememberPrepared(root)
})
afterEach(() => {
  vi.restoreAllMocks()
  rmSync(root, { recursive: true, force: true })
})

describe('the main job builds', () => {
  test('nothing where nothing changed', () => {
    expect(isPrepared(root)).toBe(true)
  })

  test.each([
    ['the source', () => put('packages/cli/src/bin.ts', 'two')],
    ['a new file of the source', () => put('packages/cli/src/run.ts', '')],
    ['what is installed', () => put('pnpm-lock.yaml', 'other')],
    ['what was built', () => put('packages/cli/dist/bin.cjs', 'built of something else')],
    ['the last build, which did not end', () => forgetPrepared(root)],
    ['what was built, which is gone', () => rmSync(join(root, 'packages/cli/dist'), { recursive: true })],
  ])('again after a change of %s', (_, change) => {
    change()
    expect(isPrepared(root)).toBe(false)
    rememberPrepared(root)
    expect(isPrepared(root)).toBe(true)
  })

  test('nothing for a change of a test', () => {
    put('packages/cli/test/run.test.ts', 'changed')
    expect(isPrepared(root)).toBe(true)
  })
})

describe('a step', () => {
  const step = (code: string) => {
    const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    const isDone = runStep(root, [process.execPath, '-e', code])
    return { isDone, told: write.mock.calls.map(([text]) => String(text)).join('') }
  }

  test('that succeeds says nothing', () => {
    expect(step('console.log("much")')).toEqual({ isDone: true, told: '' })
  })

  test('that fails shows what it said', () => {
    const { isDone, told } = step('console.log("much"); console.error("why"); process.exit(3)')
    expect(isDone).toBe(false)
    expect(told).toContain('much')
    expect(told).toContain('why')
  })
})
