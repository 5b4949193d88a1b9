import { cliProblem, fail, succeed, type Result } from '../../failure.js'
import type { Wanted } from './publisher-source.js'

/** What a source may offer of one publisher. */
export const sourceLimits = {
  /** An identity document is some kilobytes; 64 keys fit many times. */
  identityBytes: 1024 * 1024,
  identities: 10_000,
  lists: 256,
  /** All documents of one publisher together. */
  bytes: 1024 * 1024 * 1024,
} as const

export const identityFolder = 'identity'
const listEnding = '.list.json'
const identityName = /^[1-9][0-9]{0,14}\.json$/
const listName = /^[a-z0-9]+(?:[.-][a-z0-9]+)*$/

/** A document among the files of a source. */
export interface Picked<K> {
  readonly key: K
  /** Of the file, in its folder. */
  readonly name: string
}

/**
 * The identity versions among the names in the folder `identity`, ascending. Other names, `01.json` too, are no identity
 * versions and are left alone.
 *
 * @returns Them, or `cli/source-too-large`.
 */
export function pickIdentities(names: Iterable<string>, source: string): Result<readonly Picked<number>[]> {
  const picked: Picked<number>[] = []
  for (const name of names) {
    if (!identityName.test(name)) continue
    const key = Number(name.slice(0, -'.json'.length))
    picked.push({ key, name })
  }
  if (picked.length > sourceLimits.identities)
    return tooMany(source, `${String(sourceLimits.identities)} identity versions`, picked.length)
  return succeed(picked.sort((a, b) => a.key - b.key))
}

/**
 * The lists among the names in the publisher's folder, sorted. A name in other case, or that no list can have, is none.
 *
 * @returns Them, or `cli/source-too-large`. Wanted lists that are not there are left out.
 */
export function pickLists(
  names: Iterable<string>,
  wanted: Wanted,
  source: string,
): Result<readonly Picked<string>[]> {
  const picked: Picked<string>[] = []
  for (const name of names) {
    if (!name.endsWith(listEnding)) continue
    const key = name.slice(0, -listEnding.length)
    if (key.length <= 64 && listName.test(key) && (wanted.lists?.includes(key) ?? true))
      picked.push({ key, name })
  }
  if (picked.length > sourceLimits.lists)
    return tooMany(source, `${String(sourceLimits.lists)} lists`, picked.length)
  return succeed(picked.sort((a, b) => (a.key < b.key ? -1 : 1)))
}

function tooMany(source: string, limit: string, found: number) {
  const what = `expected at most ${limit}, found ${String(found)}`
  return fail(cliProblem('cli/source-too-large', what, { source }))
}

/** Counts down what may still be read of one source. */
export function byteBudget(source: string): (byteCount: number) => Result<undefined> {
  let left: number = sourceLimits.bytes
  return (byteCount) => {
    left -= byteCount
    if (left >= 0) return succeed(undefined)
    const what = `expected at most ${String(sourceLimits.bytes)} bytes in all documents, found more`
    return fail(cliProblem('cli/source-too-large', what, { source }))
  }
}
