import { join } from 'node:path'
import { readHead, type PastDocument } from '@trustlist/core'
import { isFault } from '../../files/fault.js'
import { openForHead } from '../../files/read-input.js'
import type { World } from '../../world.js'
import type { Store } from '../store.js'

/**
 * The sealed documents of the store, by the publisher that their heads name. Of a head nothing is believed: a file that
 * does not have the digest of its name is told by reading it.
 */
export function storeDocuments(store: Store, world: World): ReadonlyMap<string, readonly PastDocument[]> {
  const byPublisher = new Map<string, PastDocument[]>()
  for (const name of namesIn(store.folder, world)) {
    const digest = /^([0-9a-f]{64})\.json$/.exec(name)?.[1]
    if (digest === undefined) continue
    const opened = openForHead(world.files, join(store.folder, name))
    if (!opened.ok) continue
    opened.value.close()
    const head = readPastHead(opened.value.head)
    if (head === undefined) continue
    const document = { prefix: head.bytes, read: () => store.read(digest) }
    const others = byPublisher.get(head.publisher)
    if (others === undefined) byPublisher.set(head.publisher, [document])
    else others.push(document)
  }
  return byPublisher
}

/** What the beginning of a document says of it; undefined for what a publisher does not publish. */
export function readPastHead(prefix: Uint8Array): PastHead | undefined {
  const head = readHead(prefix)
  if (!head.ok || head.value.signed.type === 'policy') return undefined
  const { publisher, type } = head.value.signed
  // A copy: else all of what was read stays for it.
  return { publisher, type, bytes: prefix.slice(0, head.value.subjectAt) }
}

export interface PastHead {
  readonly publisher: string
  readonly type: 'list' | 'publisher'
  /** As many as a reader of the head needs. */
  readonly bytes: Uint8Array
}

function namesIn(folder: string, world: World): readonly string[] {
  try {
    return world.files.namesIn(folder)
  } catch (thrown) {
    // Nothing was ever accepted.
    if (!isFault(thrown)) throw thrown
    return []
  }
}
