import type { ProblemCode } from './catalogue.js'
import { entryOf } from './entry-of.js'

/** `error` stops what was asked; `warning` does not, but someone should look; `notice` is worth knowing. */
export type Severity = 'error' | 'warning' | 'notice'

/** Where a fault is. Every member is absent where it does not apply or is not known. */
export interface Place {
  /** The file or stream, as the caller named it. */
  readonly source?: string
  /** RFC 6901 pointer into the document. */
  readonly pointer?: string
  /** Counted from 1. */
  readonly line?: number
  /** Counted from 1, in UTF-16 code units for text and in bytes for signed documents. */
  readonly column?: number
}

/** One fault, as plain data. `what` and `at` may hold publisher-controlled text: escape it before it is shown. */
export interface Problem {
  readonly code: ProblemCode
  readonly severity: Severity
  /** What was expected and what was found. */
  readonly what: string
  /** The one action that mends it. */
  readonly mend: string
  readonly at: Place
  /** The rule that was broken, as `page#anchor` of the specification. */
  readonly spec: string
}

export type Problems = readonly [Problem, ...Problem[]]

export interface Accepted<T> {
  readonly ok: true
  readonly value: T
  /** Warnings and notices; never errors. */
  readonly findings: readonly Problem[]
}

export interface Refused {
  readonly ok: false
  readonly problems: Problems
}

/** What every function that may refuse returns. A refusal without a reason cannot be written. */
export type Outcome<T> = Accepted<T> | Refused

const none: readonly Problem[] = Object.freeze([])

export function accept<T>(value: T, findings: readonly Problem[] = none): Accepted<T> {
  return { ok: true, value, findings }
}

export function refuse(...problems: [Problem, ...Problem[]]): Refused {
  return { ok: false, problems }
}

/** Refuses with everything that was gathered, or accepts where nothing was. */
export function settle<T>(value: T, problems: readonly Problem[]): Outcome<T> {
  const errors = problems.filter((each) => each.severity === 'error')
  const [first, ...rest] = errors
  return first === undefined ? accept(value, problems) : { ok: false, problems: [first, ...rest] }
}

/**
 * Makes a problem of a known code; severity, specification anchor and the usual mend come from the catalogue.
 *
 * @param mend - Replaces the catalogue's mend where the caller knows a more exact action.
 */
export function problem(code: ProblemCode, what: string, at: Place = {}, mend?: string): Problem {
  const entry = entryOf(code)
  return { code, severity: entry.severity, what, mend: mend ?? entry.mend, at, spec: entry.spec }
}

/** The same problem, with its place completed by what an outer caller knows. What is already known stays. */
export function placed(inner: Problem, outer: Place): Problem {
  return { ...inner, at: { ...outer, ...inner.at } }
}

/** Thrown for bugs of ours alone; a caller can do nothing about it but report it. */
export class Impossible extends Error {
  override readonly name = 'Impossible'
  constructor(what: string) {
    super(`this should be impossible; please file it as a bug of trustlist: ${what}`)
  }
}
