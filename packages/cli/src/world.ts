import type { Instant } from '@trustlist/core'
import type { Terminal } from './keys/ask-without-echo.js'

/** Everything of the machine that commands may touch. `node-world.ts` is the real one; tests bring their own. */
export interface World {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly stdin: Source
  readonly stdout: Sink
  readonly stderr: Sink
  readonly files: Files
  /** Where a passphrase can be asked for; undefined where nobody sits at one. */
  readonly terminal: () => Terminal | undefined
  /** Absolute path of the folder that relative paths start from. */
  readonly folder: string
  /** The present second. Read once a run, by `run`; commands take the instant from their invocation. */
  readonly now: () => Instant
  /** Milliseconds from a fixed moment, for progress alone. */
  readonly elapsedMs: () => number
  /** Unpredictable bytes, fit for keys. */
  readonly random: (byteCount: number) => Uint8Array
  readonly spawn: (program: Program) => Promise<Ended>
  readonly processes: () => Promise<Processes>
}

/** What is known of a process, to tell later whether it still runs. Plain data: it is written into files. */
export interface ProcessMark {
  readonly pid: number
  /** The machine's name. */
  readonly host: string
  /** What tells machines of one name, boots of one machine, and containers of one boot apart; where the system has it. */
  readonly machine?: string
  readonly boot?: string
  readonly space?: string
  /** When it started, in a unit of the system. */
  readonly start?: string
}

export interface Processes {
  readonly self: () => ProcessMark
  /** `unknown` where it cannot be told from here: a process of another machine or container. */
  readonly find: (mark: ProcessMark) => 'running' | 'ended' | 'unknown'
}

export interface Source {
  readonly isTerminal: boolean
  /** What arrives, in pieces, up to its end. To be asked for once. */
  readonly pieces: () => AsyncIterable<Uint8Array>
}

export interface Sink {
  readonly isTerminal: boolean
  /** Characters in a line of the terminal; undefined where it is none. */
  readonly columns: number | undefined
  /**
   * Writes all of it before it returns. A reader that went away (EPIPE) is no failure: what is left is dropped.
   *
   * @throws `OutputFault` where standard output takes no more.
   */
  readonly write: (text: string | Uint8Array) => void
}

/**
 * A program to run without a shell, in a session of its own: it can ask nobody at the terminal, and what it started is
 * ended with it.
 */
export interface Program {
  /** The program and its arguments. Nothing secret: other users can read them. */
  readonly words: readonly [string, ...string[]]
  readonly input?: Uint8Array
  readonly folder: string
  /** All of its environment. */
  readonly env: Readonly<Record<string, string>>
  /** It is ended where it writes more than this to its output. */
  readonly maxOutputBytes: number
  readonly timeoutMs: number
  /** Gets the output as it comes, and then nothing is gathered; false ends the program. */
  readonly onOutput?: (piece: Uint8Array) => boolean
  /** Asked some times a second while the program runs; false ends it. */
  readonly mayGoOn?: () => boolean
}

export type Ended =
  | { readonly kind: 'ended'; readonly status: number; readonly output: Uint8Array; readonly talk: string }
  | { readonly kind: 'not-started'; readonly fault: string }
  | {
      readonly kind: 'killed'
      readonly why: 'signal' | 'timeout' | 'output-too-large' | 'stopped'
      readonly talk: string
    }

/** What the file functions throw, as Node does: `code` is an errno name such as ENOENT. Caught in `files/` alone. */
export interface Fault extends Error {
  readonly code: string
}

/** Files, one system call a function, so that a test can fail or stop a command between any two of them. */
export interface Files {
  /** Opens for reading without waiting, whatever the path is (a pipe without a writer too). Follows links. */
  readonly openToRead: (path: string) => OpenFile
  /** Makes a new file and opens it for writing; EEXIST where the path is taken, by a dangling link too. */
  readonly create: (path: string, mode: number) => OpenFile
  /** Follows links. */
  readonly factsOf: (path: string) => FileFacts
  /** The path with every link in it followed. */
  readonly realPath: (path: string) => string
  readonly rename: (from: string, to: string) => void
  /** A second name for the same file; EEXIST where the name is taken. */
  readonly link: (from: string, to: string) => void
  readonly remove: (path: string) => void
  /** Makes a folder and those above it that are missing. */
  readonly makeFolder: (path: string) => void
  /** Removes a folder with everything in it; links in it are removed, not followed. Nothing where it is missing. */
  readonly removeFolder: (path: string) => void
  /** Names in a folder, sorted by code unit. */
  readonly namesIn: (path: string) => readonly string[]
  /** Makes renames in a folder last through a power failure. */
  readonly syncFolder: (path: string) => void
}

export interface OpenFile {
  readonly facts: () => FileFacts
  /** Reads on from where the last read ended; 0 at the end of the file. May read less than there is room for. */
  readonly read: (into: Uint8Array) => number
  /** Writes on; may write less than it was given. */
  readonly write: (bytes: Uint8Array) => number
  readonly setMode: (mode: number) => void
  readonly sync: () => void
  readonly close: () => void
}

export interface FileFacts {
  readonly kind: 'file' | 'folder' | 'pipe' | 'socket' | 'device'
  readonly byteCount: number
  /** The permission bits alone, as 0o644. */
  readonly mode: number
  readonly ownerId: number
  /** When its content was changed last: milliseconds since 1970, and fractions. */
  readonly modifiedMs: number
}
