import type { TrustAcknowledgement } from '@trustlist/schema'
import type { UnsignedList } from '../list/unsigned-list.js'
import { accept, problem, refuse, type Outcome } from '../problem/problem.js'
import type { Sha256 } from '../text/digest.js'
import type { Instant } from '../text/instant.js'
import { withoutAcknowledged } from './acknowledged-denials.js'
import type { KeptDenial, LockPublisher } from './lock.js'
import { findExcess } from './lock-limits.js'
import { keepDenials } from './vanished-denials.js'

/** Everything that accepting a list that nobody signs depends on. */
export interface AcceptUnsignedRequest {
  /** The file that the operator reviewed; its digest is in trust.yaml. */
  readonly list: UnsignedList
  /** The publisher's element of the lock; undefined where nothing of it was accepted yet. */
  readonly accepted: LockPublisher | undefined
  /** The file accepted before, by its digest; undefined where it cannot be had. */
  readonly before: (digest: Sha256) => UnsignedList | undefined
  /** The instant to judge by, fixed by the caller once for a whole run. */
  readonly now: Instant
  /** `acknowledged` of trust.yaml: kept denials that may go. */
  readonly acknowledged?: readonly TrustAcknowledgement[]
}

/** A list that nobody signs, as accepted. */
export interface AcceptedUnsigned {
  readonly publisher: string
  /** Its element of the lock from now on. */
  readonly lock: LockPublisher
  /** Nothing in the file is dated by its source: it moves no time floor. */
  readonly newestIssued: undefined
  /** Whether another file was accepted before, or none. */
  readonly isChanged: boolean
  /** The denials that vanished with this change. They stay until they are acknowledged. */
  readonly vanished: readonly KeptDenial[]
}

/**
 * Judges a list that nobody signs against what was accepted of it before. The operator's review is its only proof, so
 * there is neither rollback nor end; but a denial that was dropped is kept here too.
 *
 * @spec trust#unsigned-sources
 * @returns The new element of the lock; or `lock/signed-before`, `lock/document-missing`, `lock/too-many-vanished`.
 */
export function acceptUnsigned(request: AcceptUnsignedRequest): Outcome<AcceptedUnsigned> {
  const { accepted, acknowledged = [], list, now } = request
  const { publisher } = list
  if (accepted?.identity !== undefined) {
    const what = `expected the lock to hold lists of ${publisher} that nobody signed, found an identity`
    return refuse(problem('lock/signed-before', what))
  }
  const locked = accepted?.lists[0]
  const isChanged = locked?.digest !== list.digest
  const before = isChanged && locked !== undefined ? request.before(locked.digest) : undefined
  if (isChanged && locked !== undefined && before === undefined) {
    const what = `expected the file of ${publisher} with the digest ${locked.digest} in the store, found none, so its denials cannot be compared`
    return refuse(problem('lock/document-missing', what))
  }
  const kept = accepted?.keptDenials ?? []
  const next = isChanged ? keepDenials(kept, before, list, now) : kept
  const excess = findExcess(publisher, [], next)
  if (excess !== undefined) return refuse(excess)
  const known = new Set(kept.map((each) => JSON.stringify(each)))
  return accept({
    publisher,
    lock: {
      keptDenials: withoutAcknowledged(next, publisher, acknowledged),
      lastRefreshed: now,
      lists: [{ digest: list.digest, list: list.name }],
      publisher,
    },
    newestIssued: undefined,
    isChanged,
    vanished: next.filter((each) => !known.has(JSON.stringify(each))),
  })
}
