import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Lock } from '@trustlist/core'
import { describe, expect, test } from 'vitest'
import { succeed } from '../../src/failure.js'
import { withHold } from '../../src/operator/hold.js'
import { readLockFile, writeLockFile } from '../../src/operator/lock-file.js'
import { toTrustPlace } from '../../src/operator/trust-place.js'
import { newFolder, testWorld } from '../world/test-world.js'

const place = toTrustPlace('trust.yaml')
const lock: Lock = {
  publishers: [
    {
      keptDenials: [],
      lastRefreshed: '2026-11-01T12:00:00Z',
      lists: [{ digest: 'ab'.repeat(32), list: 'advisories' }],
      publisher: 'osv',
    },
  ],
  timeFloor: '2026-11-01T00:00:00Z',
  trustlist: '1.0',
}

function fresh() {
  const folder = newFolder()
  const { world } = testWorld({ folder })
  const write = () =>
    withHold(
      place,
      'test',
      world,
      () => undefined,
      (hold) => Promise.resolve(writeLockFile(hold, lock, world)),
    )
  return { folder, world, write, path: join(folder, 'trust.lock.json') }
}

describe('the lock file', () => {
  test('comes back as it was written, one publisher a line', async () => {
    const { folder, world, write, path } = fresh()
    expect(await readLockFile(place, world)).toEqual(succeed(undefined))
    expect((await write()).ok).toBe(true)
    expect(await readLockFile(place, world)).toEqual(succeed(lock))
    expect(readFileSync(path, 'utf8').split('\n')).toHaveLength(4)
    expect(readdirSync(folder)).toEqual(['trust.lock.json'])
  })

  test.each([
    ['cut short', (text: string) => text.slice(0, -10)],
    ['emptied', () => ''],
    ['edited', (text: string) => text.replace('osv', 'osv osv')],
    ['merged with a conflict', (text: string) => `<<<<<<< HEAD\n${text}`],
  ])('that was %s is refused, with what protection is lost and how to regain it', async (_, damage) => {
    const { world, write, path } = fresh()
    await write()
    writeFileSync(path, damage(readFileSync(path, 'utf8')))
    const read = await readLockFile(place, world)
    expect(!read.ok && read.problems[0].code).toBe('lock/damaged')
    expect(!read.ok && read.problems[0].mend).toContain('git checkout -- trust.lock.json')
  })

  test('that is gone while its documents are there is reported, with what is lost', async () => {
    const { folder, world, write, path } = fresh()
    await write()
    mkdirSync(join(folder, 'trust.store'))
    writeFileSync(join(folder, 'trust.store', `${'ab'.repeat(32)}.unsigned`), 'x')
    expect((await readLockFile(place, world)).ok).toBe(true)
    rmSync(path)
    const read = await readLockFile(place, world)
    expect(read.ok && read.value).toBeUndefined()
    expect(read.ok && read.findings.map((each) => each.code)).toEqual(['cli/lock-missing'])
    expect(read.ok && read.findings[0]!.what).toContain('older versions of lists would be taken again')
    expect(read.ok && read.findings[0]!.mend).toContain('git checkout -- trust.lock.json')
  })

  test('is not written where the hold is gone', async () => {
    const { world, path } = fresh()
    const written = await withHold(
      place,
      'test',
      world,
      () => undefined,
      (hold) => {
        world.files.remove('trust.hold')
        return Promise.resolve(writeLockFile(hold, lock, world))
      },
    )
    expect(!written.ok && written.problems[0].code).toBe('cli/hold-lost')
    expect(() => readFileSync(path)).toThrow('ENOENT')
  })

  test('of another trust configuration is another file', () => {
    expect(toTrustPlace('ops/tre.yml')).toEqual({
      trust: 'ops/tre.yml',
      lock: 'ops/tre.lock.json',
      store: 'ops/tre.store',
      hold: 'ops/tre.hold',
      folder: 'ops',
    })
  })
})
