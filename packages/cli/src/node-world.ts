import type { Instant } from '@trustlist/core'
import * as fs from 'node:fs'
import { resolve } from 'node:path'
import type { Terminal } from './keys/ask-without-echo.js'
import type { ThisProcess } from './node-processes.js'
import { OutputFault } from './output-fault.js'
import type { ProcessEnds } from './spawn.js'
import type { Ended, FileFacts, Files, OpenFile, Program, Sink, World } from './world.js'

/** What `bin.ts` hands over of the process: this file touches the machine, and only `bin.ts` touches `process`. */
export interface Process extends ThisProcess, ProcessEnds {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: () => string
  /** Asked for only when standard input is read: making the stream takes time. */
  readonly stdin: () => AsyncIterable<Uint8Array>
  readonly columns: () => number | undefined
  /** Whether a descriptor is a terminal. Asked for only where it may be one: the answer takes time to load. */
  readonly isTerminal: (descriptor: number) => boolean
  /** stdin and stderr, where both are terminals. */
  readonly terminal: () => Terminal | undefined
  /** From now on the signal does not end the process. */
  readonly ignoreSignal: (name: 'SIGXFSZ') => void
}

/** The real world. Everything that costs time to load is loaded when it is first used. */
export function nodeWorld(process: Process): World {
  return {
    env: process.env,
    stdin: {
      get isTerminal() {
        return isTerminal(0, process)
      },
      pieces: process.stdin,
    },
    stdout: sinkOf(1, process),
    stderr: sinkOf(2, process),
    terminal: process.terminal,
    files: nodeFiles(process),
    folder: process.cwd(),
    now: () => `${new Date().toISOString().slice(0, 19)}Z` satisfies Instant,
    elapsedMs: () => performance.now(),
    random: (byteCount) => crypto.getRandomValues(new Uint8Array(byteCount)),
    spawn: async (program: Program): Promise<Ended> =>
      (await import('./spawn.js')).spawnProgram(program, process),
    processes: async () => (await import('./node-processes.js')).nodeProcesses(process),
  }
}

/**
 * Written by system calls, not by streams: cheaper to start, and nothing is lost when the process ends. What stderr does
 * not take is dropped: the answer and the exit still stand.
 */
function sinkOf(descriptor: 1 | 2, process: Process): Sink {
  let isGone = false
  let known: boolean | undefined
  const isHere = () => (known ??= isTerminal(descriptor, process))
  return {
    get isTerminal() {
      return isHere()
    },
    get columns() {
      return isHere() ? process.columns() : undefined
    },
    write: (text) => {
      if (isGone) return
      try {
        writeAll(descriptor, typeof text === 'string' ? Buffer.from(text) : text)
      } catch (fault) {
        isGone = true
        if (codeOf(fault) === 'EPIPE' || descriptor === 2) return
        throw new OutputFault(fault instanceof Error ? fault.message : String(fault))
      }
    },
  }
}

/** Terminals are character devices; pipes, files and the null device, which scripts use, are told apart without help. */
function isTerminal(descriptor: number, process: Process): boolean {
  try {
    const stats = fs.fstatSync(descriptor)
    if (!stats.isCharacterDevice() || stats.rdev === fs.statSync('/dev/null').rdev) return false
  } catch {
    // Not every system has the null device in this place, or tells kinds of descriptors.
  }
  return process.isTerminal(descriptor)
}

function writeAll(descriptor: number, bytes: Uint8Array): void {
  let offset = 0
  while (offset < bytes.length) {
    try {
      offset += fs.writeSync(descriptor, bytes, offset)
    } catch (fault) {
      // A pipe that another process made non-blocking, and whose reader is slow: wait, do not spin.
      if (codeOf(fault) !== 'EAGAIN') throw fault
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5)
    }
  }
}

function codeOf(fault: unknown): string | undefined {
  return fault instanceof Error && 'code' in fault && typeof fault.code === 'string' ? fault.code : undefined
}

// Windows lacks two of the flags: as numbers they are then 0.
const readFlags = fs.constants.O_RDONLY | fs.constants.O_NONBLOCK | fs.constants.O_NOCTTY
const createFlags = fs.constants.O_WRONLY | fs.constants.O_CREAT | fs.constants.O_EXCL

function nodeFiles(process: Process): Files {
  const at = (path: string) => {
    // Node takes it for a bug of the caller; it is a name that no file can have.
    if (path.includes('\0'))
      throw Object.assign(new Error('a name with a NUL'), { code: 'ENOENT', syscall: 'open' })
    return resolve(process.cwd(), path)
  }
  let isWriting = false
  return {
    openToRead: (path) => openFile(fs.openSync(at(path), readFlags)),
    create: (path, mode) => {
      // A file that outgrows what the system permits then fails with EFBIG, and is cleared away like any other failure.
      if (!isWriting) process.ignoreSignal('SIGXFSZ')
      isWriting = true
      return openFile(fs.openSync(at(path), createFlags, mode))
    },
    factsOf: (path) => factsFrom(fs.statSync(at(path))),
    realPath: (path) => fs.realpathSync.native(at(path)),
    rename: (from, to) => fs.renameSync(at(from), at(to)),
    link: (from, to) => fs.linkSync(at(from), at(to)),
    remove: (path) => fs.unlinkSync(at(path)),
    makeFolder: (path) => void fs.mkdirSync(at(path), { recursive: true }),
    removeFolder: (path) => fs.rmSync(at(path), { recursive: true, force: true }),
    namesIn: (path) => fs.readdirSync(at(path)).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)),
    syncFolder: (path) => {
      const descriptor = fs.openSync(at(path), fs.constants.O_RDONLY)
      try {
        fs.fsyncSync(descriptor)
      } finally {
        fs.closeSync(descriptor)
      }
    },
  }
}

function openFile(descriptor: number): OpenFile {
  return {
    facts: () => factsFrom(fs.fstatSync(descriptor)),
    read: (into) => (into.length === 0 ? 0 : fs.readSync(descriptor, into)),
    write: (bytes) => fs.writeSync(descriptor, bytes),
    setMode: (mode) => fs.fchmodSync(descriptor, mode),
    sync: () => fs.fsyncSync(descriptor),
    close: () => fs.closeSync(descriptor),
  }
}

function factsFrom(stats: fs.Stats): FileFacts {
  const kind = stats.isFile()
    ? 'file'
    : stats.isDirectory()
      ? 'folder'
      : stats.isFIFO()
        ? 'pipe'
        : stats.isSocket()
          ? 'socket'
          : 'device'
  return {
    kind,
    byteCount: stats.size,
    mode: stats.mode & 0o7777,
    ownerId: stats.uid,
    modifiedMs: stats.mtimeMs,
  }
}
