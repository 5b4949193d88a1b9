import type { FileDigest } from '@trustlist/schema'
import type { Day } from '../text/instant.js'
import type { VersionRange } from '../version/range.js'
import type { Voice } from './voice.js'

/**
 * What one publisher says in one entry, ready to be counted: an entry of a list or a kept denial. Dates are numbers of
 * days, the last on which something holds.
 *
 * @spec merge#statements
 */
export interface Statement {
  readonly voice: Voice
  readonly range: VersionRange
  /** Of an allow: the last day on which it counts by its age and its `until`; before every day where it was dropped. */
  readonly countsUntil: number
  /** The last day on which it says anything, also what it fails. */
  readonly until: number
  /** The snapshot that it alone speaks of. */
  readonly asOf: Day | undefined
  /** The files that it speaks of. */
  readonly digests: ReadonlySet<string> | undefined
  readonly references: readonly string[] | undefined
  /** The last day on which the operator disregards it; before every day where it does not. */
  readonly disregardedUntil: number
}

/** Before every day. */
export const never = -1_000_000_000

export function toDigestSet(digests: readonly FileDigest[] | undefined): ReadonlySet<string> | undefined {
  return digests === undefined ? undefined : new Set(digests.map(({ sha256 }) => sha256))
}
