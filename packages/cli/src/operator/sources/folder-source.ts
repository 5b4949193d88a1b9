import { join } from 'node:path'
import { cliProblem, fail, succeed, type Failed, type Result } from '../../failure.js'
import { faultText, isFault } from '../../files/fault.js'
import { maxDocumentBytes, readInput } from '../../files/read-input.js'
import type { World } from '../../world.js'
import type { OfferedState } from '@trustlist/core'
import {
  byteBudget,
  identityFolder,
  pickIdentities,
  pickLists,
  sourceLimits,
  type Picked,
} from './pick-documents.js'
import type { PublisherSource, Wanted } from './publisher-source.js'

/**
 * A publisher's folder as it lies on the disk. Links inside it are refused, as git sources refuse them: what a peer hands
 * over does not choose which files of this machine are read.
 */
export function folderSource(path: string, world: World): PublisherSource {
  return {
    ask: () => Promise.resolve(succeed(undefined)),
    bring: () => Promise.resolve(succeed(undefined)),
    isComplete: () => true,
    read: (wanted) => readFolder(path, wanted, world),
  }
}

async function readFolder(path: string, wanted: Wanted, world: World): Promise<Result<OfferedState>> {
  const names = namesIn(path, world)
  if (!names.ok) return names
  const pickedLists = pickLists(names.value, wanted, path)
  if (!pickedLists.ok) return pickedLists
  const inside = join(path, identityFolder)
  const identityNames = names.value.includes(identityFolder) ? namesIn(inside, world) : succeed([])
  if (!identityNames.ok) return identityNames
  const pickedIdentities = pickIdentities(identityNames.value, path)
  if (!pickedIdentities.ok) return pickedIdentities

  const spend = byteBudget(path)
  const readAll = async <K>(folder: string, picked: readonly Picked<K>[], maxBytes: number) => {
    const found = new Map<K, Uint8Array>()
    for (const { key, name } of picked) {
      const bytes = await readDocument(folder, name, maxBytes, world)
      if (!bytes.ok) return bytes
      const spent = spend(bytes.value.length)
      if (!spent.ok) return spent
      found.set(key, bytes.value)
    }
    return succeed(found)
  }
  const identities = await readAll(inside, pickedIdentities.value, sourceLimits.identityBytes)
  if (!identities.ok) return identities
  const lists = await readAll(path, pickedLists.value, maxDocumentBytes)
  return lists.ok ? succeed({ identities: identities.value, lists: lists.value }) : lists
}

async function readDocument(
  folder: string,
  name: string,
  maxBytes: number,
  world: World,
): Promise<Result<Uint8Array>> {
  const path = join(folder, name)
  try {
    if (world.files.realPath(path) !== join(world.files.realPath(folder), name)) {
      const what = 'expected a file of the publisher, found a link'
      return fail(cliProblem('cli/source-not-a-file', what, { source: path }))
    }
  } catch (thrown) {
    return unreadable(thrown, path)
  }
  return readInput(world, path, maxBytes)
}

function namesIn(path: string, world: World): Result<readonly string[]> {
  try {
    return succeed(world.files.namesIn(path))
  } catch (thrown) {
    return unreadable(thrown, path)
  }
}

/** @throws What is no fault of the folder, but a bug. */
function unreadable(thrown: unknown, source: string): Failed {
  if (!isFault(thrown)) throw thrown
  const what = `expected the folder of a publisher: ${faultText(thrown)}`
  return fail(cliProblem('cli/source-unreachable', what, { source }, 'check the path'))
}
