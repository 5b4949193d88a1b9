import type { Trust, TrustPublisher } from '@trustlist/core'
import { cliProblem, fail, succeed, type Result } from '../failure.js'

/** A publisher of the trust configuration and its place there. */
export interface FoundPublisher {
  readonly publisher: TrustPublisher
  readonly index: number
}

/** @returns The publisher, or `cli/publisher-unknown`. */
export function findPublisher(trust: Trust, id: string, source: string): Result<FoundPublisher> {
  const index = trust.publishers.findIndex((each) => each.id === id)
  const publisher = trust.publishers[index]
  if (publisher !== undefined) return succeed({ publisher, index })
  const known = trust.publishers.map((each) => each.id).sort()
  const what = `expected ${known.length === 0 ? 'a publisher, and there is none yet' : `one of ${known.join(', ')}`}, found ${id}`
  return fail(cliProblem('cli/publisher-unknown', what, { source, pointer: '/publishers' }))
}
