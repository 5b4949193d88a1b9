/**
 * Finds the byte where the value of an RFC 6901 pointer begins. Only for text that the gate has passed, and only for
 * messages: it walks from the front.
 *
 * @param start - Where the value that the pointer starts from begins.
 * @returns The offset of the deepest part of the pointer that exists.
 */
export function locatePointer(bytes: Uint8Array, start: number, pointer: string): number {
  let at = skipLayout(bytes, start)
  const tokens = pointer
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
  for (const token of tokens) {
    const found =
      bytes[at] === 0x7b
        ? findMember(bytes, at, token)
        : bytes[at] === 0x5b
          ? findElement(bytes, at, token)
          : undefined
    if (found === undefined) return at
    at = found
  }
  return at
}

function findMember(bytes: Uint8Array, object: number, name: string): number | undefined {
  let at = skipLayout(bytes, object + 1)
  while (bytes[at] === 0x22) {
    const end = endOfString(bytes, at)
    // Member names are ASCII without escapes: the gate has seen to it.
    const isWanted =
      end - at - 2 === name.length && String.fromCharCode(...bytes.subarray(at + 1, end - 1)) === name
    const value = skipLayout(bytes, skipLayout(bytes, end) + 1)
    if (isWanted) return value
    at = skipLayout(bytes, skipLayout(bytes, endOfValue(bytes, value)) + 1)
  }
  return undefined
}

function findElement(bytes: Uint8Array, array: number, token: string): number | undefined {
  if (!/^(0|[1-9][0-9]{0,15})$/.test(token)) return undefined
  let at = skipLayout(bytes, array + 1)
  if (bytes[at] === 0x5d) return undefined
  for (let left = Number(token); left > 0; left--) {
    const end = skipLayout(bytes, endOfValue(bytes, at))
    if (bytes[end] !== 0x2c) return undefined
    at = skipLayout(bytes, end + 1)
  }
  return at
}

function endOfValue(bytes: Uint8Array, start: number): number {
  let at = start
  let depth = 0
  do {
    const byte = bytes[at]
    if (byte === 0x22) {
      at = endOfString(bytes, at)
    } else if (byte === 0x7b || byte === 0x5b) {
      depth++
      at++
    } else if (byte === 0x7d || byte === 0x5d) {
      depth--
      at++
    } else {
      at++
      if (depth === 0) while (at < bytes.length && !isEnd(bytes[at]!)) at++
    }
  } while (depth > 0 && at < bytes.length)
  return at
}

function endOfString(bytes: Uint8Array, start: number): number {
  let at = start + 1
  while (at < bytes.length && bytes[at] !== 0x22) at += bytes[at] === 0x5c ? 2 : 1
  return at + 1
}

function skipLayout(bytes: Uint8Array, start: number): number {
  let at = start
  while (bytes[at] === 0x0a || bytes[at] === 0x0d || bytes[at] === 0x09) at++
  return at
}

function isEnd(byte: number): boolean {
  return byte === 0x2c || byte === 0x7d || byte === 0x5d || byte === 0x0a || byte === 0x0d || byte === 0x09
}
