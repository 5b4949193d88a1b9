import type { Lock, LockPublisher } from '@trustlist/schema'
import { specVersion } from '../seal/prepare-document.js'
import type { Instant } from '../text/instant.js'
import { sortLock } from './lock-text.js'

/** The time floor of a lock before anything dated was accepted: no clock is before it. */
const noFloor: Instant = '1970-01-01T00:00:00Z'

/** What becomes of one publisher's element of the lock; every verdict of accepting is one. */
export interface LockChange {
  /** Undefined where nothing was ever accepted: then there is no element. */
  readonly lock: LockPublisher | undefined
  /** The latest `issued` of what was accepted now. */
  readonly newestIssued: Instant | undefined
}

/**
 * The lock after a run in which every publisher was judged. Publishers that the run did not judge stay as they are. The
 * time floor never falls.
 *
 * @spec freshness#the-new-lock
 * @param lock - Undefined where there is none yet.
 * @returns A lock in its one order, to be written after the documents that it names are in the store.
 */
export function updateLock(lock: Lock | undefined, changes: readonly LockChange[]): Lock {
  const publishers = new Map((lock?.publishers ?? []).map((each) => [each.publisher, each]))
  let timeFloor = lock?.timeFloor ?? noFloor
  for (const change of changes) {
    if (change.lock !== undefined) publishers.set(change.lock.publisher, change.lock)
    if (change.newestIssued !== undefined && change.newestIssued > timeFloor) timeFloor = change.newestIssued
  }
  return sortLock({ publishers: [...publishers.values()], timeFloor, trustlist: specVersion })
}
