import type { VersionRange } from '../version/range.js'
import type { Statement } from './statement.js'

/** An override that decides, ready to be looked at. */
export interface DecidingOverride {
  readonly index: number
  readonly decision: 'allow' | 'deny'
  readonly rank: number
  readonly range: VersionRange
  /** The last day on which it is in force. */
  readonly until: number
}

/** A repository row, ready to be counted. */
export interface Row {
  readonly index: number
  readonly weight: number
  readonly passes: number
}

/** Everything that speaks about one rule's packages. */
export interface Material {
  readonly statements: readonly Statement[]
  readonly overrides: readonly DecidingOverride[]
  readonly rows: readonly Row[]
}
