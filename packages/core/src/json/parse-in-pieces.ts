import type { JsonValue } from './canonical.js'

/**
 * Parses text that the gate has let through, cut at the commas that the gate named: the value is that of `JSON.parse`, but
 * the text of a large document is never in memory as a whole, and one character beyond Latin-1 does not double all of it.
 *
 * @param cuts - From {@link findGateFault}, over the same bytes.
 */
export function parseInPieces(
  bytes: Uint8Array,
  start: number,
  end: number,
  cuts: readonly number[],
): JsonValue {
  const decoder = new TextDecoder()
  const parse = (from: number, to: number, before: string, after: string) =>
    JSON.parse(before + decoder.decode(bytes.subarray(from, to)) + after) as JsonValue
  const [firstCut] = cuts
  if (firstCut === undefined) return parse(start, end, '', '')

  const whole = parse(start, firstCut, '', ']}') as Record<string, JsonValue>
  // A cut lies in the array that has been read last. No member of a document has the empty name: the gate refuses it.
  let open = Object.values(whole).at(-1) as JsonValue[]
  cuts.forEach((cut, index) => {
    const next = cuts[index + 1]
    const piece = parse(cut + 1, next ?? end, '{"":[', next === undefined ? '' : ']}')
    const { '': elements, ...members } = piece as { readonly [name: string]: JsonValue }
    for (const element of elements as readonly JsonValue[]) open.push(element)
    Object.assign(whole, members)
    open = (Object.values(members).at(-1) as JsonValue[] | undefined) ?? open
  })
  return whole
}
