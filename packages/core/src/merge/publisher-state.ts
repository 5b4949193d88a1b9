import type { VerifiedList } from '../list/verified-list.js'
import type { KeptDenial } from '../lock/lock.js'
import type { Problem } from '../problem/problem.js'
import type { Instant } from '../text/instant.js'

/**
 * What is known of one publisher at the instant of a merge.
 *
 * `fresh`: its lists were fetched and verified for this merge. `stale`: they could not be fetched, and these are the last
 * that were accepted. `quarantined`: what was fetched is proven to be wrong (rollback, fork, revoked epoch,
 * equivocation), and these are the last that were accepted.
 */
export interface PublisherState {
  readonly publisher: string
  readonly lists: readonly VerifiedList[]
  readonly status: 'fresh' | 'stale' | 'quarantined'
  /** When its state was last fetched and accepted, by the operator's clock. */
  readonly lastRefreshed: Instant
  readonly keptDenials: readonly KeptDenial[]
  /** Why it is quarantined: what verification found. */
  readonly proof?: readonly Problem[]
}
