import type { Result } from '../../failure.js'
import type { OfferedState } from '@trustlist/core'

/** What of a source is to be read. */
export interface Wanted {
  /** Names of lists; undefined: every list that is offered. */
  readonly lists: readonly string[] | undefined
}

/** Somewhere to bring a publisher's documents from: a git repository, a git bundle or a plain folder. */
export interface PublisherSource {
  /**
   * Asks where the source stands, without bringing anything.
   *
   * @returns The commit; undefined for a folder, which has none.
   */
  readonly ask: () => Promise<Result<string | undefined>>
  /** Reads what is wanted, as it stood when `bring` was called; brings it first where that was not done. */
  readonly read: (wanted: Wanted) => Promise<Result<OfferedState>>
  /** Brings into the cache what it lacks. */
  readonly bring: () => Promise<Result<undefined>>
  /** Whether the cache holds all of the history that is asked for; where none is: true. */
  readonly isComplete: () => boolean
  /** What is remembered of it between runs; undefined where nothing is. */
  readonly memory?: SourceMemory
}

/** A note about a source, kept in the cache. It saves work and proves nothing. */
export interface SourceMemory {
  readonly recall: () => string | undefined
  /** A note that cannot be kept is work that is done again. */
  readonly remember: (note: string) => void
}
