import type { Trust, TrustPublisher } from '@trustlist/core'
import { cliProblem, fail, succeed, type Result } from '../../failure.js'

/**
 * The publishers of a trust configuration that were asked for.
 *
 * @param ids - None: every one.
 * @returns Them, in the order of the configuration; or `cli/publisher-unknown`.
 */
export function choosePublishers(
  trust: Trust,
  ids: readonly string[],
  source: string,
): Result<readonly TrustPublisher[]> {
  const unknown = ids.find((id) => !trust.publishers.some((each) => each.id === id))
  if (unknown !== undefined) {
    const known = trust.publishers.map(({ id }) => id).join(', ')
    const what = `expected a publisher that ${source} names, such as ${known}; found ${unknown}`
    return fail(cliProblem('cli/publisher-unknown', what.slice(0, 500), { source }))
  }
  return succeed(ids.length === 0 ? trust.publishers : trust.publishers.filter(({ id }) => ids.includes(id)))
}
