import { openIdentity, type PublisherIdentity } from '../key/publisher-identity.js'
import { openList, type VerifiedList } from '../list/verified-list.js'
import { accept, problem, refuse, type Outcome } from '../problem/problem.js'
import { verifyHeadUndated, verifySubject } from '../seal/verify-document.js'
import { identityPath, listPath, type Kept } from './accept-request.js'
import { readKeptHead } from './kept-documents.js'
import type { LockIdentity, LockList, LockPublisher } from './lock.js'

/**
 * Opens an identity that the lock names, from the store.
 *
 * @spec freshness#reopening
 * @returns The identity, or `lock/document-missing`.
 */
export function reopenIdentity(
  publisher: string,
  { digest, version }: LockIdentity,
  kept: Kept,
): Outcome<PublisherIdentity> {
  const source = identityPath(publisher, version)
  const bytes = kept(digest)
  const opened = bytes === undefined ? undefined : openIdentity(bytes, { pin: `sha256:${digest}`, source })
  if (opened?.ok === true && opened.value.publisher === publisher) return opened
  return refuse(missing(`identity version ${version}`, digest, source, opened))
}

/**
 * Opens a list that the lock names, from the store, and verifies it again under the identity that it was accepted under.
 * Its dates were judged then, and whoever uses it judges them again.
 *
 * @spec freshness#reopening
 * @param newest - The publisher's identity in the lock, where it is at hand.
 * @returns The list, or `lock/document-missing`.
 */
export function reopenList(
  { publisher, identity }: LockPublisher,
  locked: LockList,
  kept: Kept,
  newest?: PublisherIdentity,
): Outcome<VerifiedList> {
  const { digest, list: name } = locked
  const source = listPath(publisher, name)
  const under = locked.identity ?? identity!
  const opened = newest?.digest === under.digest ? accept(newest) : reopenIdentity(publisher, under, kept)
  if (!opened.ok) return opened
  const bytes = kept(digest)
  if (bytes === undefined || readKeptHead(bytes, digest) === undefined)
    return refuse(missing(`the list ${name}`, digest, source))
  const head = verifyHeadUndated(bytes, 'list', opened.value, { list: name, source })
  const document = head.ok ? verifySubject(head.value, bytes) : head
  const list = document.ok ? openList(document.value) : document
  return list.ok ? list : refuse(missing(`the list ${name}`, digest, source, list))
}

function missing(document: string, digest: string, source: string, damage?: Outcome<unknown>) {
  const found = damage === undefined || damage.ok ? 'nothing that has this digest' : damage.problems[0].what
  return problem('lock/document-missing', `expected ${document} in the store as ${digest}, found ${found}`, {
    source,
  })
}
