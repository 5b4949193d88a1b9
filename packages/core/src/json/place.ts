/** Line and column, both counted from 1, of a byte; the column in bytes. CR LF is one line end. */
export function placeOfOffset(
  bytes: Uint8Array,
  offset: number,
): { readonly line: number; readonly column: number } {
  let line = 1
  let lineStart = 0
  const end = Math.min(offset, bytes.length)
  for (let at = 0; at < end; at++) {
    const byte = bytes[at]
    if (byte === 0x0a || (byte === 0x0d && bytes[at + 1] !== 0x0a)) {
      line++
      lineStart = at + 1
    }
  }
  return { line, column: end - lineStart + 1 }
}
