const hexDigits = '0123456789ABCDEF'

/**
 * What a version in a range is made of, by code unit: 0 stands for itself, 1 must be percent-encoded, 2 is the
 * percent sign, 3 the pipe. Printable ASCII stands for itself but for `> < = ! * | %` (VERS clause 5).
 */
export const escapeClasses: Uint8Array = Uint8Array.from({ length: 128 }, (_, unit) => {
  const character = String.fromCharCode(unit)
  if (character === '%') return 2
  if (character === '|') return 3
  return unit < 0x21 || unit > 0x7e || '><=!*'.includes(character) ? 1 : 0
})

/** The one spelling of a version in a range. The text must be well formed. */
export function escapeVersion(text: string): string {
  if (standsForItself(text)) return text
  let escaped = ''
  for (const character of text) {
    const unit = character.codePointAt(0)!
    if (unit > 127) escaped += encodeURIComponent(character)
    else if (escapeClasses[unit] === 0) escaped += character
    else escaped += `%${hexDigits[unit >> 4]!}${hexDigits[unit & 15]!}`
  }
  return escaped
}

function standsForItself(text: string): boolean {
  for (let index = 0; index < text.length; index++)
    if (escapeClasses[text.charCodeAt(index)] !== 0) return false
  return true
}

/**
 * Decodes exactly once what {@link escapeVersion} wrote, and nothing else: no other triplet, no lower-case digits, no
 * bytes that are not UTF-8.
 *
 * @returns The version, or the offset of the first character that should be otherwise.
 */
export function unescapeVersion(escaped: string): string | number {
  let text: string
  try {
    text = decodeURIComponent(escaped)
  } catch {
    return escaped.indexOf('%')
  }
  const expected = escapeVersion(text)
  if (expected === escaped) return text
  let offset = 0
  while (expected[offset] === escaped[offset]) offset++
  return escaped.lastIndexOf('%', offset)
}
