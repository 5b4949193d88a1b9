import type { LockPublisher } from '@trustlist/core'
import type { Wanted } from '../sources/publisher-source.js'

/**
 * What is remembered of a source whose whole offer was accepted: at this commit it offered exactly these documents. The
 * next run that finds the same commit and the same lock has them in the store, and need not ask git for them.
 *
 * @returns Undefined where nothing can be remembered: a folder, or a publisher against whom something is held.
 */
export function toMemo(
  commit: string | undefined,
  { lists }: Wanted,
  accepted: LockPublisher | undefined,
): string | undefined {
  const identity = accepted?.identity
  if (commit === undefined || accepted === undefined || identity === undefined) return undefined
  if (accepted.quarantine !== undefined) return undefined
  const held = accepted.lists.filter(({ list }) => lists?.includes(list) ?? true)
  const documents = held.map(({ digest, list }) => [list, digest])
  const wanted = lists === undefined ? null : [...lists].sort()
  return `${JSON.stringify({ commit, identity: [identity.version, identity.digest], lists: documents, wanted })}\n`
}
