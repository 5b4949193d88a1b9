import { constants, type Stats } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { platform } from 'node:os'
import { setTimeout } from 'node:timers/promises'
import { cliProblem, fail, succeed, type Failed, type Result } from '../failure.js'

export interface SmallFile {
  readonly bytes: Uint8Array
  /** Users other than the owner may read or change it. Not known on Windows, and then false. */
  readonly isOpenToOthers: boolean
}

function kindOf(stats: Stats): string {
  if (stats.isDirectory()) return 'a directory'
  if (stats.isFIFO()) return 'a pipe'
  if (stats.isSocket()) return 'a socket'
  return 'a device'
}

function unopened(path: string, error: unknown): Failed {
  const { code } = error as NodeJS.ErrnoException
  const at = { source: path }
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return fail(cliProblem('cli/file-missing', 'expected a file, found nothing', at))
  if (code === 'EISDIR') return fail(cliProblem('cli/not-a-file', 'expected a file, found a directory', at))
  if (code === 'ENXIO') return fail(cliProblem('cli/not-a-file', 'expected a file, found a socket', at))
  return fail(
    cliProblem('cli/file-unreadable', `expected a file that can be read, found ${code ?? String(error)}`, at),
  )
}

/** How often, and how many times, a pipe is asked again for what is not written to it yet: 30 s. */
const pipePauseMs = 25
const pipePauses = 1200

async function readSome(file: FileHandle, buffer: Buffer, offset: number): Promise<number> {
  for (let pauses = 0; ; pauses++) {
    try {
      return (await file.read(buffer, offset, buffer.length - offset, null)).bytesRead
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN' || pauses >= pipePauses) throw error
      await setTimeout(pipePauseMs)
    }
  }
}

/** Up to one byte more than the limit, whatever size the file said it has. */
async function readUpTo(file: FileHandle, maxBytes: number): Promise<Buffer> {
  const buffer = Buffer.alloc(maxBytes + 1)
  let length = 0
  while (length < buffer.length) {
    const count = await readSome(file, buffer, length)
    if (count === 0) break
    length += count
  }
  return buffer.subarray(0, length)
}

/**
 * Reads a regular file that can only be small. What is at the path is judged on the open file, so it cannot be
 * exchanged in between, and opening never waits for somebody to write to a pipe.
 *
 * @param pipes - Whether a pipe is read too, for up to 30 s, as in `<(pass show key)`.
 * @returns Its bytes, or `cli/file-missing`, `cli/file-unreadable`, `cli/not-a-file`, `cli/file-too-large`.
 */
export async function readSmallFile(
  path: string,
  maxBytes: number,
  pipes: 'refused' | 'read' = 'refused',
): Promise<Result<SmallFile>> {
  let file: FileHandle | undefined
  try {
    // Windows has no O_NONBLOCK.
    const { O_NONBLOCK = 0 } = constants as { O_NONBLOCK?: number }
    file = await open(path, constants.O_RDONLY | O_NONBLOCK)
    const stats = await file.stat()
    const at = { source: path }
    const isRead = stats.isFile() || (pipes === 'read' && stats.isFIFO())
    if (!isRead) return fail(cliProblem('cli/not-a-file', `expected a file, found ${kindOf(stats)}`, at))
    const bytes = await readUpTo(file, maxBytes)
    if (bytes.length > maxBytes) {
      return fail(cliProblem('cli/file-too-large', `expected at most ${maxBytes} bytes, found more`, at))
    }
    return succeed({ bytes, isOpenToOthers: platform() !== 'win32' && (stats.mode & 0o066) !== 0 })
  } catch (error) {
    return unopened(path, error)
  } finally {
    await file?.close()
  }
}
