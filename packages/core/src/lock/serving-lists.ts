import type { PublisherIdentity } from '../key/publisher-identity.js'
import type { Problem } from '../problem/problem.js'
import type { Kept } from './accept-request.js'
import type { LockList, LockPublisher } from './lock.js'
import type { ProvenFault } from './quarantine.js'
import { vouchFor } from './vouch.js'

/** The list versions accepted before that go on serving, as the lock is to hold them. */
export interface ServingLists {
  readonly lists: readonly LockList[]
  /** Those asked for that the publisher has revoked since. */
  readonly faults: readonly ProvenFault[]
  readonly problems: readonly Problem[]
}

/**
 * What of the accepted lists serves on beside those that are replaced now. Where one of them turns out to be revoked,
 * nothing is replaced, and all of them serve on for their denials.
 *
 * @param asked - The lists that are asked for; of others it does not matter yet whether they are revoked.
 */
export function findServingLists(
  before: LockPublisher | undefined,
  replaced: ReadonlySet<string>,
  asked: ReadonlySet<string>,
  newest: PublisherIdentity,
  kept: Kept,
): ServingLists {
  const serving = (before?.lists ?? []).filter(({ list }) => !replaced.has(list))
  const vouched = serving.map((each) => ({ list: each.list, ...vouchFor(each, before!, newest, kept) }))
  const told = vouched.filter(({ list }) => asked.has(list))
  const faults = told.flatMap(({ fault }) => (fault === undefined ? [] : [fault]))
  if (faults.length > 0 && replaced.size > 0) return findServingLists(before, new Set(), asked, newest, kept)
  return {
    lists: vouched.map(({ locked }) => locked),
    faults,
    problems: told.flatMap((each) => (each.problem === undefined ? [] : [each.problem])),
  }
}
