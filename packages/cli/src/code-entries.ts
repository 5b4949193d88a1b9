import { entryOf, type ProblemCode } from '@trustlist/core'
import { cliCodes, type CliCode, type CliCodeEntry } from './problem-codes.js'

/** What is said once of all problems of a code, of core's or of the command line's. A run without problems does not load it. */
export function entryOfCode(code: CliCode | ProblemCode): CliCodeEntry {
  return isCliCode(code) ? cliCodes[code] : entryOf(code)
}

export function isCliCode(code: CliCode | ProblemCode): code is CliCode {
  return Object.hasOwn(cliCodes, code)
}
