import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { isAbsolute, join, resolve } from 'node:path'

/** Calls that make, change or remove a file or a folder, or what is known of one. */
const changing = [
  'open',
  'openat',
  'openat2',
  'creat',
  'mkdir',
  'mkdirat',
  'mknod',
  'mknodat',
  'rename',
  'renameat',
  'renameat2',
  'link',
  'linkat',
  'symlink',
  'symlinkat',
  'unlink',
  'unlinkat',
  'rmdir',
  'truncate',
  'chmod',
  'fchmodat',
  'fchmodat2',
  'chown',
  'lchown',
  'fchownat',
  'utime',
  'utimes',
  'utimensat',
  'futimesat',
  'setxattr',
  'lsetxattr',
  'removexattr',
  'mount',
  'bind',
] as const

export interface Traced {
  readonly status: number | null
  readonly said: string
  /** The absolute paths that it, or a program that it started, opened for writing, made, renamed, removed or changed. */
  readonly written: readonly string[]
}

export interface TracedRun {
  readonly words: readonly [string, ...string[]]
  readonly folder: string
  readonly env: Readonly<Record<string, string>>
  readonly input?: string
}

/** Why nothing can be traced here; undefined where it can. */
export function findNoTracing(): string | undefined {
  const tried = spawnSync('strace', ['-f', '-o', '/dev/null', 'true'], { encoding: 'utf8' })
  if (tried.error !== undefined) return 'the program strace is not installed here'
  return tried.status === 0 ? undefined : `tracing is denied here: ${tried.stderr.trim().slice(0, 200)}`
}

/** Runs a program, and sees in its system calls, and in those of all that it starts, which files it writes. */
export function trace({ words, folder, env, input }: TracedRun): Traced {
  const own = mkdtempSync(join(tmpdir(), 'trustlist-traced-'))
  const log = join(own, 'log')
  try {
    // -y names the folder that a relative path is meant from; a call that is not known to this machine is left out by `?`.
    const calls = [...changing, 'chdir', 'fchdir', 'clone', 'clone3', 'fork', 'vfork'].map(
      (each) => `?${each}`,
    )
    const ran = spawnSync(
      'strace',
      ['-f', '-y', '-s', '4096', '-o', log, '-e', `trace=${calls.join(',')}`, '-e', 'signal=none', ...words],
      { cwd: folder, env, encoding: 'utf8', input: input ?? '', maxBuffer: 1 << 26 },
    )
    const text = existsSync(log) ? readFileSync(log, 'utf8') : ''
    return { status: ran.status, said: ran.stdout + ran.stderr, written: readLog(text, folder) }
  } finally {
    rmSync(own, { recursive: true, force: true })
  }
}

const reading = /O_RDONLY|O_PATH/
const succeeded = /\) += (?:0|[1-9][0-9]*)(?:<.*>)?$/

/** The paths that a log of strace names in calls that changed something. */
export function readLog(log: string, folder: string): readonly string[] {
  const written = new Set<string>()
  // A child may be told of before the call of its parent that began it has come back.
  const begun = log.matchAll(/^(\d+) .*\b(?:v?fork|clone3?)\b.*= (\d+)(?:<.*>)?$/gm)
  const parents = new Map(Array.from(begun, ([, parent = '', child = '']) => [child, parent]))
  const folders = new Map<string, string>()
  const waiting = new Map<string, string>()
  for (const line of log.split('\n')) {
    const [, process = '', rest = ''] = /^(\d+) +(.*)$/.exec(line) ?? []
    // A call that another process interrupted is written in two parts.
    if (rest.endsWith('<unfinished ...>')) {
      waiting.set(process, rest.slice(0, -'<unfinished ...>'.length))
      continue
    }
    const resumed = /^<\.\.\. \w+ resumed>(.*)$/.exec(rest)
    const call = resumed === null ? rest : (waiting.get(process) ?? '') + resumed[1]!
    const name = /^(\w+)\(/.exec(call)?.[1]
    if (name === undefined || !succeeded.test(call)) continue
    const here = folders.get(process) ?? folders.get(parents.get(process) ?? '') ?? folder
    if (/^(?:v?fork|clone3?)$/.test(name)) {
      const child = /= (\d+)(?:<.*>)?$/.exec(call)?.[1]
      if (child !== undefined && !folders.has(child)) folders.set(child, here)
      continue
    }
    const paths = pathsIn(call, here)
    if (name === 'chdir') folders.set(process, paths[0]!)
    else if (name === 'fchdir') folders.set(process, /<([^>]*)>/.exec(call)![1]!)
    else if (name === 'bind') {
      const socket = /sun_path="([^"]*)"/.exec(call)?.[1]
      if (socket !== undefined) written.add(resolve(here, socket))
    } else if (!(name.startsWith('open') && reading.test(call))) for (const path of paths) written.add(path)
  }
  return [...written].sort()
}

/** The paths in a call, each meant from the folder that is named before it, or from the process's own. */
function pathsIn(call: string, here: string): readonly string[] {
  const found: string[] = []
  for (const [, from, text = ''] of call.matchAll(/(?:(?:AT_FDCWD|\d+)<([^>]*)>, )?"((?:[^"\\]|\\.)*)"/g)) {
    const path = text.replaceAll(/\\(["\\])/g, '$1')
    found.push(isAbsolute(path) ? path : resolve(from ?? here, path))
  }
  return found
}
