import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { beforeAll, describe, expect, test } from 'vitest'
import { isTemporaryName } from '../../src/files/write-output.js'
import { bundle } from '../built/bundle.js'
import { done, draftOf, signed, workshop } from '../commands/workshop.js'
import { newFolder } from '../world/test-world.js'

let writer: string
let begun: string
let fingerprint: string
beforeAll(async () => {
  writer = await bundle('test/operator/command-writer.ts')
  const shop = workshop()
  await signed(shop)
  const { result } = (await done(shop, 'identity', 'show', 'example-tre', '--json')).json()
  fingerprint = String(result!['fingerprint'])
  await done(shop, 'trust', 'init', '--operator', 'op-tre')
  begun = shop.folder
})

/** A folder in which a trust configuration was just begun. */
function fresh(): string {
  const folder = newFolder()
  cpSync(begun, folder, { recursive: true })
  return folder
}
const add = () => ['trust', 'add', 'example-tre', '--trust', 'half', '--fingerprint', fingerprint]
const read = (folder: string, name: string) => {
  const names = readdirSync(folder)
  return names.includes(name) ? readFileSync(join(folder, name), 'utf8') : undefined
}
const runAt = (folder: string, killAt: number, words = add()) =>
  spawnSync(process.execPath, [writer, String(killAt), ...words], { cwd: folder, encoding: 'utf8' })

describe('trust add, killed before each of its system calls', () => {
  test('leaves each file as it was or as it was to be, and the next run brings it to its end', () => {
    const whole = fresh()
    expect(runAt(whole, -1).status).toBe(0)
    const after = { trust: read(whole, 'trust.yaml'), lock: read(whole, 'trust.lock.json') }
    const before = { trust: read(begun, 'trust.yaml'), lock: undefined }
    const seen = new Set<string>()
    let kills = 0
    for (let killAt = 0; ; killAt += 3) {
      const folder = fresh()
      const killed = runAt(folder, killAt)
      if (killed.signal !== 'SIGKILL') {
        expect(killed.status).toBe(0)
        break
      }
      kills++
      const found = { trust: read(folder, 'trust.yaml'), lock: read(folder, 'trust.lock.json') }
      expect([before.trust, after.trust]).toContain(found.trust)
      expect([before.lock, after.lock]).toContain(found.lock)
      // The lock is never ahead of what it rests on.
      if (found.lock !== undefined) expect(found.trust).toBe(after.trust)
      seen.add(`${String(found.trust === after.trust)} ${String(found.lock === after.lock)}`)
      if (killAt % 2 === 0) continue
      expect(runAt(folder, -1).status).toBe(0)
      expect(read(folder, 'trust.yaml')).toBe(after.trust)
      expect(read(folder, 'trust.lock.json')).toBe(after.lock)
      expect(readdirSync(folder).filter((name) => name.startsWith('trust.hold'))).toEqual([])
    }
    expect(kills).toBeGreaterThan(15)
    expect([...seen].sort()).toEqual(expect.arrayContaining(['false false', 'true false']))
  }, 120_000)
})

describe('several runs at once', () => {
  test('lose none of their changes', async () => {
    const folder = fresh()
    const ids = ['one', 'two', 'three', 'four', 'five']
    const runs = ids.map((id) => {
      writeFileSync(
        join(folder, `${id}.yaml`),
        draftOf('  - { package: pkg:pypi/numpy, versions: "vers:pypi/*" }\n', id, 'core'),
      )
      const digest = spawnSync('sha256sum', [`${id}.yaml`], { cwd: folder, encoding: 'utf8' }).stdout.slice(
        0,
        64,
      )
      const words = [
        'trust',
        'add',
        `${id}.yaml`,
        '--unsigned',
        '--as',
        id,
        '--trust',
        'advice',
        '--fingerprint',
        `sha256:${digest}`,
      ]
      const child = spawn(process.execPath, [writer, '-1', ...words], { cwd: folder, stdio: 'ignore' })
      return new Promise<number | null>((resolve) => child.on('close', resolve))
    })
    expect(await Promise.all(runs)).toEqual(ids.map(() => 0))
    for (const id of ids) {
      expect(read(folder, 'trust.yaml')).toContain(`- id: ${id}\n`)
      expect(read(folder, 'trust.lock.json')).toContain(`"publisher":"${id}"`)
    }
    expect(readdirSync(folder).filter(isTemporaryName)).toEqual([])
  }, 60_000)
})

describe('a disk that takes nothing', () => {
  test('leaves everything as it was, and says so', (context) => {
    const folder = fresh()
    const before = read(folder, 'trust.yaml')
    chmodSync(folder, 0o555)
    const asRoot = process.getuid?.() === 0
    const drop = asRoot ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', '--'] : []
    try {
      const [program, ...words] = [...drop, process.execPath, writer, '-1', ...add()]
      const run = spawnSync(program!, words, { cwd: folder, encoding: 'utf8' })
      if (run.error !== undefined || !run.stdout.includes('cli/')) {
        context.skip(`no other user to be here: ${String(run.error ?? run.stderr)}`)
        return
      }
      expect([run.status, run.stdout]).toEqual([4, expect.stringContaining('permission denied')])
      expect(read(folder, 'trust.yaml')).toBe(before)
    } finally {
      chmodSync(folder, 0o755)
    }
  })

  test('by RLIMIT_FSIZE: the store, the configuration and the lock stay as they were', () => {
    const folder = fresh()
    const before = read(folder, 'trust.yaml')
    const words = ['--fsize=400', process.execPath, writer, '-1', ...add()]
    const run = spawnSync('prlimit', words, { cwd: folder, encoding: 'utf8' })
    expect(run.status).toBe(4)
    expect([read(folder, 'trust.yaml'), read(folder, 'trust.lock.json')]).toEqual([before, undefined])
    expect(readdirSync(folder).filter(isTemporaryName)).toEqual([])
    expect(runAt(folder, -1).status).toBe(0)
  })
})
