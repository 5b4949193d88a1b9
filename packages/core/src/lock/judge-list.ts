import { expectType, readHead, type DocumentHead } from '../document/document-head.js'
import { countSignatures } from '../key/count-signatures.js'
import type { PublisherIdentity } from '../key/publisher-identity.js'
import { openList, type VerifiedList } from '../list/verified-list.js'
import { problem, type Place, type Problem, type Problems } from '../problem/problem.js'
import { findFreshnessFault } from '../seal/check-freshness.js'
import { verifyHeadUndated, verifySubject, type VerifiedHead } from '../seal/verify-document.js'
import { dayOf, daysBetween } from '../text/instant.js'
import { addSignatures } from './add-signatures.js'
import { listPath, type AcceptRequest } from './accept-request.js'
import type { KeptDocument } from './accept-verdict.js'
import { findDeparture, type Departure } from './compare-accepted.js'
import type { LockList } from './lock.js'
import { comparePositions, type ProvenFault } from './quarantine.js'
import { readKeptHead } from './kept-documents.js'
import { reopenList } from './reopen-list.js'
import { withoutIdentity } from './vouch.js'

/** What becomes of one list. */
export type JudgedList =
  | {
      readonly kind: 'same' | 'changed'
      readonly locked: LockList
      readonly issued: string
      readonly keep: KeptDocument | undefined
      /** Where it has changed. */
      readonly change?: { readonly before: VerifiedList | undefined; readonly after: VerifiedList }
      readonly findings: readonly Problem[]
    }
  | { readonly kind: 'refused'; readonly problems: Problems }
  | { readonly kind: 'wrong'; readonly proven: ProvenFault }

/** What lists of one publisher are judged by. */
export interface Judging {
  readonly request: AcceptRequest
  readonly identity: PublisherIdentity
  /** The lists accepted before, by name; none where the operator pinned anew. */
  readonly accepted: ReadonlyMap<string, LockList>
  /** Every identity since the pin, by version; asked for only where an old document was found. */
  readonly history: () => ReadonlyMap<number, PublisherIdentity>
}

/**
 * Judges one list as it is offered: head, signatures, the version accepted before, dates, content, in this order.
 *
 * @spec freshness#judging-a-list
 * @param name - As it is asked for.
 */
export function judgeList(name: string, judging: Judging): JudgedList {
  const { request, identity } = judging
  const source = listPath(request.publisher, name)
  const locked = judging.accepted.get(name)
  const bytes = request.offered.lists.get(name)
  if (bytes === undefined) {
    return refused([problem('lock/list-missing', `expected the list ${name}, found none`, { source })])
  }
  const head = verifyHeadUndated(bytes, 'list', identity, { list: name, source })
  if (!head.ok) return findOldVersion(bytes, name, locked, judging) ?? refused(head.problems)
  const signed = head.value.head
  const departure = locked === undefined ? undefined : findDeparture(signed, locked)
  if (departure !== undefined) return wrong(departure, signed, locked!, request)
  const dated = findDateFault(signed, request, { source })
  if (dated !== undefined) return refused([dated])
  return locked?.digest === signed.digest
    ? judgeSame(head.value, bytes, locked, judging, head.findings)
    : judgeChanged(head.value, bytes, request, head.findings)
}

function refused(problems: Problems): JudgedList {
  return { kind: 'refused', problems }
}

function wrong(
  { code, what }: Departure,
  head: DocumentHead<'list'>,
  locked: LockList,
  { kept, publisher }: AcceptRequest,
): JudgedList {
  const { list, epoch, version } = head.signed
  const before = readKeptHead(kept(locked.digest), locked.digest)
  return {
    kind: 'wrong',
    proven: {
      fault: { code, digest: head.digest, epoch, list, version },
      problem: problem(code, what, { source: listPath(publisher, list) }),
      heads: before === undefined ? [head] : [before, head],
    },
  }
}

/**
 * Whether what the newest identity does not vouch for is an older version that an earlier identity did: then it is
 * proven that the source went back, and not merely that it holds something unsigned.
 */
function findOldVersion(
  bytes: Uint8Array,
  name: string,
  locked: LockList | undefined,
  { request, history }: Judging,
): JudgedList | undefined {
  if (locked === undefined) return undefined
  const read = readHead(bytes, listPath(request.publisher, name))
  const typed = read.ok ? expectType(read.value, 'list') : read
  if (!typed.ok) return undefined
  const head = typed.value
  const { publisher, list, publisherVersion, epoch } = head.signed
  if (publisher !== request.publisher || list !== name) return undefined
  if (comparePositions(head.signed, { epoch: locked.epoch!, version: locked.version! }) >= 0) return undefined
  const signer = history().get(publisherVersion)
  if (signer?.epoch !== epoch || !countSignatures(head, signer.roles.list).ok) return undefined
  return wrong(findDeparture(head, locked)!, head, locked, request)
}

function findDateFault(
  { signed }: DocumentHead<'list'>,
  { maxAgeDays, now }: AcceptRequest,
  at: Place,
): Problem | undefined {
  const fault = findFreshnessFault(signed, now, at)
  if (fault !== undefined || maxAgeDays === undefined) return fault
  const days = daysBetween(dayOf(signed.issued), dayOf(now))
  if (days <= maxAgeDays) return undefined
  return problem(
    'lock/too-old',
    `issued ${signed.issued}, ${days} days ago; at most ${maxAgeDays} are taken`,
    {
      ...at,
      pointer: '/signed/issued',
    },
  )
}

/** The version that was accepted before. Its subject needs no second look where it is kept: the digest binds it. */
function judgeSame(
  head: VerifiedHead<'list'>,
  bytes: Uint8Array,
  locked: LockList,
  { request }: Judging,
  findings: readonly Problem[],
): JudgedList {
  const { digest, signed } = head.head
  const same = { kind: 'same', locked: withoutIdentity(locked), issued: signed.issued, findings } as const
  const kept = request.kept(digest)
  const before = readKeptHead(kept, digest)
  if (before !== undefined) return { ...same, keep: addSignatures(kept!, before, head) }
  const list = openWhole(head, bytes)
  return list.ok ? { ...same, keep: { digest, bytes } } : refused(list.problems)
}

function openWhole(head: VerifiedHead<'list'>, bytes: Uint8Array) {
  const document = verifySubject(head, bytes)
  return document.ok ? openList(document.value) : document
}

function judgeChanged(
  head: VerifiedHead<'list'>,
  bytes: Uint8Array,
  { accepted, kept, offered }: AcceptRequest,
  findings: readonly Problem[],
): JudgedList {
  const after = openWhole(head, bytes)
  if (!after.ok) return refused(after.problems)
  // Which denials vanish can only be told with the version before in hand, also one of a chain that was pinned earlier.
  const locked = accepted?.lists.find(({ list }) => list === after.value.name)
  const before = locked === undefined ? undefined : reopenList(accepted!, locked, kept)
  if (before?.ok === false) return refused(before.problems)
  const { digest, epoch, issued, name, version } = after.value
  const { commit } = offered
  const stored = kept(digest)
  const storedHead = readKeptHead(stored, digest)
  return {
    kind: 'changed',
    locked: { ...(commit === undefined ? {} : { commit }), digest, epoch, list: name, version },
    issued,
    keep: storedHead === undefined ? { digest, bytes } : addSignatures(stored!, storedHead, head),
    change: { before: before?.value, after: after.value },
    findings: [...findings, ...after.findings],
  }
}
