import { problem, type Place, type Problem } from '../problem/problem.js'
import { addSeconds, clockToleranceSeconds, type Instant } from '../text/instant.js'

/**
 * Whether a document is in force at `now`: issued at most a day ahead of it, expiring after it was issued and after `now`.
 * How old it may be is the operator's own rule and not checked here.
 *
 * @spec seal#check-freshness
 */
export function findFreshnessFault(
  dates: { readonly issued: string; readonly expires: string },
  now: Instant,
  at: Place,
): Problem | undefined {
  if (dates.expires <= dates.issued) {
    const what = `issued ${dates.issued}, expires ${dates.expires}`
    return problem('seal/expires-before-issued', what, { ...at, pointer: '/signed/expires' })
  }
  if (dates.issued > addSeconds(now, clockToleranceSeconds)) {
    return problem('seal/issued-in-future', `issued ${dates.issued}, now it is ${now}`, {
      ...at,
      pointer: '/signed/issued',
    })
  }
  if (dates.expires <= now) {
    return problem('seal/expired', `expired ${dates.expires}, now it is ${now}`, {
      ...at,
      pointer: '/signed/expires',
    })
  }
  return undefined
}
