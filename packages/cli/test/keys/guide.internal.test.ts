import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { cliProblem, exitOf, pageOf } from '../../src/failure.js'
import { cliCodes, type CliCode } from '../../src/problem-codes.js'

const guide = readFileSync(new URL('../../../../docs/keys.md', import.meta.url), 'utf8')
const headings = guide.split('\n').filter((line) => line.startsWith('## '))
const anchors = headings.map((line) => line.slice(3).toLowerCase().replaceAll(' ', '-'))
const codes = (Object.keys(cliCodes) as CliCode[]).filter((code) => cliCodes[code].spec.startsWith('keys#'))

test('every problem of keys has its place in the guide', () => {
  expect(codes.length).toBeGreaterThan(20)
  for (const code of codes) expect(anchors, code).toContain(cliCodes[code].spec.slice('keys#'.length))
})

test('a warning ends no command, and an error always does', () => {
  for (const code of codes) {
    const made = cliProblem(code, 'x')
    expect(exitOf(made) === 0, code).toBe(made.severity !== 'error')
    expect(pageOf(made)).toMatch(/^docs\/keys\.md#[a-z-]+$/)
  }
})
