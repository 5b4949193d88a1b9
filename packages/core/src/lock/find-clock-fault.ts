import { problem, type Problem } from '../problem/problem.js'
import { addSeconds, clockToleranceSeconds, type Instant } from '../text/instant.js'

/**
 * Whether the clock is more than a day before something that is known to have happened: then it was set back, and what
 * has expired would look as if it were in force.
 *
 * @spec freshness#clock
 * @param known - The lock's time floor, or when a publisher was refreshed last.
 */
export function findClockFault(now: Instant, known: Instant | undefined): Problem | undefined {
  if (known === undefined || addSeconds(now, clockToleranceSeconds) >= known) return undefined
  return problem('lock/clock-behind', `now it is ${now}, but the lock knows of ${known}`)
}
