import {
  findDisagreements,
  reopenPublisher,
  toObserved,
  type Disagreement,
  type Lock,
  type Sha256,
  type Witness,
} from '@trustlist/core'
import type { ObservedHead } from '@trustlist/schema'
import type { KeptHead } from '../kept-heads.js'

/**
 * Compares what the publishers saw of each other. Their lists are opened again from the store, one publisher after the
 * other: only what they saw is kept of them.
 *
 * @param before - The lock until now.
 * @param earlier - The beginnings of all documents that were ever accepted: a witness may be months behind. Read only where
 *   there is a witness.
 */
export function compareWitnesses(
  lock: Lock,
  before: Lock | undefined,
  kept: (digest: Sha256) => Uint8Array | undefined,
  earlier: () => Iterable<KeptHead>,
): readonly Disagreement[] {
  const witnesses: Witness[] = []
  for (const accepted of lock.publishers) {
    if (accepted.identity === undefined || accepted.pin === undefined) continue
    const { lastRefreshed, pin } = accepted
    const at = lastRefreshed > lock.timeFloor ? lastRefreshed : lock.timeFloor
    const reopened = reopenPublisher({ pin, accepted, kept, lists: undefined, at, timeFloor: lock.timeFloor })
    if (!reopened.ok) continue
    for (const { publisher, name, digest, observed } of reopened.value.lists) {
      if (observed.length > 0) witnesses.push({ publisher, name, digest, observed })
    }
  }
  if (witnesses.length === 0) return []
  const locked = [...toObserved(lock), ...(before === undefined ? [] : toObserved(before))]
  return findDisagreements(witnesses, [...locked, ...seenIn(witnesses, earlier())])
}

/** The accepted lists whose position a witness has seen. */
function seenIn(witnesses: readonly Witness[], earlier: Iterable<KeptHead>): readonly ObservedHead[] {
  const seen = new Set(witnesses.flatMap(({ observed }) => observed.map(positionKey)))
  const found: ObservedHead[] = []
  for (const { digest, head } of earlier) {
    const { signed } = head
    if (signed.type !== 'list') continue
    const { epoch, list, publisher, version } = signed
    const each = { digest, epoch, list, publisher, version }
    if (seen.has(positionKey(each))) found.push(each)
  }
  return found
}

function positionKey({ epoch, list, publisher, version }: ObservedHead): string {
  return JSON.stringify([publisher, list, epoch, version])
}
