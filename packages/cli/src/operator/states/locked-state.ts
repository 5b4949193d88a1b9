import {
  findClockFault,
  problem,
  reopenPublisher,
  type Instant,
  type Lock,
  type LockPublisher,
  type PublisherState,
  type Sha256,
  type TrustPublisher,
} from '@trustlist/core'
import { fail, succeed, type Result } from '../../failure.js'
import type { Store } from '../store.js'
import { wantedOf } from '../sync/bring-publishers.js'
import { readKept } from '../unsigned-source.js'

/** What states are opened with, the same for every publisher. */
export interface Reopening {
  readonly lock: Lock
  readonly store: Store
  /** {@link Store.read}, each document read and compared with its digest once. */
  readonly kept: (digest: Sha256) => Uint8Array | undefined
  readonly at: Instant
}

/**
 * A publisher's last accepted state, from lock and store alone.
 *
 * @returns It; or what `reopenPublisher` refuses: `lock/clock-behind`, `lock/pin-changed`, `lock/unsigned-before`,
 *   `lock/document-missing`. Undefined where nothing of it was ever accepted.
 */
export async function readLockedState(
  publisher: TrustPublisher,
  { lock, store, kept, at }: Reopening,
): Promise<Result<PublisherState | undefined>> {
  const accepted = lock.publishers.find((each) => each.publisher === publisher.id)
  if (accepted === undefined) return succeed(undefined)
  const { pin, unsigned } = publisher
  if (unsigned !== undefined) {
    const clock = findClockFault(at, lock.timeFloor) ?? findClockFault(at, accepted.lastRefreshed)
    return clock === undefined ? readUnsignedState({ ...publisher, unsigned }, accepted, store) : fail(clock)
  }
  const { timeFloor } = lock
  const { lists } = wantedOf(publisher)
  return reopenPublisher({ pin: pin!, accepted, kept, lists, at, timeFloor })
}

/** The file that was reviewed: it is as good today as on the day of the review. */
export async function readUnsignedState(
  { id, unsigned }: TrustPublisher & { readonly unsigned: string },
  { keptDenials, lastRefreshed, lists }: Pick<LockPublisher, 'keptDenials' | 'lastRefreshed' | 'lists'>,
  store: Store,
): Promise<Result<PublisherState>> {
  const [locked] = lists
  if (locked === undefined || unsigned !== `sha256:${locked.digest}`) {
    const found = locked === undefined ? 'nothing' : `sha256:${locked.digest}`
    const what = `${id} is bound to ${unsigned}; the lock holds what was accepted as ${found}`
    return fail(problem('lock/pin-changed', what))
  }
  const kept = await readKept(locked.digest, id, store)
  if (kept !== undefined) {
    return succeed({ publisher: id, lists: [kept.list], status: 'fresh', lastRefreshed, keptDenials })
  }
  const what = `expected the file of ${id} in the store as ${locked.digest}, found nothing that has this digest`
  return fail(problem('lock/document-missing', what))
}
