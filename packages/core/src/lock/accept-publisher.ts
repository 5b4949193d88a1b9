import type { TrustAcknowledgement } from '@trustlist/schema'
import { openIdentity, type PublisherIdentity } from '../key/publisher-identity.js'
import type { VerifiedList } from '../list/verified-list.js'
import { verifyList } from '../list/verified-list.js'
import { problem, type Problem, type Problems } from '../problem/problem.js'
import type { Sha256 } from '../text/digest.js'
import type { Instant } from '../text/instant.js'
import type { LockList, LockPublisher } from './lock.js'
import { keepDenials } from './vanished-denials.js'

/** What a source offers of one publisher, as bytes: nothing of it is believed yet. */
export interface OfferedState {
  /** By the number in the name of the file, `identity/<N>.json`. */
  readonly identities: ReadonlyMap<number, Uint8Array>
  /** By the name in the name of the file, `<name>.list.json`. */
  readonly lists: ReadonlyMap<string, Uint8Array>
  /** The git commit that it was read from, as 40 or 64 hex digits. */
  readonly commit?: string
}

/** Everything that accepting a publisher's state depends on. */
export interface AcceptRequest {
  /** Its id as in trust.yaml: what is asked for, whatever the documents say. */
  readonly publisher: string
  /** Its fingerprint as in trust.yaml. */
  readonly pin: string
  /** Its element of the lock; undefined where nothing of it was accepted yet. */
  readonly accepted: LockPublisher | undefined
  readonly offered: OfferedState
  /** The store of accepted documents, by document digest. */
  readonly kept: (digest: Sha256) => Uint8Array | undefined
  /** The names of the lists that are asked for; undefined: every one that is offered or was accepted before. */
  readonly lists: readonly string[] | undefined
  /** The instant to judge by, fixed by the caller once for a whole run. */
  readonly now: Instant
  /** The lock's `timeFloor`; undefined where there is no lock yet. */
  readonly timeFloor: Instant | undefined
  /** A list issued more than this many days ago is stale. No limit where absent. */
  readonly maxAgeDays?: number
  /** `acknowledged` of trust.yaml: kept denials that may go. */
  readonly acknowledged?: readonly TrustAcknowledgement[]
}

/** A document for the content-addressed store: `<digest>.json`. */
export interface KeptDocument {
  readonly digest: Sha256
  readonly bytes: Uint8Array
}

/** A list that is now accepted in another version than before. */
export interface ListChange {
  readonly list: string
  /** Undefined where no version of it was accepted before. */
  readonly before: VerifiedList | undefined
  readonly after: VerifiedList
}

interface Judged {
  readonly publisher: string
  /** The newest identity that the trusted one leads to. */
  readonly identity: PublisherIdentity | undefined
  /** Its element of the lock from now on. Undefined where nothing was ever accepted. */
  readonly lock: LockPublisher | undefined
  /** The lists of which another version is accepted now, by name. Those not named here are as they were. */
  readonly changes: readonly ListChange[]
  /**
   * To be in the store before the lock is written. One that has the digest of a document kept before replaces it: it has
   * all of its signatures, and more.
   */
  readonly keep: readonly KeptDocument[]
  /** Heads that prove a fault, as DSSE envelopes in canonical JSON: to be kept as `<digest>.dsse.json`. */
  readonly proof: readonly KeptDocument[]
  /** The latest `issued` of what was accepted: what the lock's time floor rises to. */
  readonly newestIssued: Instant | undefined
  /** Warnings and notices; never errors. */
  readonly findings: readonly Problem[]
}

/**
 * What becomes of an offered state.
 *
 * `accepted`: all of it is. `stale`: some of it could not be judged, or is merely old or withheld; what could be judged is
 * accepted, and for the rest the last accepted state serves. `quarantined`: it is proven wrong; nothing of it is accepted,
 * and the lock remembers.
 */
export type AcceptVerdict =
  | (Judged & {
      readonly status: 'accepted'
      readonly identity: PublisherIdentity
      readonly lock: LockPublisher
    })
  | (Judged & { readonly status: 'stale'; readonly problems: Problems })
  | (Judged & { readonly status: 'quarantined'; readonly problems: Problems })

/**
 * Judges what a source offers of one publisher against what was accepted of it before.
 *
 * @spec freshness#accepting-a-publisher
 */
export function acceptPublisher(request: AcceptRequest): AcceptVerdict {
  const { publisher, pin, accepted, offered, now } = request
  const at = { source: publisher }
  const unchanged: Judged = {
    publisher,
    identity: undefined,
    lock: accepted,
    changes: [],
    keep: [],
    proof: [],
    newestIssued: undefined,
    findings: [],
  }
  const identityBytes = [...offered.identities.values()].find((bytes) => openIdentity(bytes, { pin }).ok)
  if (identityBytes === undefined) {
    const what = `expected an identity with the fingerprint ${pin}, found none`
    return { ...unchanged, status: 'stale', problems: [problem('lock/identity-missing', what, at)] }
  }
  const opened = openIdentity(identityBytes, { pin })
  if (!opened.ok) return { ...unchanged, status: 'stale', problems: opened.problems }
  const identity = opened.value
  const names = request.lists ?? [
    ...new Set([...offered.lists.keys(), ...(accepted?.lists ?? []).map(({ list }) => list)]),
  ]
  const keep: KeptDocument[] = [{ digest: identity.digest, bytes: identityBytes }]
  const changes: ListChange[] = []
  const lists: LockList[] = []
  const problems: Problem[] = []
  let keptDenials = accepted?.keptDenials ?? []
  let newestIssued = identity.issued
  for (const name of [...names].sort()) {
    const bytes = offered.lists.get(name)
    if (bytes === undefined) {
      problems.push(problem('lock/list-missing', `expected the list ${name} of ${publisher}, found none`, at))
      continue
    }
    const list = verifyList(bytes, identity, { now, list: name, source: `${publisher}/${name}.list.json` })
    if (!list.ok) {
      problems.push(...list.problems)
      continue
    }
    const { epoch, version, digest, issued } = list.value
    const before = accepted?.lists.find((each) => each.list === name)
    if (issued > newestIssued) newestIssued = issued
    lists.push({
      digest,
      epoch,
      list: name,
      version,
      ...(offered.commit === undefined ? {} : { commit: offered.commit }),
    })
    if (before?.digest === digest) continue
    keptDenials = keepDenials(keptDenials, undefined, list.value, now)
    keep.push({ digest, bytes })
    changes.push({ list: name, before: undefined, after: list.value })
  }
  const [first, ...rest] = problems
  if (first !== undefined) return { ...unchanged, identity, status: 'stale', problems: [first, ...rest] }
  const lock: LockPublisher = {
    identity: { digest: identity.digest, version: identity.version },
    keptDenials,
    lastRefreshed: now,
    lists,
    pin,
    publisher,
  }
  return {
    ...unchanged,
    status: 'accepted',
    identity,
    lock,
    changes,
    keep,
    newestIssued,
    findings: opened.findings,
  }
}
