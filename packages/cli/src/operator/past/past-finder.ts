import { join } from 'node:path'
import {
  findPastState,
  type Instant,
  type PastDocument,
  type PastState,
  type TrustPublisher,
} from '@trustlist/core'
import { succeed, type Result } from '../../failure.js'
import type { World } from '../../world.js'
import { usualCache } from '../sources/git-cache.js'
import { readHistory, readVersions, type HistoricDocument } from '../sources/git-history.js'
import { hasMirror, mirrorPath } from '../sources/git-mirror.js'
import { addressOf } from '../sources/git-source.js'
import { sourceLimits } from '../sources/pick-documents.js'
import type { Fetched } from '../sources/read-objects.js'
import { parseSourcePlace } from '../sources/source-place.js'
import type { Store } from '../store.js'
import type { TrustPlace } from '../trust-place.js'
import { wantedOf } from '../sync/bring-publishers.js'
import { readPastHead, storeDocuments } from './store-documents.js'

/** Where past documents are looked for. */
export interface PastPlaces {
  readonly place: TrustPlace
  readonly store: Store
  /** The folder of `--cache`; undefined: the usual one. A cache that is not there is none to look into. */
  readonly cache: string | undefined
}

/** A publisher that signs. */
export type PinnedPublisher = TrustPublisher & { readonly pin: string }

/**
 * Makes the function that finds what a publisher had in force at an instant: among the documents of the store, and among
 * all versions of its documents that the mirror of its git source holds. Nothing is asked or fetched, and no lock is read:
 * what the operator had accepted by then is not told.
 *
 * @spec freshness#past-states
 * @returns A function that gives the state; or what `findPastState` refuses, `cli/source-refused`, `cli/source-too-large`
 *   and what running git gives. Damage of the store is in its own findings.
 */
export function pastFinder(
  { place, store, cache: given }: PastPlaces,
  world: World,
): (publisher: PinnedPublisher, at: Instant) => Promise<Result<PastState>> {
  const cache = given ?? usualCache(world)
  let kept: ReadonlyMap<string, readonly PastDocument[]> | undefined
  return async (publisher, at) => {
    kept ??= storeDocuments(store, world)
    const mirror = findMirror(publisher.from, place.folder, cache, world)
    if (!mirror.ok) return mirror
    return findPast(publisher, at, kept.get(publisher.id) ?? [], mirror.value, world)
  }
}

/** The mirror of a git source; undefined where there is none, or where the source is a folder. */
function findMirror(
  from: string,
  base: string,
  cache: string | undefined,
  world: World,
): Result<Fetched | undefined> {
  const place = parseSourcePlace(from, base)
  if (!place.ok) return place
  if (place.value.kind === 'folder' || cache === undefined) return succeed(undefined)
  const { ref, folder } = place.value
  const repository = mirrorPath(join(cache, 'git'), addressOf(place.value, world))
  return succeed(hasMirror(repository, world) ? { repository, ref, folder, source: from } : undefined)
}

/**
 * Asks for the state as often as it takes: which lists it needs as a whole is only known when their heads were judged, and
 * they are read from the mirror then.
 */
async function findPast(
  publisher: PinnedPublisher,
  at: Instant,
  kept: readonly PastDocument[],
  mirror: Fetched | undefined,
  world: World,
): Promise<Result<PastState>> {
  const { id: publisherId, pin } = publisher
  const { lists } = wantedOf(publisher)
  const past = (documents: Iterable<PastDocument>) =>
    findPastState({ publisher: publisherId, pin, documents, lists, at })
  if (mirror === undefined) return past(kept)
  const history = await readPublisherHistory(publisher, mirror, world)
  if (!history.ok) return history
  const { documents, whole } = history.value
  for (;;) {
    const missed = new Set<string>()
    const toDocument = ({ id, prefix }: HistoricDocument): PastDocument => ({
      prefix,
      read: () => {
        if (!whole.has(id)) missed.add(id)
        return whole.get(id)
      },
    })
    // What is in the store first: it is at hand.
    const found = past([...kept, ...documents.map(toDocument)])
    if (missed.size === 0) return found
    const read = await readVersions([...missed], mirror, world)
    if (!read.ok) return read
    for (const id of missed) whole.set(id, read.value.get(id))
  }
}

interface PublisherHistory {
  readonly documents: readonly HistoricDocument[]
  /** Identities are small, and a chain of them is followed step by step: all are here. Of lists there are heads only. */
  readonly whole: Map<string, Uint8Array | undefined>
}

async function readPublisherHistory(
  publisher: PinnedPublisher,
  mirror: Fetched,
  world: World,
): Promise<Result<PublisherHistory>> {
  const identities = new Set<Uint8Array>()
  const keep = (prefix: Uint8Array) => {
    const head = readPastHead(prefix)
    if (head?.publisher !== publisher.id) return undefined
    if (head.type === 'list') return head.bytes
    const copy = prefix.slice()
    identities.add(copy)
    return copy
  }
  const history = await readHistory(mirror, wantedOf(publisher), keep, world)
  if (!history.ok) return history
  const whole = new Map<string, Uint8Array | undefined>()
  const long: string[] = []
  for (const { id, byteCount, prefix } of history.value) {
    if (!identities.has(prefix)) continue
    if (prefix.length === byteCount) whole.set(id, prefix)
    else if (byteCount <= sourceLimits.identityBytes) long.push(id)
    else whole.set(id, undefined)
  }
  const read = await readVersions(long, mirror, world)
  if (!read.ok) return read
  for (const id of long) whole.set(id, read.value.get(id))
  return succeed({ documents: history.value, whole })
}
