import {
  accept,
  acceptPublisher,
  encodeUtf8,
  findDisagreements,
  findPastState,
  parseLock,
  readHead,
  reopenPublisher,
  toLockText,
  toObserved,
  updateLock,
  type AcceptRequest,
  type Lock,
  type LockChange,
  type LockPublisher,
  type Problem,
} from '@trustlist/core'
import type { ObservedHead } from '@trustlist/schema'
import type { Operations } from './operation.js'

interface Offered {
  readonly identities: readonly { readonly version: number; readonly document: string }[]
  readonly lists: readonly { readonly list: string; readonly document: string }[]
}

type Accepting = Omit<AcceptRequest, 'accepted' | 'offered' | 'kept' | 'lists' | 'timeFloor'> &
  Partial<Pick<AcceptRequest, 'accepted' | 'lists' | 'timeFloor'>> & {
    readonly offered: Offered
    readonly kept: readonly string[]
  }

function storeOf(documents: readonly string[]) {
  const store = new Map<string, Uint8Array>()
  for (const document of documents) {
    const bytes = encodeUtf8(document)
    const head = readHead(bytes)
    if (!head.ok) throw new Error(JSON.stringify(head.problems))
    store.set(head.value.digest, bytes)
  }
  return (digest: string) => store.get(digest)
}

const codesOf = (problems: readonly Problem[]) => [...new Set(problems.map(({ code }) => code))].sort()

/** What an implementation does to answer the vectors of freshness. */
export const freshnessOperations = {
  'accept-publisher': ({ offered, kept, ...rest }: Accepting) => {
    const identities = new Map(offered.identities.map((each) => [each.version, encodeUtf8(each.document)]))
    const lists = new Map(offered.lists.map((each) => [each.list, encodeUtf8(each.document)]))
    const verdict = acceptPublisher({
      accepted: undefined,
      lists: undefined,
      timeFloor: undefined,
      ...rest,
      offered: { identities, lists },
      kept: storeOf(kept),
    })
    const lock = verdict.lock && updateLock(undefined, [verdict]).publishers[0]
    return accept({
      status: verdict.status,
      problems: verdict.status === 'accepted' ? [] : codesOf(verdict.problems),
      findings: codesOf(verdict.findings),
      lock: lock ?? null,
      keep: verdict.keep.map(({ digest }) => digest).sort(),
      proof: verdict.proof.map(({ digest }) => digest).sort(),
      vanished: verdict.changes.flatMap(({ vanished }) => vanished),
    })
  },
  'read-lock': ({ text }: { readonly text: string }) => {
    const lock = parseLock(encodeUtf8(text))
    return lock.ok ? accept(toLockText(lock.value)) : lock
  },
  'update-lock': ({
    lock,
    changes,
  }: {
    readonly lock?: Lock
    readonly changes: readonly Partial<LockChange>[]
  }) =>
    accept(
      updateLock(
        lock,
        changes.map((each) => ({ lock: undefined, newestIssued: undefined, ...each })),
      ),
    ),
  'find-disagreements': ({
    witnesses,
    known,
  }: {
    readonly witnesses: readonly (Omit<Parameters<typeof findDisagreements>[0][number], 'name'> & {
      readonly list: string
    })[]
    readonly known: readonly ObservedHead[]
  }) =>
    accept(
      findDisagreements(
        witnesses.map(({ list, ...rest }) => ({ ...rest, name: list })),
        known,
      ).map(({ publisher, list, epoch, version, seen }) => ({ publisher, list, epoch, version, seen })),
    ),
  'to-observed': ({ lock, publisher }: { readonly lock: Lock; readonly publisher: string }) =>
    accept(toObserved(lock, publisher)),
  'reopen-publisher': ({
    kept,
    lists,
    ...rest
  }: {
    readonly pin: string
    readonly accepted: LockPublisher
    readonly kept: readonly string[]
    readonly lists?: readonly string[]
    readonly at: string
    readonly timeFloor: string
  }) => {
    const reopened = reopenPublisher({ ...rest, lists, kept: storeOf(kept) })
    if (!reopened.ok) return reopened
    const { status, lastRefreshed, keptDenials, proof = [] } = reopened.value
    return accept({
      status,
      lastRefreshed,
      lists: reopened.value.lists.map(({ name, version }) => ({ list: name, version })),
      keptDenials: keptDenials.length,
      proof: codesOf(proof),
    })
  },
  'find-past-state': ({
    documents,
    lists,
    ...rest
  }: {
    readonly publisher: string
    readonly pin: string
    readonly documents: readonly string[]
    readonly lists?: readonly string[]
    readonly at: string
  }) => {
    const found = findPastState({
      ...rest,
      lists,
      documents: documents.map((text) => ({ prefix: encodeUtf8(text), read: () => encodeUtf8(text) })),
    })
    if (!found.ok) return found
    return accept({
      identity: found.value.identity.version,
      lists: found.value.lists.map(({ name, epoch, version }) => ({ list: name, epoch, version })),
    })
  },
} satisfies Operations
