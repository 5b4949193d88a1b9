import type { PolicyListInput, TrustPublisher } from '@trustlist/schema'
import { problem, type Problem } from '../problem/problem.js'
import { addDays, type Instant } from '../text/instant.js'
import { expiriesOf, type MergeableList, type PublisherState } from './publisher-state.js'
import { defaultGraceDays } from './trust.js'

export type HeardStatus = PolicyListInput['status']

export interface StatusFinding {
  readonly status: HeardStatus
  readonly problems: readonly Problem[]
}

/**
 * How far a publisher's state may be relied on. A list that has expired says no more than one that could not be fetched:
 * the days of grace count from the earlier of the two.
 *
 * @spec merge#missing-and-failing-publishers
 */
export function findStatus(
  config: TrustPublisher,
  state: PublisherState,
  lists: readonly MergeableList[],
  at: Instant,
): StatusFinding {
  const { id, optional = false, graceDays = defaultGraceDays } = config
  if (state.status === 'quarantined') {
    const proof = state.proof?.map(({ what }) => what).join('; ') ?? 'no proof was handed in'
    const what = `${id} failed verification: ${proof}`
    return optional
      ? { status: 'quarantined', problems: [problem('merge/quarantined', what)] }
      : { status: 'quarantined', problems: [problem('merge/publisher-quarantined', what)] }
  }
  const expired = expiriesOf(lists).filter((expires) => expires <= at)
  if (state.status === 'fresh' && expired.length === 0) return { status: 'fresh', problems: [] }
  const since = [state.lastRefreshed, ...expired].sort()[0]!
  if (at <= addDays(since, graceDays)) {
    const what = `${id} is served from its state of ${since}, at most ${graceDays} days long`
    return { status: 'stale', problems: [problem('merge/publisher-stale', what)] }
  }
  const what = `${id} could not be refreshed since ${since}, more than its ${graceDays} days of grace`
  return optional
    ? { status: 'quarantined', problems: [problem('merge/quarantined', what)] }
    : { status: 'quarantined', problems: [problem('merge/publisher-lost', what)] }
}
