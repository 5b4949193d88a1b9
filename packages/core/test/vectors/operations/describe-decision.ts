import type { Decision } from '@trustlist/core'

/** What vectors tell of an answer. */
export function describeDecision(answer: Decision): object {
  const { decision, cause, support, voices, reviewed, opposition } = answer
  return { decision, cause, support, voices, reviewed, opposition }
}
