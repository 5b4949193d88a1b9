import type { LockPublisher } from '@trustlist/core'
import type { Store } from '../store.js'
import type { Wanted } from '../sources/publisher-source.js'

/**
 * What is remembered of a source whose whole offer was accepted: at this commit it offered exactly these documents, and
 * these are their files in the store, which were read and checked. The next run that finds the same commit, the same lock and
 * the same files need not ask git for them, and of the lists reads the heads alone.
 *
 * @returns Undefined where nothing can be remembered: a folder, a publisher against whom something is held, or a document
 *   that the store lacks.
 */
export function toMemo(
  commit: string | undefined,
  { lists }: Wanted,
  accepted: LockPublisher | undefined,
  { markOf }: Pick<Store, 'markOf'>,
): string | undefined {
  const identity = accepted?.identity
  if (commit === undefined || accepted === undefined || identity === undefined) return undefined
  if (accepted.quarantine !== undefined) return undefined
  const held = accepted.lists.filter(({ list }) => lists?.includes(list) ?? true)
  const documents = held.map(({ digest, list }) => [list, digest, markOf(digest)])
  const mark = markOf(identity.digest)
  if (mark === undefined || documents.some(([, , each]) => each === undefined)) return undefined
  const wanted = lists === undefined ? null : [...lists].sort()
  return `${JSON.stringify({ commit, identity: [identity.version, identity.digest, mark], lists: documents, wanted })}\n`
}
