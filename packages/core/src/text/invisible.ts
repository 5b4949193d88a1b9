/**
 * Characters that a reviewer cannot see or that change what a reviewer sees: controls, bidi controls, zero-width
 * characters, line separators other than LF, tag characters. They are refused in every string of a signed document.
 *
 * @spec document#characters
 */
export function isInvisible(codePoint: number): boolean {
  if (codePoint < 0x20) return codePoint !== 0x0a
  if (codePoint < 0x7f) return false
  if (codePoint <= 0x9f) return true // DEL and C1
  if (codePoint < 0x2000) return codePoint === 0xad || codePoint === 0x61c || codePoint === 0x180e
  if (codePoint <= 0x206f) {
    return (
      (codePoint >= 0x200b && codePoint <= 0x200f) ||
      (codePoint >= 0x2028 && codePoint <= 0x202e) ||
      codePoint >= 0x2060
    )
  }
  return (
    codePoint === 0xfeff ||
    (codePoint >= 0xfff9 && codePoint <= 0xfffb) ||
    (codePoint >= 0xe0000 && codePoint <= 0xe007f)
  )
}

/** Offset, in UTF-16 code units, of the first invisible character; -1 where there is none. */
export function findInvisible(text: string): number {
  for (let index = 0; index < text.length; index++) {
    const codePoint = text.codePointAt(index)!
    if (isInvisible(codePoint)) return index
    if (codePoint > 0xffff) index++
  }
  return -1
}

/** `U+200B`, for messages. */
export function nameOfCodePoint(codePoint: number): string {
  return `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`
}
