import type { OwnRegistries } from '../inventory/settle-registries.js'
import type { Day } from '../text/instant.js'
import type { StartedFrom } from './started-from.js'

export interface ImportOptions {
  /** The day of the import: what nothing else dates was decided on it. */
  readonly day: Day
  /** Which registries are an ecosystem's own; see {@link settleRegistries}. */
  readonly own?: OwnRegistries
  /** `any`: the files are taken for names alone, and every entry permits any version. */
  readonly versions?: 'as-read' | 'any'
  readonly startedFrom?: StartedFrom
  /** Instead of `legacy`, where the publisher knows better. */
  readonly basis?: 'curated' | 'legacy' | 'reviewed'
}
