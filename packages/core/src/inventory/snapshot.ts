import { isDay, type Day } from '../text/instant.js'

/**
 * The day of the snapshot that a registry's URL names: the one segment of its path that is a day, as in `…/cran/2025-03-05`.
 *
 * @spec inventory#snapshots
 */
export function snapshotOf(url: string): Day | undefined {
  const days = url.split('/').filter(isDay)
  return days.length === 1 ? days[0] : undefined
}
