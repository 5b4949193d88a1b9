import { isUnsignedList, type UnsignedList } from '../list/unsigned-list.js'
import { isVerifiedList, type VerifiedList } from '../list/verified-list.js'
import type { KeptDenial } from '../lock/lock.js'
import type { Problem } from '../problem/problem.js'
import type { Instant } from '../text/instant.js'

/** What a merge takes: a list that its publisher signed, or one that the operator reviewed and bound by its digest. */
export type MergeableList = VerifiedList | UnsignedList

/** Whether a value is one of the two and not something that merely looks like one. */
export function isMergeableList(value: unknown): value is MergeableList {
  return isVerifiedList(value) || isUnsignedList(value)
}

/** When lists end. One that nobody signed says no end: it is as good as the day on which it was reviewed. */
export function expiriesOf(lists: readonly MergeableList[]): readonly Instant[] {
  return lists.flatMap((list) => (isVerifiedList(list) ? [list.expires] : []))
}

/**
 * What is known of one publisher at the instant of a merge.
 *
 * `fresh`: its lists were fetched and verified for this merge. `stale`: they could not be fetched, and these are the last
 * that were accepted. `quarantined`: what was fetched is proven to be wrong (rollback, fork, revoked epoch,
 * equivocation), and these are the last that were accepted.
 */
export interface PublisherState {
  readonly publisher: string
  readonly lists: readonly MergeableList[]
  readonly status: 'fresh' | 'stale' | 'quarantined'
  /** When its state was last fetched and accepted, by the operator's clock. */
  readonly lastRefreshed: Instant
  readonly keptDenials: readonly KeptDenial[]
  /** Why it is quarantined: what verification found. */
  readonly proof?: readonly Problem[]
}
