import { accept, problem, refuse, type Outcome } from '../problem/problem.js'

const encoder = new TextEncoder()

/** Encodes well-formed text. A lone surrogate would become U+FFFD: callers refuse those first. */
export function encodeUtf8(text: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(text)
}

/**
 * Decodes UTF-8 strictly: a byte order mark or a byte sequence that is not UTF-8 (RFC 3629) is refused, never replaced.
 *
 * @returns The text, or `text/byte-order-mark`, `text/not-utf8`.
 */
export function decodeUtf8(bytes: Uint8Array): Outcome<string> {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    return refuse(
      problem('text/byte-order-mark', 'the file starts with a byte order mark', { line: 1, column: 1 }),
    )
  }
  try {
    return accept(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes))
  } catch {
    return refuse(problem('text/not-utf8', 'the bytes are not UTF-8'))
  }
}
