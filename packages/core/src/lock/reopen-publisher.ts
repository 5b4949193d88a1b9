import type { PublisherIdentity } from '../key/publisher-identity.js'
import type { VerifiedList } from '../list/verified-list.js'
import { accept, problem, refuse, type Outcome, type Problem } from '../problem/problem.js'
import { addSeconds, clockToleranceSeconds, type Instant } from '../text/instant.js'
import type { Kept } from './accept-request.js'
import { findClockFault } from './find-clock-fault.js'
import type { KeptDenial, LockPublisher } from './lock.js'
import { toHeldProblem } from './quarantine.js'
import { reopenIdentity, reopenList } from './reopen-list.js'
import { vouchFor } from './vouch.js'

export interface ReopenRequest {
  /** Its fingerprint as in trust.yaml. */
  readonly pin: string
  /** Its element of the lock. */
  readonly accepted: LockPublisher
  readonly kept: Kept
  /** The names of the lists that are asked for; undefined: every one that was accepted. Those never accepted are left out. */
  readonly lists: readonly string[] | undefined
  /** The instant that the lists are wanted for, fixed by the caller once for a whole run. */
  readonly at: Instant
  readonly timeFloor: Instant
}

/** A publisher's last accepted state; what a merge takes of it has the same names. */
export interface ReopenedPublisher {
  readonly publisher: string
  readonly identity: PublisherIdentity
  readonly lists: readonly VerifiedList[]
  readonly status: 'fresh' | 'stale' | 'quarantined'
  /** When it was refreshed last, or when its identity expired where that was earlier. */
  readonly lastRefreshed: Instant
  readonly keptDenials: readonly KeptDenial[]
  /** Why it is quarantined. */
  readonly proof?: readonly Problem[]
}

/**
 * Gives back a publisher's last accepted state from lock and store alone, with every signature and digest verified again.
 *
 * Not checked: whether the lists are still in force at that instant, which merging does.
 *
 * @spec freshness#reopening
 * @returns The state, `fresh` for a day after it was accepted. Or `lock/clock-behind`, `lock/pin-changed`, `lock/unsigned-before`,
 *   `lock/document-missing`.
 */
export function reopenPublisher(request: ReopenRequest): Outcome<ReopenedPublisher> {
  const { accepted, at, kept, pin, timeFloor } = request
  const { keptDenials, lastRefreshed, publisher, quarantine } = accepted
  const clock = findClockFault(at, timeFloor) ?? findClockFault(at, lastRefreshed)
  if (clock !== undefined) return refuse(clock)
  if (accepted.identity === undefined) {
    return refuse(
      problem(
        'lock/unsigned-before',
        `expected the lock to hold an identity of ${publisher}, found lists that nobody signed`,
      ),
    )
  }
  if (accepted.pin !== pin) {
    return refuse(
      problem(
        'lock/pin-changed',
        `${publisher} is pinned to ${pin}; the lock holds what was accepted under ${accepted.pin}`,
      ),
    )
  }
  const identity = reopenIdentity(publisher, accepted.identity, kept)
  if (!identity.ok) return identity
  const wanted = accepted.lists.filter(({ list }) => request.lists?.includes(list) ?? true)
  const lists: VerifiedList[] = []
  const proof = quarantine?.faults.map((fault) => toHeldProblem(publisher, fault, quarantine.since)) ?? []
  const problems: Problem[] = []
  for (const locked of wanted) {
    const list = reopenList(accepted, locked, kept, identity.value)
    if (!list.ok) {
      problems.push(...list.problems)
      continue
    }
    lists.push(list.value)
    // Accepted under an earlier identity, and perhaps revoked by this one while nobody asked for the list.
    const { fault } = vouchFor(locked, accepted, identity.value, kept)
    if (fault !== undefined && proof.length === 0) proof.push(fault.problem)
  }
  const [first, ...rest] = problems
  if (first !== undefined) return refuse(first, ...rest)
  const ended = identity.value.expires
  const isFresh = at <= addSeconds(lastRefreshed, clockToleranceSeconds) && at < ended
  return accept({
    publisher,
    identity: identity.value,
    lists,
    status: proof.length > 0 ? 'quarantined' : isFresh ? 'fresh' : 'stale',
    lastRefreshed: ended < lastRefreshed ? ended : lastRefreshed,
    keptDenials,
    ...(proof.length > 0 ? { proof } : {}),
  })
}
