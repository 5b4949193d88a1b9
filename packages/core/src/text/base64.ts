const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** RFC 4648 section 4, padded. */
export function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (let index = 0; index < bytes.length; index += 3) {
    const left = bytes.length - index
    const group = (bytes[index]! << 16) | ((bytes[index + 1] ?? 0) << 8) | (bytes[index + 2] ?? 0)
    text += alphabet[group >> 18]! + alphabet[(group >> 12) & 63]!
    text += left > 1 ? alphabet[(group >> 6) & 63]! : '='
    text += left > 2 ? alphabet[group & 63]! : '='
  }
  return text
}

/**
 * Decodes the one spelling that {@link toBase64} writes. No white space, no missing padding, no other alphabet, no
 * stray bits in the last character (RFC 4648 section 3.5): anything else gives undefined.
 */
export function parseBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (text.length % 4 !== 0) return undefined
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0
  const bytes = new Uint8Array((text.length / 4) * 3 - padding)
  let written = 0
  for (let index = 0; index < text.length; index += 4) {
    let group = 0
    for (let offset = 0; offset < 4; offset++) {
      const isPadding = index + offset >= text.length - padding
      const value = isPadding ? 0 : alphabet.indexOf(text[index + offset]!)
      if (value < 0) return undefined
      group = (group << 6) | value
    }
    if (written < bytes.length) bytes[written++] = group >> 16
    if (written < bytes.length) bytes[written++] = (group >> 8) & 255
    if (written < bytes.length) bytes[written++] = group & 255
  }
  return toBase64(bytes) === text ? bytes : undefined
}
