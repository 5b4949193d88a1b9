import { addDays, type Instant } from '@trustlist/core'
import { cliProblem, fail, succeed, type Result } from '../failure.js'

/** The longest that anything may be in force: ten years. */
export const maxDays = 3653

/**
 * When a document that is issued at `issued` expires.
 *
 * @param days - `--expires`, a whole number of days; undefined for the usual time.
 */
export function expiryOf(issued: Instant, days: string | undefined, usualDays: number): Result<Instant> {
  if (days === undefined) return succeed(addDays(issued, usualDays))
  const count = /^[1-9][0-9]{0,4}$/.test(days) ? Number(days) : 0
  if (count < 1 || count > maxDays) {
    return fail(
      cliProblem(
        'cli/option-value',
        `--expires takes a number of days from 1 to ${maxDays} and was given ${days}`,
      ),
    )
  }
  return succeed(addDays(issued, count))
}
