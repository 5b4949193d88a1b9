import { addDays, daysBetween, type Day, type Instant } from '../text/instant.js'

/** Days are counted from this one, so that they compare and add as whole numbers. */
const dayZero: Day = '1970-01-01'
const zero: Instant = '1970-01-01T00:00:00Z'

/** The last day of something that does not end. Larger than any real day. */
export const noEnd = 1_000_000_000

/** Days since 1970-01-01. The day must exist. */
export function toDayNumber(day: Day): number {
  return daysBetween(dayZero, day)
}

export function toDay(dayNumber: number): Day {
  return addDays(zero, dayNumber).slice(0, 10)
}
