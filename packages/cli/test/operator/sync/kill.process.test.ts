import { spawn, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import process from 'node:process'
import { beforeAll, describe, expect, test } from 'vitest'
import { parseLock, readHead } from '@trustlist/core'
import { identityBytes, listBytes } from '../../../../core/test/seal/make-documents.js'
import { isTemporaryName } from '../../../src/files/write-output.js'
import { run } from '../../../src/run.js'
import { bundle, program } from '../../built/bundle.js'
import { withoutGit } from '../sources/git-repository.js'
import { after, attacked, digestOf, honest, honestIdentity, SyncBench, tier } from './sync-bench.js'

const one = identityBytes()
const three = tier(3)
const at = '2026-11-22T00:00:00Z'
const words = ['sync', '--trust', 'op/trust.yaml', '--cache', 'cache', '--at', at]

/** TRUSTLIST_KILLS=200 makes two hundred of each, which takes minutes; the suite makes fewer. */
const kills = Number(process.env['TRUSTLIST_KILLS'] ?? 16)

let killed: string
let bin: string
beforeAll(async () => {
  if (withoutGit !== undefined) return
  ;[killed, bin] = await Promise.all([bundle('test/operator/sync/killed-sync-writer.ts'), program()])
}, 120_000)

/** Runs the program, and kills it after a while; undefined: never. */
function runProgram(
  folder: string,
  given: readonly string[],
  killAfterMs: number | undefined,
): Promise<{ readonly signal: string | null; readonly ms: number }> {
  return new Promise((resolve) => {
    const begun = performance.now()
    const env = { PATH: process.env['PATH'], HOME: folder }
    const child = spawn(process.execPath, [bin, ...given], { cwd: folder, stdio: 'ignore', env })
    const timer = killAfterMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfterMs)
    child.on('close', (_, signal) => {
      clearTimeout(timer)
      resolve({ signal, ms: performance.now() - begun })
    })
  })
}

/** Moments by a fixed sequence that fills the time of a run evenly, so that a failure can be looked for again. */
const momentOf = (kill: number, ms: number) => ((kill * 0.618034) % 1) * ms * 1.1

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
  // From git those of the cache, which is begun anew; from a folder, which asks no git, those among the operator's files.
  test.each([
    ['of the cache', (bench: SyncBench) => bench.entryOf(attacked, one), 15],
    [
      'among the files of the operator',
      (bench: SyncBench) => bench.entryOf(attacked, one, '', bench.repositories[attacked]!.at(attacked)),
      15,
    ],
  ])(
    'before any write %s leaves the old state or the new one, and the next run succeeds',
    async (which, entry, least) => {
      const bench = await accepting()
      bench.writeTrust(entry(bench))
      rmSync(bench.at('cache'), { recursive: true })
      mkdirSync(bench.at('cache'))
      const trust = readFileSync(bench.at('op/trust.yaml'), 'utf8')
      const before = readFileSync(bench.at('op/trust.lock.json'), 'utf8')
      bench.show({ identities: [one], lists: { 'tier-3': after(three, 4) } })
      for (const name of ['op', 'cache'])
        cpSync(bench.at(name), bench.at(`${name}-then`), { recursive: true })
      const restore = () => {
        for (const name of ['op', 'cache']) {
          rmSync(bench.at(name), { recursive: true })
          cpSync(bench.at(`${name}-then`), bench.at(name), { recursive: true })
        }
      }
      const runKilled = (killAt: number) =>
        spawnSync(process.execPath, [killed, String(killAt), ...words], {
          cwd: bench.folder,
          encoding: 'utf8',
        })
      const whole = runKilled(-1)
      expect([whole.status, whole.stderr]).toEqual([0, expect.stringMatching(/^[0-9]+ writes, of the cache/)])
      const [count = 0, ...ofCache] = (whole.stderr.match(/[0-9]+/g) ?? []).map(Number)
      expect(ofCache.length > 0).toBe(which === 'of the cache')
      const writes = ofCache.length > 0 ? ofCache : Array.from({ length: count }, (_, index) => index)
      const now = readFileSync(bench.at('op/trust.lock.json'), 'utf8')
      expect(now).not.toBe(before)
      const seen = new Set<string>()
      for (const killAt of writes) {
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
      expect(writes.length).toBeGreaterThan(least)
      expect([...seen]).toEqual([before, now])
    },
    600_000,
  )

  test(`at ${String(kills)} random moments does the same`, async () => {
    const bench = await accepting()
    const trust = readFileSync(bench.at('op/trust.yaml'), 'utf8')
    let list = after(three, 4)
    bench.show({ identities: [one], lists: { 'tier-3': list } })
    const { ms } = await runProgram(bench.folder, words, undefined)
    const outcomes = { ended: 0, new: 0, old: 0 }
    for (let kill = 0; kill < kills; kill++) {
      const before = digestOf(list)
      list = after(list, 5 + kill)
      bench.show({ identities: [one], lists: { 'tier-3': list } })
      const { signal } = await runProgram(bench.folder, words, momentOf(kill, ms))
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
    process.stdout.write(`${String(kills)} kills of sync: ${JSON.stringify(outcomes)}\n`)
  }, 900_000)
})

describe.skipIf(withoutGit !== undefined)(`trust add under kill -9${withoutGit ?? ''}`, () => {
  test(`at ${String(kills)} random moments leaves the old state or the new one, and the next run succeeds`, async () => {
    const bench = new SyncBench(one)
    bench.show({ identities: [one], lists: { 'tier-3': three } })
    const from = `${bench.repositories[attacked]!.url}#main:${attacked}`
    const config = ['--config', 'op/trust.yaml', '--cache', 'cache', '--at', at]
    const add = [
      'trust',
      'add',
      from,
      '--trust',
      'half',
      '--fingerprint',
      `sha256:${digestOf(one)}`,
      ...config,
    ]
    const [trust, lock] = [bench.at('op/trust.yaml'), bench.at('op/trust.lock.json')]
    const take = (path: string) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined)
    bench.writeTrust(bench.entryOf(honest, honestIdentity))
    bench.show(
      {
        identities: [honestIdentity],
        lists: { core: listBytes({ signed: { list: 'core', publisher: honest } }) },
      },
      honest,
    )
    expect((await bench.sync()).exit).toBe(0)
    const before = [take(trust), take(lock)]
    cpSync(bench.at('op'), bench.at('begun'), { recursive: true })
    const { ms, signal: ended } = await runProgram(bench.folder, add, undefined)
    const done = [take(trust), take(lock)]
    expect([ended, done[0] === before[0], done[1] === before[1]]).toEqual([null, false, false])
    const outcomes = { between: 0, ended: 0, new: 0, old: 0 }
    for (let kill = 0; kill < kills; kill++) {
      rmSync(bench.at('op'), { recursive: true })
      cpSync(bench.at('begun'), bench.at('op'), { recursive: true })
      const { signal } = await runProgram(bench.folder, add, momentOf(kill, ms))
      const found = [take(trust), take(lock)]
      expect([before[0], done[0]]).toContain(found[0])
      expect([before[1], done[1]]).toContain(found[1])
      // The lock is never ahead of what it rests on.
      if (found[1] === done[1]) expect(found[0]).toBe(done[0])
      expectWhole(bench)
      if (signal === null) outcomes.ended++
      else if (found[0] === before[0]) outcomes.old++
      else if (found[1] === before[1]) outcomes.between++
      else outcomes.new++
      const { world, err } = bench.world()
      expect([await run(add, world), err()]).toEqual([0, expect.not.stringContaining('error[')])
      expect([take(trust), take(lock)]).toEqual(done)
      expect(strangers(bench)).toEqual([])
    }
    expect(outcomes.old).toBeGreaterThan(kills / 4)
    process.stdout.write(`${String(kills)} kills of trust add: ${JSON.stringify(outcomes)}\n`)
  }, 900_000)
})
