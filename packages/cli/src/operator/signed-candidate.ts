import {
  acceptPublisher,
  followIdentities,
  openIdentity,
  problem,
  readUntrustedList,
  type AcceptVerdict,
  type Instant,
  type ListEntry,
  type LockList,
  type OfferedState,
  type PublisherIdentity,
} from '@trustlist/core'
import { cliProblem, fail, succeed, type Result } from '../failure.js'
import type { Candidate, CandidateList, JudgedCandidate, Present } from './candidate.js'

/** Who is meant, as far as the operator said it. */
export interface Meant {
  readonly id: string | undefined
  readonly fingerprint: string | undefined
  /** The lists that are to be heard; undefined: every one. */
  readonly lists: readonly string[] | undefined
}

/**
 * Finds in what a source offers the identity that is to be pinned: the one with the fingerprint; where none is said, the
 * newest that the oldest one offered leads to.
 *
 * @returns It, or `cli/identity-missing`, `key/pin-mismatch`, `key/pin-form`, `key/other-publisher`, and what opening and
 *   following identities refuse.
 */
export function findCandidate(
  offered: OfferedState,
  meant: Meant,
  from: string,
  now: Instant,
): Result<Candidate> {
  const versions = [...offered.identities.keys()].sort((a, b) => a - b)
  const [first] = versions
  if (first === undefined) {
    return fail(
      cliProblem(
        'cli/identity-missing',
        `expected identity/1.json of a publisher, found none`,
        { source: from },
        'check the folder behind FROM; for a file that its source never signs, add --unsigned',
      ),
    )
  }
  const start =
    meant.fingerprint === undefined
      ? openIdentity(offered.identities.get(first)!, { source: pathOf(first) })
      : findPinned(offered, versions, meant.fingerprint, from)
  if (!start.ok) return start
  const { publisher } = start.value
  if (meant.id !== undefined && meant.id !== publisher) {
    const what = `expected ${meant.id}, found ${publisher}`
    return fail(problem('key/other-publisher', what, { source: from }))
  }
  const followed = followIdentities(start.value, (version) => offered.identities.get(version), {
    now,
    source: pathOf,
  })
  if (!followed.ok) return followed
  const newest = followed.value.identity
  const fingerprint = meant.fingerprint ?? newest.fingerprint
  return succeed(toCandidate(newest, fingerprint, offered, meant.lists), followed.findings)
}

function findPinned(
  offered: OfferedState,
  versions: readonly number[],
  fingerprint: string,
  from: string,
): Result<PublisherIdentity> {
  let mismatch: Result<PublisherIdentity> | undefined
  for (const version of versions) {
    const opened = openIdentity(offered.identities.get(version)!, {
      source: pathOf(version),
      pin: fingerprint,
    })
    if (opened.ok || opened.problems[0].code !== 'key/pin-mismatch') return opened
    mismatch ??= opened
  }
  if (versions.length === 1) return mismatch!
  const what = `expected an identity with the fingerprint ${fingerprint}, found ${String(versions.length)} others`
  return fail(problem('key/pin-mismatch', what, { source: from }))
}

function pathOf(version: number): string {
  return `identity/${String(version)}.json`
}

function toCandidate(
  newest: PublisherIdentity,
  fingerprint: string,
  offered: OfferedState,
  lists: readonly string[] | undefined,
): Candidate {
  const { publisher, version, epoch, expires, about } = newest
  return {
    publisher,
    title: about.title,
    fingerprint,
    isSigned: true,
    identity: { version, epoch, expires },
    judge: (present) => Promise.resolve(judge(publisher, fingerprint, offered, lists, present)),
  }
}

function judge(
  publisher: string,
  pin: string,
  offered: OfferedState,
  lists: readonly string[] | undefined,
  { trust, lock, store, now }: Present,
): Result<JudgedCandidate> {
  const accepted = lock?.publishers.find((each) => each.publisher === publisher)
  const verdict = acceptPublisher({
    publisher,
    pin,
    accepted,
    offered,
    kept: store.read,
    lists,
    now,
    timeFloor: lock?.timeFloor,
    acknowledged: trust.acknowledged ?? [],
  })
  if (verdict.status !== 'accepted') return fail(...verdict.problems)
  return succeed(
    {
      change: verdict,
      keep: verdict.keep,
      lists: verdict.lock.lists.map((each) => describeList(each, verdict, store.read)),
      keptDenials: verdict.lock.keptDenials.length,
    },
    verdict.findings,
  )
}

function describeList(
  locked: LockList,
  verdict: AcceptVerdict,
  read: Present['store']['read'],
): CandidateList {
  const { list, version = null } = locked
  const changed = verdict.changes.find((each) => each.list === list)?.after
  if (changed !== undefined)
    return { list, version, expires: changed.expires, ...countEntries(changed.entries) }
  const bytes = read(locked.digest)
  const kept = bytes === undefined ? undefined : readUntrustedList(bytes)
  if (kept?.ok !== true) return { list, version, expires: null, ...countEntries([]) }
  return {
    list,
    version,
    expires: kept.value.head.signed.expires,
    ...countEntries(kept.value.subject.entries),
  }
}

export function countEntries(
  entries: readonly ListEntry[],
): Pick<CandidateList, 'entries' | 'allows' | 'denials'> {
  const count = (decision: string) => entries.filter((each) => each.decision === decision).length
  return { entries: entries.length, allows: count('allow'), denials: count('deny') }
}
