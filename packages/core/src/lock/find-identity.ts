import { readHead } from '../document/document-head.js'
import { countSignatures } from '../key/count-signatures.js'
import { followIdentities } from '../key/identity-chain.js'
import { openIdentity, type PublisherIdentity } from '../key/publisher-identity.js'
import { accept, problem, refuse, type Outcome, type Problem } from '../problem/problem.js'
import { findIdentityExpiry } from '../seal/verify-document.js'
import { identityPath, type AcceptRequest } from './accept-request.js'
import type { KeptDocument } from './accept-verdict.js'
import type { ProvenFault } from './quarantine.js'

/** The identity to judge a publisher's lists by. */
export interface FoundIdentity {
  /** The newest that the trusted one leads to. */
  readonly identity: PublisherIdentity
  /** The trusted one and those passed on the way. */
  readonly keep: readonly KeptDocument[]
  /** Whether the operator has pinned another chain than the one that was accepted before. */
  readonly isAnew: boolean
  /** Why lists are not judged by it: it is not in force. */
  readonly ended: Problem | undefined
  /** Why the offer is not newer than what was accepted, whatever its lists say. */
  readonly problems: readonly Problem[]
  readonly fault: ProvenFault | undefined
}

/**
 * Finds the trusted identity by its digest and follows it to the newest that is offered.
 *
 * @spec freshness#trusted-identity
 * @param request - With a store that knows the identities offered, too.
 * @returns The identity; or `lock/identity-lost`, `key/other-publisher`, `lock/unsigned-before`, and what
 *   {@link followIdentities} refuses.
 */
export function findIdentity(request: AcceptRequest): Outcome<FoundIdentity> {
  const { accepted, pin, publisher } = request
  if (accepted !== undefined && accepted.identity === undefined) {
    const what = `expected the lock to hold an identity of ${publisher}, found lists that nobody signed`
    return refuse(problem('lock/unsigned-before', what))
  }
  const isPinned = accepted?.identity === undefined || accepted.pin !== pin
  const fingerprint = isPinned ? pin : `sha256:${accepted.identity.digest}`
  const pinned = openTrusted(request, fingerprint)
  if (!pinned.ok) return pinned
  const before = isPinned && accepted?.identity !== undefined ? openAccepted(request) : undefined
  // A source that holds back what was accepted must not make the operator begin anew.
  const start = before !== undefined && leadsTo(request, pinned.value, before) ? before : pinned.value
  const shown = findShownInstead(request, start)
  // What was proven stays proven, wherever the rest of such a chain leads.
  const followed =
    shown?.fault === undefined ? follow(request, start) : accept({ identity: start, passed: [] })
  if (!followed.ok)
    return shown?.problem === undefined ? followed : refuse(shown.problem, ...followed.problems)
  const { identity, passed } = followed.value
  const isAnew =
    isPinned &&
    accepted?.identity !== undefined &&
    start !== before &&
    !(before !== undefined && leadsTo(request, before, start))
  const followers = passed.map(({ digest, version }) => ({
    digest,
    bytes: request.offered.identities.get(version)!,
  }))
  return accept(
    {
      identity,
      keep: [{ digest: start.digest, bytes: request.kept(start.digest)! }, ...followers],
      isAnew,
      ended: findIdentityExpiry(identity, request.now),
      problems: shown?.problem === undefined ? [] : [shown.problem],
      fault: shown?.fault,
    },
    followed.findings,
  )
}

/** The identity of exactly this fingerprint, from the store or from what is offered: never by its number. */
function openTrusted({ kept, publisher }: AcceptRequest, fingerprint: string): Outcome<PublisherIdentity> {
  const bytes = kept(fingerprint.slice('sha256:'.length))
  const opened = bytes === undefined ? undefined : openIdentity(bytes, { pin: fingerprint })
  if (opened?.ok !== true) {
    const found = opened === undefined ? 'none' : opened.problems[0].what
    const what = `expected an identity of ${publisher} with the fingerprint ${fingerprint}, found ${found}`
    return refuse(problem('lock/identity-lost', what))
  }
  const { value } = opened
  if (value.publisher === publisher) return accept(value)
  const at = { source: identityPath(publisher, value.version), pointer: '/signed/publisher' }
  return refuse(problem('key/other-publisher', `expected ${publisher}, found ${value.publisher}`, at))
}

function follow(request: AcceptRequest, from: PublisherIdentity): ReturnType<typeof followIdentities> {
  const { now, offered, publisher } = request
  const source = (version: number) => identityPath(publisher, version)
  return followIdentities(from, (version) => offered.identities.get(version), { now, source })
}

/** By version, every identity that the pinned one leads to: to tell who has signed an old document. */
export function findHistory(request: AcceptRequest): ReadonlyMap<number, PublisherIdentity> {
  const pinned = openTrusted(request, request.pin)
  if (!pinned.ok) return new Map()
  const followed = follow(request, pinned.value)
  const chain = [pinned.value, ...(followed.ok ? followed.value.passed : [])]
  return new Map(chain.map((identity) => [identity.version, identity]))
}

/** The identity that was accepted before; undefined where it is lost. */
function openAccepted(request: AcceptRequest): PublisherIdentity | undefined {
  const opened = openTrusted(request, `sha256:${request.accepted!.identity!.digest}`)
  return opened.ok ? opened.value : undefined
}

/** Whether the chain from one identity comes to the other, over what is offered and the other itself. */
function leadsTo(request: AcceptRequest, from: PublisherIdentity, to: PublisherIdentity): boolean {
  if (from.digest === to.digest) return true
  const find = (version: number) => {
    if (version === to.version) return request.kept(to.digest)
    return version < to.version ? request.offered.identities.get(version) : undefined
  }
  const followed = followIdentities(from, find, { now: request.now })
  return followed.ok && followed.value.identity.digest === to.digest
}

/** What the source shows under the number of the trusted identity, where that is not the trusted identity. */
function findShownInstead(
  { offered, publisher }: AcceptRequest,
  trusted: PublisherIdentity,
): { readonly problem?: Problem; readonly fault?: ProvenFault } | undefined {
  const { version } = trusted
  const source = identityPath(publisher, version)
  const bytes = offered.identities.get(version)
  if (bytes === undefined) {
    const what = `expected identity version ${version}, which was accepted before, found none`
    return { problem: problem('lock/identity-not-offered', what, { source }) }
  }
  const read = readHead(bytes, source)
  if (read.ok && read.value.digest === trusted.digest) return undefined
  const found = read.ok ? `sha256:${read.value.digest}` : read.problems[0].what
  const what = `expected identity version ${version} to be ${trusted.fingerprint}, found ${found}`
  if (!read.ok || read.value.type !== 'publisher')
    return { problem: problem('lock/identity-replaced', what, { source }) }
  const { signed } = read.value
  const isProven =
    signed.type === 'publisher' &&
    signed.publisher === publisher &&
    signed.version === version &&
    countSignatures(read.value, trusted.roles.root).ok
  if (!isProven) return { problem: problem('lock/identity-replaced', what, { source }) }
  const { epoch } = signed
  return {
    fault: {
      fault: { code: 'lock/identity-equivocation', digest: read.value.digest, epoch, version },
      problem: problem('lock/identity-equivocation', what, { source }),
      heads: [read.value, trusted.head],
    },
  }
}
