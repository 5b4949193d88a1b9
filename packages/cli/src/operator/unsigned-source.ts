import { isAbsolute, join } from 'node:path'
import {
  acceptUnsigned,
  matchUnsigned,
  openUnsignedList,
  type AcceptedUnsigned,
  type Instant,
  type LockPublisher,
  type Sha256,
  type Trust,
  type TrustPublisher,
  type UnsignedFile,
  type UnsignedList,
} from '@trustlist/core'
import { cliProblem, fail, succeed, type CliProblem, type Result } from '../failure.js'
import { readInput } from '../files/read-input.js'
import type { World } from '../world.js'
import { placeInDraft, readYaml } from '../yaml/read-yaml.js'
import type { Store } from './store.js'
import type { TrustPlace } from './trust-place.js'

/** More than a draft in YAML may have. */
export const maxUnsignedBytes = 64 * 1024 * 1024

/** A list that nobody signs, with the bytes that the store is to keep. */
export interface UnsignedSource {
  readonly list: UnsignedList
  readonly bytes: Uint8Array
}

/**
 * Reads a file that its source never signs, as a list.
 *
 * @returns The list, or what reading, `matchUnsigned` and `openUnsignedList` refuse.
 */
export async function openUnsignedFile(
  path: string,
  reviewed: string,
  publisher: string,
  world: World,
): Promise<Result<UnsignedSource>> {
  const bytes = await readInput(world, path, maxUnsignedBytes)
  return bytes.ok ? openUnsignedBytes(bytes.value, reviewed, publisher, path) : bytes
}

/** The same for bytes that were read already. */
export async function openUnsignedBytes(
  bytes: Uint8Array,
  reviewed: string,
  publisher: string,
  path: string,
): Promise<Result<UnsignedSource>> {
  const file = matchUnsigned(bytes, reviewed, path)
  return file.ok ? openMatched(file.value, publisher, path) : file
}

/**
 * The list of a publisher that never signs: from its file, or from the store where the file has gone or was changed since it
 * was reviewed. The digest says that it is the same one.
 *
 * @returns The list, with the warning `cli/unsigned-changed` where the file is not used. Or what {@link openUnsignedFile}
 *   gives.
 */
export async function readUnsignedSource(
  publisher: TrustPublisher & { readonly unsigned: string },
  place: TrustPlace,
  store: Store,
  world: World,
): Promise<Result<UnsignedSource>> {
  const { from, id, unsigned } = publisher
  const path = isAbsolute(from) ? from : join(place.folder, from)
  const opened = await openUnsignedFile(path, unsigned, id, world)
  if (opened.ok) return opened
  const kept = await readKept(unsigned.replace('sha256:', ''), id, store)
  if (kept === undefined) return opened
  const { what } = opened.problems[0]
  const changed = cliProblem('cli/unsigned-changed', `${what}; ${id} is heard as it was reviewed`, {
    source: path,
  })
  return succeed(kept, [changed])
}

/**
 * Judges a publisher that never signs against the lock, as `acceptUnsigned` does.
 *
 * @returns Its new element of the lock, and what the store is to keep.
 */
export async function judgeUnsigned(
  publisher: TrustPublisher & { readonly unsigned: string },
  accepted: LockPublisher | undefined,
  { trust, place, store, now }: { trust: Trust; place: TrustPlace; store: Store; now: Instant },
  world: World,
): Promise<Result<AcceptedUnsigned & UnsignedSource>> {
  const source = await readUnsignedSource(publisher, place, store, world)
  if (!source.ok) return source
  const judged = await judgeUnsignedSource(source.value, accepted, { trust, store, now })
  return judged.ok ? succeed(judged.value, [...source.findings, ...judged.findings]) : judged
}

/** The same for a file that was read already. */
export async function judgeUnsignedSource(
  source: UnsignedSource,
  accepted: LockPublisher | undefined,
  { trust, store, now }: { readonly trust: Trust; readonly store: Store; readonly now: Instant },
): Promise<Result<AcceptedUnsigned & UnsignedSource>> {
  const { list } = source
  const digest = accepted?.lists[0]?.digest
  const before = digest === undefined ? undefined : await readKept(digest, list.publisher, store)
  const judged = acceptUnsigned({
    list,
    accepted,
    before: () => before?.list,
    now,
    acknowledged: trust.acknowledged ?? [],
  })
  return judged.ok ? succeed({ ...judged.value, ...source }, judged.findings) : judged
}

/** The file that the store holds under this digest, as a list of the publisher. */
export async function readKept(
  digest: Sha256,
  publisher: string,
  store: Store,
): Promise<UnsignedSource | undefined> {
  const bytes = store.read(digest)
  if (bytes === undefined) return undefined
  const opened = await openUnsignedBytes(
    bytes,
    `sha256:${digest}`,
    publisher,
    `${store.folder}/${digest}.unsigned`,
  )
  return opened.ok ? opened.value : undefined
}

/** JSON is YAML too: one reader for both. */
async function openMatched(
  file: UnsignedFile,
  publisher: string,
  path: string,
): Promise<Result<UnsignedSource>> {
  const draft = await readYaml(file.bytes, path)
  if (!draft.ok) return draft
  const list = openUnsignedList(file, draft.value.value, publisher)
  const place = (problem: CliProblem) => placeInDraft(problem, draft.value, path)
  if (list.ok) return succeed({ list: list.value, bytes: file.bytes }, list.findings.map(place))
  const [first, ...rest] = list.problems
  return fail(place(first), ...rest.map(place))
}
