import type { Lock, LockPublisher, TrustPublisher } from '@trustlist/core'
import { succeed, type Result } from '../../failure.js'
import type { PublisherSource, Wanted } from '../sources/publisher-source.js'
import type { Store } from '../store.js'
import { sideBySide } from './side-by-side.js'
import { toMemo } from './source-memo.js'

/** A publisher whose source was asked, and whose documents are at hand where they may be new. */
export interface Brought {
  readonly publisher: TrustPublisher
  /** Or why it cannot be reached. */
  readonly source: Result<AskedSource>
}

export interface AskedSource {
  readonly source: PublisherSource
  /** Where it stands; undefined for a folder. */
  readonly commit: string | undefined
}

const atOnce = 8

/** What of a publisher the operator hears. */
export function wantedOf({ lists }: TrustPublisher): Wanted {
  return { lists: lists?.map((each) => (typeof each === 'string' ? each : each.name)) }
}

/**
 * Asks every source where it stands, side by side, and brings what is not known to be accepted already. What goes wrong
 * with one stops none of the others.
 *
 * @param lock - As it is now; looked at again when publishers are judged.
 * @param isDone - Told of each publisher that is through.
 */
export function bringPublishers(
  publishers: readonly TrustPublisher[],
  lock: Lock | undefined,
  store: Store,
  find: (from: string) => Promise<Result<PublisherSource>>,
  isDone: (publisher: string) => void,
): Promise<readonly Brought[]> {
  const accepted = new Map((lock?.publishers ?? []).map((each) => [each.publisher, each]))
  return sideBySide(publishers, atOnce, async (publisher) => {
    const source = await bring(publisher, accepted.get(publisher.id), store, find)
    isDone(publisher.id)
    return { publisher, source }
  })
}

/** Asks one source, and brings what is not known to be accepted already. */
export async function bring(
  publisher: TrustPublisher,
  accepted: LockPublisher | undefined,
  store: Store,
  find: (from: string) => Promise<Result<PublisherSource>>,
): Promise<Result<AskedSource>> {
  const found = await find(publisher.from)
  if (!found.ok) return found
  const source = found.value
  const commit = await source.ask()
  if (!commit.ok) return commit
  const asked = { source, commit: commit.value }
  if (source.isComplete() && isAccepted(asked, publisher, accepted, store)) return succeed(asked)
  const brought = await source.bring()
  return brought.ok ? succeed(asked) : brought
}

/** Whether exactly what the lock holds was read from where the source stands, and lies in the store as it was read. */
export function isAccepted(
  { source, commit }: AskedSource,
  publisher: TrustPublisher,
  accepted: LockPublisher | undefined,
  store: Store,
): boolean {
  const memo = toMemo(commit, wantedOf(publisher), accepted, store)
  return memo !== undefined && source.memory?.recall() === memo
}
