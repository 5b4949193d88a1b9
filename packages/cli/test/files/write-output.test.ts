import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Result } from '../../src/failure.js'
import { createOutput, isTemporaryName, writeOutput } from '../../src/files/write-output.js'
import type { Files, OpenFile, World } from '../../src/world.js'
import { newFolder, testWorld } from '../world/test-world.js'

const encode = (text: string) => new TextEncoder().encode(text)
const codes = (result: Result<unknown>) =>
  result.ok ? ['written'] : result.problems.map((each) => each.code)
const fresh = () => {
  const folder = newFolder()
  return { folder, world: testWorld({ folder }).world, path: (name: string) => join(folder, name) }
}

describe('writeOutput', () => {
  test('writes a new file and replaces an old one', () => {
    const { folder, world, path } = fresh()
    expect(codes(writeOutput(world, 'a', encode('one')))).toEqual(['written'])
    expect(codes(writeOutput(world, 'a', encode('two')))).toEqual(['written'])
    expect(readFileSync(path('a'), 'utf8')).toBe('two')
    expect(readdirSync(folder)).toEqual(['a'])
  })

  test('keeps the mode of the old file, whatever the umask', () => {
    const { world, path } = fresh()
    for (const mode of [0o600, 0o644, 0o666]) {
      writeFileSync(path('a'), 'old')
      chmodSync(path('a'), mode)
      writeOutput(world, 'a', encode('new'))
      expect(statSync(path('a')).mode & 0o777).toBe(mode)
    }
  })

  test('writes where a link leads and leaves the link', () => {
    const { world, path } = fresh()
    mkdirSync(path('far'))
    writeFileSync(path('far/a'), 'old')
    symlinkSync('far/a', path('a'))
    writeOutput(world, 'a', encode('new'))
    expect(readFileSync(path('far/a'), 'utf8')).toBe('new')
    expect(readdirSync(path('far'))).toEqual(['a'])
  })

  test.each([
    ['a folder', () => 'folder'],
    ['a device', () => '/dev/null'],
  ])('refuses %s', (_, name) => {
    const { world, path } = fresh()
    mkdirSync(path('folder'))
    expect(codes(writeOutput(world, name(), encode('x')))).toEqual(['cli/output-not-a-file'])
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true)
  })

  test('tells a missing folder as what it is', () => {
    const { world } = fresh()
    const written = writeOutput(world, 'no/where', encode('x'))
    expect(!written.ok && written.problems[0].what).toContain('its folder does not exist')
  })

  test('writes on where the system takes a piece at a time', () => {
    const { folder, path } = fresh()
    const short = testWorld({
      folder,
      files: (real) => withWrite(real, (file, bytes) => file.write(bytes.subarray(0, 3))),
    }).world
    expect(codes(writeOutput(short, 'a', encode('0123456789')))).toEqual(['written'])
    expect(readFileSync(path('a'), 'utf8')).toBe('0123456789')
  })

  test('does not stumble over what killed runs left', () => {
    const { folder, world, path } = fresh()
    writeFileSync(path('.trustlist-0123456789abcdef.tmp'), 'half')
    expect(codes(writeOutput(world, 'a', encode('x')))).toEqual(['written'])
    expect(readdirSync(folder).filter(isTemporaryName)).toEqual(['.trustlist-0123456789abcdef.tmp'])
    expect(
      ['a', 'trustlist.tmp', '.trustlist-0123.tmp', 'x.trustlist-0123456789abcdef.tmp'].filter(
        isTemporaryName,
      ),
    ).toEqual([])
  })
})

describe('createOutput', () => {
  test('writes a new file with exactly its mode', () => {
    const { folder, world, path } = fresh()
    expect(codes(createOutput(world, 'key', encode('k'), 0o600))).toEqual(['written'])
    expect(statSync(path('key')).mode & 0o777).toBe(0o600)
    expect(readdirSync(folder)).toEqual(['key'])
  })

  test.each([
    ['a file', (path: string) => writeFileSync(path, 'old')],
    ['an empty file', (path: string) => writeFileSync(path, '')],
    ['a dangling link', (path: string) => symlinkSync('nowhere', path)],
    ['a folder', (path: string) => mkdirSync(path)],
  ])('never overwrites %s', (_, occupy) => {
    for (const files of [(real: Files) => real, withoutLinks]) {
      const { folder, path } = fresh()
      const { world } = testWorld({ folder, files })
      occupy(path('key'))
      expect(codes(createOutput(world, 'key', encode('new')))).toEqual(['cli/file-exists'])
      expect(readdirSync(folder)).toEqual(['key'])
    }
  })

  test('does without second names where the file system has none', () => {
    const { folder, path } = fresh()
    const { world } = testWorld({ folder, files: withoutLinks })
    expect(codes(createOutput(world, 'key', encode('new'), 0o600))).toEqual(['written'])
    expect(readFileSync(path('key'), 'utf8')).toBe('new')
    expect(statSync(path('key')).mode & 0o777).toBe(0o600)
    expect(readdirSync(folder)).toEqual(['key'])
  })
})

describe('when the outside fails', () => {
  const writers = [
    ['writeOutput', (world: World) => writeOutput(world, 'a', encode('new')), 'old'],
    ['createOutput', (world: World) => createOutput(world, 'b', encode('new')), undefined],
  ] as const
  const calls = [
    'create',
    'setMode',
    'write',
    'sync',
    'close',
    'rename',
    'link',
    'realPath',
    'factsOf',
  ] as const

  test.each(writers)(
    '%s leaves the old file and nothing beside it, whatever call fails, in whatever way',
    (_, write, old) => {
      let failures = 0
      for (const call of calls) {
        for (const code of ['ENOSPC', 'EFBIG', 'EDQUOT', 'EACCES', 'EIO', 'EROFS']) {
          const { folder, path } = fresh()
          writeFileSync(path('a'), 'old')
          const result = write(testWorld({ folder, files: (real) => failing(real, call, code) }).world)
          if (result.ok) continue // this writer does not make this call
          failures++
          expect(codes(result)).toEqual(['cli/file-not-written'])
          expect(readFileSync(path('a'), 'utf8')).toBe('old')
          expect(readdirSync(folder)).toEqual(['a'])
        }
      }
      expect(failures).toBeGreaterThan(old === undefined ? 24 : 40)
    },
  )

  test('a folder that cannot be synced is no failure: the file is whole', () => {
    const { folder, path } = fresh()
    const { world } = testWorld({ folder, files: (real) => failing(real, 'syncFolder', 'EINVAL') })
    expect(codes(writeOutput(world, 'a', encode('new')))).toEqual(['written'])
    expect(readFileSync(path('a'), 'utf8')).toBe('new')
  })
})

function fault(code: string): never {
  throw Object.assign(new Error(code), { code, syscall: 'x' })
}

function withoutLinks(real: Files): Files {
  return { ...real, link: () => fault('EPERM') }
}

function withWrite(real: Files, write: (file: OpenFile, bytes: Uint8Array) => number): Files {
  return {
    ...real,
    create: (path, mode) => {
      const file = real.create(path, mode)
      return { ...file, write: (bytes) => write(file, bytes) }
    },
  }
}

function failing(real: Files, call: string, code: string): Files {
  if (call in real) return { ...real, [call]: () => fault(code) }
  return {
    ...real,
    create: (path, mode) => {
      const file = real.create(path, mode)
      const fail = () => {
        if (call === 'close') file.close()
        return fault(code)
      }
      return { ...file, [call]: fail }
    },
  }
}
