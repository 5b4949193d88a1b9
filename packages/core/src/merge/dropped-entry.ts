import type { ListEntry } from '../list/entry.js'

/**
 * Why an entry, or part of it, was not counted.
 *
 * `lapsed`: past its `until`. `not-yet`: decided after the instant of the merge. `too-old`: past an age limit.
 * `not-understood`: an allow with something newer than this reader. `echo`: the operator's own word. `versions`: they
 * cannot be read. `scope`: outside what the publisher is heard about. `disregarded`: by an override.
 *
 * @spec merge#statements
 */
export type DropReason =
  'lapsed' | 'not-yet' | 'too-old' | 'not-understood' | 'echo' | 'versions' | 'scope' | 'disregarded'

/** An entry that was not counted, wholly or for some of its packages. */
export interface DroppedEntry {
  readonly publisher: string
  readonly list: string
  /** Its index in the list. */
  readonly index: number
  readonly entry: ListEntry
  readonly reason: DropReason
  /** What exactly, for instance the day or the member. Publisher-controlled. */
  readonly what: string
}
