import { uniteAllRanges, isSubrange } from '../version/combine-ranges.js'
import { parseRange } from '../version/parse-range.js'
import type { VersionRange } from '../version/range.js'

/** What a list was started from: somebody else's list, and what that permits. */
export interface StartedFrom {
  /** The publisher whose word it is. */
  readonly origin: string
  /** Whether it permits a package in all of these versions. */
  readonly permits: (name: string, versions: VersionRange) => boolean
}

/**
 * @param permitted - Folded packages and canonical VERS of what the other list permits.
 *
 * @spec import#copied-from-elsewhere
 */
export function toStartedFrom(
  origin: string,
  permitted: Iterable<{ readonly package: string; readonly versions: string }>,
): StartedFrom {
  const ranges = new Map<string, VersionRange[]>()
  for (const each of permitted) {
    const range = parseRange(each.versions)
    if (!range.ok) continue
    const known = ranges.get(each.package)
    if (known === undefined) ranges.set(each.package, [range.value])
    else known.push(range.value)
  }
  const permits = (name: string, versions: VersionRange) => {
    const known = ranges.get(name)
    if (known === undefined) return false
    return isSubrange(versions, uniteAllRanges(versions.scheme, known))
  }
  return { origin, permits }
}
