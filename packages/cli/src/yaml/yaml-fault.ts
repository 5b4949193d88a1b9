import type { CliCode } from '../problem-codes.js'

/** A fault in a YAML text, before it gets its line and its file. */
export interface YamlFault {
  readonly code: CliCode & `yaml/${string}`
  readonly what: string
  /** In UTF-16 code units from the start of the text. */
  readonly offset: number
  readonly mend?: string
}
