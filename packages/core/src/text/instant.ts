import { Impossible } from '../problem/problem.js'

/** An instant in UTC as `YYYY-MM-DDTHH:MM:SSZ` (RFC 3339, this one form). Instants compare as text. */
export type Instant = string & { readonly __instant?: never }

/** A calendar day in UTC as `YYYY-MM-DD`. Days compare as text. */
export type Day = string & { readonly __day?: never }

const instantForm = /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$/
const dayForm = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/
const msPerDay = 86_400_000

/** Milliseconds since 1970, or undefined where the text is not a real instant in the one form (no leap second, no 24:00). */
function epochMilliseconds(text: string): number | undefined {
  if (!instantForm.test(text)) return undefined
  const time = Date.parse(text)
  return Number.isNaN(time) || new Date(time).toISOString() !== `${text.slice(0, -1)}.000Z` ? undefined : time
}

export function isInstant(text: string): text is Instant {
  return epochMilliseconds(text) !== undefined
}

export function isDay(text: string): text is Day {
  return dayForm.test(text) && isInstant(`${text}T00:00:00Z`)
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
  const start = epochMilliseconds(instant)
  if (start === undefined) throw new Impossible(`${JSON.stringify(instant)} was given as an instant`)
  const time = start + seconds * 1000
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
