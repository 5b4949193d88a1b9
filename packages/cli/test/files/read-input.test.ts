import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  closeSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  renameSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Result } from '../../src/failure.js'
import { headBytes, maxDocumentBytes, openForHead, readInput } from '../../src/files/read-input.js'
import type { Files } from '../../src/world.js'
import { newFolder, testWorld } from '../world/test-world.js'

const folder = newFolder()
const { world } = testWorld({ folder })
const codes = (result: Result<unknown>) => (result.ok ? ['taken'] : result.problems.map((each) => each.code))
const bytesOf = (length: number) => Uint8Array.from({ length }, (_, index) => (index * 31) % 251)

function file(name: string, bytes: Uint8Array | string): string {
  writeFileSync(join(folder, name), bytes)
  return name
}

/** A file of this size that takes no room. */
function sparse(name: string, byteCount: number): string {
  const descriptor = openSync(join(folder, name), 'w')
  ftruncateSync(descriptor, byteCount)
  closeSync(descriptor)
  return name
}

describe('readInput', () => {
  test.each([1, headBytes - 1, headBytes, headBytes + 1, 10_000_000])(
    'reads all of %i bytes',
    async (length) => {
      const read = await readInput(world, file('some', bytesOf(length)), maxDocumentBytes)
      expect(read.ok && Buffer.compare(read.value, bytesOf(length))).toBe(0)
    },
  )

  test('follows a link to a file', async () => {
    file('target', 'x')
    symlinkSync('target', join(folder, 'link'))
    expect(codes(await readInput(world, 'link', 10))).toEqual(['taken'])
  })

  test('reads a file that states no size, as those under /proc', async () => {
    const read = await readInput(world, '/proc/self/maps', maxDocumentBytes)
    expect(read.ok && read.value.length).toBeGreaterThan(1000)
  })

  test('takes a file of exactly the limit and refuses one byte more', async () => {
    expect(codes(await readInput(world, file('ten', '0123456789'), 10))).toEqual(['taken'])
    expect(codes(await readInput(world, file('eleven', '0123456789a'), 10))).toEqual(['cli/file-too-large'])
    expect(codes(await readInput(world, '/proc/self/maps', 100))).toEqual(['cli/file-too-large'])
  })

  test('refuses a list over 400 MiB without reading it', () => {
    let reads = 0
    const { files } = testWorld({ folder, files: watched(() => reads++) }).world
    expect(codes(openForHead(files, sparse('huge', maxDocumentBytes + 1)))).toEqual(['cli/file-too-large'])
    expect(reads).toBe(0)
    expect(codes(openForHead(files, sparse('large', maxDocumentBytes)))).toEqual(['taken'])
  })

  test.each([
    ['an empty file', () => file('empty', ''), 'cli/file-empty'],
    ['nothing', () => 'not-there', 'cli/file-missing'],
    ['a file under a file', () => `${file('plain', 'x')}/y`, 'cli/file-missing'],
    ['a dangling link', () => link('dangling', 'nowhere'), 'cli/file-missing'],
    ['a circle of links', () => link('circle', 'circle'), 'cli/file-unreadable'],
    ['a folder', () => subfolder('folder'), 'cli/not-a-file'],
    ['a device', () => '/dev/zero', 'cli/not-a-file'],
    ['the terminal or nothing', () => '/dev/null', 'cli/not-a-file'],
    ['a path with a NUL', () => 'a\0b', 'cli/file-missing'],
    ['a path that is too long', () => 'x'.repeat(5000), 'cli/file-unreadable'],
  ])('refuses %s', async (_, make, code) => {
    expect(codes(await readInput(world, make(), 100))).toEqual([code])
  })

  test('refuses a pipe that nobody writes to, at once', async () => {
    execFileSync('mkfifo', [join(folder, 'pipe')])
    const started = performance.now()
    expect(codes(await readInput(world, 'pipe', 100))).toEqual(['cli/not-a-file'])
    expect(performance.now() - started).toBeLessThan(1000)
  })

  test('refuses a socket', async () => {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(join(folder, 'socket'), resolve))
    expect(codes(await readInput(world, 'socket', 100))).toEqual(['cli/not-a-file'])
    server.close()
  })

  test.skipIf(process.getuid?.() === 0)(
    'refuses a file without permission (root may read everything)',
    async () => {
      file('secret', 'x')
      chmodSync(join(folder, 'secret'), 0)
      expect(codes(await readInput(world, 'secret', 100))).toEqual(['cli/file-unreadable'])
    },
  )

  test.each(['EACCES', 'EIO', 'ESTALE', 'EMFILE'])('tells %s as a file that cannot be read', async (code) => {
    const failing = testWorld({ folder, files: watched(() => throwFault(code)) }).world
    expect(codes(await readInput(failing, file('any', 'x'), 100))).toEqual(['cli/file-unreadable'])
  })

  test('lets a bug through as a bug', async () => {
    const broken = testWorld({ folder, files: watched(() => throwBug()) }).world
    await expect(readInput(broken, file('any', 'x'), 100)).rejects.toThrow(TypeError)
  })

  test('closes every file that it opened, taken or refused', async () => {
    let open = 0
    let opened = 0
    const counting = testWorld({
      folder,
      files: (real) => ({
        ...real,
        openToRead: (path) => {
          const handle = real.openToRead(path)
          open++
          opened++
          return {
            ...handle,
            close: () => {
              open--
              handle.close()
            },
          }
        },
      }),
    }).world
    for (const name of [
      file('a', 'x'),
      file('b', ''),
      'folder',
      'pipe',
      'huge',
      'not-there',
      '/proc/self/maps',
    ]) {
      await readInput(counting, name, 100)
    }
    expect([opened, open]).toEqual([6, 0])
  })
})

describe('openForHead', () => {
  test('reads no more than 64 KiB until the rest is asked for', () => {
    let bytes = 0
    const { files } = testWorld({ folder, files: watched((count) => (bytes += count)) }).world
    const opened = openForHead(files, file('list', bytesOf(5_000_000)))
    if (!opened.ok) throw new Error('refused')
    expect(opened.value.head.length).toBe(headBytes)
    expect(bytes).toBe(headBytes)
    opened.value.close()
    opened.value.close()
  })

  test('reads on from the file that it opened, also when another took its name', () => {
    const opened = openForHead(world.files, file('list', bytesOf(500_000)))
    file('other', new Uint8Array(500_000))
    renameSync(join(folder, 'other'), join(folder, 'list'))
    const whole = opened.ok ? opened.value.readAll() : opened
    expect(whole.ok && Buffer.compare(whole.value, bytesOf(500_000))).toBe(0)
  })

  test.each([
    ['shrinks', 400_000],
    ['grows', 600_000],
  ])('refuses a file that %s between head and rest', (_, byteCount) => {
    const opened = openForHead(world.files, file('list', bytesOf(500_000)))
    truncateSync(join(folder, 'list'), byteCount)
    expect(codes(opened.ok ? opened.value.readAll() : opened)).toEqual(['cli/file-changed'])
  })
})

describe('standard input', () => {
  const from = (...pieces: string[]) => testWorld({ stdin: pieces.map((each) => Buffer.from(each)) }).world

  test('is read to its end', async () => {
    const read = await readInput(from('ab', '', 'cd'), '-', 4)
    expect(read.ok && Buffer.from(read.value).toString()).toBe('abcd')
  })

  test('is bounded, and refused where it is empty or a terminal', async () => {
    expect(codes(await readInput(from('ab', 'cde'), '-', 4))).toEqual(['cli/file-too-large'])
    expect(codes(await readInput(from(), '-', 4))).toEqual(['cli/file-empty'])
    expect(codes(await readInput(testWorld({ isTerminal: true }).world, '-', 4))).toEqual([
      'cli/standard-input-unreadable',
    ])
  })
})

function link(name: string, target: string): string {
  symlinkSync(target, join(folder, name))
  return name
}

function subfolder(name: string): string {
  mkdirSync(join(folder, name))
  return name
}

/** Calls `onRead` with what each read gave. */
function watched(onRead: (byteCount: number) => void): (real: Files) => Files {
  return (real) => ({
    ...real,
    openToRead: (path) => {
      const opened = real.openToRead(path)
      return {
        ...opened,
        read: (into) => {
          const count = opened.read(into)
          onRead(count)
          return count
        },
      }
    },
  })
}

function throwFault(code: string): never {
  throw Object.assign(new Error(code), { code, syscall: 'read' })
}

function throwBug(): never {
  throw new TypeError('no such thing')
}
