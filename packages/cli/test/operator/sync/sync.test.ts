import {
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { parseLock } from '@trustlist/core'
import { entry, identityBytes, listBytes } from '../../../../core/test/seal/make-documents.js'
import { run } from '../../../src/run.js'
import type { Files, Program } from '../../../src/world.js'
import { gitIn, withoutGit } from '../sources/git-repository.js'
import {
  after,
  attacked,
  digestOf,
  honest,
  honestIdentity,
  SyncBench,
  tier,
  type Shown,
} from './sync-bench.js'

const one = identityBytes()
const three = tier(3)
const four = after(three, 4)
const offering = (list: Uint8Array): Shown => ({ identities: [one], lists: { 'tier-3': list } })

describe.skipIf(withoutGit !== undefined)(`sync${withoutGit === undefined ? '' : `: ${withoutGit}`}`, () => {
  let b: SyncBench
  beforeEach(async () => {
    b = new SyncBench(one)
    expect((await b.syncAfter(offering(three))).exit).toBe(0)
  })
  const [mine, other] = [
    (told: { readonly result: unknown }) => publishersOf(told)[0]!,
    (told: { readonly result: unknown }) => publishersOf(told)[1]!,
  ]
  const publishersOf = (told: { readonly result: unknown }) =>
    (told.result as { publishers: readonly Record<string, unknown>[] }).publishers

  test('accepts, keeps the documents, and writes a lock that can be read', () => {
    const bytes = readFileSync(b.at('op/trust.lock.json'))
    expect(parseLock(bytes).ok).toBe(true)
    expect(b.element()!.lists).toMatchObject([{ digest: digestOf(three), version: 3 }])
    expect(readdirSync(b.at('op/trust.store'))).toContain(`${digestOf(three)}.json`)
    expect(readdirSync(b.at('op')).sort()).toEqual(['trust.lock.json', 'trust.store', 'trust.yaml'])
  })

  test('says what changed, and that nothing did', async () => {
    const again = await b.sync()
    expect([again.exit, again.codes, mine(again)['changes']]).toEqual([0, [], { identity: null, lists: [] }])
    const entries = [
      entry('numpy', { versions: 'vers:pypi/1.0' }),
      entry('pandas', { decided: '2026-10-13' }),
    ]
    const denial = entry('evil', { decision: 'deny', reason: 'because' })
    b.show(offering(after(three, 4, { entries: [denial, ...entries] })))
    const told = await b.sync()
    expect(mine(told)['changes']).toMatchObject({
      lists: [
        {
          list: 'tier-3',
          before: { version: 3 },
          after: { version: 4 },
          entries: { added: 2, changed: 1, removed: 1 },
          denials: { added: 1, kept: 0, removed: 0 },
        },
      ],
    })
    b.show(offering(after(after(three, 4, { entries: [denial, ...entries] }), 5)))
    const gone = await b.sync()
    expect(mine(gone)).toMatchObject({
      keptDenials: 1,
      changes: { lists: [{ denials: { added: 0, kept: 1, removed: 1 } }] },
    })
  })

  test('tells people the same', async () => {
    const told = async (...words: readonly string[]) => {
      const { world, out, err } = b.world()
      const given = ['sync', '--trust', 'op/trust.yaml', '--cache', 'cache', '--at', '2026-11-22T00:00:00Z']
      const exit = await run([...given, ...words], world)
      return `${out()}${err()}exit ${String(exit)}\n`
        .replaceAll(b.folder, 'DIR')
        .replaceAll(/[0-9a-f]{64}/g, 'DIGEST')
    }
    const rotated = identityBytes({
      list: { keys: [1, 2, 5], threshold: 2 },
      signed: { version: 2 },
      by: [4],
    })
    b.show({
      identities: [one, rotated],
      lists: { 'tier-3': after(three, 4, { entries: [entry('scipy')] }) },
    })
    renameSync(b.repositories[honest]!.folder, b.at('away'))
    expect(await told()).toMatchSnapshot()
    renameSync(b.at('away'), b.repositories[honest]!.folder)
    b.show({ identities: [one, rotated], lists: { 'tier-3': three } })
    expect(await told()).toMatchSnapshot()
    expect(await told('--quiet')).toMatchSnapshot()
  })

  test('asks git once where nothing has changed, and opens nothing again', async () => {
    const commands: string[] = []
    const { world } = b.world()
    const spying = {
      ...world,
      spawn: (program: Program) => {
        commands.push(program.words.find((word) => /^(version|ls-remote|fetch|cat-file|fsck)$/.test(word))!)
        return world.spawn(program)
      },
    }
    const words = ['sync', '--trust', 'op/trust.yaml', '--cache', 'cache', '--at', '2026-11-22T00:00:00Z']
    expect(await run(words, spying)).toBe(0)
    expect(commands).toEqual(['version', 'ls-remote', 'ls-remote'])
    commands.length = 0
    b.show(offering(four))
    expect(await run(words, spying)).toBe(0)
    expect(commands.sort()).toEqual(['cat-file', 'cat-file', 'fetch', 'ls-remote', 'ls-remote', 'version'])
  })

  test('brings a document of the store again that somebody has written to, or that is gone', async () => {
    const path = b.at(`op/trust.store/${digestOf(three)}.json`)
    const whole = readFileSync(path)
    for (const harm of [
      () => writeFileSync(path, whole.toString().replace('numpy', 'numpx')),
      () => rmSync(path),
    ]) {
      harm()
      const told = await b.sync()
      expect([told.exit, told.status[attacked]]).toEqual([0, 'fresh'])
      expect(readFileSync(path)).toEqual(whole)
    }
    // A file that has its size and its time is taken for the one that was read, but for its head.
    const { atime, mtime } = statSync(path)
    writeFileSync(path, whole.toString().replace('numpy', 'numpx'))
    utimesSync(path, atime, mtime)
    expect((await b.sync()).status[attacked]).toBe('fresh')
    writeFileSync(path, whole.toString().replace('"version":3', '"version":4'))
    utimesSync(path, atime, mtime)
    const told = await b.sync()
    expect([told.exit, told.codes]).toEqual([0, ['cli/store-damaged']])
    expect(readFileSync(path)).toEqual(whole)
  })

  test('judges what has not changed by the present time all the same', async () => {
    const late = await b.sync('--at', '2027-11-02T00:00:00Z')
    expect([late.status[attacked], late.status[honest], late.exit]).toEqual(['stale', 'fresh', 1])
    const back = await b.sync('--at', '2025-11-22T00:00:00Z')
    expect(back.codes).toContain('lock/clock-behind')
    expect(back.exit).toBe(1)
  })

  test('a clock that was a year ahead for one run costs nothing but that run', async () => {
    const before = readFileSync(b.at('op/trust.lock.json'), 'utf8')
    const ahead = await b.sync('--at', '2027-12-22T00:00:00Z')
    expect(ahead.status[attacked]).toBe('stale')
    expect(b.lock.timeFloor).toBe((JSON.parse(before) as { timeFloor: string }).timeFloor)
    b.show(offering(four))
    expect((await b.sync(attacked)).status[attacked]).toBe('fresh')
  })

  test('takes some publishers only, and refuses ids that nobody has', async () => {
    b.show(offering(four))
    renameSync(b.repositories[honest]!.folder, b.at('away'))
    const told = await b.sync(attacked)
    expect([told.exit, told.status]).toEqual([0, { [attacked]: 'fresh' }])
    expect(b.element(honest)).toBeDefined()
    const unknown = await b.sync('nobody')
    expect([unknown.exit, unknown.codes]).toEqual([1, ['cli/publisher-unknown']])
    const { world, out } = b.world()
    expect(await run(['sync', '--timeout', 'soon', '--json'], world)).toBe(2)
    expect(out()).toContain('cli/timeout-malformed')
  })

  test.each([
    ['cannot be reached', (at: string) => renameSync(at, `${at}-away`), 'cli/source-unreachable', 4],
    [
      'lost its branch',
      (at: string) => void gitIn(at, ['update-ref', '-d', 'refs/heads/main']),
      'cli/source-unreachable',
      4,
    ],
    [
      'shows a link',
      (at: string) => {
        rmSync(join(at, attacked, 'tier-3.list.json'))
        gitIn(at, ['config', 'core.symlinks', 'true'])
        const id = gitIn(at, ['hash-object', '-w', '--stdin'], '/etc/passwd').trim()
        gitIn(at, ['update-index', '--cacheinfo', `120000,${id},${attacked}/tier-3.list.json`])
        gitIn(at, ['commit', '-q', '-m', 'a link'])
      },
      'cli/source-not-a-file',
      3,
    ],
  ])('a publisher that %s stops nobody and keeps its state', async (_, harm, code, exit) => {
    const before = b.element()
    harm(b.repositories[attacked]!.folder)
    const later = listBytes({
      signed: {
        publisher: honest,
        list: 'core',
        version: 3,
        expires: '2040-01-01T00:00:00Z',
        previousSha256: b.accepted(honest)['core'],
      },
    })
    b.show({ identities: [honestIdentity], lists: { core: later } }, honest)
    const told = await b.sync()
    expect([told.exit, told.status, told.codes]).toEqual([
      exit,
      { [attacked]: 'unreachable', [honest]: 'fresh' },
      [code],
    ])
    expect(b.element()).toEqual(before)
    expect(b.accepted(honest)).toEqual({ core: digestOf(later) })
  })

  test('a publisher in trouble among twenty is told by name, whatever order they end in', async () => {
    const entries = Array.from({ length: 20 }, (_, index) => {
      const id = `p-${String(index)}`
      const identity = identityBytes({ signed: { publisher: id } })
      const repository = b.repositories[attacked]!
      repository.put(`${id}/identity/1.json`, identity)
      repository.put(`${id}/a.list.json`, listBytes({ signed: { publisher: id, list: 'a' } }))
      const from = index === 7 ? 'file:///nowhere/lists.git' : `${repository.url}#main:${id}`
      return b.entryOf(id, identity, '', from)
    })
    b.repositories[attacked]!.commit()
    b.writeTrust(...entries)
    const told = await b.sync()
    expect(told.exit).toBe(4)
    const standings = Object.values(told.status)
    expect(standings.filter((each) => each === 'fresh')).toHaveLength(19)
    expect(told.status['p-7']).toBe('unreachable')
  })

  describe('offline', () => {
    test('judges what was fetched last, and makes it no fresher than it was', async () => {
      const before = b.element()!.lastRefreshed
      renameSync(b.at('peers'), b.at('away'))
      const told = await b.sync('--offline', '--at', '2026-12-22T00:00:00Z')
      expect([told.exit, told.status[attacked]]).toEqual([0, 'fresh'])
      expect(mine(told)['lastRefreshed']).toBe(before)
      renameSync(b.at('away'), b.at('peers'))
      const online = await b.sync('--at', '2026-12-22T00:00:00Z')
      expect(mine(online)['lastRefreshed']).toBe('2026-12-22T00:00:00Z')
    })

    test('builds the lock again from cache and pin where it was lost', async () => {
      const accepted = b.accepted()
      rmSync(b.at('op/trust.lock.json'))
      renameSync(b.at('peers'), b.at('away'))
      const told = await b.sync('--offline')
      expect([told.exit, told.codes]).toEqual([0, ['cli/lock-missing']])
      expect(b.accepted()).toEqual(accepted)
      expect(mine(told)['lastRefreshed']).toBe('2026-11-01T00:00:00Z')
    })

    test('says what was never fetched', async () => {
      rmSync(b.cache, { recursive: true })
      const before = b.lock
      const told = await b.sync('--offline')
      expect([told.exit, told.codes]).toEqual([4, ['cli/source-not-cached', 'cli/source-not-cached']])
      expect(b.lock).toEqual(before)
    })
  })

  describe('other sources', () => {
    test('a folder and a bundle give the same state as the repository', async () => {
      const repository = b.repositories[attacked]!
      const accepted = b.accepted()
      for (const from of [repository.at(attacked), `${b.at('peer.bundle')}#main:${attacked}`]) {
        repository.git('bundle', 'create', '-q', b.at('peer.bundle'), 'main')
        const bench = b
        bench.writeTrust(b.entryOf(attacked, one, '', from))
        rmSync(b.at('op/trust.lock.json'))
        rmSync(b.at('op/trust.store'), { recursive: true })
        const told = await bench.sync('--offline')
        expect([told.exit, told.status]).toEqual([0, { [attacked]: 'fresh' }])
        expect(bench.accepted()).toEqual(accepted)
        expect(bench.element()!.lists[0]!.commit === undefined).toBe(from.startsWith(repository.folder))
      }
    })

    test('an older bundle is a rollback, whoever carried it', async () => {
      const repository = b.repositories[attacked]!
      repository.git('bundle', 'create', '-q', b.at('old.bundle'), 'main')
      b.show(offering(four))
      repository.git('bundle', 'create', '-q', b.at('peer.bundle'), 'main')
      b.writeTrust(b.entryOf(attacked, one, '', `../peer.bundle#main:${attacked}`))
      expect((await b.sync()).status).toEqual({ [attacked]: 'fresh' })
      renameSync(b.at('old.bundle'), b.at('peer.bundle'))
      const told = await b.sync()
      expect([told.exit, told.status, told.codes]).toEqual([
        1,
        { [attacked]: 'quarantined' },
        ['lock/rollback'],
      ])
      expect(b.accepted()).toEqual({ 'tier-3': digestOf(four) })
    })

    test('another folder of the same commit is not taken for what was accepted', async () => {
      const repository = b.repositories[attacked]!
      repository.put('other/readme', 'nothing here')
      repository.commit()
      expect((await b.sync()).exit).toBe(0)
      b.writeTrust(b.entryOf(attacked, one, '', `${repository.url}#main:other`))
      expect((await b.sync()).status).toEqual({ [attacked]: 'stale' })
    })

    test('a list more that is asked for is read, though the commit is the same', async () => {
      const repository = b.repositories[attacked]!
      repository.put(`${attacked}/core.list.json`, tier(1, { signed: { list: 'core' } }))
      repository.commit()
      b.writeTrust(b.entryOf(attacked, one, ', lists: [tier-3]'))
      expect((await b.sync()).exit).toBe(0)
      expect(Object.keys(b.accepted())).toEqual(['tier-3'])
      b.writeTrust(b.entryOf(attacked, one))
      expect((await b.sync()).exit).toBe(0)
      expect(Object.keys(b.accepted())).toEqual(['core', 'tier-3'])
    })

    test('without git folders are read all the same, and git sources say what to do', async () => {
      const repository = b.repositories[attacked]!
      b.writeTrust(b.entryOf(attacked, one, '', repository.at(attacked)), b.entryOf(honest, honestIdentity))
      const { world, out } = b.world()
      const words = [
        'sync',
        '--json',
        '--trust',
        'op/trust.yaml',
        '--cache',
        'cache',
        '--at',
        '2026-11-22T00:00:00Z',
      ]
      const exit = await run(words, { ...world, env: { PATH: b.at('nothing') } })
      expect(exit).toBe(4)
      const told = JSON.parse(out()) as {
        problems: readonly { code: string; mend: string }[]
        result: unknown
      }
      expect(told.problems).toMatchObject([
        { code: 'cli/git-missing', mend: expect.stringContaining('install git') },
      ])
      expect(mine(told)['status']).toBe('fresh')
      expect(other(told)['status']).toBe('unreachable')
    })
  })

  describe('the lock', () => {
    test.each([
      ['cut short', (text: string) => text.slice(0, 200)],
      ['empty', () => ''],
      ['edited', (text: string) => text.replace('"version":3', '"version":03')],
      ['no JSON', () => 'lock'],
    ])('that is %s is refused, with what it protects from, and stays as it is', async (_, damage) => {
      const path = b.at('op/trust.lock.json')
      const text = damage(readFileSync(path, 'utf8'))
      writeFileSync(path, text)
      b.show(offering(four))
      const told = await b.sync()
      expect([told.exit, [...new Set(told.codes)], told.result]).toEqual([3, ['lock/damaged'], null])
      expect(readFileSync(path, 'utf8')).toBe(text)
    })

    test('that was deleted is told: what protection is gone, and how to have it back', async () => {
      rmSync(b.at('op/trust.lock.json'))
      const told = await b.sync()
      expect([told.exit, told.codes]).toEqual([0, ['cli/lock-missing']])
      expect(told.what['cli/lock-missing']).toContain('older versions of lists would be taken again')
      expect((await b.sync()).codes).toEqual([])
    })

    test('of several runs at once loses nothing', async () => {
      b.show(offering(four))
      const all = await Promise.all([b.sync(attacked), b.sync(honest), b.sync()])
      expect(all.map(({ exit, codes }) => [exit, codes])).toEqual([
        [0, []],
        [0, []],
        [0, []],
      ])
      expect(b.accepted()).toEqual({ 'tier-3': digestOf(four) })
      expect(readdirSync(b.at('op')).sort()).toEqual(['trust.lock.json', 'trust.store', 'trust.yaml'])
    })
  })

  describe('a disk', () => {
    /** Fails the write number `failing`; gives how many were asked for. */
    function failingFiles(failing: number, code: string) {
      let count = 0
      const fault = (call: string) => Object.assign(new Error(code), { code, syscall: call })
      const check = (path: string) => {
        if (dirname(path).includes('cache')) return
        if (count++ === failing) throw fault('write')
      }
      const files = (real: Files): Files => ({
        ...real,
        create: (path, mode) => {
          check(path)
          const file = real.create(path, mode)
          return {
            ...file,
            write: (bytes) => {
              check(path)
              return file.write(bytes)
            },
            sync: () => {
              check(path)
              file.sync()
            },
          }
        },
        rename: (from, to) => {
          check(to)
          real.rename(from, to)
        },
        makeFolder: (path) => {
          check(path)
          real.makeFolder(path)
        },
      })
      return { files, count: () => count }
    }

    test.each(['ENOSPC', 'EROFS', 'EIO'])(
      'that fails at any write (%s) leaves the old state',
      async (code) => {
        b.show(offering(four))
        const before = readFileSync(b.at('op/trust.lock.json'), 'utf8')
        let failed = 0
        for (let failing = 0; ; failing++) {
          const bad = failingFiles(failing, code)
          const bench = Object.assign(Object.create(b) as SyncBench, { circumstances: { files: bad.files } })
          const told = await bench.sync()
          if (bad.count() <= failing) {
            expect(told.exit).toBe(0)
            break
          }
          failed++
          expect([told.exit, told.codes]).toEqual([4, ['cli/file-not-written']])
          expect(readFileSync(b.at('op/trust.lock.json'), 'utf8')).toBe(before)
        }
        expect(failed).toBeGreaterThan(6)
        expect(b.accepted()).toEqual({ 'tier-3': digestOf(four) })
      },
    )
  })

  test('a source that never signs is judged beside the others', async () => {
    const yaml = `trustlist: "1.0"
publisher: osv
list: osv
about: { title: Advisories, licence: CC0-1.0 }
entries:
  - { package: pkg:pypi/evil, versions: "vers:pypi/*", decision: deny, decided: 2026-10-01, basis: reviewed, reason: bad }
`
    writeFileSync(b.at('op/osv.yaml'), yaml)
    const { createHash } = await import('node:crypto')
    const digest = createHash('sha256').update(yaml).digest('hex')
    b.writeTrust(
      b.entryOf(attacked, one),
      `{ id: osv, from: ./osv.yaml, unsigned: "sha256:${digest}", trust: advice }`,
    )
    const told = await b.sync()
    expect([told.exit, told.status]).toEqual([0, { [attacked]: 'fresh', osv: 'unsigned' }])
    expect(existsSync(b.at(`op/trust.store/${digest}.unsigned`))).toBe(true)
  })
})
