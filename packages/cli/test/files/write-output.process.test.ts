import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { isTemporaryName } from '../../src/files/write-output.js'
import { bundle } from '../built/bundle.js'
import { newFolder } from '../world/test-world.js'

let killedWriter: string
let limitedWriter: string
beforeAll(async () => {
  ;[killedWriter, limitedWriter] = await Promise.all([
    bundle('test/files/killed-writer.ts'),
    bundle('test/files/limited-writer.ts'),
  ])
})

describe('kill -9 before each system call', () => {
  test.each([
    ['replace', 'the old contents'],
    ['create', undefined],
  ])('%s leaves the old state or the new file, never a mixture', (how, old) => {
    const seen = new Set<string | undefined>()
    let kills = 0
    for (let killAt = 0; ; killAt++) {
      const folder = newFolder()
      if (old !== undefined) writeFileSync(join(folder, 'a'), old)
      const run = spawnSync(process.execPath, [killedWriter, how, 'a', 'the new contents', String(killAt)], {
        cwd: folder,
      })
      const found = existsSync(join(folder, 'a')) ? readFileSync(join(folder, 'a'), 'utf8') : undefined
      expect([old, 'the new contents']).toContain(found)
      expect(readdirSync(folder).filter((name) => name !== 'a' && !isTemporaryName(name))).toEqual([])
      if (run.signal !== 'SIGKILL') {
        expect(run.status).toBe(0)
        expect(readdirSync(folder)).toEqual(['a'])
        break
      }
      kills++
      seen.add(found)
      // What the kill left does not stand in the way of the next run.
      if (found === old) {
        const again = spawnSync(process.execPath, [killedWriter, how, 'a', 'the new contents', '-1'], {
          cwd: folder,
        })
        expect([again.status, readFileSync(join(folder, 'a'), 'utf8')]).toEqual([0, 'the new contents'])
      }
    }
    expect(kills).toBeGreaterThan(8)
    expect([...seen]).toEqual([old, 'the new contents'])
  })
})

describe('a full disk', () => {
  const huge = '8000000'

  test('by RLIMIT_FSIZE: the old file stays and nothing is left beside it', () => {
    for (const how of ['replace', 'create']) {
      const folder = newFolder()
      if (how === 'replace') writeFileSync(join(folder, 'a'), 'old')
      const words = ['--fsize=1000000', process.execPath, limitedWriter, how, 'a', huge]
      const run = spawnSync('prlimit', words, { cwd: folder, encoding: 'utf8' })
      expect([run.status, run.signal]).toEqual([4, null])
      expect(run.stdout).toContain(
        'cli/file-not-written could not write 8000000 bytes: the file would be larger',
      )
      expect(readdirSync(folder)).toEqual(how === 'replace' ? ['a'] : [])
      if (how === 'replace') expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('old')
      const twin = spawnSync(process.execPath, words.slice(2), { cwd: folder, encoding: 'utf8' })
      expect([twin.status, readFileSync(join(folder, 'a')).length]).toEqual([0, 8_000_000])
    }
  })

  test('by a small file system of its own: the old file stays and nothing is left beside it', (context) => {
    const folder = newFolder()
    const mounted = join(folder, 'small')
    mkdirSync(mounted)
    const mount = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', mounted], { encoding: 'utf8' })
    if (mount.status !== 0) {
      context.skip(`no file system can be mounted here: ${mount.stderr.trim()}`)
      return
    }
    try {
      writeFileSync(join(mounted, 'a'), 'old')
      const run = spawnSync(process.execPath, [limitedWriter, 'replace', 'a', huge], {
        cwd: mounted,
        encoding: 'utf8',
      })
      expect([run.status, run.stdout]).toEqual([4, expect.stringContaining('the disk is full')])
      expect(readdirSync(mounted)).toEqual(['a'])
      expect(readFileSync(join(mounted, 'a'), 'utf8')).toBe('old')
    } finally {
      execFileSync('umount', [mounted])
    }
  })
})
