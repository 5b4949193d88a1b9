import type { TrustAcknowledgement } from '@trustlist/schema'
import { subtractRange } from '../version/combine-ranges.js'
import { maxRangeLength, parseRange } from '../version/parse-range.js'
import { toRangeText } from '../version/range-text.js'
import { isEveryVersion } from '../version/range.js'
import { maxConstraints } from '../version/read-constraints.js'
import type { KeptDenial } from './lock.js'

/**
 * The kept denials of a publisher less what the operator has acknowledged: whole, or some of their versions.
 *
 * @spec merge#vanished-denials
 */
export function withoutAcknowledged(
  kept: readonly KeptDenial[],
  publisher: string,
  acknowledged: readonly TrustAcknowledgement[],
): readonly KeptDenial[] {
  const ours = acknowledged.filter((each) => each.publisher === publisher)
  return kept.flatMap((denial) => {
    let { versions } = denial
    for (const each of ours) {
      if (each.package !== denial.package) continue
      const rest = subtractVersions(versions, each.versions)
      if (rest === undefined) return []
      versions = rest
    }
    return [versions === denial.versions ? denial : { ...denial, versions }]
  })
}

/** Undefined where nothing is left. Of what cannot be read some is never taken, and every version all of it. */
function subtractVersions(from: string, less: string): string | undefined {
  if (from === less) return undefined
  const [whole, part] = [parseRange(from), parseRange(less)]
  if (!whole.ok && part.ok && isEveryVersion(part.value)) return undefined
  if (!whole.ok || !part.ok || whole.value.scheme.id !== part.value.scheme.id) return from
  const rest = subtractRange(whole.value, part.value)
  const text = toRangeText(rest)
  // Of what no range could say, nothing is let go: the lock could not be read again.
  return rest.points.length > maxConstraints || (text?.length ?? 0) > maxRangeLength ? from : text
}
