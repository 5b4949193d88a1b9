import type { Outcome } from '@trustlist/core'

/** What is done with the input of a vector, by the name of the operation. */
export type Operations = Readonly<Record<string, (input: never) => Outcome<unknown>>>

/** What came of an operation, as a vector expects it. */
export type Answer = { readonly accepted: unknown } | { readonly refused: readonly string[] }

/** The answer as vectors tell it: of a refusal every code, each once, sorted. */
export function toAnswer(outcome: Outcome<unknown>): Answer {
  return outcome.ok
    ? { accepted: outcome.value }
    : { refused: [...new Set(outcome.problems.map((each) => each.code))].sort() }
}
