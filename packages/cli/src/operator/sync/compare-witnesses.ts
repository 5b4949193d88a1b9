import {
  findDisagreements,
  reopenPublisher,
  toObserved,
  type Disagreement,
  type Lock,
  type Sha256,
  type Witness,
} from '@trustlist/core'

/**
 * Compares what the publishers saw of each other. Their lists are opened again from the store, one publisher after the
 * other: only what they saw is kept of them.
 *
 * @param before - The lock until now: what was accepted earlier counts too.
 */
export function compareWitnesses(
  lock: Lock,
  before: Lock | undefined,
  kept: (digest: Sha256) => Uint8Array | undefined,
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
  const known = [...toObserved(lock), ...(before === undefined ? [] : toObserved(before))]
  return witnesses.length === 0 ? [] : findDisagreements(witnesses, known)
}
