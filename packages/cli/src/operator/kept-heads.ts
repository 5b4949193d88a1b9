import { join } from 'node:path'
import { readHead, type DocumentHead, type Sha256 } from '@trustlist/core'
import { isFault } from '../files/fault.js'
import { openForHead } from '../files/read-input.js'
import type { World } from '../world.js'
import type { Store } from './store.js'

/** The beginning of a sealed document in the store. Its digest is that of its name; of the rest nothing was checked. */
export interface KeptHead {
  readonly digest: Sha256
  readonly head: DocumentHead
  /** The first 64 KiB of the file, or all of a smaller one. */
  readonly prefix: Uint8Array
}

/** Reads the beginning of each sealed document of the store, one after the other. What is damaged is passed over. */
export function* readKeptHeads(store: Store, world: World): Generator<KeptHead> {
  for (const name of namesIn(store.folder, world)) {
    const digest = /^([0-9a-f]{64})\.json$/.exec(name)?.[1]
    if (digest === undefined) continue
    const opened = openForHead(world.files, join(store.folder, name))
    if (!opened.ok) continue
    opened.value.close()
    const prefix = opened.value.head
    const head = readHead(prefix)
    if (head.ok && head.value.digest === digest) yield { digest, head: head.value, prefix }
  }
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
