import { join } from 'node:path'
import { cliProblem, fail, succeed, type Failed, type Result } from '../failure.js'
import type { Ended, World } from '../world.js'

/** A file as it was at a revision of the repository that the command runs in. */
export interface RevisionFile {
  /** `REV:path`, as it was written. */
  readonly text: string
  /** Where the file is in the work tree, or was: relative to the folder that the command runs in. */
  readonly path: string
}

const timeoutMs = 60_000

/**
 * Finds out where the file of `REV:path` is in the work tree. As in git, the path is meant from the root of the
 * repository, or with `./` in front from the folder that the command runs in.
 *
 * @returns The place; or `cli/git-missing`, `cli/revision-missing`.
 */
export async function findRevisionFile(text: string, world: World): Promise<Result<RevisionFile>> {
  const [, revision = '', path = ''] = /^([^:]*):(.*)$/s.exec(text) ?? []
  if (revision === '' || revision.startsWith('-') || path === '')
    return missing(text, 'expected a revision and a path, as HEAD~3:trust.yaml')
  if (path.startsWith('./') || path.startsWith('../')) return succeed({ text, path: join(path) })
  const up = await git(['rev-parse', '--show-cdup'], 4096, world)
  const root = outputOf(up, text)
  if (!root.ok) return root
  return succeed({ text, path: join(Buffer.from(root.value).toString('utf8').replace(/\n$/, ''), path) })
}

/**
 * Reads a file as it was at a revision. What git has is given as it is: no filter and no conversion of line ends.
 *
 * @returns Its bytes; or `cli/git-missing`, `cli/revision-missing`, `cli/file-too-large`, `cli/file-empty`.
 */
export async function readRevision(
  { text }: RevisionFile,
  maxBytes: number,
  world: World,
): Promise<Result<Uint8Array>> {
  const at = { source: text }
  const found = await git(['rev-parse', '--verify', '--quiet', '--end-of-options', text], 4096, world)
  const id = outputOf(found, text)
  if (!id.ok) return id
  const name = Buffer.from(id.value).toString('utf8').trim()
  const read = await git(['cat-file', 'blob', name], maxBytes, world)
  if (read.kind === 'killed' && read.why === 'output-too-large') {
    const what = `expected at most ${String(maxBytes)} bytes, found more`
    return fail(cliProblem('cli/file-too-large', what, at))
  }
  const bytes = outputOf(read, text)
  if (!bytes.ok || bytes.value.length > 0) return bytes
  return fail(cliProblem('cli/file-empty', 'expected a file with content', at))
}

function git(words: readonly string[], maxOutputBytes: number, world: World): Promise<Ended> {
  const { PATH = '', HOME = '' } = world.env
  return world.spawn({
    words: ['git', '-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null', ...words],
    folder: world.folder,
    env: {
      ...(PATH === '' ? {} : { PATH }),
      ...(HOME === '' ? {} : { HOME }), // whose repositories the person takes for safe
      LC_ALL: 'C',
      GIT_OPTIONAL_LOCKS: '0',
      GIT_TERMINAL_PROMPT: '0',
      GIT_NO_LAZY_FETCH: '1',
    },
    maxOutputBytes,
    timeoutMs,
  })
}

function outputOf(ended: Ended, text: string): Result<Uint8Array> {
  if (ended.kind === 'not-started') {
    return fail(cliProblem('cli/git-missing', `expected the program git: ${ended.fault}`, { source: text }))
  }
  if (ended.kind === 'killed') return missing(text, 'git was stopped')
  if (ended.status === 0) return succeed(ended.output)
  const told = ended.talk.trim().split('\n').at(-1) ?? ''
  return missing(text, told === '' ? 'expected a file there, found none' : told.slice(0, 300))
}

function missing(text: string, what: string): Failed {
  return fail(cliProblem('cli/revision-missing', what, { source: text }))
}
