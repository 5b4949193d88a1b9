import type { Place, Problem, ProblemCode } from '@trustlist/core'
import { entryOfCode, isCliCode } from './code-entries.js'
import type { CliCode } from './problem-codes.js'

/** One fault, of core's or of the command line's. A core `Problem` is one as it stands. */
export interface CliProblem extends Omit<Problem, 'code'> {
  readonly code: CliCode | ProblemCode
}

export type CliProblems = readonly [CliProblem, ...CliProblem[]]

export interface Succeeded<T> {
  readonly ok: true
  readonly value: T
  /** Warnings and notices; never errors. */
  readonly findings: readonly CliProblem[]
}

export interface Failed {
  readonly ok: false
  readonly problems: CliProblems
}

/** What every step of a command returns. A core `Outcome` is one as it stands. */
export type Result<T> = Succeeded<T> | Failed

const none: readonly CliProblem[] = Object.freeze([])

export function succeed<T>(value: T, findings: readonly CliProblem[] = none): Succeeded<T> {
  return { ok: true, value, findings }
}

export function fail(...problems: [CliProblem, ...CliProblem[]]): Failed {
  return { ok: false, problems }
}

/**
 * Makes a problem of a `cli/…` code; severity, page and the usual mend come from the table.
 *
 * @param mend - Replaces the table's mend where the caller knows a more exact action.
 */
export function cliProblem(code: CliCode, what: string, at: Place = {}, mend?: string): CliProblem {
  const entry = entryOfCode(code)
  return { code, severity: entry.severity, what, mend: mend ?? entry.mend, at, spec: entry.spec }
}

/** How a command ends that stops on this problem. */
export function exitOf(problem: CliProblem): 0 | 1 | 2 | 3 | 4 {
  return entryOfCode(problem.code).exit
}

/** Where to read on: core's codes point into `spec/`, the command line's own into `docs/`. */
export function pageOf(problem: CliProblem): string {
  const [page = '', anchor = ''] = problem.spec.split('#')
  return `${isCliCode(problem.code) ? 'docs' : 'spec'}/${page}.md#${anchor}`
}
