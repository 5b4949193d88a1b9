import { join } from 'node:path'
import { readHead, type PastDocument } from '@trustlist/core'
import { isFault } from '../../files/fault.js'
import { openForHead } from '../../files/read-input.js'
import type { World } from '../../world.js'

/**
 * Every document of the store, by the publisher that it says it is of. Only heads are read; what is damaged or no document
 * is left out, and nothing of the others is believed.
 */
export function storedDocuments(folder: string, world: World): ReadonlyMap<string, readonly PastDocument[]> {
  const documents = new Map<string, PastDocument[]>()
  for (const name of namesIn(folder, world)) {
    if (!/^[0-9a-f]{64}\.json$/.test(name)) continue
    const path = join(folder, name)
    const opened = openForHead(world.files, path)
    if (!opened.ok) continue
    opened.value.close()
    const prefix = opened.value.head
    const head = readHead(prefix)
    if (!head.ok || head.value.signed.type === 'policy') continue
    const { publisher } = head.value.signed
    const document = { prefix, read: () => readWhole(path, world) }
    documents.set(publisher, [...(documents.get(publisher) ?? []), document])
  }
  return documents
}

function readWhole(path: string, world: World): Uint8Array | undefined {
  const opened = openForHead(world.files, path)
  const bytes = opened.ok ? opened.value.readAll() : opened
  return bytes.ok ? bytes.value : undefined
}

function namesIn(folder: string, world: World): readonly string[] {
  try {
    return world.files.namesIn(folder)
  } catch (thrown) {
    if (!isFault(thrown)) throw thrown
    return []
  }
}
