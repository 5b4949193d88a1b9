import type { PublisherIdentity } from '../key/publisher-identity.js'
import type { VerifiedList } from '../list/verified-list.js'
import type { Problem, Problems } from '../problem/problem.js'
import type { Sha256 } from '../text/digest.js'
import type { Instant } from '../text/instant.js'
import type { KeptDenial, LockPublisher } from './lock.js'

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
  /** The denials that vanished with this change. They stay until they are acknowledged. */
  readonly vanished: readonly KeptDenial[]
}

export interface Judged {
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
 * `accepted`: all of it is. `stale`: some of it could not be judged, or is merely old or withheld; the lists that could be
 * judged are accepted, and for the rest the last accepted state serves. `quarantined`: it is proven wrong; no list of it is
 * accepted, and the lock remembers.
 */
export type AcceptVerdict =
  | (Judged & {
      readonly status: 'accepted'
      readonly identity: PublisherIdentity
      readonly lock: LockPublisher
    })
  | (Judged & { readonly status: 'stale'; readonly problems: Problems })
  | (Judged & { readonly status: 'quarantined'; readonly problems: Problems })
