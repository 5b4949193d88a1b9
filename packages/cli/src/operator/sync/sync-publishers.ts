import { updateLock, type Instant, type Lock } from '@trustlist/core'
import { succeed, type CliProblem, type Result } from '../../failure.js'
import { say, type Shown } from '../../render/shown.js'
import { showProgress } from '../../render/progress.js'
import type { SourceText } from '../../render/code-frame.js'
import type { World } from '../../world.js'
import { withHold, type Hold } from '../hold.js'
import { readLockFile, writeLockFile } from '../lock-file.js'
import { readTrustFile } from '../read-trust-file.js'
import { sourceFinder } from '../sources/open-source.js'
import type { PublisherSource } from '../sources/publisher-source.js'
import { openStore } from '../store.js'
import { readKeptHeads } from '../kept-heads.js'
import type { TrustPlace } from '../trust-place.js'
import { bring, bringPublishers, type Brought } from './bring-publishers.js'
import { choosePublishers } from './choose-publishers.js'
import { compareWitnesses } from './compare-witnesses.js'
import { judgePublisher, type JudgedPublisher } from './judge-publisher.js'

/** What a run of `sync` is asked. */
export interface SyncRequest {
  readonly place: TrustPlace
  /** Ids; every publisher where there is none. */
  readonly publishers: readonly string[]
  readonly now: Instant
  readonly isOffline: boolean
  /** The history of git sources is fetched too, for past states. */
  readonly isWhole: boolean
  readonly cache: string | undefined
  readonly timeoutMs: number | undefined
  /** Shows progress; undefined: nothing is shown. */
  readonly talk: ((line: Shown) => void) | undefined
  /** Gets the texts that problems point into. */
  readonly texts: Map<string, SourceText>
}

export interface Synced {
  readonly publishers: readonly JudgedPublisher[]
  readonly findings: readonly CliProblem[]
}

/**
 * Brings what the publishers offer, judges it, and writes what is accepted: documents into the store as they are judged,
 * the lock last of all, and at once. Whatever stops it before leaves the lock as it was.
 *
 * Sources are asked before the operator's files are held: a slow one keeps no other command waiting.
 *
 * @spec freshness#the-new-lock
 * @returns What came of each publisher; a failure where none could be judged.
 */
export async function syncPublishers(request: SyncRequest, world: World): Promise<Result<Synced>> {
  const { place, texts, now, isOffline, isWhole, cache, timeoutMs } = request
  const trust = await readTrustFile(place.trust, texts, world)
  if (!trust.ok) return trust
  const lock = await readLockFile(place, world)
  if (!lock.ok) return lock
  const chosen = choosePublishers(trust.value, request.publishers, place.trust)
  if (!chosen.ok) return chosen
  const settings = {
    base: place.folder,
    cache,
    isOffline,
    isWhole,
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  }
  const find = sourceFinder(settings, world)
  const waiting = new Set(chosen.value.filter(({ pin }) => pin !== undefined).map(({ id }) => id))
  const all = waiting.size
  const endProgress =
    request.talk === undefined
      ? () => undefined
      : showProgress(
          () => say`${all - waiting.size} of ${all} sources; waiting for ${[...waiting].join(', ')}`,
          world,
        )
  const brought = await bringPublishers(
    chosen.value.filter(({ pin }) => pin !== undefined),
    lock.value,
    openStore(place.store, world),
    find,
    (id) => waiting.delete(id),
  ).finally(endProgress)
  const sources = new Map(brought.map((each) => [JSON.stringify(each.publisher), each]))
  return withHold(place, 'sync', world, request.talk ?? (() => undefined), (hold) =>
    judgeAll(hold, { ...request, now }, sources, find, world),
  )
}

type Sources = ReadonlyMap<string, Brought>

/** Under the hold everything is read anew: another run may have changed it meanwhile. */
async function judgeAll(
  hold: Hold,
  request: SyncRequest,
  sources: Sources,
  find: (from: string) => Promise<Result<PublisherSource>>,
  world: World,
): Promise<Result<Synced>> {
  const { place, now, isOffline, texts } = request
  const trust = await readTrustFile(place.trust, texts, world)
  if (!trust.ok) return trust
  const lock = await readLockFile(place, world)
  if (!lock.ok) return lock
  const chosen = choosePublishers(trust.value, request.publishers, place.trust)
  if (!chosen.ok) return chosen
  const accepted = new Map((lock.value?.publishers ?? []).map((each) => [each.publisher, each]))
  const store = openStore(place.store, world)
  const judging = { trust: trust.value, place, store, timeFloor: lock.value?.timeFloor, now, isOffline }
  const judged: JudgedPublisher[] = []
  for (const publisher of chosen.value) {
    const before = accepted.get(publisher.id)
    const brought = async () =>
      sources.get(JSON.stringify(publisher))?.source ?? (await bring(publisher, before, store, find))
    const one = await judgePublisher(publisher, brought, before, judging, world)
    if (!one.ok) return one
    judged.push(one.value)
  }
  const written = writeNew(hold, lock.value, judged, world)
  if (!written.ok) return written
  for (const each of judged) each.remember()
  const isNew = judged.some(({ lists, rotation }) => lists.length > 0 || rotation !== undefined)
  const seen = isNew
    ? compareWitnesses(
        written.value!,
        lock.value,
        (digest) => store.read(digest),
        () => readKeptHeads(store, world),
      )
    : []
  const findings = [
    ...trust.findings,
    ...lock.findings,
    ...store.findings(),
    ...seen.map(({ problem }) => problem),
  ]
  return succeed({ publishers: judged, findings })
}

/** The lock, where something of it changes. */
function writeNew(
  hold: Hold,
  lock: Lock | undefined,
  judged: readonly JudgedPublisher[],
  world: World,
): Result<Lock | undefined> {
  const changes = judged.flatMap(({ change }) => (change === undefined ? [] : [change]))
  if (changes.every(({ lock: element }) => element === undefined)) return succeed(lock)
  const next = updateLock(lock, changes)
  const written = writeLockFile(hold, next, world)
  return written.ok ? succeed(next) : written
}
