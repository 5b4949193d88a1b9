import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Why tests that need git are skipped here; undefined where it is there. */
export const withoutGit =
  spawnSync('git', ['version']).status === 0 ? undefined : 'the program git is not installed here'

export interface Repository {
  readonly folder: string
  readonly url: string
  readonly at: (path: string) => string
  readonly git: (...words: readonly string[]) => string
  readonly put: (path: string, text: string | Uint8Array) => void
  readonly remove: (path: string) => void
  /** Commits everything; gives the commit. */
  readonly commit: () => string
  /** Commits a folder made of raw entries, as no work tree could hold them, as the branch's next commit. */
  readonly commitTree: (entries: readonly RawEntry[]) => string
}

export interface RawEntry {
  readonly mode: '100644' | '100755' | '120000' | '160000' | '40000'
  readonly name: string
  /** An object's id, or the text of a blob to be written. */
  readonly id?: string
  readonly text?: string
}

/** A git that knows nobody's configuration. Its commits have a fixed date, so that their ids are the same each time. */
export function gitIn(folder: string, words: readonly string[], input?: string | Uint8Array): string {
  return execFileSync('git', [...words], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(input === undefined ? {} : { input }),
    env: {
      PATH: process.env['PATH'],
      HOME: folder,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_AUTHOR_NAME: 'jane',
      GIT_AUTHOR_EMAIL: 'jane@tre.example',
      GIT_COMMITTER_NAME: 'jane',
      GIT_COMMITTER_EMAIL: 'jane@tre.example',
      GIT_AUTHOR_DATE: '2026-10-01T12:00:00Z',
      GIT_COMMITTER_DATE: '2026-10-01T12:00:00Z',
      LC_ALL: 'C',
    },
  })
}

export function newRepository(folder: string, ...options: readonly string[]): Repository {
  mkdirSync(folder, { recursive: true })
  const git = (...words: readonly string[]) => gitIn(folder, words).trim()
  const at = (path: string) => join(folder, path)
  git('init', '-q', '-b', 'main', ...options)
  return {
    folder,
    url: `file://${folder}`,
    at,
    git,
    put: (path, text) => {
      mkdirSync(dirname(at(path)), { recursive: true })
      writeFileSync(at(path), text)
    },
    remove: (path) => rmSync(at(path), { recursive: true }),
    commit: () => {
      git('add', '-A')
      git('commit', '-q', '--allow-empty', '-m', 'a change')
      return git('rev-parse', 'HEAD')
    },
    commitTree: (entries) => {
      const raw = entries.map(({ mode, name, id, text }) => {
        const object = id ?? gitIn(folder, ['hash-object', '-w', '--stdin'], text ?? name).trim()
        return Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.from(object, 'hex')])
      })
      const words = ['hash-object', '-w', '-t', 'tree', '--literally', '--stdin']
      const tree = gitIn(folder, words, Buffer.concat(raw)).trim()
      const commit = gitIn(folder, ['commit-tree', '-m', 'raw', tree]).trim()
      git('update-ref', 'refs/heads/main', commit)
      return commit
    },
  }
}
