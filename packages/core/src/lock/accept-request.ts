import type { TrustAcknowledgement } from '@trustlist/schema'
import type { Sha256 } from '../text/digest.js'
import type { Instant } from '../text/instant.js'
import type { LockPublisher } from './lock.js'

/** What a source offers of one publisher, as bytes: nothing of it is believed yet. */
export interface OfferedState {
  /** By the number in the name of the file, `identity/<N>.json`. */
  readonly identities: ReadonlyMap<number, Uint8Array>
  /** By the name in the name of the file, `<name>.list.json`. */
  readonly lists: ReadonlyMap<string, Uint8Array>
  /** The git commit that it was read from, as 40 or 64 hex digits. */
  readonly commit?: string
}

/**
 * The store of accepted documents: the bytes kept under a document digest, or undefined. What comes back is checked and
 * not believed.
 */
export type Kept = (digest: Sha256) => Uint8Array | undefined

/** Everything that accepting a publisher's state depends on. */
export interface AcceptRequest {
  /** Its id as in trust.yaml: what is asked for, whatever the documents say. */
  readonly publisher: string
  /** Its fingerprint as in trust.yaml. */
  readonly pin: string
  /** Its element of the lock; undefined where nothing of it was accepted yet. */
  readonly accepted: LockPublisher | undefined
  readonly offered: OfferedState
  readonly kept: Kept
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

/** How messages name the file of an identity version. */
export function identityPath(publisher: string, version: number): string {
  return `${publisher}/identity/${version}.json`
}

/** How messages name the file of a list. */
export function listPath(publisher: string, list: string): string {
  return `${publisher}/${list}.list.json`
}
