import { join } from 'node:path'
import { Impossible, matchSubject, readHead, sha256, type Sha256 } from '@trustlist/core'
import { cliProblem, succeed, type CliProblem, type Result } from '../failure.js'
import { isFault } from '../files/fault.js'
import { makeFolder } from '../files/make-folder.js'
import { maxDocumentBytes, openForHead } from '../files/read-input.js'
import { writeOutput } from '../files/write-output.js'
import type { World } from '../world.js'

/** The accepted documents, each under its digest. @spec trust#the-store */
export interface Store {
  readonly folder: string
  /**
   * A document or an unsigned file by its digest, which is checked. Undefined where there is none, or where what is there
   * is damaged: that is told in {@link findings}.
   */
  readonly read: (digest: Sha256) => Uint8Array | undefined
  /**
   * The beginning of a document, up to the value of its subject: its head has this digest. Of the rest nothing is read or
   * checked.
   */
  readonly readHead: (digest: Sha256) => Uint8Array | undefined
  /**
   * What stays the same as long as nobody writes to the file of a document; undefined where there is none. As with git's own
   * index, a file whose size and time of change are the ones that were seen is taken for the one that was seen.
   */
  readonly markOf: (digest: Sha256) => string | undefined
  /**
   * Puts a document into the store: under its document digest; a file that nobody signed, under the digest of the file.
   * The digest does not cover the signatures: other bytes with the same digest take the place of what is there, so they
   * have to hold its signatures too.
   *
   * @returns Whether anything was written, or `cli/file-not-written`.
   */
  readonly keep: (digest: Sha256, bytes: Uint8Array) => Result<boolean>
  /**
   * Puts the signed head of a document into the store that proves a fault of its publisher. One that is there stays.
   *
   * @returns Whether anything was written, or `cli/file-not-written`.
   */
  readonly keepProof: (digest: Sha256, envelope: Uint8Array) => Result<boolean>
  /** Damage that was met: `cli/store-damaged`, each file once. */
  readonly findings: () => readonly CliProblem[]
}

const digestForm = /^[0-9a-f]{64}$/
/** Of a sealed document, and of a file that its source never signs. */
const endings = ['.json', '.unsigned'] as const

/** @param folder - Made when something is kept for the first time. */
export function openStore(folder: string, world: World): Store {
  const damaged = new Map<string, CliProblem>()
  const pathOf = (digest: Sha256, ending: (typeof endings)[number]) => join(folder, digest + ending)

  function readAt(digest: Sha256, ending: (typeof endings)[number]): Uint8Array | undefined {
    const path = pathOf(digest, ending)
    const bytes = readWhole(path)
    if (!bytes.ok) {
      if (bytes.problems[0].code !== 'cli/file-missing') tell(path, bytes.problems[0].what)
      return undefined
    }
    const found = digestOf(bytes.value, ending)
    if (found === digest) return bytes.value
    tell(path, `expected content with the digest ${digest}, found ${found ?? 'no document'}`)
    return undefined
  }

  function readWhole(path: string): Result<Uint8Array> {
    const opened = openForHead(world.files, path, maxDocumentBytes)
    return opened.ok ? opened.value.readAll() : opened
  }

  function write(path: string, bytes: Uint8Array): Result<boolean> {
    const made = makeFolder(world, folder)
    if (!made.ok) return made
    const written = writeOutput(world, path, bytes)
    return written.ok ? succeed(true) : written
  }

  function tell(path: string, what: string): void {
    if (!damaged.has(path)) damaged.set(path, cliProblem('cli/store-damaged', what, { source: path }))
  }

  return {
    folder,
    read: (digest) => {
      // It may come from a lock that somebody wrote by hand, and becomes a file name.
      if (!digestForm.test(digest)) return undefined
      return readAt(digest, '.json') ?? readAt(digest, '.unsigned')
    },
    readHead: (digest) => {
      const opened = openForHead(world.files, pathOf(digest, '.json'))
      if (!opened.ok) return undefined
      opened.value.close()
      const head = readHead(opened.value.head)
      return head.ok && head.value.digest === digest
        ? opened.value.head.subarray(0, head.value.subjectAt)
        : undefined
    },
    markOf: (digest) => {
      try {
        const { byteCount, modifiedMs } = world.files.factsOf(pathOf(digest, '.json'))
        return `${String(byteCount)} ${String(modifiedMs)}`
      } catch (thrown) {
        if (!isFault(thrown)) throw thrown
        return undefined
      }
    },
    keep: (digest, bytes) => {
      const ending = endings.find((each) => digestOf(bytes, each) === digest)
      if (ending === undefined) throw new Impossible(`the store was given ${digest} with other content`)
      const standing = readAt(digest, ending)
      if (standing !== undefined && Buffer.compare(bytes, standing) === 0) return succeed(false)
      return write(pathOf(digest, ending), bytes)
    },
    keepProof: (digest, envelope) => {
      if (!digestForm.test(digest)) throw new Impossible(`${digest} is no digest`)
      const path = join(folder, `${digest}.dsse.json`)
      const standing = readWhole(path)
      return standing.ok ? succeed(false) : write(path, envelope)
    },
    findings: () => [...damaged.values()],
  }
}

/** Reads a document of the store once, however often it is asked for: reading checks the digest of all of it. */
export function recalling(store: Store): (digest: Sha256) => Uint8Array | undefined {
  const read = new Map<Sha256, Uint8Array | undefined>()
  return (digest) => {
    if (!read.has(digest)) read.set(digest, store.read(digest))
    return read.get(digest)
  }
}

function digestOf(bytes: Uint8Array, ending: (typeof endings)[number]): Sha256 | undefined {
  if (ending === '.unsigned') return sha256(bytes)
  const whole = matchSubject(bytes)
  return whole.ok ? whole.value.head.digest : undefined
}
