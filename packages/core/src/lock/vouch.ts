import { expectType } from '../document/document-head.js'
import type { PublisherIdentity } from '../key/publisher-identity.js'
import { problem, type Problem } from '../problem/problem.js'
import { verifyHeadUndated } from '../seal/verify-document.js'
import { listPath, type Kept } from './accept-request.js'
import type { LockIdentity, LockList, LockPublisher } from './lock.js'
import type { ProvenFault } from './quarantine.js'
import { readKeptHead } from './kept-documents.js'

/** A list version that was accepted earlier, under the identity that is the newest now. */
export interface Vouched {
  /** As the lock is to hold it. */
  readonly locked: LockList
  /** That the publisher has revoked it since. */
  readonly fault?: ProvenFault
  /** Why that cannot be told. */
  readonly problem?: Problem
}

/**
 * Whether the newest identity still vouches for a list version that was accepted before and goes on serving. Where it does
 * not, the publisher itself has revoked it: by a higher epoch, or by removing the keys that signed it.
 *
 * @spec freshness#revoked
 * @param before - The publisher's identity in the lock until now.
 */
export function vouchFor(
  locked: LockList,
  before: LockPublisher,
  newest: PublisherIdentity,
  kept: Kept,
): Vouched {
  const under: LockIdentity = locked.identity ?? before.identity!
  if (under.digest === newest.digest) return { locked: withoutIdentity(locked) }
  const { digest, list } = locked
  const source = listPath(before.publisher, list)
  const bytes = kept(digest)
  const head = readKeptHead(bytes, digest)
  const typed = head === undefined ? undefined : expectType(head, 'list')
  const marked = { ...locked, identity: under }
  if (typed?.ok !== true) {
    const what = `expected the list ${list} in the store as ${digest}, found nothing that has this digest`
    return { locked: marked, problem: problem('lock/document-missing', what, { source }) }
  }
  const verified = verifyHeadUndated(bytes!, 'list', newest, { list, source })
  if (verified.ok) return { locked: withoutIdentity(locked) }
  const { epoch, version } = typed.value.signed
  const what = `accepted was epoch ${epoch}, version ${version}; identity version ${newest.version} no longer vouches for it: ${verified.problems[0].what}`
  return {
    locked: marked,
    fault: {
      fault: { code: 'lock/revoked', digest, epoch, list, version },
      problem: problem('lock/revoked', what, { source }),
      heads: [typed.value, newest.head],
    },
  }
}

/** As a list is locked that the publisher's newest identity vouches for. */
export function withoutIdentity(locked: LockList): LockList {
  const { identity, ...rest } = locked
  return identity === undefined ? locked : rest
}
