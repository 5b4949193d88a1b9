import type { ListEntry } from '../list/entry.js'
import type { KeptDenial } from '../lock/lock.js'
import type { DropReason } from './dropped-entry.js'
import type { Statement } from './statement.js'

/** An entry or a kept denial that speaks about a package, and what became of it before any version was asked about. */
export interface HeardEntry {
  /** Index into the policy's inputs. */
  readonly input: number
  readonly publisher: string
  readonly list: string
  /** The entry and its index in the list; or the denial that was kept. */
  readonly said: { readonly entry: ListEntry; readonly index: number } | { readonly kept: KeptDenial }
  /** Absent where it says nothing at all. */
  readonly statement?: Statement
  /** Why it does not count. A dropped allow that fails a criterion is still a statement. */
  readonly dropped?: { readonly reason: DropReason; readonly what: string }
}
