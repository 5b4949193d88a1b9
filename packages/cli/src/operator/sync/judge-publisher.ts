import {
  acceptPublisher,
  compareIdentities,
  openIdentity,
  type AcceptVerdict,
  type IdentityChange,
  type Instant,
  type LockChange,
  type LockPublisher,
  type OfferedState,
  type PublisherIdentity,
  type Sha256,
  type Trust,
  type TrustPublisher,
} from '@trustlist/core'
import { succeed, type CliProblem, type Failed, type Result, type Succeeded } from '../../failure.js'
import type { World } from '../../world.js'
import { recalling, type Store } from '../store.js'
import type { TrustPlace } from '../trust-place.js'
import { judgeUnsigned } from '../unsigned-source.js'
import { isAccepted, wantedOf, type AskedSource } from './bring-publishers.js'
import { countListChange, type ListChangeCounts } from './list-changes.js'
import { toMemo } from './source-memo.js'

/** What publishers are judged with, the same for every one. */
export interface Judging {
  readonly trust: Trust
  readonly place: TrustPlace
  readonly store: Store
  readonly timeFloor: Instant | undefined
  readonly now: Instant
  readonly isOffline: boolean
}

/** How a publisher stands after a run. `unsigned`: the operator's review is all there is, and it holds. */
export type Standing = 'fresh' | 'unsigned' | 'stale' | 'quarantined' | 'unreachable'

/** What came of one publisher. */
export interface JudgedPublisher {
  readonly publisher: string
  readonly standing: Standing
  /** Its element of the lock from now on; undefined where nothing was ever accepted. */
  readonly locked: LockPublisher | undefined
  /** Undefined where nothing was judged: its element of the lock is not touched. */
  readonly change: LockChange | undefined
  readonly commit: string | undefined
  readonly identity: PublisherIdentity | undefined
  /** Where the identity went forward. */
  readonly rotation: Rotation | undefined
  readonly lists: readonly ListChangeCounts[]
  readonly problems: readonly CliProblem[]
  readonly findings: readonly CliProblem[]
  /** Keeps in mind that this was all that the source offered; to be called when the lock is written. */
  readonly remember: () => void
}

export interface Rotation {
  readonly before: number
  readonly after: number
  readonly changes: readonly IdentityChange[]
}

/**
 * Judges one publisher and puts what is accepted into the store. What is wrong with a publisher is in the answer.
 *
 * @param bring - Gives its source, asked; not called where the publisher never signs.
 * @returns What came of it; a failure only where the store cannot be written, which concerns every publisher.
 */
export async function judgePublisher(
  publisher: TrustPublisher,
  bring: () => Promise<Result<AskedSource>>,
  accepted: LockPublisher | undefined,
  judging: Judging,
  world: World,
): Promise<Result<JudgedPublisher>> {
  const { pin, unsigned } = publisher
  if (unsigned !== undefined) return judgeUnsignedSource({ ...publisher, unsigned }, accepted, judging, world)
  const source = await bring()
  if (!source.ok) return succeed(unreached(publisher, accepted, source))
  const { maxAgeDays, id } = publisher
  const judge = (offered: OfferedState, kept: Kept) =>
    acceptPublisher({
      publisher: id,
      pin: pin!,
      accepted,
      offered,
      kept,
      lists: wantedOf(publisher).lists,
      now: judging.now,
      timeFloor: judging.timeFloor,
      ...(maxAgeDays === undefined ? {} : { maxAgeDays }),
      acknowledged: judging.trust.acknowledged ?? [],
    })
  const { store } = judging
  const isKnown = isAccepted(source.value, publisher, accepted, store)
  let kept: Kept = isKnown ? recallingHeads(store, accepted!) : recalling(store)
  let offered = isKnown ? recallOffer(source.value, publisher, accepted!, kept) : undefined
  let verdict = offered === undefined ? undefined : judge(offered.value, kept)
  if (offered === undefined || verdict === undefined || !isAsBefore(verdict)) {
    // Whatever is to be told or done about a list, it is told and done with all of it in hand.
    kept = recalling(store)
    const read =
      (isKnown ? recallOffer(source.value, publisher, accepted!, kept) : undefined) ??
      (await source.value.source.read(wantedOf(publisher)))
    if (!read.ok) return succeed(unreached(publisher, accepted, read))
    offered = read
    verdict = judge(offered.value, kept)
  }
  const stored = storeAll(verdict, store)
  if (!stored.ok) return stored
  const { commit } = offered.value
  const locked = toLocked(verdict, accepted, judging.isOffline && commit !== undefined, judging.now)
  const { memory } = source.value.source
  const memo = verdict.status === 'accepted' ? toMemo(commit, wantedOf(publisher), locked, store) : undefined
  return succeed({
    publisher: id,
    standing: verdict.status === 'accepted' ? 'fresh' : verdict.status,
    locked,
    change: { lock: locked, newestIssued: verdict.newestIssued },
    commit,
    identity: verdict.identity,
    rotation: findRotation(accepted, verdict.identity, kept),
    lists: verdict.changes.map(countListChange),
    problems: verdict.status === 'accepted' ? [] : verdict.problems,
    findings: [...offered.findings, ...verdict.findings],
    remember: () => {
      if (memo !== undefined && memory?.recall() !== memo) memory?.remember(memo)
    },
  })
}

function toNothing(publisher: string, locked: LockPublisher | undefined): JudgedPublisher {
  return {
    publisher,
    standing: 'unreachable',
    locked,
    change: undefined,
    commit: undefined,
    identity: undefined,
    rotation: undefined,
    lists: [],
    problems: [],
    findings: [],
    remember: () => undefined,
  }
}

function unreached(
  { id }: TrustPublisher,
  accepted: LockPublisher | undefined,
  { problems }: Failed,
): JudgedPublisher {
  return { ...toNothing(id, accepted), problems }
}

async function judgeUnsignedSource(
  publisher: TrustPublisher & { readonly unsigned: string },
  accepted: LockPublisher | undefined,
  judging: Judging,
  world: World,
): Promise<Result<JudgedPublisher>> {
  const judged = await judgeUnsigned(publisher, accepted, judging, world)
  if (!judged.ok) return succeed(unreached(publisher, accepted, judged))
  const { list, bytes, lock } = judged.value
  const stored = judging.store.keep(list.digest, bytes)
  if (!stored.ok) return stored
  const { findings } = judged
  return succeed({
    ...toNothing(publisher.id, lock),
    standing: 'unsigned',
    change: judged.value,
    findings,
  })
}

type Kept = (digest: Sha256) => Uint8Array | undefined

/** The store, with the heads of the accepted lists in place of them: enough to judge by what day it is. */
function recallingHeads(store: Store, { lists }: LockPublisher): Kept {
  const whole = recalling(store)
  const heads = new Map<Sha256, Uint8Array | undefined>()
  const digests = new Set(lists.map(({ digest }) => digest))
  return (digest) => {
    if (!digests.has(digest)) return whole(digest)
    if (!heads.has(digest)) heads.set(digest, store.readHead(digest))
    return heads.get(digest)
  }
}

/** Whether a run finds nothing to tell, to keep or to change of a publisher. */
function isAsBefore(verdict: AcceptVerdict): boolean {
  return (
    verdict.status === 'accepted' &&
    verdict.keep.length === 0 &&
    verdict.proof.length === 0 &&
    verdict.changes.length === 0
  )
}

/** What the source offers where it is known to be exactly what was accepted: from the store, undefined where it is not. */
function recallOffer(
  { commit }: AskedSource,
  publisher: TrustPublisher,
  accepted: LockPublisher,
  kept: Kept,
): Succeeded<OfferedState> | undefined {
  const { lists: wanted } = wantedOf(publisher)
  if (commit === undefined || accepted.identity === undefined) return undefined
  const identity = kept(accepted.identity.digest)
  if (identity === undefined) return undefined
  const lists = new Map<string, Uint8Array>()
  for (const { digest, list } of accepted.lists) {
    if (wanted?.includes(list) === false) continue
    const bytes = kept(digest)
    if (bytes === undefined) return undefined
    lists.set(list, bytes)
  }
  return succeed({ commit, identities: new Map([[accepted.identity.version, identity]]), lists })
}

function storeAll({ keep, proof }: AcceptVerdict, store: Store): Result<undefined> {
  for (const { digest, bytes } of keep) {
    const stored = store.keep(digest, bytes)
    if (!stored.ok) return stored
  }
  for (const { digest, bytes } of proof) {
    const stored = store.keepProof(digest, bytes)
    if (!stored.ok) return stored
  }
  return succeed(undefined)
}

/**
 * The element of the lock. What is read from a mirror without asking its source is no fresher than it was: the days of
 * grace go on.
 */
function toLocked(
  verdict: AcceptVerdict,
  accepted: LockPublisher | undefined,
  isMirrored: boolean,
  now: Instant,
): LockPublisher | undefined {
  const { lock, newestIssued } = verdict
  if (lock === undefined || !isMirrored || verdict.status !== 'accepted') return lock
  const known = [accepted?.lastRefreshed, newestIssued].filter((each) => each !== undefined && each <= now)
  const lastRefreshed = known.sort().at(-1)
  return lastRefreshed === undefined ? lock : { ...lock, lastRefreshed }
}

function findRotation(
  accepted: LockPublisher | undefined,
  identity: PublisherIdentity | undefined,
  kept: (digest: Sha256) => Uint8Array | undefined,
): Rotation | undefined {
  const locked = accepted?.identity
  if (locked === undefined || identity === undefined || locked.digest === identity.digest) return undefined
  const bytes = kept(locked.digest)
  const before = bytes === undefined ? undefined : openIdentity(bytes, { pin: `sha256:${locked.digest}` })
  return {
    before: locked.version,
    after: identity.version,
    changes: before?.ok === true ? compareIdentities(before.value, identity) : [],
  }
}
