/** Instants are `YYYY-MM-DDTHH:MM:SSZ`, days their first ten characters. */
export const addSeconds = (instant, seconds) =>
  new Date(Date.parse(instant) + seconds * 1000).toISOString().replace('.000Z', 'Z')
export const addDays = (instant, days) => addSeconds(instant, days * 86_400)
export const dayOf = (instant) => instant.slice(0, 10)
