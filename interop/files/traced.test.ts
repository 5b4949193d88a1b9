import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import process from 'node:process'
import { beforeAll, describe, expect, test } from 'vitest'
import { commandNames, type CommandName } from '../../packages/cli/src/command/table.js'
import { isTemporaryName } from '../../packages/cli/src/files/write-output.js'
import { program } from '../../packages/cli/test/built/bundle.js'
import {
  draftOf,
  identityDraft,
  numpy,
  pandas,
  publicHexOf,
  workshop,
  type Workshop,
} from '../../packages/cli/test/commands/workshop.js'
import { gitIn, withoutGit } from '../../packages/cli/test/operator/sources/git-repository.js'
import { findNoTracing, readLog, trace } from './traced.js'

// Every command runs once under strace. What it writes, and what the programs write that it starts, is in the cache, is the
// lock with its store and its hold, or is what the command is there to write. Nothing else of the machine is changed.

const without = findNoTracing() ?? withoutGit

interface Run {
  readonly words: string
  /** What it may write and has to: files, and folders with a slash at the end, which may hold anything. */
  readonly writes: readonly string[]
  /** Makes ready what it needs. */
  readonly first?: () => void
}

/** Merging brings first what the publishers offer. */
const merged = [
  'folders/policy.tier-2.json',
  'folders/policy.tier-3.json',
  'folders/trust.hold',
  'folders/trust.lock.json',
]
const operator = ['op/trust.yaml', 'op/trust.lock.json', 'op/trust.store/', 'op/trust.hold']

let bin: string
let shop: Workshop
beforeAll(async () => {
  if (without !== undefined) return
  bin = await program()
  shop = workshop()
  for (const person of ['jane', 'joe', 'ann'] as const) shop.key(person)
  shop.put('lists/pub/identity.yaml', identityDraft(['jane', 'joe'], 1).replaceAll('example-tre', 'pub'))
  shop.put('lists/pub/tier-3.yaml', draft(numpy))
  shop.put('names.txt', 'numpy\npandas\n')
  shop.put('requirements.txt', 'numpy==1.26.4\n')
  mkdirSync(shop.at('op'))
  mkdirSync(shop.at('home'))
  gitIn(shop.at('lists'), ['init', '-q', '-b', 'main'])
})

const env = () => ({ PATH: process.env['PATH']!, HOME: shop.at('home'), NO_COLOR: '1' })
const commit = () => {
  gitIn(shop.at('lists'), ['add', '-A'])
  gitIn(shop.at('lists'), ['commit', '-q', '-m', 'a change'])
}
/** Decided at a time that has passed, whatever the present is: the commands run in it. */
const draft = (entries: string) => draftOf(entries, 'pub').replaceAll('2026-10-01', '2020-01-01')
/** What is not what is asked about here: not traced. */
const prepare = (...words: readonly string[]): string => {
  const ran = spawnSync(process.execPath, [bin, ...words], { cwd: shop.folder, env: env(), encoding: 'utf8' })
  expect([ran.status, /error\[[^]*/.exec(ran.stderr)?.[0]], words.join(' ')).toEqual([0, undefined])
  return ran.stdout
}
const fingerprint = () => /sha256:[0-9a-f]{64}/.exec(prepare('identity', 'show', 'lists/pub', '--json'))![0]
let pin = ''
const filesIn = (folder: string) => readdirSync(folder, { recursive: true }) as string[]

/** In the order in which they are run. */
const runs: readonly (readonly [CommandName, Run])[] = [
  ['init', { words: 'init fresh --publisher fresh-tre', writes: ['fresh/'] }],
  ['keygen', { words: 'keygen --plain -o new.key', writes: ['new.key'] }],
  [
    'identity create',
    { words: 'identity create lists/pub --key keys/jane.key', writes: ['lists/pub/identity/'] },
  ],
  [
    'sign',
    { words: 'sign lists/pub/tier-3.yaml --key keys/jane.key', writes: ['lists/pub/tier-3.list.json'] },
  ],
  ['verify', { words: 'verify lists/pub/tier-3.list.json', writes: [] }],
  [
    'fmt',
    {
      words: 'fmt lists/pub/tier-3.list.json',
      writes: ['lists/pub/tier-3.list.json'],
      first: () => {
        const path = 'lists/pub/tier-3.list.json'
        shop.put(path, shop.take(path).replaceAll('\n', '\n\t'))
      },
    },
  ],
  ['identity show', { words: 'identity show lists/pub', writes: [] }],
  [
    'trust init',
    {
      words: 'trust init --operator op-tre --config op/trust.yaml',
      writes: ['op/trust.yaml'],
      first: commit,
    },
  ],
  [
    'trust add',
    {
      words: 'trust add FROM --trust half --fingerprint PIN --config op/trust.yaml --cache cache',
      writes: [...operator, 'cache/'],
      first: () => void (pin = fingerprint()),
    },
  ],
  ['trust list', { words: 'trust list --config op/trust.yaml', writes: [] }],
  [
    'trust weigh',
    {
      words: 'trust weigh pub --trust full --config op/trust.yaml',
      writes: ['op/trust.yaml', 'op/trust.hold'],
    },
  ],
  [
    'sync',
    {
      words: 'sync --trust op/trust.yaml --cache cache',
      writes: ['op/trust.lock.json', 'op/trust.store/', 'op/trust.hold', 'cache/'],
      first: () => {
        shop.put('lists/pub/tier-3.yaml', draft(numpy + pandas))
        prepare('sign', 'lists/pub/tier-3.yaml', '--key', 'keys/jane.key')
        commit()
      },
    },
  ],
  ...(
    [
      ['identity add-key', `ann --public ${publicHexOf('ann')} --role list`],
      ['identity rotate', `--replace joe --public ${publicHexOf('eve')}`],
      ['identity remove-key', 'joe'],
    ] as const
  ).map(([name, more]): readonly [CommandName, Run] => [
    name,
    {
      words: `${name} lists/pub ${more} --key keys/jane.key`,
      writes: ['lists/pub/identity/', 'lists/pub/identity.yaml'],
    },
  ]),
  ...(['identity raise-epoch', 'identity renew'] as const).map((name): readonly [CommandName, Run] => [
    name,
    { words: `${name} lists/pub --key keys/jane.key`, writes: ['lists/pub/identity/'] },
  ]),
  [
    'trust pin',
    {
      words: 'trust pin pub --fingerprint PIN --config op/trust.yaml --cache cache',
      writes: [...operator, 'cache/'],
      first: () => {
        prepare('sign', 'lists/pub/tier-3.yaml', '--key', 'keys/jane.key')
        commit()
        pin = fingerprint()
      },
    },
  ],
  [
    'merge',
    {
      words: 'merge --trust folders/trust.yaml --cache cache',
      writes: merged,
      first: () => {
        mkdirSync(shop.at('folders'))
        const config = ['--config', 'folders/trust.yaml']
        prepare('trust', 'init', '--operator', 'op-tre', ...config)
        prepare('trust', 'add', 'lists/pub', '--trust', 'full', '--fingerprint', pin, ...config)
      },
    },
  ],
  [
    'update',
    {
      words: 'update --trust folders/trust.yaml --cache cache',
      writes: merged,
    },
  ],
  ['suggest', { words: 'suggest --policy folders/policy.tier-2.json', writes: [] }],
  ['check', { words: 'check requirements.txt --policy folders/policy.tier-2.json', writes: [] }],
  ['explain', { words: 'explain pkg:pypi/numpy --policy folders/policy.tier-2.json', writes: [] }],
  [
    'trust remove',
    {
      words: 'trust remove pub --config op/trust.yaml',
      writes: ['op/trust.yaml', 'op/trust.lock.json', 'op/trust.hold'],
    },
  ],
  [
    'import',
    {
      words: 'import names --pypi names.txt --any-version --publisher pub --list core -o core.yaml',
      writes: ['core.yaml'],
    },
  ],
  ['completion', { words: 'completion bash', writes: [] }],
]

/** Which of the allowed outputs a path is; undefined where it is none. */
function outputOf(path: string, allowed: readonly string[]): string | undefined {
  return allowed.find((each) =>
    each.endsWith('/')
      ? `${path}/`.startsWith(each)
      : path === each || (dirname(path) === dirname(each) && isOwnName(basename(path), basename(each))),
  )
}

/** The name under which a file is written before it is renamed, or one of the links of a hold. */
const isOwnName = (name: string, of: string) =>
  isTemporaryName(name) ||
  (name.startsWith(`.${of}.`) && name.endsWith('.tmp')) ||
  (of.endsWith('.hold') && name.startsWith(of))

/** What devices are for, and what a process asks of itself. */
const isNoFile = (path: string) => /^\/dev\/(?:null|tty|pts\/\d+)$|^\/proc\/(?:self|\d+)\//.test(path)

describe.skipIf(without !== undefined)(
  `what a run writes${without === undefined ? '' : `: ${without}`}`,
  () => {
    test.each(runs)('%s: the files that it is for, and none besides', (name, { words, writes, first }) => {
      first?.()
      const given = words
        .replace('FROM', `file://${shop.at('lists')}#main:pub`)
        .replace('PIN', pin)
        .split(' ')
      const before = readdirSync(shop.at('home'))
      const ran = trace({
        words: [process.execPath, bin, ...given],
        folder: shop.folder,
        env: env(),
      })
      expect([ran.status, ran.said], name).toEqual([0, expect.any(String)])
      const paths = ran.written.filter((path) => !isNoFile(path)).map((path) => relative(shop.folder, path))
      expect(paths.filter((path) => outputOf(path, writes) === undefined)).toEqual([])
      // The twin: what it is for was seen being written.
      expect([...new Set(paths.map((path) => outputOf(path, writes)))].sort()).toEqual([...writes].sort())
      // Nothing that was only needed on the way is left.
      const rest = filesIn(shop.folder).filter((path) => /\.tmp$|trust\.hold/.test(path))
      expect([rest, readdirSync(shop.at('home'))]).toEqual([[], before])
    })

    test('is known of every command', () => {
      expect(runs.map(([name]) => name).sort()).toEqual([...commandNames].sort())
    })

    test('is seen, whichever call and whichever process writes it', () => {
      const script = `
      cd ${shop.at('home')}; echo a > one; mkdir two; (cd two; echo b > three; mv three four); ln -s one five; rm one
      chmod 700 two; cat five 2>/dev/null; cat ${shop.at('names.txt')} > /dev/null
    `
      const { written } = trace({ words: ['sh', '-c', script], folder: shop.folder, env: env() })
      const home = (name: string) => join(shop.at('home'), name)
      expect(written.filter((path) => !isNoFile(path))).toEqual(
        ['five', 'one', 'two', 'two/four', 'two/three'].map(home).sort(),
      )
    })
  },
)

test('a log of system calls is read whole: calls in two parts, folders that change, descriptors, quotes', () => {
  const log = String.raw`
10 openat(AT_FDCWD</a>, "b", O_WRONLY|O_CREAT, 0666) = 3</a/b>
10 openat(AT_FDCWD</a>, "read", O_RDONLY|O_CLOEXEC) = 4</a/read>
10 openat(AT_FDCWD</a>, "refused", O_WRONLY) = -1 EACCES (Permission denied)
10 clone(child_stack=NULL, flags=SIGCHLD) = 11
11 chdir("c") = 0
11 mkdir("d \"e\"", 0777 <unfinished ...>
10 rename("x", "/y") = 0
11 <... mkdir resumed>) = 0
11 openat(5</f>, "g", O_RDWR) = 6</f/g>
`
  expect(readLog(log, '/a')).toEqual(['/a/b', '/a/c/d "e"', '/a/x', '/f/g', '/y'].sort())
})
