import { dirname, join } from 'node:path'
import { cliProblem, fail, succeed, type Result } from '../../failure.js'
import { faultText, isFault } from '../../files/fault.js'
import type { World } from '../../world.js'
import { runGit } from './run-git.js'

/** The oldest git that can be told to read no configuration of the person's. */
const oldestGit = [2, 32] as const

/** The git mirrors, for one run: what several publishers of one repository need is done once. */
export interface GitCache {
  /** Of the mirrors; there is one. */
  readonly folder: string
  /** The folder of notes about sources. */
  readonly notes: string
  /**
   * Whether there is a git that can be used: asked side by side with the first questions to sources. No answer of a git that
   * cannot is believed.
   */
  readonly usable: Promise<Result<undefined>>
  /** Does the work of one name once, and gives everybody its answer. */
  readonly once: <T>(name: string, work: () => Promise<Result<T>>) => Promise<Result<T>>
  /** Does the works of one mirror one after the other. */
  readonly inTurn: <T>(mirror: string, work: () => Promise<T>) => Promise<T>
}

/**
 * Opens the cache, and asks whether there is a git that can be used.
 *
 * @param given - The folder of `--cache`; undefined: `$XDG_CACHE_HOME/trustlist`, or `~/.cache/trustlist`.
 * @returns It, with `cli/git-missing` or `cli/git-too-old` in `usable`; or `cli/cache-missing`, `cli/file-not-written`.
 */
export function openGitCache(given: string | undefined, world: World): Result<GitCache> {
  const path = given ?? usualCache(world)
  if (path === undefined) {
    return fail(
      cliProblem('cli/cache-missing', 'expected XDG_CACHE_HOME or HOME in the environment, found neither'),
    )
  }
  let folder: string
  let notes: string
  try {
    for (const name of ['git', 'seen']) world.files.makeFolder(join(path, name))
    folder = world.files.realPath(join(path, 'git'))
    notes = join(dirname(folder), 'seen')
  } catch (thrown) {
    if (!isFault(thrown)) throw thrown
    const what = `could not make the folder of the cache: ${faultText(thrown)}`
    return fail(
      cliProblem('cli/file-not-written', what, { source: path }, 'name another folder with --cache'),
    )
  }
  const done = new Map<string, Promise<Result<unknown>>>()
  const turns = new Map<string, Promise<unknown>>()
  return succeed({
    folder,
    notes,
    usable: checkGit(folder, world),
    once: <T>(name: string, work: () => Promise<Result<T>>) => {
      const running = done.get(name) ?? work()
      done.set(name, running)
      return running as Promise<Result<T>>
    },
    inTurn: async <T>(mirror: string, work: () => Promise<T>) => {
      const turn = (turns.get(mirror) ?? Promise.resolve()).then(work)
      turns.set(
        mirror,
        turn.catch(() => undefined),
      )
      return turn
    },
  })
}

/** Where the cache is when nobody names another folder; undefined where the environment says of no home. */
export function usualCache(world: World): string | undefined {
  const { XDG_CACHE_HOME: caches, HOME: home } = world.env
  // Relative paths are to be ignored. @see XDG Base Directory Specification
  if (caches?.startsWith('/') === true) return join(caches, 'trustlist')
  return home === undefined || home === '' ? undefined : join(home, '.cache/trustlist')
}

async function checkGit(folder: string, world: World): Promise<Result<undefined>> {
  const told = await runGit(
    { words: ['version'], repository: folder, folder, protocol: 'none', source: 'git', timeoutMs: 30_000 },
    world,
  )
  if (!told.ok) return told
  const text = Buffer.from(told.value).toString('utf8').trim().slice(0, 100)
  const [, major, minor] = /^git version ([0-9]{1,4})\.([0-9]{1,4})/.exec(text) ?? []
  const isNewEnough =
    Number(major) > oldestGit[0] || (Number(major) === oldestGit[0] && Number(minor) >= oldestGit[1])
  if (isNewEnough) return succeed(undefined)
  return fail(cliProblem('cli/git-too-old', `expected git ${oldestGit.join('.')} or newer, found ${text}`))
}
