import type { Severity } from '@trustlist/core'

/** What the table says of a `cli/…` or `yaml/…` code once for all its occurrences. */
export interface CliCodeEntry {
  readonly severity: Severity
  /** How a command ends on it: 0 goes on (warnings), 1 answered with no, 2 usage, 3 input refused, 4 the outside failed. */
  readonly exit: 0 | 1 | 2 | 3 | 4
  /** `page#anchor`, of `docs/`: what only the command line can run into stands in the guides, not in the specification. */
  readonly spec: string
  /** One line for people who look the code up. */
  readonly title: string
  /** The usual action that mends it. */
  readonly mend: string
}

export type CliCodeTable = Readonly<Record<`${'cli' | 'yaml'}/${string}`, CliCodeEntry>>
