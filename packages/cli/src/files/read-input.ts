import { cliProblem, fail, succeed, type CliProblem, type Failed, type Result } from '../failure.js'
import type { FileFacts, Files, OpenFile, World } from '../world.js'
import { faultText, isFault } from './fault.js'

/** The most that a sealed document may have: 400 MiB. @spec document#limits */
export const maxDocumentBytes = 400 * 1024 * 1024
/** What a head and the two members around it fit into. @spec document#limits */
export const headBytes = 64 * 1024

/** How a file is written as an operand when standard input is meant. */
export const standardInput = '-'

const pieceBytes = 4 * 1024 * 1024

/**
 * A file of which the beginning is read, and the rest only when it is asked for: from the same descriptor, so that a file
 * that is exchanged meanwhile is not mixed into it.
 */
export interface HeadFile {
  /** The first 64 KiB; all of a smaller file. */
  readonly head: Uint8Array
  /** Reads the rest and gives the whole file, with `head` in front. To be called once; closes the file. */
  readonly readAll: () => Result<Uint8Array>
  /** Closes the file without reading the rest. Does nothing to a file that is closed. */
  readonly close: () => void
}

/**
 * Opens a regular file and reads its first 64 KiB. What is at the path is judged on the open file, and opening never
 * waits for somebody to write into a pipe.
 *
 * @returns The file, or `cli/file-missing`, `cli/file-unreadable`, `cli/not-a-file`, `cli/file-too-large`,
 *   `cli/file-empty`.
 */
export function openForHead(files: Files, path: string, maxBytes = maxDocumentBytes): Result<HeadFile> {
  let file: OpenFile
  try {
    file = files.openToRead(path)
  } catch (thrown) {
    return fail(faultProblem(thrown, path))
  }
  const close = closeOnce(file)
  const refused = (problem: CliProblem): Failed => {
    close()
    return fail(problem)
  }
  try {
    const facts = file.facts()
    const unfit = findUnfit(facts, path, maxBytes)
    if (unfit !== undefined) return refused(unfit)
    const head = readUpTo(file, headBytes)
    if (head.length === 0) return refused(emptyProblem(path))
    return succeed({ head, close, readAll: () => readRest(file, facts, head, path, maxBytes, close) })
  } catch (thrown) {
    return refused(faultProblem(thrown, path))
  }
}

/**
 * Reads a whole regular file, or standard input where the path is `-`.
 *
 * @param maxBytes - A larger file is refused, by the size it states and again by what it turns out to hold.
 * @returns Its bytes, or `cli/file-missing`, `cli/file-unreadable`, `cli/not-a-file`, `cli/file-too-large`,
 *   `cli/file-empty`, `cli/file-changed`, `cli/standard-input-unreadable`.
 */
export async function readInput(world: World, path: string, maxBytes: number): Promise<Result<Uint8Array>> {
  if (path === standardInput) return readStandardInput(world, maxBytes)
  const opened = openForHead(world.files, path, maxBytes)
  return opened.ok ? opened.value.readAll() : opened
}

async function readStandardInput(world: World, maxBytes: number): Promise<Result<Uint8Array>> {
  const at = { source: standardInput }
  if (world.stdin.isTerminal) {
    return fail(cliProblem('cli/standard-input-unreadable', 'expected a document, found a terminal', at))
  }
  const pieces: Uint8Array[] = []
  let length = 0
  try {
    for await (const piece of world.stdin.pieces()) {
      length += piece.length
      if (length > maxBytes) return fail(tooLarge(standardInput, maxBytes))
      pieces.push(piece)
    }
  } catch (thrown) {
    if (!isFault(thrown)) throw thrown
    return fail(cliProblem('cli/standard-input-unreadable', `expected a document: ${faultText(thrown)}`, at))
  }
  return length === 0 ? fail(emptyProblem(standardInput)) : succeed(joined(pieces, length))
}

function readRest(
  file: OpenFile,
  facts: FileFacts,
  head: Uint8Array,
  path: string,
  maxBytes: number,
  close: () => void,
): Result<Uint8Array> {
  try {
    // One byte more than was announced, to notice a file that grows. Files that state no size are read in pieces.
    const announced = facts.byteCount
    const first = readUpTo(file, Math.max(announced - head.length + 1, 1))
    const pieces = [head, first]
    let length = head.length + first.length
    while (announced === 0 && length <= maxBytes) {
      const piece = readUpTo(file, pieceBytes)
      if (piece.length === 0) break
      pieces.push(piece)
      length += piece.length
    }
    if (length > maxBytes) return fail(tooLarge(path, maxBytes))
    if (announced !== 0 && length !== announced) {
      const found = length > announced ? 'more' : String(length)
      const what = `expected ${String(announced)} bytes, as the file had when it was opened, found ${found}`
      return fail(cliProblem('cli/file-changed', what, { source: path }))
    }
    return succeed(joined(pieces, length))
  } catch (thrown) {
    return fail(faultProblem(thrown, path))
  } finally {
    close()
  }
}

function readUpTo(file: OpenFile, byteCount: number): Uint8Array {
  const bytes = new Uint8Array(byteCount)
  let length = 0
  while (length < byteCount) {
    const count = file.read(bytes.subarray(length, Math.min(length + pieceBytes, byteCount)))
    if (count === 0) break
    length += count
  }
  return bytes.subarray(0, length)
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const filled = pieces.filter((piece) => piece.length > 0)
  if (filled.length === 1) return filled[0]!
  const whole = new Uint8Array(length)
  let offset = 0
  for (const piece of filled) {
    whole.set(piece, offset)
    offset += piece.length
  }
  return whole
}

const kinds = { folder: 'a folder', pipe: 'a pipe', socket: 'a socket', device: 'a device' } as const

function findUnfit(facts: FileFacts, path: string, maxBytes: number): CliProblem | undefined {
  if (facts.kind !== 'file') {
    const mend =
      facts.kind === 'pipe' ? 'write what comes through the pipe to a file and name that' : undefined
    return cliProblem('cli/not-a-file', `expected a file, found ${kinds[facts.kind]}`, { source: path }, mend)
  }
  return facts.byteCount > maxBytes ? tooLarge(path, maxBytes, facts.byteCount) : undefined
}

function tooLarge(path: string, maxBytes: number, found?: number): CliProblem {
  const what = `expected at most ${String(maxBytes)} bytes, found ${found === undefined ? 'more' : String(found)}`
  return cliProblem('cli/file-too-large', what, { source: path })
}

function emptyProblem(path: string): CliProblem {
  return cliProblem('cli/file-empty', 'expected a document, found no bytes', { source: path })
}

/** @throws What is no fault of the file, but a bug. */
function faultProblem(thrown: unknown, path: string): CliProblem {
  if (!isFault(thrown)) throw thrown
  const at = { source: path }
  if (thrown.code === 'ENOENT' || thrown.code === 'ENOTDIR') {
    return cliProblem('cli/file-missing', 'expected a file, found nothing', at)
  }
  if (thrown.code === 'EISDIR') return cliProblem('cli/not-a-file', 'expected a file, found a folder', at)
  if (thrown.code === 'ENXIO')
    return cliProblem('cli/not-a-file', 'expected a file, found a socket or a device', at)
  return cliProblem('cli/file-unreadable', `expected a file that can be read: ${faultText(thrown)}`, at)
}

function closeOnce(file: OpenFile): () => void {
  let isOpen = true
  return () => {
    if (!isOpen) return
    isOpen = false
    file.close()
  }
}
