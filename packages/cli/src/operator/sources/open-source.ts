import { fail, cliProblem, type Result } from '../../failure.js'
import type { World } from '../../world.js'
import { folderSource } from './folder-source.js'
import type { OfferedState } from './offered-state.js'
import type { PublisherSource, Wanted } from './publisher-source.js'
import { parseSourcePlace } from './source-place.js'

/** What a source is opened with, beside its own text. */
export interface SourceSettings {
  /** The folder that paths in `from` are relative to: that of `trust.yaml`. */
  readonly base: string
  /** The folder of the git mirrors; undefined: `$XDG_CACHE_HOME/trustlist`. */
  readonly cache: string | undefined
  /** Nothing is fetched; what a mirror holds is read. Folders and bundles are read as always. */
  readonly isOffline: boolean
}

/**
 * Finds the source that `from` in `trust.yaml` names. Nothing is read or fetched yet.
 *
 * @returns The source, or `cli/source-refused`.
 */
export function sourceOf(from: string, settings: SourceSettings, world: World): Result<PublisherSource> {
  const place = parseSourcePlace(from, settings.base)
  if (!place.ok) return place
  if (place.value.kind === 'folder')
    return { ok: true, value: folderSource(place.value.path, world), findings: place.findings }
  return fail(cliProblem('cli/source-unreachable', 'expected a folder', { source: from }))
}

/**
 * Brings what a publisher offers: its identity versions and its lists, as bytes that nobody has checked.
 *
 * @returns What is there, which may be nothing; or why it could not be brought: `cli/source-refused`,
 *   `cli/source-unreachable`, `cli/source-not-a-file`, `cli/source-too-large`, and what reading a file gives.
 */
export async function openSource(
  from: string,
  wanted: Wanted,
  settings: SourceSettings,
  world: World,
): Promise<Result<OfferedState>> {
  const source = sourceOf(from, settings, world)
  return source.ok ? source.value.read(wanted) : source
}
