import type { Pattern } from '../purl/pattern.js'
import type { Day } from '../text/instant.js'
import type { VersionRange } from '../version/range.js'

/**
 * What one publisher says in one entry, ready to be counted: an entry of a list or a kept denial. Dates are numbers of
 * days, the last on which something holds; criteria are bits, one for each that the profile requires.
 *
 * @spec merge#statements
 */
export interface Statement {
  readonly decision: 'allow' | 'deny' | 'withdrawn'
  /** The publisher's place among those heard. */
  readonly publisher: number
  /** Index into the policy's inputs. */
  readonly input: number
  readonly pattern: Pattern
  readonly rank: number
  readonly range: VersionRange
  /** Of an allow: weight less what its basis costs, 0 where the publisher is quarantined. Of a denial: its deny weight. */
  readonly weight: number
  readonly judgedItself: boolean
  readonly reviewed: boolean
  readonly passes: number
  readonly fails: number
  /** Of an allow: the last day on which it counts by its age and its `until`; before every day where it was dropped. */
  readonly countsUntil: number
  /** The last day on which it says anything, also what it fails. */
  readonly until: number
  /** The snapshot that it alone speaks of. */
  readonly asOf: Day | undefined
  /** The files that it speaks of. */
  readonly digests: ReadonlySet<string> | undefined
  readonly references: readonly string[]
  /** The last day on which the operator disregards it; before every day where it does not. */
  readonly disregardedUntil: number
}

/** Before every day. */
export const never = -1_000_000_000
