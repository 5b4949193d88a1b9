import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { createServer as createTcpServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { openSource, sourceFinder } from '../../../src/operator/sources/open-source.js'
import type { Wanted } from '../../../src/operator/sources/publisher-source.js'
import type { Program } from '../../../src/world.js'
import { newFolder, testWorld } from '../../world/test-world.js'
import { newRepository, withoutGit, type Repository } from './git-repository.js'

interface Bench {
  readonly folder: string
  readonly cache: string
  readonly repository: Repository
  /** The git commands that ran. */
  readonly ran: string[][]
  readonly open: (from?: string, options?: OpenOptions) => Promise<unknown>
}

interface OpenOptions {
  readonly wanted?: Wanted
  readonly isOffline?: boolean
  readonly timeoutMs?: number
  readonly env?: Readonly<Record<string, string>>
}

const publisher = (repository: Repository, text = 'one') => {
  repository.put('a/identity/1.json', text)
  repository.put('a/tier-3.list.json', `tier-3 ${text}`)
  repository.put('a/core.list.json', 'core')
  return repository.commit()
}

function bench(...options: readonly string[]): Bench {
  const folder = newFolder()
  const cache = join(folder, 'cache')
  const repository = newRepository(join(folder, 'peer'), ...options)
  const ran: string[][] = []
  return {
    folder,
    cache,
    repository,
    ran,
    open: async (from = `${repository.url}#main:a`, given = {}) => {
      const { world } = testWorld({ folder, env: { PATH: process.env['PATH']!, HOME: folder, ...given.env } })
      const seen = {
        ...world,
        spawn: (program: Program) => {
          ran.push(program.words.filter((word, index, all) => word !== '-c' && all[index - 1] !== '-c'))
          return world.spawn(program)
        },
      }
      const { wanted = { lists: undefined }, isOffline = false, timeoutMs } = given
      const settings = { base: folder, cache, isOffline, ...(timeoutMs === undefined ? {} : { timeoutMs }) }
      const offered = await openSource(from, wanted, settings, seen)
      if (!offered.ok)
        return {
          code: offered.problems[0].code,
          what: offered.problems[0].what,
          mend: offered.problems[0].mend,
        }
      const text = <K>(map: ReadonlyMap<K, Uint8Array>) =>
        Object.fromEntries([...map].map(([key, bytes]) => [String(key), Buffer.from(bytes).toString()]))
      const { commit, identities, lists } = offered.value
      return { commit, identities: text(identities), lists: text(lists) }
    },
  }
}

/** A process that has ended and that nobody has asked about yet is not alive. */
function isAlive(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' })
  return stdout.trim() !== '' && !stdout.trim().startsWith('Z')
}

const usual = (commit: string | undefined, text = 'one') => ({
  commit,
  identities: { 1: text },
  lists: { core: 'core', 'tier-3': `tier-3 ${text}` },
})

describe.skipIf(withoutGit !== undefined)(`git${withoutGit === undefined ? '' : `: ${withoutGit}`}`, () => {
  let b: Bench
  let commit: string
  beforeEach(() => {
    b = bench()
    commit = publisher(b.repository)
  })

  describe('a repository', () => {
    test('offers what its branch holds, and the commit', async () => {
      expect(await b.open()).toEqual(usual(commit))
      expect(await b.open(`${b.repository.url}#:a`)).toEqual(usual(commit))
      expect(await b.open(`${b.repository.url}#main`)).toEqual({ commit, identities: {}, lists: {} })
      const later = publisher(b.repository, 'two')
      expect(later).not.toBe(commit)
      expect(await b.open()).toEqual(usual(later, 'two'))
    })

    test('is read in four processes at first, and never checked out', async () => {
      await b.open()
      expect(b.ran.map(([, command]) => command)).toEqual([
        'version',
        'ls-remote',
        'fetch',
        'cat-file',
        'cat-file',
      ])
      const [mirror] = readdirSync(join(b.cache, 'git'))
      expect(readdirSync(join(b.cache, 'git', mirror!)).sort()).toEqual([
        'HEAD',
        'config',
        'objects',
        'refs',
        'shallow',
      ])
    })

    test('reads only what is wanted', async () => {
      b.repository.put('a/identity/2.json', 'two')
      b.repository.commit()
      expect(await b.open(undefined, { wanted: { lists: ['core', 'none'] } })).toMatchObject({
        identities: { 2: 'two' },
        lists: { core: 'core' },
      })
    })

    test('may be of branches with a slash, of tags and of SHA-256', async () => {
      b.repository.git('branch', 'release/1.0_x')
      b.repository.git('tag', '-m', 'v1', 'v1')
      publisher(b.repository, 'two')
      expect(await b.open(`${b.repository.url}#release/1.0_x:a`)).toEqual(usual(commit))
      expect(await b.open(`${b.repository.url}#refs/tags/v1:a`)).toEqual(usual(commit))
      const other = bench('--object-format=sha256')
      const long = publisher(other.repository)
      expect(long).toHaveLength(64)
      expect(await other.open()).toEqual(usual(long))
    })

    test('is asked and fetched once for several publishers', async () => {
      b.repository.put('b/identity/1.json', 'b')
      b.repository.commit()
      const { world } = testWorld({ folder: b.folder, env: { PATH: process.env['PATH']! } })
      const commands: string[] = []
      const find = sourceFinder(
        { base: b.folder, cache: b.cache, isOffline: false },
        {
          ...world,
          spawn: (program) => {
            commands.push(
              program.words.find((word) => ['ls-remote', 'fetch', 'cat-file', 'version'].includes(word))!,
            )
            return world.spawn(program)
          },
        },
      )
      const read = async (folder: string) => {
        const source = await find(`${b.repository.url}#main:${folder}`)
        return source.ok && (await source.value.read({ lists: [] }))
      }
      const all = await Promise.all(['a', 'b', 'a', 'none'].map(read))
      expect(all.map((each) => each && each.ok)).toEqual([true, true, true, false])
      expect(commands.filter((each) => each !== 'cat-file')).toEqual(['version', 'ls-remote', 'fetch'])
    })

    test('whose history was rewritten, or whose branch moved back, offers what it holds now', async () => {
      await b.open()
      publisher(b.repository, 'two')
      await b.open()
      b.repository.git('reset', '-q', '--hard', commit)
      expect(await b.open()).toEqual(usual(commit))
      b.repository.git('checkout', '-q', '--orphan', 'other')
      const rewritten = publisher(b.repository, 'three')
      b.repository.git('branch', '-qf', 'main', 'other')
      expect(await b.open()).toEqual(usual(rewritten, 'three'))
    })

    test('that cannot be read is told, with what to do', async () => {
      const of = async (from: string) => (await b.open(from)) as { code: string; mend: string }
      expect(await of(`${b.repository.url}-none#main:a`)).toMatchObject({
        code: 'cli/source-unreachable',
        mend: 'check the path of the repository',
      })
      expect(await of(`${b.repository.url}#other:a`)).toMatchObject({
        code: 'cli/source-unreachable',
        what: 'expected refs/heads/other there, found none',
      })
      expect(await of(`${b.repository.url}#main:none`)).toMatchObject({
        code: 'cli/source-unreachable',
        what: `expected the folder none at ${commit}, found none`,
      })
      expect(await of(`${b.repository.url}#main:a/core.list.json`)).toMatchObject({
        code: 'cli/source-unreachable',
      })
    })
  })

  describe('without a network', () => {
    test('the mirror offers what was fetched last', async () => {
      expect(await b.open(undefined, { isOffline: true })).toMatchObject({ code: 'cli/source-not-cached' })
      await b.open()
      publisher(b.repository, 'two')
      renameSync(b.repository.folder, `${b.repository.folder}-gone`)
      b.ran.length = 0
      expect(await b.open(undefined, { isOffline: true })).toEqual(usual(commit))
      expect(b.ran.map(([, command]) => command)).toEqual(['version', 'cat-file', 'cat-file'])
      expect(await b.open(`${b.repository.url}#other:a`, { isOffline: true })).toMatchObject({
        code: 'cli/source-not-cached',
      })
      expect(await b.open()).toMatchObject({ code: 'cli/source-unreachable' })
    })
  })

  describe('a mirror', () => {
    const mirror = () => join(b.cache, 'git', readdirSync(join(b.cache, 'git'))[0]!)

    test.each([
      ['lost its objects', () => rmSync(join(mirror(), 'objects'), { recursive: true })],
      ['lost its HEAD', () => rmSync(join(mirror(), 'HEAD'))],
      ['has a damaged configuration', () => writeFileSync(join(mirror(), 'config'), '[core\n')],
      [
        'has a damaged pack',
        () => {
          const packs = join(mirror(), 'objects/pack')
          for (const name of readdirSync(packs)) {
            chmodSync(join(packs, name), 0o600)
            truncateSync(join(packs, name), 20)
          }
        },
      ],
      [
        'has a lock that a kill left behind',
        () => {
          const refs = join(mirror(), 'refs/trustlist')
          for (const name of readdirSync(refs)) writeFileSync(join(refs, `${name}.lock`), '')
          writeFileSync(join(mirror(), 'shallow.lock'), '')
        },
      ],
      ['was left half made', () => renameSync(mirror(), `${mirror()}.new`)],
    ])('that %s is made again', async (_, damage) => {
      await b.open()
      damage()
      const later = publisher(b.repository, 'two')
      expect(await b.open()).toEqual(usual(later, 'two'))
      expect(readdirSync(join(b.cache, 'git'))).toHaveLength(1)
    })

    test('does not grow without end', async () => {
      await b.open()
      const folder = join(mirror(), 'objects/pack')
      const packs = () => readdirSync(folder).filter((name) => name.endsWith('.pack'))
      const [first = ''] = packs()
      // As after fifty fetches more.
      for (let fetch = 0; fetch < 50; fetch++) {
        const name = `pack-${String(fetch).padStart(40, '0')}`
        for (const ending of ['.pack', '.idx'])
          copyFileSync(join(folder, first.replace('.pack', ending)), join(folder, name + ending))
      }
      expect(packs()).toHaveLength(51)
      expect(await b.open(undefined, { isOffline: true })).toEqual(usual(commit))
      const later = publisher(b.repository, 'two')
      expect(await b.open()).toEqual(usual(later, 'two'))
      expect(packs()).toHaveLength(1)
    })
  })

  describe('a bundle', () => {
    const bundled = (name: string, ...words: readonly string[]) =>
      b.repository.git('bundle', 'create', '-q', join(b.folder, name), ...words)

    test('offers the same as its repository', async () => {
      bundled('a.bundle', 'HEAD', 'main')
      expect(await b.open('a.bundle#main:a')).toEqual(usual(commit))
      expect(await b.open('a.bundle#:a')).toEqual(usual(commit))
      expect(await b.open('./a.bundle#main:a', { isOffline: true })).toEqual(usual(commit))
    })

    test('without HEAD is used by its only branch, and asked for one where there are several', async () => {
      bundled('a.bundle', 'main')
      expect(await b.open('a.bundle#:a')).toEqual(usual(commit))
      b.repository.git('branch', 'other')
      bundled('b.bundle', 'main', 'other')
      expect(await b.open('b.bundle#:a')).toMatchObject({
        code: 'cli/source-unreachable',
        what: 'expected HEAD there, found none; it holds refs/heads/main, refs/heads/other',
        mend: 'name the branch behind a #, as #main',
      })
    })

    test('may hold only what is new since the last one', async () => {
      bundled('a.bundle', 'main')
      await b.open('a.bundle#main:a')
      const later = publisher(b.repository, 'two')
      bundled('a.bundle', `${commit}..main`)
      expect(await b.open('a.bundle#main:a')).toEqual(usual(later, 'two'))
      const others = { ...b, cache: 'other' }
      expect(others.cache).not.toBe(b.cache)
      bundled('b.bundle', `${commit}..main`)
      expect(await b.open('b.bundle#main:a')).toMatchObject({
        code: 'cli/source-unreachable',
        mend: expect.stringContaining('whole history'),
      })
      // One that does not fit does no harm to what is there.
      const third = publisher(b.repository, 'three')
      const fourth = publisher(b.repository, 'four')
      bundled('a.bundle', `${third}..main`)
      expect(await b.open('a.bundle#main:a')).toMatchObject({ code: 'cli/source-unreachable' })
      bundled('a.bundle', `${later}..main`)
      expect(await b.open('a.bundle#main:a')).toEqual(usual(fourth, 'four'))
    })

    test('that is none, or is cut short, is refused', async () => {
      writeFileSync(join(b.folder, 'a.bundle'), 'no bundle')
      expect(await b.open('a.bundle#main:a')).toMatchObject({ code: 'cli/source-unreachable' })
      expect(await b.open('none.bundle#main:a')).toMatchObject({
        what: 'expected a git bundle: it does not exist',
      })
      mkdirSync(join(b.folder, 'folder.bundle'))
      expect(await b.open('folder.bundle')).toMatchObject({ what: 'expected a git bundle, found a folder' })
      bundled('c.bundle', 'main')
      truncateSync(join(b.folder, 'c.bundle'), readFileSync(join(b.folder, 'c.bundle')).length - 30)
      expect(await b.open('c.bundle#main:a')).toMatchObject({
        code: expect.stringContaining('cli/source'),
      })
      truncateSync(join(b.folder, 'c.bundle'), 1024 ** 3 + 1)
      expect(await b.open('c.bundle#main:a')).toMatchObject({ code: 'cli/source-too-large' })
    })

    test('is checked as a fetch is', async () => {
      const { id } = { id: b.repository.git('rev-parse', 'HEAD:a/core.list.json') }
      b.repository.commitTree([
        { mode: '100644', name: 'core.list.json', id },
        { mode: '100644', name: 'core.list.json', id },
      ])
      bundled('a.bundle', 'main')
      expect(await b.open('a.bundle#main')).toMatchObject({ code: 'cli/source-damaged' })
      expect(await b.open(`${b.repository.url}#main`)).toMatchObject({ code: 'cli/source-damaged' })
    })
  })

  describe('a hostile repository', () => {
    test.each([
      ['a link as a list', 'a', 'link', { mode: '120000', name: 'tier-3.list.json', text: '../../secret' }],
      [
        'a submodule as a list',
        'a',
        'submodule',
        { mode: '160000', name: 'tier-3.list.json', id: '1'.repeat(40) },
      ],
      ['a link as the folder identity', 'a', 'link', { mode: '120000', name: 'identity', text: '/etc' }],
      ['a file as the folder identity', 'a', 'file', { mode: '100644', name: 'identity' }],
    ] as const)('with %s is refused', async (_, folder, kind, entry) => {
      const good = { mode: '100644', name: 'core.list.json' } as const
      const inner = [good, entry].sort((x, y) => (x.name < y.name ? -1 : 1))
      b.repository.commitTree(inner)
      expect(await b.open(`${b.repository.url}#main`)).toMatchObject({
        code: 'cli/source-not-a-file',
        what: expect.stringContaining(`found a ${kind}`),
      })
      expect(folder).toBe('a')
      // Beside what is wanted it does no harm.
      b.repository.commitTree([good, { ...entry, name: 'other' }])
      expect(await b.open(`${b.repository.url}#main`)).toMatchObject({ lists: { core: 'core.list.json' } })
    })

    test('with a folder as a list, or the publisher’s folder as a link, is refused', async () => {
      const tree = b.repository.git('rev-parse', 'HEAD:a/identity')
      b.repository.commitTree([{ mode: '40000', name: 'core.list.json', id: tree }])
      expect(await b.open(`${b.repository.url}#main`)).toMatchObject({ code: 'cli/source-not-a-file' })
      b.repository.commitTree([
        { mode: '120000', name: 'a', text: 'b' },
        { mode: '40000', name: 'b', id: tree },
      ])
      expect(await b.open()).toMatchObject({ code: 'cli/source-unreachable' })
    })

    test('with names that differ in case alone offers the one that is right', async () => {
      const identity = b.repository.git('rev-parse', 'HEAD:a/identity')
      b.repository.commitTree([
        { mode: '40000', name: 'IDENTITY', id: identity },
        { mode: '100644', name: 'Tier-3.list.json', text: 'wrong' },
        { mode: '40000', name: 'identity', id: identity },
        { mode: '100644', name: 'tier-3.LIST.json', text: 'wrong' },
        { mode: '100644', name: 'tier-3.list.json', text: 'right' },
      ])
      expect(await b.open(`${b.repository.url}#main`)).toMatchObject({
        identities: { 1: 'one' },
        lists: { 'tier-3': 'right' },
      })
    })

    test.each([
      ['a name twice', ['a.list.json', 'a.list.json']],
      ['a name with a slash', ['b/a.list.json']],
      ['names out of order', ['b.list.json', 'a.list.json']],
      ['.git', ['.git']],
    ])('with %s in a tree is refused by the fetch', async (_, names) => {
      b.repository.commitTree(names.map((name) => ({ mode: '100644', name, text: 'x' })))
      expect(await b.open(`${b.repository.url}#main`)).toMatchObject({ code: 'cli/source-damaged' })
    })

    test('with names that look like options, or hold line feeds, does no harm', async () => {
      b.repository.commitTree([
        { mode: '100644', name: '--upload-pack=touch pwned.list.json' },
        { mode: '100644', name: '-x.list.json' },
        { mode: '100644', name: 'a\nb.list.json' },
        { mode: '100644', name: 'core.list.json' },
      ])
      expect(await b.open(`${b.repository.url}#main`)).toMatchObject({ lists: { core: 'core.list.json' } })
    })

    test('with hooks, filters, LFS and a submodule runs nothing and asks nowhere else', async () => {
      const pwned = join(b.folder, 'pwned')
      const hook = `#!/bin/sh\ntouch ${pwned}\n`
      for (const name of [
        'post-checkout',
        'post-merge',
        'pre-auto-gc',
        'reference-transaction',
        'post-index-change',
      ]) {
        writeFileSync(b.repository.at(`.git/hooks/${name}`), hook, { mode: 0o755 })
      }
      rmSync(b.repository.at('.git/hooks/reference-transaction'))
      const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n'
      b.repository.put('.gitattributes', '*.json filter=evil diff=evil\na/core.list.json filter=lfs\n')
      b.repository.put('.gitmodules', '[submodule "x"]\n\tpath = x\n\turl = ext::sh -c touch% pwned\n')
      b.repository.put('.lfsconfig', '[lfs]\n\turl = https://lfs.example/\n')
      b.repository.put('a/core.list.json', pointer)
      b.repository.git('add', '-A')
      b.repository.git('commit', '-q', '-m', 'hostile')
      rmSync(pwned, { force: true })
      for (const [name, value] of [
        ['filter.evil.smudge', `touch ${pwned}; cat`],
        ['filter.evil.clean', `touch ${pwned}; cat`],
        ['diff.evil.textconv', `touch ${pwned}; cat`],
        ['core.fsmonitor', `touch ${pwned}`],
        ['core.sshCommand', `touch ${pwned}`],
        ['uploadpack.packObjectsHook', `touch ${pwned}; true`],
      ] as const)
        b.repository.git('config', name, value)
      expect(await b.open()).toMatchObject({ lists: { core: pointer } })
      expect(existsSync(pwned)).toBe(false)
      // The twin: with the person's own git the trap is live.
      execFileSync('git', ['-C', b.repository.folder, 'status'], { env: { PATH: process.env['PATH']! } })
      expect(existsSync(pwned)).toBe(true)
    })

    test('with a list that is too large is refused, whether the other side leaves it out or not', async () => {
      const sparse = b.repository.at('a/big.list.json')
      writeFileSync(sparse, '')
      truncateSync(sparse, 400 * 1024 * 1024 + 1)
      b.repository.git('-c', 'core.bigFileThreshold=1m', 'add', '-A')
      b.repository.git('commit', '-q', '-m', 'big')
      rmSync(sparse)
      expect(await b.open(undefined, { wanted: { lists: ['big'] } })).toMatchObject({
        code: 'cli/source-too-large',
        what: 'expected at most 419430400 bytes in big.list.json, found more',
      })
      expect(await b.open(undefined, { wanted: { lists: ['core'] } })).toMatchObject({
        lists: { core: 'core' },
      })
      // A bundle leaves nothing out: here the size is asked before the list is read.
      b.repository.git(
        '-c',
        'core.bigFileThreshold=1m',
        'bundle',
        'create',
        '-q',
        join(b.folder, 'big.bundle'),
        'main',
      )
      expect(await b.open('big.bundle#main:a', { wanted: { lists: ['big'] } })).toMatchObject({
        code: 'cli/source-too-large',
        what: 'expected at most 419430400 bytes in big.list.json, found 419430401',
      })
      expect(await b.open('big.bundle#main:a', { wanted: { lists: ['core'] } })).toMatchObject({
        lists: { core: 'core' },
      })
    })
  })

  describe('the surroundings', () => {
    test('of the person are left out: configuration, replacements, traces, prompts', async () => {
      const trace = join(b.folder, 'trace')
      writeFileSync(
        join(b.folder, '.gitconfig'),
        `[url "file:///nowhere/"]\n\tinsteadOf = file://\n[core]\n\thooksPath = /nowhere\n[protocol]\n\tallow = always\n`,
      )
      const env = {
        GIT_TRACE: trace,
        GIT_CONFIG_PARAMETERS: "'url.file:///nowhere/.insteadOf=file://'",
        GIT_CONFIG_COUNT: '1',
        GIT_CONFIG_KEY_0: 'url.file:///nowhere/.insteadOf',
        GIT_CONFIG_VALUE_0: 'file://',
        GIT_DIR: '/nowhere',
        GIT_OBJECT_DIRECTORY: '/nowhere',
        GIT_NAMESPACE: 'nowhere',
        GIT_ALLOW_PROTOCOL: 'none',
        GIT_EXEC_PATH: '/nowhere',
      }
      expect(await b.open(undefined, { env })).toEqual(usual(commit))
      expect(existsSync(trace)).toBe(false)
    })

    test('without git, or with an old one, say so', async () => {
      const programs = join(b.folder, 'programs')
      mkdirSync(programs)
      expect(await b.open(undefined, { env: { PATH: programs } })).toMatchObject({
        code: 'cli/git-missing',
        mend: expect.stringContaining('install git'),
      })
      const git = join(programs, 'git')
      writeFileSync(git, '#!/bin/sh\necho git version 2.31.9\n', { mode: 0o755 })
      expect(await b.open(undefined, { env: { PATH: `${programs}:/bin` } })).toMatchObject({
        code: 'cli/git-too-old',
      })
      writeFileSync(git, '#!/bin/sh\necho something else\n', { mode: 0o755 })
      expect(await b.open(undefined, { env: { PATH: `${programs}:/bin` } })).toMatchObject({
        code: 'cli/git-too-old',
      })
    })

    test('without a place for a cache say so', async () => {
      const { world } = testWorld({ folder: b.folder, env: { PATH: process.env['PATH']! } })
      const settings = { base: b.folder, cache: undefined, isOffline: false }
      const opened = await openSource(b.repository.url, { lists: [] }, settings, world)
      expect(opened.ok ? '' : opened.problems[0].code).toBe('cli/cache-missing')
    })
  })

  describe('a host', () => {
    /** What stands in for ssh: runs the command here, as a host would there. */
    const fakeSsh = (script: string) => {
      const path = join(b.folder, 'ssh')
      writeFileSync(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 })
      return { GIT_SSH_COMMAND: path }
    }

    test('is asked over ssh for its repository', async () => {
      const env = fakeSsh(`for last; do :; done; echo "$@" >> ${b.folder}/asked; exec sh -c "$last"`)
      const from = `ssh://git@git.tre.example:2222${b.repository.folder}#main:a`
      expect(await b.open(from, { env })).toEqual(usual(commit))
      expect(await b.open(`git@git.tre.example:${b.repository.folder}#main:a`, { env })).toEqual(
        usual(commit),
      )
      expect(readFileSync(join(b.folder, 'asked'), 'utf8')).toContain(
        '-p 2222 git@git.tre.example git-upload-pack',
      )
    })

    test('that refuses, or whose key is unknown, is told with what to do', async () => {
      const failing = async (text: string) =>
        b.open('git@git.tre.example:lists.git', { env: fakeSsh(`echo '${text}' >&2; exit 255`) })
      expect(await failing('Host key verification failed.')).toMatchObject({
        code: 'cli/source-unreachable',
        mend: expect.stringContaining('compare the key'),
      })
      expect(await failing('git@x: Permission denied (publickey).')).toMatchObject({
        mend: expect.stringContaining('ssh-add'),
      })
    })

    test('that never answers is given up, and what was started for it is ended', async () => {
      const env = fakeSsh(`echo $$ > ${b.folder}/pid; sleep 600`)
      expect(await b.open('git@git.tre.example:lists.git', { env, timeoutMs: 1500 })).toMatchObject({
        code: 'cli/source-unreachable',
        what: 'expected an end within 1.5 seconds',
        mend: expect.stringContaining('--timeout'),
      })
      const pid = Number(readFileSync(join(b.folder, 'pid'), 'utf8'))
      expect(isAlive(pid)).toBe(false)
    })

    test('that sends names without end is stopped', async () => {
      const env = fakeSsh(
        `while :; do printf '003f1111111111111111111111111111111111111111 refs/heads/aaaaaaaaaa\\n'; done`,
      )
      const { code } = (await b.open('git@git.tre.example:lists.git', { env, timeoutMs: 3000 })) as {
        code: string
      }
      expect(code).toBe('cli/source-unreachable')
    })

    test('at a port that takes no part in TLS is given up', async () => {
      const server = createTcpServer(() => undefined)
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      try {
        const { port } = server.address() as AddressInfo
        expect(
          await b.open(`https://127.0.0.1:${String(port)}/lists.git#main:a`, { timeoutMs: 1500 }),
        ).toMatchObject({ code: 'cli/source-unreachable' })
      } finally {
        server.close()
      }
    })
  })
})
