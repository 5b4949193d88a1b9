import {
  countSignatures,
  parseLock,
  toCanonicalText,
  toObserved,
  type JsonValue,
  type KeyRole,
  type PreparedDocument,
} from '@trustlist/core'
import type { ListSubject, ObservedHead } from '@trustlist/schema'
import { succeed, type Result } from '../failure.js'
import { maxDocumentBytes, readInput } from '../files/read-input.js'
import type { World } from '../world.js'

/**
 * The heads of a publisher's peers, from the lock that it keeps as an operator.
 *
 * @returns None where the lock has none; or `lock/damaged` and what reading a file gives.
 */
export async function readObserved(
  path: string,
  publisher: string,
  world: World,
): Promise<Result<readonly ObservedHead[]>> {
  const bytes = await readInput(world, path, maxDocumentBytes)
  if (!bytes.ok) return bytes
  const lock = parseLock(bytes.value, path)
  return lock.ok ? succeed(toObserved(lock.value, publisher)) : lock
}

/** What a list says, with these heads in the place of those it had. */
export function withObserved(subject: ListSubject, observed: readonly ObservedHead[]): ListSubject {
  const others: { observed?: unknown } & ListSubject = { ...subject }
  delete others.observed
  return observed.length === 0 ? others : { ...others, observed }
}

/**
 * The content to be signed. Where a document says the same but for what was observed, its own content is taken: peers move
 * every day, and that alone is no reason for a new version, nor for each of several signers to begin anew.
 *
 * @param documents - Those that may be gone on with, the first that says the same.
 */
export function chooseSubject(
  subject: ListSubject,
  documents: readonly (PreparedDocument | undefined)[],
): ListSubject {
  for (const document of documents) {
    if (document?.head.signed.type !== 'list') continue
    const other = document.subject as ListSubject
    if (subject.observed === undefined && other.observed === undefined) continue
    if (!contradicts(subject, other) && toContentText(subject) === toContentText(other)) return other
  }
  return subject
}

/**
 * Whether somebody of the role has signed what waits. What nobody signed anybody may have put there; a signer who goes on
 * with it would bear witness against peers for a stranger.
 */
export function isBegun({ head }: PreparedDocument, role: KeyRole): boolean {
  return countSignatures(head, { ...role, threshold: 1 }).ok
}

/** Two who saw one version of a list with different digests: that is to be known, and not to be passed over. */
function contradicts({ observed: ours = [] }: ListSubject, { observed: theirs = [] }: ListSubject): boolean {
  const keyOf = ({ publisher, list, epoch, version }: ObservedHead) =>
    JSON.stringify([publisher, list, epoch, version])
  const digests = new Map(ours.map((head) => [keyOf(head), head.digest]))
  return theirs.some((head) => (digests.get(keyOf(head)) ?? head.digest) !== head.digest)
}

function toContentText(subject: ListSubject): string {
  return toCanonicalText(withObserved(subject, []) as unknown as JsonValue)
}
