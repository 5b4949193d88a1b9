import { dirname, join } from 'node:path'
import { cliProblem, fail, succeed, type CliProblem, type Result } from '../failure.js'
import type { Files, OpenFile, World } from '../world.js'
import { faultText, isFault } from './fault.js'

/** What a run that was killed can leave in a folder: never read, never in the way, and safe to remove. */
const temporaryName = /^\.trustlist-[0-9a-f]{16}\.tmp$/

/** Whether a file name is that of a temporary file of {@link writeOutput}. */
export function isTemporaryName(name: string): boolean {
  return temporaryName.test(name)
}

const newFileMode = 0o666 // less the umask

/**
 * Writes a file, in place of one that may be there. At every moment, also after a kill or a power failure, the path holds
 * the old file or the whole new one: the new one is written under a temporary name in the same folder, synced, renamed.
 * A link is followed; the mode of the old file stays.
 *
 * @returns `cli/file-not-written` or `cli/output-not-a-file`; then the old file is as it was, and nothing is left beside
 *   it.
 */
export function writeOutput(world: World, path: string, bytes: Uint8Array): Result<undefined> {
  const { files } = world
  return attempt(path, bytes, () => {
    const target = targetOf(files, path)
    if (target.kind !== 'file' && target.kind !== 'vacant') {
      return cliProblem('cli/output-not-a-file', `expected a file or nothing, found a ${target.kind}`, {
        source: path,
      })
    }
    const temporary = temporaryPath(world, target.path)
    withTemporary(files, temporary, bytes, target.mode, () => {
      files.rename(temporary, target.path)
    })
    syncFolder(files, target.path)
    return undefined
  })
}

/**
 * Writes a file that must not exist yet, in the same way: the path holds nothing or the whole file. On file systems
 * without second names (FAT) a kill between two calls can leave an empty file.
 *
 * @param mode - Exactly these permission bits. Default: what the umask leaves of 0666.
 * @returns `cli/file-exists` or `cli/file-not-written`; then nothing is left behind.
 */
export function createOutput(
  world: World,
  path: string,
  bytes: Uint8Array,
  mode?: number,
): Result<undefined> {
  const { files } = world
  return attempt(path, bytes, () => {
    const temporary = temporaryPath(world, path)
    withTemporary(files, temporary, bytes, mode, () => {
      nameAnew(files, temporary, path)
    })
    syncFolder(files, path)
    return undefined
  })
}

/** File systems that have no second names say so in one of these ways. */
const withoutLinks: readonly string[] = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']

function nameAnew(files: Files, temporary: string, path: string): void {
  try {
    files.link(temporary, path)
  } catch (thrown) {
    if (!isFault(thrown) || !withoutLinks.includes(thrown.code)) throw thrown
    replaceEmpty(files, temporary, path)
    return
  }
  removeQuietly(files, temporary)
}

function replaceEmpty(files: Files, temporary: string, path: string): void {
  // Renaming would overwrite: so the name is taken by an empty file of ours first, and that is replaced.
  files.create(path, 0o600).close()
  try {
    files.rename(temporary, path)
  } catch (thrown) {
    files.remove(path)
    throw thrown
  }
}

function withTemporary(
  files: Files,
  temporary: string,
  bytes: Uint8Array,
  mode: number | undefined,
  publish: () => void,
): void {
  const file = files.create(temporary, mode ?? newFileMode)
  try {
    try {
      // The umask may have taken bits away.
      if (mode !== undefined) file.setMode(mode)
      writeAll(file, bytes)
      file.sync()
    } finally {
      file.close()
    }
    publish()
  } catch (thrown) {
    removeQuietly(files, temporary)
    throw thrown
  }
}

function writeAll(file: OpenFile, bytes: Uint8Array): void {
  let offset = 0
  while (offset < bytes.length) offset += file.write(bytes.subarray(offset))
}

interface Target {
  readonly path: string
  readonly kind: 'vacant' | 'file' | 'folder' | 'pipe' | 'socket' | 'device'
  readonly mode: number | undefined
}

function targetOf(files: Files, path: string): Target {
  try {
    const real = files.realPath(path)
    const { kind, mode } = files.factsOf(real)
    return { path: real, kind, mode }
  } catch (thrown) {
    if (isFault(thrown) && thrown.code === 'ENOENT') return { path, kind: 'vacant', mode: undefined }
    throw thrown
  }
}

/** In the folder of the target, since a rename cannot leave the disk; unguessable, so that no one can lie in wait. */
function temporaryPath(world: World, target: string): string {
  const name = Array.from(world.random(8), (byte) => byte.toString(16).padStart(2, '0')).join('')
  return join(dirname(target), `.trustlist-${name}.tmp`)
}

function removeQuietly(files: Files, path: string): void {
  try {
    files.remove(path)
  } catch {
    // It was renamed already, or the disk is gone; the first fault is the one to tell.
  }
}

/** Some file systems cannot sync a folder. The file is whole all the same. */
function syncFolder(files: Files, path: string): void {
  try {
    files.syncFolder(dirname(path))
  } catch (thrown) {
    if (!isFault(thrown)) throw thrown
  }
}

function attempt(path: string, bytes: Uint8Array, write: () => CliProblem | undefined): Result<undefined> {
  try {
    const problem = write()
    return problem === undefined ? succeed(undefined) : fail(problem)
  } catch (thrown) {
    if (!isFault(thrown)) throw thrown
    const at = { source: path }
    if (thrown.code === 'EEXIST')
      return fail(cliProblem('cli/file-exists', 'expected nothing at this path, found something', at))
    const why = thrown.code === 'ENOENT' ? 'its folder does not exist' : faultText(thrown)
    const what = `could not write ${String(bytes.length)} bytes: ${why}`
    return fail(cliProblem('cli/file-not-written', what, at))
  }
}
