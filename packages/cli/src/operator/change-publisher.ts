import type { Instant, KeptDocument, Lock } from '@trustlist/core'
import { succeed, type Result } from '../failure.js'
import type { SourceText } from '../render/code-frame.js'
import type { Shown } from '../render/shown.js'
import type { World } from '../world.js'
import type { Present } from './candidate.js'
import type { TrustChange } from './edit-publishers.js'
import { withHold, type Hold } from './hold.js'
import { readLockFile, writeLockFile } from './lock-file.js'
import { openStore } from './store.js'
import { editTrustFile, openTrustFile, writeTrustFile, type TrustFile } from './trust-file.js'
import type { TrustPlace } from './trust-place.js'

/** What is to become of the operator's files, and what the command tells about it. */
export interface FileChanges<T> {
  /** Undefined where the trust configuration stays. */
  readonly trust: TrustChange | undefined
  readonly keep: readonly KeptDocument[]
  /** Undefined where the lock stays. */
  readonly lock: Lock | undefined
  readonly value: T
}

/** What a change is decided on: read under the same hold that it is written under. */
export interface PresentFiles extends Present {
  readonly file: TrustFile
}

export interface ChangeContext {
  readonly place: TrustPlace
  /** What holds the files meanwhile, for those who wait. */
  readonly command: string
  readonly now: Instant
  readonly texts: Map<string, SourceText>
  readonly talk: (line: Shown) => void
  /** Whether the change rests on the lock; where it does not, a damaged one is in nobody's way. */
  readonly needsLock: boolean
}

/**
 * Changes the operator's files as one step: the documents first, then the trust configuration, the lock last. Killed in
 * between, the files are as they were or hold more than is named yet; the same command once more brings it to its end.
 *
 * @spec trust#one-writer-at-a-time
 */
export async function changeFiles<T>(
  context: ChangeContext,
  world: World,
  decide: (present: PresentFiles) => Promise<Result<FileChanges<T>>>,
): Promise<Result<T>> {
  const { place, command, talk } = context
  return withHold(place, command, world, talk, async (hold) => {
    const present = await readPresent(context, world)
    if (!present.ok) return present
    const changes = await decide(present.value)
    if (!changes.ok) return changes
    const written = await writeAll(hold, present.value, changes.value, world)
    if (!written.ok) return written
    return succeed(changes.value.value, [
      ...present.findings,
      ...changes.findings,
      ...written.findings,
      ...present.value.store.findings(),
    ])
  })
}

/** Reads what the operator's files hold now. Only under a hold does it stay so. */
export async function readPresent(
  { place, now, texts, needsLock }: Pick<ChangeContext, 'place' | 'now' | 'texts' | 'needsLock'>,
  world: World,
): Promise<Result<PresentFiles>> {
  const file = await openTrustFile(place.trust, texts, world)
  if (!file.ok) return file
  const lock = needsLock ? await readLockFile(place, world) : succeed(undefined)
  if (!lock.ok) return lock
  const store = openStore(place.store, world)
  return succeed({ file: file.value, trust: file.value.trust, lock: lock.value, store, now }, [
    ...file.findings,
    ...lock.findings,
  ])
}

async function writeAll(
  hold: Hold,
  { file, store }: PresentFiles,
  { trust, keep, lock }: FileChanges<unknown>,
  world: World,
): Promise<Result<undefined>> {
  // Before anything is written: the change may be refused.
  const edited = trust === undefined ? undefined : await editTrustFile(file, trust)
  if (edited?.ok === false) return edited
  for (const { digest, bytes } of keep) {
    const kept = store.keep(digest, bytes)
    if (!kept.ok) return kept
  }
  if (edited !== undefined) {
    const written = await writeTrustFile(hold, file, edited.value, world)
    if (!written.ok) return written
  }
  const findings = edited?.findings ?? []
  if (lock === undefined) return succeed(undefined, findings)
  const written = writeLockFile(hold, lock, world)
  return written.ok ? succeed(undefined, findings) : written
}
