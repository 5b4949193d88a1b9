import { spawnSync } from 'node:child_process'
import { beforeAll, describe, expect, test } from 'vitest'
import { bundle } from '../built/bundle.js'

let reader: string
beforeAll(async () => {
  reader = await bundle('test/yaml/yaml-reader.ts')
})

/** In a process of its own: what would go wrong cannot be caught. */
function read(shape: string, depth: number, stackKilobytes = 984) {
  const words = [`--stack-size=${String(stackKilobytes)}`, reader, shape, String(depth)]
  const run = spawnSync(process.execPath, words, { encoding: 'utf8', timeout: 30_000 })
  return { ended: run.signal ?? run.status, said: run.stdout.trim(), talk: run.stderr }
}

describe('nesting', () => {
  const shapes = [
    '[',
    '{a: ',
    '[[a]: ',
    '- ',
    '? ',
    '- - ',
    '- ? ',
    'a:\\n',
    '-\\n',
    '{? ',
    '["',
    '- [',
    ': ',
    '"[',
  ]
  test.each(shapes)('of a million %j ends the reader in order, within seconds', (shape) => {
    const { ended, said } = read(shape, shape.includes('\\n') ? 100_000 : 1_000_000)
    expect(ended).toBe(0)
    expect(said).toMatch(/^(yaml\/(too-deep|syntax|no-value|ambiguous-scalar)|taken) /)
    expect(Number(said.split(' ')[1])).toBeLessThan(10_000)
  })

  test.each(['-', 'a:'])('of 100 000 lines of %j, each further to the right, is refused', (shape) => {
    // The 8 MiB hold some 4000 of them; the limit on size is what refuses the rest.
    expect(read(`stairs ${shape}`, 3000).said).toMatch(/^yaml\/too-deep/)
    expect(read(`stairs ${shape}`, 100_000).said).toMatch(/^yaml\/too-large/)
  })

  test.each([
    ['[', 64],
    ['- ', 63],
    ['stairs -', 63],
    ['stairs a:', 63],
  ])('of %j is taken %i deep and refused beyond, also where little stack is left', (shape, depth) => {
    for (const stackKilobytes of [984, 200]) {
      expect(read(shape, depth, stackKilobytes).said).toMatch(/^taken/)
      expect(read(shape, depth + 1, stackKilobytes).said).toMatch(/^yaml\/too-deep/)
    }
  })

  test.each([
    'a\n',
    '- a\n',
    'a: b\n',
    '# a\n',
    '\n',
    ' ',
    '"',
    "'",
    'a ',
    '|\n',
    '- |\n  a\n',
    ',',
    ']',
    '\\',
    ': ',
    '#',
    'a: {}\n',
    '- {a: [b]}\n',
  ])('and 128 KiB of %j costs seconds at most', (piece) => {
    const { ended, said } = read(`repeat ${piece}`, Math.floor(131_072 / piece.length))
    expect(ended).toBe(0)
    expect(Number(said.split(' ')[1])).toBeLessThan(10_000)
  })
})
