import { spawn, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { isTemporaryName } from '../../src/files/write-output.js'
import { bundle } from '../built/bundle.js'
import { newFolder } from '../world/test-world.js'

let writer: string
beforeAll(async () => {
  writer = await bundle('test/operator/counting-writer.ts')
})

const countIn = (folder: string) => Number(readFileSync(join(folder, 'count'), 'utf8'))
const addedIn = (output: string) => output.split('\n').filter((line) => line === 'added').length

/** A run; it is killed so many milliseconds after it said the first time that it added. */
function countUp(folder: string, times: number, killAfterMs?: number): Promise<number> {
  const child = spawn(process.execPath, [writer, String(times)], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.on('data', (piece: Buffer) => {
    if (output === '' && killAfterMs !== undefined) setTimeout(() => child.kill('SIGKILL'), killAfterMs)
    output += piece.toString()
  })
  return new Promise((resolve) => child.on('close', () => resolve(addedIn(output))))
}

describe('several runs at once', () => {
  test('lose no update, whichever of them are killed', async () => {
    const folder = newFolder()
    writeFileSync(join(folder, 'count'), '0')
    const lasting = Array.from({ length: 3 }, () => countUp(folder, 12))
    const killed: number[] = []
    for (let each = 0; each < 8; each++) killed.push(await countUp(folder, 1000, each * 7))
    const counts = [...(await Promise.all(lasting)), await countUp(folder, 1)]
    expect(counts).toEqual([12, 12, 12, 1])
    const told = [...killed, ...counts].reduce((sum, each) => sum + each, 0)
    // A killed run may have written its last number and not said so.
    expect(countIn(folder)).toBeGreaterThanOrEqual(told)
    expect(countIn(folder)).toBeLessThanOrEqual(told + killed.length)
    expect(Math.min(...killed)).toBeGreaterThan(0)
    expect(readdirSync(folder).filter((name) => !isTemporaryName(name))).toEqual(['count'])
  }, 60_000)

  test('that are killed before any system call hold up nobody', () => {
    const folder = newFolder()
    writeFileSync(join(folder, 'count'), '0')
    const run = (killAt: number) =>
      spawnSync(process.execPath, [writer, '1', String(killAt)], { cwd: folder, encoding: 'utf8' })
    let kills = 0
    for (let killAt = 0; ; killAt++) {
      const before = countIn(folder)
      const killed = run(killAt)
      expect([before, before + 1]).toContain(countIn(folder))
      if (killed.signal !== 'SIGKILL') {
        expect([killed.status, killed.stdout]).toEqual([0, 'added\n'])
        break
      }
      kills++
      // Every third time alone, so that chains of killed runs grow too.
      if (killAt % 3 !== 0) continue
      const held = countIn(folder)
      const next = run(-1)
      expect([next.status, next.stdout, countIn(folder)]).toEqual([0, 'added\n', held + 1])
      expect(readdirSync(folder).filter((name) => !isTemporaryName(name))).toEqual(['count'])
    }
    expect(kills).toBeGreaterThan(25)
  }, 60_000)
})
