import { parseLock, toLockText, type Lock } from '@trustlist/core'
import { cliProblem, succeed, type CliProblem, type Result } from '../failure.js'
import { readFilePlace, type FilePlace } from '../files/file-place.js'
import { maxDocumentBytes, readInput } from '../files/read-input.js'
import { writeOutput } from '../files/write-output.js'
import type { World } from '../world.js'
import type { Hold } from './hold.js'
import type { TrustPlace } from './trust-place.js'

/**
 * Reads the lock beside a trust configuration.
 *
 * @returns It; undefined where there is none, with the warning `cli/lock-missing` where the store says that there was one.
 *   Or `lock/damaged` and what reading a file gives.
 */
export async function readLockFile(place: TrustPlace, world: World): Promise<Result<Lock | undefined>> {
  const bytes = await readInput(world, place.lock, maxDocumentBytes)
  if (bytes.ok) return parseLock(bytes.value, place.lock)
  const { code } = bytes.problems[0]
  if (code === 'cli/file-missing') return succeed(undefined, findLoss(place, world))
  // What a full disk or a broken copy leaves: damage like any other, and told as such.
  return code === 'cli/file-empty' ? parseLock(new Uint8Array(), place.lock) : bytes
}

/**
 * Writes the lock: last of all, when what it names is in the store and in the trust configuration. Only under a hold, and
 * read under the same one, so that no other run's change is lost.
 *
 * @returns Nothing, or `cli/hold-lost`, `cli/file-not-written`.
 */
export function writeLockFile(hold: Hold, lock: Lock, world: World): Result<undefined> {
  const ours = hold.check()
  return ours.ok ? writeOutput(world, hold.place.lock, new TextEncoder().encode(toLockText(lock))) : ours
}

/**
 * Reads a lock that was named, or that stood beside a trust configuration at a revision.
 *
 * @returns It, or `lock/damaged` and what reading a file gives.
 */
export async function readNamedLock(file: FilePlace, world: World): Promise<Result<Lock>> {
  const bytes = await readFilePlace(file, maxDocumentBytes, world)
  if (bytes.ok) return parseLock(bytes.value, file.text)
  return bytes.problems[0].code === 'cli/file-empty' ? parseLock(new Uint8Array(), file.text) : bytes
}

/**
 * Without a lock nothing is compared with what was accepted before; with documents in the store, something was.
 *
 * @returns `cli/lock-missing`, or nothing.
 */
export function findLoss({ lock, store }: TrustPlace, world: World): readonly CliProblem[] {
  let names: readonly string[] = []
  try {
    names = world.files.namesIn(store)
  } catch {
    // There is no store either: a beginning.
  }
  if (!names.some((name) => name.endsWith('.json') || name.endsWith('.unsigned'))) return []
  const what = `expected the lock of the documents in ${store}, found none: older versions of lists would be taken again, quarantines and kept denials are forgotten, and a clock that was set back is not noticed`
  return [
    cliProblem(
      'cli/lock-missing',
      what,
      { source: lock },
      `git checkout -- ${lock}; or, where there is no copy, trustlist sync`,
    ),
  ]
}
