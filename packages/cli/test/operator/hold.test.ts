import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { succeed } from '../../src/failure.js'
import { withHold } from '../../src/operator/hold.js'
import { toTrustPlace } from '../../src/operator/trust-place.js'
import type { Processes, World } from '../../src/world.js'
import { newFolder, testWorld } from '../world/test-world.js'

const place = toTrustPlace('trust.yaml')

/** A world whose clock for waiting runs a thousand times faster than it waits. */
function hurried(folder: string, find?: Processes['find']): { world: World; told: string[] } {
  const { world } = testWorld({ folder })
  let elapsed = 0
  const told: string[] = []
  const processes = async () => {
    const real = await world.processes()
    return find === undefined ? real : { ...real, find }
  }
  return { world: { ...world, elapsedMs: () => (elapsed += 5000), processes }, told }
}

async function hold(folder: string, find?: Processes['find']) {
  const { world, told } = hurried(folder, find)
  const done = await withHold(
    place,
    'sync',
    world,
    (line) => void told.push(line.toString()),
    () => Promise.resolve(succeed(readdirSync(folder))),
  )
  return {
    told,
    result: done.ok ? done.value : done.problems.map((each) => `${each.code} ${each.what} (${each.mend})`),
  }
}

const claim = (members: object = {}) =>
  JSON.stringify({
    token: '00112233aabbccdd',
    command: 'sync',
    since: '2026-11-01T12:00:00Z',
    pid: 4242,
    host: 'elsewhere',
    ...members,
  })

describe('holding the files of the operator', () => {
  test('leaves nothing behind, and a second run comes after the first', async () => {
    const folder = newFolder()
    const { world } = testWorld({ folder })
    const order: string[] = []
    const runs = ['one', 'two', 'three'].map((name) =>
      withHold(
        place,
        name,
        world,
        () => undefined,
        async () => {
          order.push(`${name} begins`)
          await new Promise((resolve) => setImmediate(resolve))
          order.push(`${name} ends`)
          return succeed(undefined)
        },
      ),
    )
    await Promise.all(runs)
    expect(order.map((each) => each.split(' ')[1])).toEqual([
      'begins',
      'ends',
      'begins',
      'ends',
      'begins',
      'ends',
    ])
    expect(new Set(order).size).toBe(6)
    expect(readdirSync(folder)).toEqual([])
  })

  test('waits for a process of another machine, says whose, and gives up', async () => {
    const folder = newFolder()
    writeFileSync(join(folder, 'trust.hold'), claim())
    const { result, told } = await hold(folder)
    expect(result).toEqual([
      'cli/files-held expected the files of the operator to be free within 30 s, found them held by trustlist sync, process 4242 on elsewhere, since 2026-11-01T12:00:00Z (wait for it, then run the command again; if it runs no more, remove the file that is named)',
    ])
    expect(told).toEqual([
      'waiting for trustlist sync, process 4242 on elsewhere, since 2026-11-01T12:00:00Z, which changes trust.yaml or trust.lock.json',
    ])
    expect(readFileSync(join(folder, 'trust.hold'), 'utf8')).toBe(claim())
  })

  test('goes on where that process has ended', async () => {
    const folder = newFolder()
    writeFileSync(join(folder, 'trust.hold'), claim())
    const { result } = await hold(folder, () => 'ended')
    expect(result).toEqual(['trust.hold', 'trust.hold.00112233aabbccdd'])
    expect(readdirSync(folder)).toEqual([])
  })

  test.each([
    ['nothing', ''],
    ['half a claim', claim().slice(0, 30)],
    ['a name that leads out of the folder', claim({ token: '../../etc/passwd' })],
    ['a group of processes', claim({ pid: -1 })],
    ['too much', claim({ command: 'x'.repeat(10_000) })],
  ])('takes a hold that says %s for held, by whomever', async (_, text) => {
    const folder = newFolder()
    writeFileSync(join(folder, 'trust.hold'), text)
    const { result } = await hold(folder, () => 'ended')
    expect(result).toEqual([expect.stringContaining('held by somebody who did not say who it is')])
    expect(readdirSync(folder)).toEqual(['trust.hold'])
  })

  test('does not follow claims in a circle', async () => {
    const folder = newFolder()
    writeFileSync(join(folder, 'trust.hold'), claim())
    writeFileSync(join(folder, 'trust.hold.00112233aabbccdd'), claim())
    const { result } = await hold(folder, () => 'ended')
    expect(result).toEqual([expect.stringContaining('cli/files-held')])
  })

  test('sweeps away what killed runs left, and nothing else', async () => {
    const folder = newFolder()
    for (const name of ['trust.hold.0123456789abcdef', 'trust.hold.txt', 'trust.holdings', 'trust.lock.json'])
      writeFileSync(join(folder, name), claim())
    await hold(folder)
    expect(readdirSync(folder)).toEqual(['trust.hold.txt', 'trust.holdings', 'trust.lock.json'])
  })

  test('tells a folder that cannot be written', async () => {
    const folder = newFolder()
    const { world } = testWorld({ folder })
    const done = await withHold(
      toTrustPlace('missing/trust.yaml'),
      'sync',
      world,
      () => undefined,
      () => Promise.resolve(succeed(1)),
    )
    expect(!done.ok && done.problems[0].code).toBe('cli/file-not-written')
  })

  test('notices where somebody removes it', async () => {
    const folder = newFolder()
    const { world } = testWorld({ folder })
    await withHold(
      place,
      'sync',
      world,
      () => undefined,
      (held) => {
        expect(held.check().ok).toBe(true)
        rmSync(join(folder, 'trust.hold'))
        const lost = held.check()
        expect(!lost.ok && lost.problems[0].code).toBe('cli/hold-lost')
        return Promise.resolve(succeed(undefined))
      },
    )
  })

  test('lets go where the work throws', async () => {
    const folder = newFolder()
    mkdirSync(join(folder, 'x'))
    const { world } = testWorld({ folder })
    const work = withHold(
      place,
      'sync',
      world,
      () => undefined,
      () => Promise.reject(new Error('a bug')),
    )
    await expect(work).rejects.toThrow('a bug')
    expect(readdirSync(folder)).toEqual(['x'])
  })
})

describe('telling whether a process runs', () => {
  test('knows itself, and that another with its number is not it', async () => {
    const processes = await testWorld().world.processes()
    const self = processes.self()
    expect(processes.find(self)).toBe('running')
    expect(processes.find({ ...self, host: 'elsewhere' })).toBe('unknown')
    if (self.start === undefined) return
    expect(processes.find({ ...self, start: '1' })).toBe('ended')
    expect(processes.find({ ...self, space: 'pid:[1]' })).toBe('unknown')
    expect(processes.find({ ...self, boot: 'another' })).toBe(
      self.machine === undefined ? 'unknown' : 'ended',
    )
  })

  test('knows a process that has ended', async () => {
    const processes = await testWorld({ isRunning: () => false }).world.processes()
    expect(processes.find(processes.self())).toBe('ended')
  })
})
