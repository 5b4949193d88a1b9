import { succeed, type Result } from '../failure.js'
import type { World } from '../world.js'
import { isFault } from './fault.js'
import { readInput } from './read-input.js'
import { findRevisionFile, readRevision, type RevisionFile } from './read-revision.js'

/** A file that was named on the command line: one on the disk, or one of a git revision. */
export type FilePlace =
  | { readonly kind: 'file'; readonly text: string; readonly path: string }
  | ({ readonly kind: 'revision' } & RevisionFile)

/**
 * Finds out what a name stands for. A file of that name on the disk comes first; otherwise `REV:path` is a file as it was at
 * a git revision.
 *
 * @returns It, whether or not it is there; for a revision what {@link findRevisionFile} gives.
 */
export async function findFilePlace(text: string, world: World): Promise<Result<FilePlace>> {
  // A drive's letter is no revision.
  if (!/^[^:]{2,}:./s.test(text) || isThere(text, world)) return succeed({ kind: 'file', text, path: text })
  const found = await findRevisionFile(text, world)
  return found.ok ? succeed({ kind: 'revision', ...found.value }) : found
}

/** @returns What `readInput` or `readRevision` gives. */
export function readFilePlace(file: FilePlace, maxBytes: number, world: World): Promise<Result<Uint8Array>> {
  return file.kind === 'file' ? readInput(world, file.path, maxBytes) : readRevision(file, maxBytes, world)
}

/** Whether something is at a path; also what cannot be looked at is there. */
export function isThere(path: string, world: World): boolean {
  try {
    world.files.factsOf(path)
    return true
  } catch (thrown) {
    if (!isFault(thrown)) throw thrown
    return thrown.code !== 'ENOENT' && thrown.code !== 'ENOTDIR'
  }
}
