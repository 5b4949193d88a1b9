import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { cliProblem, fail, succeed, type Result } from '../../failure.js'
import { faultText, isFault } from '../../files/fault.js'
import { writeOutput } from '../../files/write-output.js'
import type { World } from '../../world.js'

/** The most that one fetch may add. Every list is much smaller in a pack than on the disk. */
const maxAddedBytes = 1024 * 1024 * 1024
/** A fetch leaves a pack. Beyond this many, fetching everything again is cheaper than keeping them. */
const maxPacks = 50

/** Where the mirror of a repository is: a bare repository without hooks, named by the digest of its address. */
export function mirrorPath(cache: string, url: string): string {
  return join(cache, digest(url))
}

/** The ref under which a mirror holds what another ref pointed to when it was fetched last. */
export function mirrorRef(ref: string): string {
  return `refs/trustlist/${digest(ref)}`
}

/** A name that stands for any text. */
export function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32)
}

/**
 * Makes an empty bare repository. No git process is asked: its templates could bring hooks, and there is little to make.
 *
 * @param commit - One of the source, by whose length its hash is known.
 */
export function makeMirror(path: string, commit: string, world: World): Result<undefined> {
  const format = commit.length === 64 ? '\n[extensions]\n\tobjectFormat = sha256' : ''
  const version = commit.length === 64 ? '1' : '0'
  try {
    for (const folder of ['objects/pack', 'refs']) world.files.makeFolder(join(path, folder))
  } catch (thrown) {
    return notWritten(thrown, path)
  }
  const config = `[core]\n\trepositoryFormatVersion = ${version}\n\tbare = true${format}\n`
  const written = writeOutput(world, join(path, 'config'), Buffer.from(config))
  return written.ok ? writeOutput(world, join(path, 'HEAD'), Buffer.from('ref: refs/heads/none\n')) : written
}

/** Whether there is a mirror that something was fetched into. */
export function hasMirror(path: string, world: World): boolean {
  return countPacks(path, world) > 0 && namesIn(path, world).includes('HEAD')
}

/** Whether another fetch can build on what there is. */
export function canGrow(path: string, world: World): boolean {
  return hasMirror(path, world) && countPacks(path, world) <= maxPacks
}

/** Whether a mirror holds all that leads to what was fetched, and not only where the source stood then. */
export function hasHistory(path: string, world: World): boolean {
  return hasMirror(path, world) && !namesIn(path, world).includes('shallow')
}

function countPacks(path: string, world: World): number {
  return namesIn(join(path, 'objects/pack'), world).filter((name) => name.endsWith('.pack')).length
}

/** Puts a mirror in the place of another, which is removed. */
export function replaceMirror(path: string, by: string, world: World): Result<undefined> {
  try {
    world.files.removeFolder(path)
    world.files.rename(by, path)
    return succeed(undefined)
  } catch (thrown) {
    return notWritten(thrown, path)
  }
}

/** Removes a mirror that came to nothing. What cannot be removed stays; it is in nobody's way. */
export function dropMirror(path: string, world: World): void {
  try {
    world.files.removeFolder(path)
  } catch (thrown) {
    if (!isFault(thrown)) throw thrown
  }
}

/** Watches how much a fetch adds; to be asked while it runs. */
export function watchSize(path: string, world: World): () => boolean {
  const packs = join(path, 'objects/pack')
  const size = () => {
    let byteCount = 0
    for (const name of namesIn(packs, world)) {
      try {
        byteCount += world.files.factsOf(join(packs, name)).byteCount
      } catch (thrown) {
        // A temporary file that git has just renamed.
        if (!isFault(thrown)) throw thrown
      }
    }
    return byteCount
  }
  const before = size()
  return () => size() - before <= maxAddedBytes
}

function namesIn(path: string, world: World): readonly string[] {
  try {
    return world.files.namesIn(path)
  } catch (thrown) {
    if (!isFault(thrown)) throw thrown
    return []
  }
}

function notWritten(thrown: unknown, source: string) {
  if (!isFault(thrown)) throw thrown
  const what = `could not write the cache: ${faultText(thrown)}`
  const mend = 'make room on the disk, or name another folder with --cache'
  return fail(cliProblem('cli/file-not-written', what, { source }, mend))
}
