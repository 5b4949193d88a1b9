import type { KeptDenial, LockList } from './lock.js'
import { problem, type Problem } from '../problem/problem.js'

/** As many lists and kept denials of one publisher as the lock holds, see its schema. */
export const maxLists = 256
const maxKeptDenials = 100_000

/** What a lock could not hold, and so could not be read again. */
export function findExcess(
  publisher: string,
  lists: readonly LockList[],
  kept: readonly KeptDenial[],
): Problem | undefined {
  if (lists.length > maxLists) {
    const what = `expected at most ${maxLists} lists of ${publisher}, found ${lists.length} with those accepted earlier`
    return problem('lock/too-many-lists', what)
  }
  if (kept.length <= maxKeptDenials) return undefined
  const what = `expected at most ${maxKeptDenials} denials of ${publisher} to vanish, found ${kept.length}`
  return problem('lock/too-many-vanished', what)
}
