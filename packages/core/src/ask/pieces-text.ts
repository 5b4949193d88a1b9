import { Impossible } from '../problem/problem.js'
import { toRangeText } from '../version/range-text.js'
import { toRange } from '../version/range.js'
import type { VersionScheme } from '../version/scheme.js'
import type { Version } from '../version/version.js'

/**
 * The canonical text of some pieces of a version line, at least one. Linear in their number, not in that of the cuts.
 *
 * @param pieces - Indexes as in `VersionRange.inside`, in any order. Over a type without order, all intervals or none.
 */
export function textOfPieces(
  scheme: VersionScheme,
  cuts: readonly Version[],
  pieces: readonly number[],
): string {
  const held = new Set(pieces)
  const bounds = new Set<number>()
  for (const piece of pieces) {
    if (piece % 2 === 1) bounds.add(piece >> 1)
    else {
      if (piece > 0) bounds.add((piece >> 1) - 1)
      if (piece < 2 * cuts.length) bounds.add(piece >> 1)
    }
  }
  const places = [...bounds].sort((a, b) => a - b)
  const inside = [held.has(2 * (places[0] ?? 0))]
  for (const place of places) inside.push(held.has(2 * place + 1), held.has(2 * place + 2))
  const range = toRange(
    scheme,
    places.map((place) => cuts[place]!),
    inside,
  )
  const text = toRangeText(range)
  if (text === undefined) throw new Impossible('the text of no version was asked for')
  return text
}
