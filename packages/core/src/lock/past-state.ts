import type { PublisherIdentity } from '../key/publisher-identity.js'
import type { VerifiedList } from '../list/verified-list.js'
import { openList } from '../list/verified-list.js'
import { readHead, type DocumentHead } from '../document/document-head.js'
import { followIdentities } from '../key/identity-chain.js'
import { openIdentity } from '../key/publisher-identity.js'
import { accept, problem, refuse, type Outcome, type Problem } from '../problem/problem.js'
import { findIdentityExpiry, verifyHead, verifySubject } from '../seal/verify-document.js'
import type { Instant } from '../text/instant.js'
import { listPath } from './accept-request.js'
import { comparePositions } from './quarantine.js'

/** A document that may have been in force: from the store, or from the history of a mirror. Nothing of it is believed. */
export interface PastDocument {
  /** The first 64 KiB of its file, or as many bytes as come before the value of `subject`. */
  readonly prefix: Uint8Array
  /** The whole file; asked for where its head is the one that is looked for. */
  readonly read: () => Uint8Array | undefined
}

export interface PastRequest {
  /** The publisher's id and its fingerprint, as in the trust.yaml that is asked about. */
  readonly publisher: string
  readonly pin: string
  readonly documents: Iterable<PastDocument>
  /** The names of the lists that are asked for; undefined: every one that was in force. */
  readonly lists: readonly string[] | undefined
  /** The instant that is asked about. */
  readonly at: Instant
}

/** What a publisher had in force at an instant. */
export interface PastState {
  readonly publisher: string
  /** The newest version of then. */
  readonly identity: PublisherIdentity
  /** By name; of each the newest version of then. */
  readonly lists: readonly VerifiedList[]
}

interface Candidate<T extends 'publisher' | 'list'> {
  readonly head: DocumentHead<T>
  readonly document: PastDocument
}

/**
 * Finds the newest version of each list of a publisher that was in force at an instant and verifies now, under the newest
 * identity of then. What does not verify, was issued later or had ended is passed over: anybody may have put it there.
 *
 * Not told: what an operator had accepted by then, and which vanished denials it kept. That says the lock of that day.
 *
 * @spec freshness#past-states
 * @returns The state; or `lock/identity-lost`, `lock/identity-equivocation`, `seal/identity-expired`, `lock/list-missing`,
 *   `lock/equivocation`, `lock/document-missing` and what is wrong with the content of the newest version.
 */
export function findPastState(request: PastRequest): Outcome<PastState> {
  const { at, publisher } = request
  const identities: Candidate<'publisher'>[] = []
  const lists: Candidate<'list'>[] = []
  for (const document of request.documents) {
    const read = readHead(document.prefix)
    if (!read.ok || read.value.signed.issued > at) continue
    const { signed } = read.value
    if (signed.type === 'policy' || signed.publisher !== publisher) continue
    if (signed.type === 'list') lists.push({ head: read.value as DocumentHead<'list'>, document })
    else identities.push({ head: read.value as DocumentHead<'publisher'>, document })
  }
  const identity = findPastIdentity(request, identities)
  if (!identity.ok) return identity
  const names = request.lists ?? [...new Set(lists.map(({ head }) => head.signed.list))]
  const found: VerifiedList[] = []
  const problems: Problem[] = []
  for (const name of [...new Set(names)].sort()) {
    const own = lists.filter(({ head }) => head.signed.list === name)
    const list = findPastList(name, own, identity.value, at)
    if (!list.ok) problems.push(...list.problems)
    else if (list.value !== undefined) found.push(list.value)
    else if (request.lists !== undefined) {
      const what = `expected a version of the list ${name} of ${publisher} that was in force at ${at}, found none`
      problems.push(problem('lock/list-missing', what))
    }
  }
  const [first, ...rest] = problems
  return first === undefined
    ? accept({ publisher, identity: identity.value, lists: found })
    : refuse(first, ...rest)
}

/** From the pinned version to the newest of then, step by step: under one number there may be several documents. */
function findPastIdentity(
  { at, pin, publisher }: PastRequest,
  candidates: readonly Candidate<'publisher'>[],
): Outcome<PublisherIdentity> {
  const byVersion = new Map<number, Candidate<'publisher'>[]>()
  for (const each of candidates) {
    const { version } = each.head.signed
    byVersion.set(version, [...(byVersion.get(version) ?? []), each])
  }
  const pinned = candidates.filter(({ head }) => `sha256:${head.digest}` === pin)
  let identity = pinned.map(({ document }) => openPinned(document, pin)).find((each) => each !== undefined)
  if (identity === undefined) {
    return refuse(
      problem(
        'lock/identity-lost',
        `expected an identity of ${publisher} with the fingerprint ${pin} from before ${at}, found none`,
      ),
    )
  }
  for (;;) {
    const following = findNext(identity, byVersion.get(identity.version + 1) ?? [], at)
    if (following.length === 0) break
    if (following.length > 1) {
      const digests = following.map(({ fingerprint }) => fingerprint).join(' and ')
      const what = `identity version ${identity.version + 1} of ${publisher} was signed twice, as ${digests}`
      return refuse(problem('lock/identity-equivocation', what))
    }
    identity = following[0]!
  }
  const ended = findIdentityExpiry(identity, at)
  return ended === undefined ? accept(identity) : refuse(ended)
}

function openPinned(document: PastDocument, pin: string): PublisherIdentity | undefined {
  const bytes = document.read()
  const opened = bytes === undefined ? undefined : openIdentity(bytes, { pin })
  return opened?.ok === true ? opened.value : undefined
}

/** The different documents that follow an identity. */
function findNext(
  before: PublisherIdentity,
  candidates: readonly Candidate<'publisher'>[],
  at: Instant,
): readonly PublisherIdentity[] {
  const found = new Map<string, PublisherIdentity>()
  for (const { document } of candidates) {
    const bytes = document.read()
    const offered = (version: number) => (version === before.version + 1 ? bytes : undefined)
    const followed = followIdentities(before, offered, { now: at })
    if (followed.ok) for (const each of followed.value.passed) found.set(each.digest, each)
  }
  return [...found.values()]
}

/** The newest version of one list that was in force; undefined where none was. */
function findPastList(
  name: string,
  candidates: readonly Candidate<'list'>[],
  identity: PublisherIdentity,
  at: Instant,
): Outcome<VerifiedList | undefined> {
  const source = listPath(identity.publisher, name)
  const verified = candidates.flatMap(({ document }) => {
    const head = verifyHead(document.prefix, 'list', identity, { now: at, list: name, source })
    return head.ok ? [{ head: head.value, document }] : []
  })
  verified.sort((a, b) => comparePositions(b.head.head.signed, a.head.head.signed))
  const newest = verified.filter(
    ({ head }) => comparePositions(head.head.signed, verified[0]!.head.head.signed) === 0,
  )
  const digests = [...new Set(newest.map(({ head }) => head.head.digest))].sort()
  if (digests.length > 1) {
    const { epoch, version } = newest[0]!.head.head.signed
    const what = `epoch ${epoch}, version ${version} was signed twice, as ${digests.join(' and ')}`
    return refuse(problem('lock/equivocation', what, { source }))
  }
  let last: Outcome<VerifiedList | undefined> = accept(undefined)
  for (const { head, document } of newest) {
    const bytes = document.read()
    if (bytes === undefined) {
      const what = `expected the list ${name} as ${head.head.digest}, found nothing that has this digest`
      last = refuse(problem('lock/document-missing', what, { source }))
      continue
    }
    const whole = verifySubject(head, bytes)
    last = whole.ok ? openList(whole.value) : whole
    if (last.ok) break
  }
  return last
}
