import { basename, dirname, resolve } from 'node:path'
import { dayOf, type Day } from '@trustlist/core'
import { cliProblem, fail, succeed, type Result } from '../failure.js'
import type { World } from '../world.js'

/** On which day each line of a file was written, by git. */
export interface LineDates {
  /** The latest day of these lines, both from 1 and included; undefined where none of them is committed. */
  readonly latestOf: (first: number, last: number) => Day | undefined
}

const maxBlameBytes = 256 * 1024 * 1024
const timeoutMs = 120_000

/**
 * Asks git when each line of a file was last changed: the author's date, in UTC. Lines that are not committed have none.
 *
 * @returns The dates; or `cli/git-missing`, `cli/history-missing`, `cli/history-cut-off`.
 */
export async function readLineDates(path: string, world: World): Promise<Result<LineDates>> {
  const absolute = resolve(world.folder, path)
  const git = async (...words: readonly string[]) =>
    world.spawn({
      words: ['git', '-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null', ...words],
      folder: dirname(absolute),
      env: { LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0' },
      maxOutputBytes: maxBlameBytes,
      timeoutMs,
    })
  const at = { source: path }
  const shallow = await git('rev-parse', '--is-shallow-repository')
  if (shallow.kind === 'not-started') {
    return fail(cliProblem('cli/git-missing', `expected the program git: ${shallow.fault}`, at))
  }
  const noHistory = (talk: string) =>
    fail(
      cliProblem(
        'cli/history-missing',
        `expected the history of this file in git: ${talk.trim().slice(0, 200)}`,
        at,
      ),
    )
  if (shallow.kind === 'killed') return noHistory('git was stopped')
  if (shallow.status !== 0) return noHistory(shallow.talk)
  if (new TextDecoder().decode(shallow.output).trim() === 'true') {
    const what =
      'expected the whole history, found a clone that was cut off: its oldest lines would look younger'
    return fail(cliProblem('cli/history-cut-off', what, at))
  }
  const blamed = await git('blame', '--porcelain', '--', basename(absolute))
  if (blamed.kind !== 'ended') return noHistory('git was stopped')
  if (blamed.status !== 0) return noHistory(blamed.talk)
  return succeed(toLineDates(new TextDecoder().decode(blamed.output)))
}

const uncommitted = /^0{40,64}$/

/** Of `git blame --porcelain`: each line has a head with its commit; what is known of a commit stands below its first one. */
function toLineDates(porcelain: string): LineDates {
  const dayOfCommit = new Map<string, Day>()
  const commits: string[] = []
  let commit = ''
  for (const line of porcelain.split('\n')) {
    if (line.startsWith('\t')) continue
    const head = /^([0-9a-f]{40,64}) [0-9]+ ([0-9]+)/.exec(line)
    if (head !== null) {
      commit = head[1]!
      commits[Number(head[2])] = commit
    } else if (line.startsWith('author-time ')) {
      const seconds = Number(line.slice('author-time '.length))
      if (Number.isSafeInteger(seconds) && !uncommitted.test(commit)) {
        dayOfCommit.set(commit, dayOf(new Date(seconds * 1000).toISOString()))
      }
    }
  }
  const latestOf = (first: number, last: number) => {
    const days = commits.slice(first, last + 1).map((each) => dayOfCommit.get(each))
    return days.includes(undefined) ? undefined : (days as Day[]).sort().at(-1)
  }
  return { latestOf }
}
