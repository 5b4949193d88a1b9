import type {
  Instant,
  KeptDenial,
  LockPublisher,
  PastState,
  Problem,
  PublisherState,
  TrustPublisher,
  VerifiedList,
} from '@trustlist/core'
import { toHeldProblem } from '@trustlist/core'
import { succeed, type Result } from '../../failure.js'
import type { PinnedPublisher } from '../past/past-finder.js'
import { readUnsignedState, type Reopening } from './locked-state.js'

/**
 * What a publisher had in force at an instant: of each list the newest version of then. What narrowed by then is taken from
 * the lock of today: its kept denials, as far as they had vanished by then, and its quarantine, where that had begun.
 *
 * Not told: denials that were kept then and were answered or acknowledged since. That says the lock of that day.
 *
 * @spec trust#what-a-merge-stands-on
 * @param find - Looks for what was published.
 * @returns It, or what `find` refuses. Undefined where nothing is known of a source that never signs.
 */
export async function readPastState(
  publisher: TrustPublisher,
  find: (publisher: PinnedPublisher, at: Instant) => Promise<Result<PastState>>,
  { lock, store, at }: Reopening,
): Promise<Result<PublisherState | undefined>> {
  const { id, pin, unsigned } = publisher
  const accepted = lock.publishers.find((each) => each.publisher === id)
  if (unsigned !== undefined) {
    return accepted === undefined
      ? succeed(undefined)
      : readUnsignedState({ ...publisher, unsigned }, accepted, store)
  }
  const found = await find({ ...publisher, pin: pin! }, at)
  if (!found.ok) return found
  const { lists } = found.value
  const keptDenials = (accepted?.keptDenials ?? []).filter((denial) => hadVanished(denial, lists))
  const state = { publisher: id, lists, lastRefreshed: at, keptDenials }
  const proof = accepted === undefined ? [] : proofAt(accepted, at)
  if (proof.length === 0) return succeed({ ...state, status: 'fresh' })
  return succeed({ ...state, status: 'quarantined', proof })
}

/** A denial that the version of then still held is heard from there. */
function hadVanished({ list, epoch, version }: KeptDenial, lists: readonly VerifiedList[]): boolean {
  const then = lists.find(({ name }) => name === list)
  if (then === undefined || epoch === undefined || version === undefined) return true
  return then.epoch > epoch || (then.epoch === epoch && then.version > version)
}

function proofAt({ quarantine, publisher }: LockPublisher, at: Instant): readonly Problem[] {
  if (quarantine === undefined || quarantine.since > at) return []
  return quarantine.faults.map((fault) => toHeldProblem(publisher, fault, quarantine.since))
}
