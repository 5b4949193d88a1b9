import { cliProblem, fail, succeed, type Failed, type Result } from '../../failure.js'
import { maxDocumentBytes } from '../../files/read-input.js'
import type { World } from '../../world.js'
import { mirrorRef } from './git-mirror.js'
import { parseTree, type TreeEntry } from './git-tree.js'
import type { GitObject, ObjectHeader } from './object-stream.js'
import type { OfferedState } from '@trustlist/core'
import {
  byteBudget,
  identityFolder,
  pickIdentities,
  pickLists,
  sourceLimits,
  type Picked,
} from './pick-documents.js'
import type { Wanted } from './publisher-source.js'
import { isTreeSized, readObjects, type Fetched } from './read-objects.js'

/** The commit that was fetched last; undefined where nothing was. */
export async function readCommit(fetched: Fetched, world: World): Promise<Result<string | undefined>> {
  const name = `${mirrorRef(fetched.ref)}^{commit}`
  const found = await readObjects([name], ({ type }) => type === 'commit', fetched, world)
  return found.ok ? succeed(found.value.get(name)?.id) : found
}

/** Reads the documents of a publisher from what was fetched: two processes, whatever their number. */
export async function readMirror(
  fetched: Fetched,
  wanted: Wanted,
  world: World,
): Promise<Result<OfferedState>> {
  const { folder, source } = fetched
  const ref = mirrorRef(fetched.ref)
  const names = [`${ref}^{commit}`, `${ref}:${folder}`, `${ref}:${joined(folder, identityFolder)}`] as const
  const found = await readObjects(names, isTreeSized, fetched, world)
  if (!found.ok) return found
  const commit = found.value.get(names[0])
  if (commit?.type !== 'commit') {
    return notCached(fetched)
  }
  const files = treeOf(found.value.get(names[1]), commit)
  const identityFolderFiles = treeOf(found.value.get(names[2]), commit)
  if (files === 'damaged' || identityFolderFiles === 'damaged') {
    const what = `expected a tree as git writes it in ${folder === '' ? '/' : folder}, found another`
    return fail(cliProblem('cli/source-damaged', what, { source }))
  }
  if (files === undefined) {
    const what = `expected the folder ${folder === '' ? '/' : folder} at ${commit.id}, found none`
    return fail(
      cliProblem('cli/source-unreachable', what, { source }, 'check the branch and the folder in from:'),
    )
  }
  const identity = files.get(identityFolder)
  if (identity !== undefined && (identity.kind !== 'folder' || identityFolderFiles === undefined))
    return notAFile(source, identityFolder, 'a folder', identity.kind)
  const identityFiles = identityFolderFiles ?? new Map<string, TreeEntry>()

  const identities = pickIdentities(identityFiles.keys(), source)
  if (!identities.ok) return identities
  const lists = pickLists(files.keys(), wanted, source)
  if (!lists.ok) return lists
  const documents = [
    ...identities.value.map((each) => locate(each, identityFiles, identityFolder)),
    ...lists.value.map((each) => locate(each, files, '')),
  ]
  for (const { path, entry } of documents)
    if (entry.kind !== 'file') return notAFile(source, path, 'a file', entry.kind)
  const bytes = await readDocuments(documents, fetched, world)
  if (!bytes.ok) return bytes
  const take = <K>(picked: readonly Picked<K>[], from: ReadonlyMap<string, TreeEntry>) =>
    new Map(picked.map(({ key, name }) => [key, bytes.value.get(from.get(name)!.id)!]))
  return succeed({
    commit: commit.id,
    identities: take(identities.value, identityFiles),
    lists: take(lists.value, files),
  })
}

interface Located {
  readonly path: string
  readonly entry: TreeEntry
}

function locate({ name }: Picked<unknown>, from: ReadonlyMap<string, TreeEntry>, folder: string): Located {
  return { path: joined(folder, name), entry: from.get(name)! }
}

/** By the id of the blob. */
async function readDocuments(
  documents: readonly Located[],
  fetched: Fetched,
  world: World,
): Promise<Result<ReadonlyMap<string, Uint8Array>>> {
  const { source } = fetched
  const byId = new Map(documents.map((each) => [each.entry.id, each]))
  const spend = byteBudget(source)
  let refused: Failed | undefined
  const admits = ({ id, type, byteCount }: ObjectHeader) => {
    const path = byId.get(id)?.path ?? ''
    const most = path.startsWith(`${identityFolder}/`) ? sourceLimits.identityBytes : maxDocumentBytes
    if (type !== 'blob') refused = notAFile(source, path, 'a file', type)
    else if (byteCount > most) refused = tooLarge(source, path, most, byteCount)
    else {
      const spent = spend(byteCount)
      if (!spent.ok) refused = spent
    }
    return refused === undefined
  }
  const objects = await readObjects([...byId.keys()], admits, fetched, world, {
    // It was left behind by the fetch, for its size.
    absent: (id) => tooLarge(source, byId.get(id)?.path ?? '', maxDocumentBytes, undefined),
  })
  if (refused !== undefined) return refused
  if (!objects.ok) return objects
  return succeed(new Map([...objects.value].map(([id, { bytes }]) => [id, bytes])))
}

function treeOf(
  object: GitObject | undefined,
  commit: GitObject,
): ReadonlyMap<string, TreeEntry> | 'damaged' | undefined {
  if (object?.type !== 'tree') return undefined
  return parseTree(object.bytes, commit.id.length / 2) ?? 'damaged'
}

export function joined(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`
}

export function notCached({ ref, source }: Fetched): Failed {
  const what = `expected ${ref} in the cache, found nothing`
  return fail(cliProblem('cli/source-not-cached', what, { source }))
}

function notAFile(source: string, path: string, expected: string, kind: string | undefined): Failed {
  const what = `expected ${expected} as ${path}, found ${kind === undefined ? 'something else' : `a ${kind}`}`
  return fail(cliProblem('cli/source-not-a-file', what, { source }))
}

function tooLarge(source: string, path: string, most: number, found: number | undefined): Failed {
  const what = `expected at most ${String(most)} bytes in ${path}, found ${found === undefined ? 'more' : String(found)}`
  return fail(cliProblem('cli/source-too-large', what, { source }))
}
