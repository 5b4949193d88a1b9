import { spawn, spawnSync } from 'node:child_process'
import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { parseLock, readHead } from '@trustlist/core'
import { identityBytes } from '../../../../core/test/seal/make-documents.js'
import { isTemporaryName } from '../../../src/files/write-output.js'
import { bundle, program } from '../../built/bundle.js'
import { withoutGit } from '../sources/git-repository.js'
import { after, attacked, digestOf, SyncBench, tier } from './sync-bench.js'

const one = identityBytes()
const three = tier(3)
const at = '2026-11-22T00:00:00Z'
const words = ['sync', '--trust', 'op/trust.yaml', '--cache', 'cache', '--at', at]

let killed: string
let bin: string
beforeAll(async () => {
  if (withoutGit !== undefined) return
  ;[killed, bin] = await Promise.all([bundle('test/operator/sync/killed-sync-writer.ts'), program()])
}, 120_000)

/** One publisher, with version 3 accepted. */
async function accepting(): Promise<SyncBench> {
  const bench = new SyncBench(one)
  bench.writeTrust(bench.entryOf(attacked, one))
  bench.show({ identities: [one], lists: { 'tier-3': three } })
  expect((await bench.sync()).exit).toBe(0)
  return bench
}

/** That every document the lock names is in the store, as it was signed. */
function expectWhole(bench: SyncBench): void {
  const lock = parseLock(readFileSync(bench.at('op/trust.lock.json')))
  if (!lock.ok) throw new Error(JSON.stringify(lock.problems))
  for (const { identity, lists } of lock.value.publishers) {
    for (const { digest } of [identity!, ...lists]) {
      const head = readHead(readFileSync(bench.at(`op/trust.store/${digest}.json`)))
      expect(head.ok && head.value.digest).toBe(digest)
    }
  }
}

/** What lies beside the operator's files, and is neither theirs nor a temporary file. */
const strangers = (bench: SyncBench) =>
  readdirSync(bench.at('op')).filter(
    (name) => !['trust.lock.json', 'trust.store', 'trust.yaml'].includes(name) && !isTemporaryName(name),
  )

describe.skipIf(withoutGit !== undefined)(`sync under kill -9${withoutGit ?? ''}`, () => {
  test('before any of its writes leaves the old state or the new one, and the next run succeeds', async () => {
    const bench = await accepting()
    const trust = readFileSync(bench.at('op/trust.yaml'), 'utf8')
    const before = readFileSync(bench.at('op/trust.lock.json'), 'utf8')
    bench.show({ identities: [one], lists: { 'tier-3': after(three, 4) } })
    for (const name of ['op', 'cache']) cpSync(bench.at(name), bench.at(`${name}-then`), { recursive: true })
    const restore = () => {
      for (const name of ['op', 'cache']) {
        rmSync(bench.at(name), { recursive: true })
        cpSync(bench.at(`${name}-then`), bench.at(name), { recursive: true })
      }
    }
    const runKilled = (killAt: number) =>
      spawnSync(process.execPath, [killed, String(killAt), ...words], { cwd: bench.folder, encoding: 'utf8' })
    const whole = runKilled(-1)
    expect([whole.status, whole.stderr]).toEqual([0, expect.stringMatching(/^[0-9]+ writes/)])
    const writes = Number.parseInt(whole.stderr, 10)
    const now = readFileSync(bench.at('op/trust.lock.json'), 'utf8')
    expect(now).not.toBe(before)
    const seen = new Set<string>()
    for (let killAt = 0; killAt < writes; killAt++) {
      restore()
      expect(runKilled(killAt).signal).toBe('SIGKILL')
      const lock = readFileSync(bench.at('op/trust.lock.json'), 'utf8')
      expect([before, now]).toContain(lock)
      seen.add(lock)
      expectWhole(bench)
      expect(readFileSync(bench.at('op/trust.yaml'), 'utf8')).toBe(trust)
      expect((await bench.sync()).exit).toBe(0)
      expect(readFileSync(bench.at('op/trust.lock.json'), 'utf8')).toBe(now)
      expect(strangers(bench)).toEqual([])
    }
    expect(writes).toBeGreaterThan(15)
    expect([...seen]).toEqual([before, now])
  }, 600_000)

  test('at two hundred random moments does the same', async () => {
    const kills = 200
    const bench = await accepting()
    const trust = readFileSync(bench.at('op/trust.yaml'), 'utf8')
    const runProgram = (killAfterMs: number | undefined) =>
      new Promise<{ readonly signal: string | null; readonly ms: number }>((resolve) => {
        const begun = performance.now()
        const child = spawn(process.execPath, [bin, ...words], {
          cwd: bench.folder,
          stdio: 'ignore',
          env: { PATH: process.env['PATH'], HOME: bench.folder },
        })
        const timer =
          killAfterMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfterMs)
        child.on('close', (_, signal) => {
          clearTimeout(timer)
          resolve({ signal, ms: performance.now() - begun })
        })
      })
    let list = after(three, 4)
    bench.show({ identities: [one], lists: { 'tier-3': list } })
    const { ms } = await runProgram(undefined)
    const outcomes = { ended: 0, new: 0, old: 0 }
    // Moments by a fixed sequence that fills the time evenly, so that a failure can be looked for again.
    for (let kill = 0; kill < kills; kill++) {
      const before = digestOf(list)
      list = after(list, 5 + kill)
      bench.show({ identities: [one], lists: { 'tier-3': list } })
      const moment = ((kill * 0.618034) % 1) * ms * 1.1
      const { signal } = await runProgram(moment)
      const found = bench.accepted()['tier-3']
      expect([before, digestOf(list)]).toContain(found)
      if (signal === null) outcomes.ended++
      else if (found === before) outcomes.old++
      else outcomes.new++
      expectWhole(bench)
      expect(readFileSync(bench.at('op/trust.yaml'), 'utf8')).toBe(trust)
      const next = await bench.sync()
      expect([next.exit, next.codes]).toEqual([0, []])
      expect(bench.accepted()).toEqual({ 'tier-3': digestOf(list) })
      expect(strangers(bench)).toEqual([])
    }
    expect(outcomes.old + outcomes.new + outcomes.ended).toBe(kills)
    expect(outcomes.old).toBeGreaterThan(kills / 4)
    process.stdout.write(`${String(kills)} kills: ${JSON.stringify(outcomes)}\n`)
    expect(existsSync(join(bench.folder, 'cache/git'))).toBe(true)
  }, 900_000)
})
