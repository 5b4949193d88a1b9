import { randomBytes } from 'node:crypto'
import { link, lstat, open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { cliProblem, fail, succeed, type Failed, type Result } from '../failure.js'

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error)

function exists(path: string): Failed {
  const what = 'expected a path where nothing is, found something there'
  return fail(cliProblem('cli/file-exists', what, { source: path }))
}

/**
 * Looks whether a new file can get this name, before work is put into its contents. Writing looks again.
 *
 * @returns Nothing, or `cli/file-exists`.
 */
export async function checkVacant(path: string): Promise<Result<undefined>> {
  try {
    await lstat(path)
    return exists(path)
  } catch {
    return succeed(undefined)
  }
}

async function writeSynced(path: string, bytes: Uint8Array, mode: number): Promise<void> {
  const file = await open(path, 'wx', mode)
  try {
    // The umask may have taken bits away and adds none.
    await file.chmod(mode)
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** FAT, exFAT (memory sticks that carry root keys) and some network file systems have no second names. */
const withoutLinks = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'])

/** Gives the finished file its name, where nothing has that name yet. */
async function publish(temporary: string, path: string): Promise<void> {
  try {
    await link(temporary, path)
    return
  } catch (error) {
    if (!withoutLinks.has(codeOf(error))) throw error
  }
  // Renaming would overwrite: so the name is taken first, by an empty file of ours, which is then replaced.
  await (await open(path, 'wx', 0o600)).close()
  try {
    await rename(temporary, path)
  } catch (error) {
    await rm(path, { force: true })
    throw error
  }
}

/** Makes the name itself survive a power cut. Some file systems and Windows cannot; the file is whole all the same. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  } catch {
    return
  }
}

/**
 * Writes a file that must not exist yet. It gets its name only when it is whole and on the disk; whatever fails, and
 * whenever the process is killed, at that name is either nothing or the whole file (on file systems without hard
 * links, such as FAT, a kill between two calls can leave an empty file). A kill can leave a temporary file beside it,
 * `.NAME.<hex>.tmp`, of the same mode.
 *
 * @param mode - Permission bits of the new file.
 * @returns Nothing, or `cli/file-exists`, `cli/file-not-written`.
 */
export async function writeNewFile(
  path: string,
  bytes: Uint8Array,
  mode: number,
): Promise<Result<undefined>> {
  const vacant = await checkVacant(path)
  if (!vacant.ok) return vacant
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`)
  try {
    await writeSynced(temporary, bytes, mode)
    await publish(temporary, path)
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return exists(path)
    const what = `expected to write ${bytes.length} bytes, found ${codeOf(error)}`
    return fail(cliProblem('cli/file-not-written', what, { source: path }))
  } finally {
    await rm(temporary, { force: true }).catch(() => undefined)
  }
  await syncFolder(dirname(path))
  return succeed(undefined)
}
