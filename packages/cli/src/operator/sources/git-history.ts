import { dirname } from 'node:path'
import { cliProblem, fail, succeed, type Failed, type Result } from '../../failure.js'
import { headBytes, maxDocumentBytes } from '../../files/read-input.js'
import type { World } from '../../world.js'
import { joined } from './git-reader.js'
import { parseTree } from './git-tree.js'
import type { GitObject } from './object-stream.js'
import { byteBudget, identityFolder, pickIdentities, pickLists } from './pick-documents.js'
import type { Wanted } from './publisher-source.js'
import { isTreeSized, readObjects, type Fetched } from './read-objects.js'
import { runGit } from './run-git.js'

export interface HistoryLimits {
  readonly commits: number
  /** Different versions of documents. */
  readonly documents: number
  /** All of them together, unpacked. Git unpacks a document to show its beginning. */
  readonly bytes: number
  /** What is kept of their beginnings. */
  readonly keptBytes: number
}

/** What of the history of one publisher is looked at. A list that is signed every day for fifty years fits. */
const usualLimits: HistoryLimits = {
  commits: 100_000,
  documents: 20_000,
  bytes: 32 * 1024 ** 3,
  keptBytes: 256 * 1024 ** 2,
}

const readingTimeoutMs = 600_000

/** A version of a document in the history of a mirror. */
export interface HistoricDocument {
  /** Of the blob. */
  readonly id: string
  readonly byteCount: number
  /** What was kept of its first 64 KiB. */
  readonly prefix: Uint8Array
}

/**
 * Reads the beginning of every version of a publisher's documents that was ever committed and that the mirror still holds:
 * on branches that were moved back or forced elsewhere too. What no document can be is passed over. Processes: four,
 * whatever the length of the history.
 *
 * @param keep - Given the first 64 KiB of a version, or all of a smaller one: what of it is to be kept; undefined: nothing.
 * @returns Them, in no order; or `cli/source-too-large` and what running git gives.
 */
export async function readHistory(
  fetched: Fetched,
  wanted: Wanted,
  keep: (prefix: Uint8Array) => Uint8Array | undefined,
  world: World,
  limits = usualLimits,
): Promise<Result<readonly HistoricDocument[]>> {
  const commits = await readCommits(fetched, limits, world)
  if (!commits.ok) return commits
  const ids = await readDocumentIds(commits.value, wanted, fetched, limits, world)
  if (!ids.ok) return ids
  const held = await sizesOf(ids.value, fetched, limits, world)
  if (!held.ok) return held
  const kept: HistoricDocument[] = []
  let keptBytes = 0
  const onObject = ({ id, byteCount, bytes }: GitObject) => {
    const prefix = keep(bytes)
    if (prefix === undefined) return
    keptBytes += prefix.length
    if (keptBytes <= limits.keptBytes) kept.push({ id, byteCount, prefix })
  }
  const admits = () => keptBytes <= limits.keptBytes
  const options = { mostKept: headBytes, onObject, timeoutMs: readingTimeoutMs }
  const read = await readObjects([...held.value.keys()], admits, fetched, world, options)
  if (keptBytes > limits.keptBytes) return tooMuch(fetched, `${String(limits.keptBytes)} bytes of heads`)
  return read.ok ? succeed(kept) : read
}

/**
 * Reads versions that {@link readHistory} found, as a whole.
 *
 * @returns Them, by the id of the blob; or `cli/source-too-large`.
 */
export async function readVersions(
  ids: readonly string[],
  fetched: Fetched,
  world: World,
): Promise<Result<ReadonlyMap<string, Uint8Array>>> {
  const spend = byteBudget(fetched.source)
  let refused: Failed | undefined
  const admits = ({ byteCount }: { readonly byteCount: number }) => {
    const spent = spend(byteCount)
    if (!spent.ok) refused = spent
    return spent.ok
  }
  const read = await readObjects(ids, admits, fetched, world, { timeoutMs: readingTimeoutMs })
  if (refused !== undefined) return refused
  return read.ok ? succeed(new Map([...read.value].map(([id, { bytes }]) => [id, bytes]))) : read
}

async function readCommits(
  fetched: Fetched,
  limits: HistoryLimits,
  world: World,
): Promise<Result<readonly string[]>> {
  const commits: string[] = []
  const listed = await listObjects(
    fetched,
    ({ type, id }) => {
      if (type === 'commit') commits.push(id)
      return commits.length <= limits.commits
    },
    world,
  )
  if (commits.length > limits.commits) return tooMuch(fetched, `${String(limits.commits)} commits`)
  return listed.ok ? succeed(commits) : listed
}

/** The blobs that have the names of documents in the publisher's folder, in any of the commits. */
async function readDocumentIds(
  commits: readonly string[],
  wanted: Wanted,
  fetched: Fetched,
  limits: HistoryLimits,
  world: World,
): Promise<Result<ReadonlySet<string>>> {
  const { folder, source } = fetched
  const identities = joined(folder, identityFolder)
  const asked = commits.flatMap((commit) => [`${commit}:${folder}`, `${commit}:${identities}`])
  const seen = new Set<string>()
  const found = new Set<string>()
  const onObject = ({ asked: name, id, type, bytes }: GitObject) => {
    const isIdentities = name.endsWith(`:${identities}`)
    // Most commits share most of their folders.
    const key = `${String(isIdentities)} ${id}`
    if (type !== 'tree' || seen.has(key)) return
    seen.add(key)
    const entries = parseTree(bytes, id.length / 2)
    if (entries === undefined) return
    const picked = isIdentities
      ? pickIdentities(entries.keys(), source)
      : pickLists(entries.keys(), wanted, source)
    if (!picked.ok) return
    for (const each of picked.value) {
      const entry = entries.get(each.name)!
      if (entry.kind === 'file' && found.size <= limits.documents) found.add(entry.id)
    }
  }
  const read = await readObjects(asked, isTreeSized, fetched, world, {
    onObject,
    timeoutMs: readingTimeoutMs,
  })
  if (!read.ok) return read
  return found.size > limits.documents
    ? tooMuch(fetched, `${String(limits.documents)} versions of documents`)
    : succeed(found)
}

/** The size of each of the blobs that the mirror holds, and that a document can have: fetching leaves larger ones out. */
async function sizesOf(
  ids: ReadonlySet<string>,
  fetched: Fetched,
  limits: HistoryLimits,
  world: World,
): Promise<Result<ReadonlyMap<string, number>>> {
  const sizes = new Map<string, number>()
  let byteCount = 0
  const listed = await listObjects(
    fetched,
    (each) => {
      if (!ids.has(each.id) || each.type !== 'blob' || each.byteCount > maxDocumentBytes) return true
      sizes.set(each.id, each.byteCount)
      byteCount += each.byteCount
      return byteCount <= limits.bytes
    },
    world,
  )
  if (byteCount > limits.bytes) return tooMuch(fetched, `${String(limits.bytes)} bytes in all versions`)
  return listed.ok ? succeed(sizes) : listed
}

interface ListedObject {
  readonly type: string
  readonly id: string
  readonly byteCount: number
}

/** Every object of the mirror, whether a branch leads to it or not. */
async function listObjects(
  { repository, source }: Fetched,
  take: (object: ListedObject) => boolean,
  world: World,
): Promise<Result<undefined>> {
  let rest = ''
  const onOutput = (piece: Uint8Array) => {
    const lines = (rest + Buffer.from(piece).toString('latin1')).split('\n')
    rest = lines.pop()!
    return lines.every((line) => {
      const [type = '', id = '', size = ''] = line.split(' ')
      return take({ type, id, byteCount: Number(size) })
    })
  }
  const ran = await runGit(
    {
      words: [
        'cat-file',
        '--batch-all-objects',
        '--unordered',
        '--buffer',
        '--batch-check=%(objecttype) %(objectname) %(objectsize)',
      ],
      folder: dirname(repository),
      repository,
      protocol: 'none',
      source,
      timeoutMs: readingTimeoutMs,
      maxOutputBytes: Number.MAX_SAFE_INTEGER,
      onOutput,
    },
    world,
  )
  return ran.ok ? succeed(undefined) : ran
}

function tooMuch({ source }: Fetched, limit: string): Failed {
  const mend = 'remove the mirror from the cache and run trustlist sync: what was accepted is in the store'
  const what = `expected at most ${limit} in the history of a publisher, found more`
  return fail(cliProblem('cli/source-too-large', what, { source }, mend))
}
