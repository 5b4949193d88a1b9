import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { isTemporaryName } from '../../src/files/write-output.js'
import { program } from '../built/bundle.js'
import {
  done,
  draftOf,
  draftPath,
  listPath,
  numpy,
  pandas,
  refused,
  signed,
  workshop,
  type Workshop,
} from './workshop.js'

let bin: string
beforeAll(async () => {
  bin = await program()
})

const wordsOf = (shop: Workshop) => [
  bin,
  'sign',
  draftPath,
  '--key',
  shop.key('jane'),
  '--at',
  '2026-11-01T12:00:00Z',
]

/** Big enough that writing it takes a while, and larger than any pipe or buffer. */
const many = Array.from({ length: 700 }, (_, index) => numpy.replace('numpy', `package-${index}`)).join('')

/** Runs a program and kills it after so many milliseconds. */
function killedAfter(milliseconds: number, words: readonly string[], folder: string): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [...words], { cwd: folder, stdio: 'ignore' })
    const timer = setTimeout(() => child.kill('SIGKILL'), milliseconds)
    child.on('close', (_, signal) => {
      clearTimeout(timer)
      resolve(signal === 'SIGKILL')
    })
  })
}

describe('sign as a process', () => {
  test('killed at any moment leaves the old list or the new one, and the next run goes on', async () => {
    const shop = workshop()
    await signed(shop)
    const old = shop.take(listPath)
    shop.put(draftPath, draftOf(many))
    const words = wordsOf(shop)
    const began = performance.now()
    expect(spawnSync(process.execPath, words, { cwd: shop.folder }).status).toBe(0)
    const whole = performance.now() - began
    const next = shop.take(listPath)
    expect(next).not.toBe(old)
    expect(next).toContain('"version":2}')

    const runs = 60
    let kills = 0
    const seen = new Set<string>()
    for (let run = 0; run < runs; run++) {
      shop.put(listPath, old)
      // Over the whole run, and twice as dense where it writes, at its end.
      const share = run % 3 === 0 ? run / runs : 0.6 + (0.5 * run) / runs
      if (await killedAfter(whole * share, words, shop.folder)) kills++
      const found = shop.take(listPath)
      expect(found === old || found === next).toBe(true)
      seen.add(found)
      const left = readdirSync(shop.at('example-tre')).filter((name) => name.endsWith('.prepared'))
      expect(left).toEqual([])
    }
    expect(kills).toBeGreaterThan(runs / 3)
    expect(seen.size).toBeGreaterThan(0)

    shop.put(listPath, old)
    const again = spawnSync(process.execPath, words, { cwd: shop.folder, encoding: 'utf8' })
    expect([again.status, again.stderr]).toEqual([0, ''])
    expect(shop.take(listPath)).toBe(next)
    await done(shop, 'verify', listPath)
    const others = readdirSync(shop.at('example-tre')).filter((name) => !isTemporaryName(name))
    expect(others.sort()).toEqual(['identity', 'identity.yaml', 'tier-3.list.json', 'tier-3.yaml'])
  }, 300_000)

  test('on a full disk leaves the old list, and nothing beside it', async () => {
    const shop = workshop()
    await signed(shop)
    shop.put(draftPath, draftOf(many))
    const words = wordsOf(shop)
    const before = shop.files()
    const full = spawnSync('prlimit', ['--fsize=30000', process.execPath, ...words], {
      cwd: shop.folder,
      encoding: 'utf8',
    })
    expect([full.status, full.signal]).toEqual([4, null])
    expect(full.stderr).toContain(`error[cli/file-not-written] ${listPath}`)
    expect(shop.files()).toEqual(before)
    await done(shop, 'verify', listPath)
    expect(spawnSync(process.execPath, words, { cwd: shop.folder }).status).toBe(0)
  })

  test('on a full disk prepares nothing, and takes back the bytes to sign', async () => {
    const shop = workshop()
    await signed(shop)
    shop.put(draftPath, draftOf(many))
    const before = shop.files()
    const words = [bin, 'sign', draftPath, '--prepare', 'a.tbs', '--at', '2026-11-01T12:00:00Z']
    const full = spawnSync('prlimit', ['--fsize=30000', process.execPath, ...words], {
      cwd: shop.folder,
      encoding: 'utf8',
    })
    expect(full.status).toBe(4)
    expect(shop.files()).toEqual(before)
    expect(existsSync(shop.at('a.tbs'))).toBe(false)
  })

  test('in a folder that nobody may write to leaves everything as it is', async (context) => {
    if (process.getuid?.() === 0) {
      context.skip('root may write anywhere')
      return
    }
    const shop = workshop()
    await signed(shop)
    shop.put(draftPath, draftOf(numpy + pandas))
    spawnSync('chmod', ['500', shop.at('example-tre')])
    await refused(shop, ['sign', draftPath, '--key', shop.key('jane')], {
      exit: 4,
      code: 'cli/file-not-written',
    })
    spawnSync('chmod', ['700', shop.at('example-tre')])
  })

  test('reads a passphrase from a pipe, and never from its arguments or its environment', async () => {
    const shop = workshop()
    await signed(shop)
    shop.put('pass', 'a long passphrase')
    await done(shop, 'keygen', '-o', shop.at('k'), '--passphrase-file', shop.at('pass'))
    shop.put('p/identity.yaml', 'trustlist: "1.0"\npublisher: p\nabout: { title: P }\n')
    const line = '"$1" "$2" identity create p --key k --passphrase-file <(cat pass)'
    const ran = spawnSync('bash', ['-c', line, 'bash', process.execPath, bin], {
      cwd: shop.folder,
      encoding: 'utf8',
    })
    expect([ran.status, ran.stderr]).toEqual([0, ''])
  })
})

test('the sequence of the README works as a reader types it', async () => {
  const { readFileSync } = await import('node:fs')
  const readme = readFileSync(new URL('../../../../README.md', import.meta.url), 'utf8')
  const [, block = ''] = /## Publish a list\n\n```sh\n([^`]*)```/.exec(readme) ?? []
  const shop = workshop()
  const lines = block.trim().split('\n')
  expect(lines.length).toBeGreaterThan(4)
  shop.put('pass', 'a long passphrase')
  const script = lines
    // Nobody types a passphrase in a test; the fingerprint and the rest are as they stand.
    .map((line) => (/--key|keygen/.test(line) ? `${line} --passphrase-file ../pass` : line))
    .map((line) => line.replace(/^trustlist/, '"$1" "$2"'))
    .join(' &&\n')
  const ran = spawnSync('bash', ['-c', `set -e\n${script}`, 'bash', process.execPath, bin], {
    cwd: shop.folder,
    encoding: 'utf8',
  })
  expect(ran.status, ran.stderr).toBe(0)
  expect(ran.stdout).toMatch(/tier-3\.list\.json: valid\n$/)
  const inDemo = (path: string) => `demo/example-tre/${path}`
  expect(Object.keys(shop.files())).toEqual(
    expect.arrayContaining([inDemo('tier-3.list.json'), inDemo('identity/1.json')]),
  )
  const verify = () =>
    spawnSync(process.execPath, [bin, 'verify', inDemo('tier-3.list.json')], { cwd: shop.folder })
  expect(verify().status).toBe(0)
  const list = shop.take(inDemo('tier-3.list.json'))
  shop.put(inDemo('tier-3.list.json'), list.replace('pkg:pypi/numpy', 'pkg:pypi/numpi'))
  expect(verify().status).toBe(1)
  shop.put(inDemo('tier-3.list.json'), list.replace('"entries":[', '"entries":{'))
  expect(verify().status).toBe(3)
})
