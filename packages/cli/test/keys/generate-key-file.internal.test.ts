import { spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { generateKeyFile } from '../../src/keys/generate-key-file.js'
import { openKey } from '../../src/keys/open-key.js'
import { writeNewFile } from '../../src/keys/write-new-file.js'
import { bundle } from './bundle.js'
import { codeOf, isSignature, makeFolder, message, needs, problemOf, put, valueOf } from './workbench.js'

const folder = makeFolder()
const passphrase = Buffer.from('secret')
let count = 0
/** Of a plain key in PEM. */
const plainBytes = 119

/** A folder for one test, to see that nothing is left in it. */
function makeEmpty(): string {
  const path = join(folder, `empty-${++count}`)
  mkdirSync(path)
  return path
}

const world = () => ({
  agent: { socket: undefined },
  passphrase: { file: put(join(folder, 'secret'), 'secret\n') },
})

describe('a generated key file', () => {
  test.each([
    ['encrypted', { kind: 'passphrase', passphrase } as const, /^-----BEGIN ENCRYPTED PRIVATE KEY-----\n/],
    ['plain', { kind: 'plain' } as const, /^-----BEGIN PRIVATE KEY-----\n/],
  ])(
    '%s is whole, for its owner alone, the only file there, and opens again',
    async (_kind, protection, start) => {
      const empty = makeEmpty()
      const path = join(empty, 'root.pem')
      const made = valueOf(await generateKeyFile(path, protection))
      expect([readdirSync(empty), statSync(path).mode & 0o777, made.path]).toEqual([
        ['root.pem'],
        0o600,
        path,
      ])
      expect(readFileSync(path, 'utf8')).toMatch(start)
      const signer = valueOf(await openKey(path, world()))
      expect([signer.publicKey, signer.keyid]).toEqual([made.publicKey, made.keyid])
      expect(isSignature(made.publicKey, message, valueOf(await signer.sign(message)))).toBe(true)
    },
  )

  test('is a new key every time', async () => {
    const empty = makeEmpty()
    const keyids = ['a', 'b'].map(
      async (name) => valueOf(await generateKeyFile(join(empty, name), { kind: 'plain' })).keyid,
    )
    const [first, second] = await Promise.all(keyids)
    expect(first).not.toBe(second)
  })

  test.each([
    ['a file', (path: string) => writeFileSync(path, 'old')],
    ['an empty file', (path: string) => writeFileSync(path, '')],
    ['a folder', (path: string) => mkdirSync(path)],
    ['a link to nowhere', (path: string) => symlinkSync('nowhere', path)],
  ])('never takes the place of %s', async (_what, occupy) => {
    const empty = makeEmpty()
    const path = join(empty, 'root.pem')
    occupy(path)
    const before = statSync(path, { throwIfNoEntry: false })?.mtimeMs
    const refused = problemOf(await generateKeyFile(path, { kind: 'plain' }))
    expect([refused.code, refused.at]).toEqual(['cli/file-exists', { source: path }])
    expect([readdirSync(empty), statSync(path, { throwIfNoEntry: false })?.mtimeMs]).toEqual([
      ['root.pem'],
      before,
    ])
  })

  test('that two commands make at once is one of the two, whole', async () => {
    const empty = makeEmpty()
    const path = join(empty, 'root.pem')
    const results = await Promise.all(
      Array.from({ length: 8 }, () => generateKeyFile(path, { kind: 'plain' })),
    )
    const made = results.filter((result) => result.ok)
    expect(made).toHaveLength(1)
    expect(results.filter((result) => !result.ok).map(codeOf)).toEqual(Array(7).fill('cli/file-exists'))
    expect(valueOf(await openKey(path, world())).keyid).toBe(valueOf(made[0]!).keyid)
    expect(readdirSync(empty)).toEqual(['root.pem'])
  })

  test('is not made where its folder is missing', async () => {
    const path = join(makeEmpty(), 'no', 'root.pem')
    expect(codeOf(await generateKeyFile(path, { kind: 'plain' }))).toBe('cli/file-not-written')
  })
})

test('a new file gets exactly the mode asked for, whatever the umask', async () => {
  const path = join(makeEmpty(), 'message.tbs')
  const old = process.umask(0o077)
  const written = await writeNewFile(path, Buffer.from('x'), 0o644)
  process.umask(old)
  expect([written.ok, statSync(path).mode & 0o777]).toEqual([true, 0o644])
})

describe('a fault while the key is written', () => {
  let program: string
  const run = (path: string, wrap: readonly string[] = [], times = 1) => {
    const [first, ...rest] = [...wrap, process.execPath, program, path, String(times)]
    return spawnSync(first, rest, { encoding: 'utf8' })
  }

  beforeAll(async () => {
    const module = await bundle('packages/cli/src/keys/generate-key-file.ts', folder)
    program = join(folder, 'generate.mjs')
    writeFileSync(
      program,
      `import { generateKeyFile } from ${JSON.stringify(module)}
       const [path, times = '1'] = process.argv.slice(2)
       const all = Array.from({ length: Number(times) }, () => generateKeyFile(path, { kind: 'plain' }))
       for (const made of await Promise.all(all)) console.log(made.ok ? 'made ' + made.value.keyid : made.problems[0].code + ' ' + made.problems[0].what)`,
    )
  })

  test('by a full disk leaves nothing, and without it the same command makes the key', async () => {
    const empty = makeEmpty()
    const path = join(empty, 'root.pem')
    const full = run(path, ['sh', '-c', 'ulimit -f 0; exec "$0" "$@"'])
    expect(full.stdout).toMatch(/^cli\/file-not-written expected to write \d+ bytes, found EFBIG$/m)
    expect(readdirSync(empty)).toEqual([])
    expect(run(path).stdout).toMatch(/^made [0-9a-f]{64}$/m)
    expect((await openKey(path, world())).ok).toBe(true)
  })

  const strace = needs('strace')
  const canTrace = !strace.isAbsent && spawnSync('strace', ['-f', 'true'], { stdio: 'ignore' }).status === 0
  const why = canTrace ? '' : ' [skipped: no strace that may trace here]'
  /** Runs the command with faults put into its system calls. */
  const inject = (path: string, times: number, ...faults: readonly string[]) => {
    const options = faults.flatMap((fault) => ['-e', `inject=${fault}`])
    return run(path, ['strace', '-f', '-qq', '-o', '/dev/null', ...options], times)
  }

  const noLinks = 'link,linkat:error=EPERM'

  test.skipIf(!canTrace)(
    `on a file system without hard links is got over, and never overwrites${why}`,
    async () => {
      const empty = makeEmpty()
      const path = join(empty, 'root.pem')
      // All eight have seen that nothing is there before the first of them takes the name.
      const said = inject(path, 8, noLinks).stdout.split('\n').sort()
      expect(said).toEqual([
        '',
        ...Array<unknown>(7).fill(expect.stringMatching(/^cli\/file-exists/)),
        expect.anything(),
      ])
      expect([readdirSync(empty), statSync(path).mode & 0o777]).toEqual([['root.pem'], 0o600])
      expect(said.at(-1)).toBe(`made ${valueOf(await openKey(path, world())).keyid}`)
    },
  )

  test.skipIf(!canTrace)(
    `on a file system without hard links that cannot rename either leaves nothing${why}`,
    () => {
      const empty = makeEmpty()
      const failed = inject(join(empty, 'root.pem'), 1, noLinks, 'rename,renameat,renameat2:error=EIO')
      expect(failed.stdout).toMatch(/^cli\/file-not-written .*EIO$/m)
      expect(readdirSync(empty)).toEqual([])
    },
  )

  test.skipIf(!canTrace)(`by the disk, when it is synced, leaves nothing${why}`, () => {
    const empty = makeEmpty()
    const failed = inject(join(empty, 'root.pem'), 1, 'fsync:error=EIO:when=1')
    expect(failed.stdout).toMatch(/^cli\/file-not-written .*EIO$/m)
    expect(readdirSync(empty)).toEqual([])
  })

  test('by kill -9 before any call to the disk, or half-way through the writing, leaves nothing or the whole key', async () => {
    // Every call that the module makes is counted; the process kills itself before the n-th.
    const killing = join(folder, 'killing.mjs')
    writeFileSync(
      killing,
      `import fs, { promises } from 'node:fs'
       import { syncBuiltinESMExports } from 'node:module'
       let left = Number(process.argv.pop())
       const die = () => process.kill(process.pid, 'SIGKILL')
       const counted = (owner, name) => {
         const real = owner[name]
         owner[name] = function (...args) {
           if (left-- === 0) {
             if (name === 'writeFile') fs.writeSync(this.fd, args[0].subarray(0, args[0].length / 2))
             die()
           }
           return real.apply(this, args)
         }
       }
       const handle = await promises.open(process.argv[1], 'r')
       await handle.close()
       for (const name of ['open', 'link', 'rm', 'lstat']) counted(promises, name)
       for (const name of ['chmod', 'writeFile', 'sync']) counted(Object.getPrototypeOf(handle), name)
       syncBuiltinESMExports()
       await import(${JSON.stringify(pathToFileURL(program).href)})`,
    )
    const seen: string[] = []
    let half = 0
    for (let calls = 0; calls < 40; calls++) {
      const empty = makeEmpty()
      const path = join(empty, 'root.pem')
      const killed = spawnSync(process.execPath, [killing, path, String(calls)], { encoding: 'utf8' })
      const isThere = existsSync(path)
      if (isThere) expect((await openKey(path, world())).ok, `killed before call ${calls}`).toBe(true)
      const others = readdirSync(empty).filter((name) => name !== 'root.pem')
      for (const name of others) {
        expect(name).toMatch(/^\.root\.pem\.[0-9a-f]{12}\.tmp$/)
        expect(statSync(join(empty, name)).mode & 0o777).toBe(0o600)
        const { size } = statSync(join(empty, name))
        if (size > 0 && size < plainBytes) half++
      }
      seen.push(isThere ? 'whole' : 'nothing')
      if (killed.signal === null) {
        expect(killed.stdout).toMatch(/^made /)
        break
      }
      expect(killed.signal).toBe('SIGKILL')
    }
    // lstat twice, open, chmod, write, sync, link: then the name is there; rm, and open and sync of the folder.
    expect(seen).toEqual([...Array<string>(7).fill('nothing'), ...Array<string>(4).fill('whole')])
    expect(half).toBe(1)
  })
})
