import { escapeVersion } from './escape.js'
import type { VersionRange } from './range.js'

/**
 * The canonical VERS text of a range, or undefined for the empty range, which VERS cannot say.
 *
 * Reading it gives the same range, and writing that gives the same text. An interval that misses a single version is
 * written with `!=`; where every version but some is meant, `!=` stands alone.
 *
 * @spec version#canonical-form
 */
export function toRangeText(range: VersionRange): string | undefined {
  const { points, inside } = range
  const head = `vers:${range.scheme.id}/`
  if (points.length === 0) return inside[0] === true ? `${head}*` : undefined
  let text = head
  for (let index = 0; index < points.length; index++) {
    const before = inside[2 * index]!
    const at = inside[2 * index + 1]!
    const after = inside[2 * index + 2]!
    if (index > 0) text += '|'
    if (before && after) text += '!='
    else if (after) text += at ? '>=' : '>'
    else if (before) text += at ? '<=' : '<'
    text += escapeVersion(points[index]!.text)
  }
  return text
}
