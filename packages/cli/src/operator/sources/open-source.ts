import { succeed, type Result } from '../../failure.js'
import type { World } from '../../world.js'
import { folderSource } from './folder-source.js'
import { openGitCache, type GitCache } from './git-cache.js'
import { gitSource } from './git-source.js'
import type { OfferedState } from '@trustlist/core'
import type { PublisherSource, Wanted } from './publisher-source.js'
import { parseSourcePlace } from './source-place.js'

/** What sources are opened with, beside their own text. */
export interface SourceSettings {
  /** The folder that paths in `from` are relative to: that of `trust.yaml`. */
  readonly base: string
  /** The folder of the git mirrors; undefined: `$XDG_CACHE_HOME/trustlist`, or `~/.cache/trustlist`. */
  readonly cache: string | undefined
  /** Nothing is fetched; what a mirror holds is read. Folders and bundles are read as always. */
  readonly isOffline: boolean
  /** All that led to what is offered now is fetched with it. Default: where the source stands now, and nothing before. */
  readonly isWhole?: boolean
  /** For one fetch. Default: five minutes. */
  readonly timeoutMs?: number
}

const fetchTimeoutMs = 300_000

/**
 * Makes the function that finds the source which `from` in `trust.yaml` names. Publishers whose sources it finds share
 * what they have in common: one repository is asked and fetched once.
 *
 * @returns A function that gives the source, from which nothing is read or fetched yet, or `cli/source-refused` and, for
 *   git, `cli/cache-missing`, `cli/file-not-written`, `cli/git-missing`, `cli/git-too-old`.
 */
export function sourceFinder(
  settings: SourceSettings,
  world: World,
): (from: string) => Promise<Result<PublisherSource>> {
  let opening: Result<GitCache> | undefined
  const find = (from: string): Result<PublisherSource> => {
    const place = parseSourcePlace(from, settings.base)
    if (!place.ok) return place
    if (place.value.kind === 'folder') return succeed(folderSource(place.value.path, world))
    const cache = (opening ??= openGitCache(settings.cache, world))
    if (!cache.ok) return cache
    const { isOffline, isWhole = false, timeoutMs = fetchTimeoutMs } = settings
    const git = { cache: cache.value, isOffline, isWhole, timeoutMs }
    return succeed(gitSource(from, place.value, git, world))
  }
  return (from) => Promise.resolve(find(from))
}

/**
 * Brings what a publisher offers: its identity versions and its lists, as bytes that nobody has checked.
 *
 * @returns What is there, which may be nothing; or why it could not be brought: `cli/source-refused`,
 *   `cli/source-unreachable`, `cli/source-not-cached`, `cli/source-damaged`, `cli/source-not-a-file`,
 *   `cli/source-too-large`, what finding the source gives, and what reading a file gives.
 */
export async function openSource(
  from: string,
  wanted: Wanted,
  settings: SourceSettings,
  world: World,
): Promise<Result<OfferedState>> {
  const source = await sourceFinder(settings, world)(from)
  return source.ok ? source.value.read(wanted) : source
}
