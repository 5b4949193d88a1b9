import { readHead, type DocumentHead, type PastDocument } from '@trustlist/core'
import type { World } from '../../world.js'
import { readKeptHeads } from '../kept-heads.js'
import type { Store } from '../store.js'

/**
 * The sealed documents of the store, by the publisher that their heads name. A document whose rest is damaged is told by
 * reading it.
 */
export function storeDocuments(store: Store, world: World): ReadonlyMap<string, readonly PastDocument[]> {
  const byPublisher = new Map<string, PastDocument[]>()
  for (const { digest, head, prefix } of readKeptHeads(store, world)) {
    const past = toPastHead(head, prefix)
    if (past === undefined) continue
    const document = { prefix: past.bytes, read: () => store.read(digest) }
    const others = byPublisher.get(past.publisher)
    if (others === undefined) byPublisher.set(past.publisher, [document])
    else others.push(document)
  }
  return byPublisher
}

export interface PastHead {
  readonly publisher: string
  readonly type: 'list' | 'publisher'
  /** As many as a reader of the head needs. */
  readonly bytes: Uint8Array
}

/** What the beginning of a document says of it; undefined for what a publisher does not publish. */
export function readPastHead(prefix: Uint8Array): PastHead | undefined {
  const head = readHead(prefix)
  return head.ok ? toPastHead(head.value, prefix) : undefined
}

function toPastHead({ signed, subjectAt }: DocumentHead, prefix: Uint8Array): PastHead | undefined {
  if (signed.type === 'policy') return undefined
  const { publisher, type } = signed
  // A copy: else all of what was read stays for it.
  return { publisher, type, bytes: prefix.slice(0, subjectAt) }
}
