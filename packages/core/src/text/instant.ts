import { Impossible } from '../problem/problem.js'

/** An instant in UTC as `YYYY-MM-DDTHH:MM:SSZ` (RFC 3339, this one form). Instants compare as text. */
export type Instant = string & { readonly __instant?: never }

/** A calendar day in UTC as `YYYY-MM-DD`. Days compare as text. */
export type Day = string & { readonly __day?: never }

/** How far ahead of the reader's clock a document may be dated, in seconds: clocks differ, days do not. */
export const clockToleranceSeconds = 86_400

const dayPart = '[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])'
const dayForm = new RegExp(`^${dayPart}$`)
// No leap second, no 24:00.
const instantForm = new RegExp(`^${dayPart}T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z$`)
const msPerDay = 86_400_000

export function isInstant(text: string): text is Instant {
  return instantForm.test(text) && isInCalendar(text)
}

export function isDay(text: string): text is Day {
  return dayForm.test(text) && isInCalendar(text)
}

/** Whether the month has that day, in a text that starts with a day in the form. Reckoned here: a list has millions. */
function isInCalendar(text: string): boolean {
  const day = Number(text.slice(8, 10))
  if (day <= 28) return true
  const month = Number(text.slice(5, 7))
  if (month === 2) return day === 29 && isLeapYear(Number(text.slice(0, 4)))
  return day <= 30 || ![4, 6, 9, 11].includes(month)
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

/** The UTC day of an instant. */
export function dayOf(instant: Instant): Day {
  return instant.slice(0, 10)
}

function fromMilliseconds(time: number): Instant {
  return `${new Date(time).toISOString().slice(0, 19)}Z`
}

/**
 * Moves an instant by whole seconds. Clamped to the years 0000 to 9999, so that the form holds.
 *
 * @throws Impossible where the text is no instant: the caller is to ask {@link isInstant} first.
 */
export function addSeconds(instant: Instant, seconds: number): Instant {
  if (!isInstant(instant)) throw new Impossible(`${JSON.stringify(instant)} was given as an instant`)
  const time = Date.parse(instant) + seconds * 1000
  if (time >= 253_402_300_800_000) return '9999-12-31T23:59:59Z'
  if (time < -62_167_219_200_000) return '0000-01-01T00:00:00Z'
  return fromMilliseconds(time)
}

/** Moves an instant by whole days. */
export function addDays(instant: Instant, days: number): Instant {
  return addSeconds(instant, days * 86_400)
}

/** Whole days from one day to a later one; negative where it is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / msPerDay)
}
