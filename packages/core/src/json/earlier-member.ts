/**
 * Looks for an earlier member of the name that begins at `nameAt`, in the object opened at `objectAt`. Only called once
 * the gate has found a name out of order, on bytes that it has walked already, to tell a double member from an unsorted one.
 *
 * @returns The offset of the earlier name's quote, or undefined.
 */
export function findEarlierMember(bytes: Uint8Array, objectAt: number, nameAt: number): number | undefined {
  const nameEnd = endOfString(bytes, nameAt)
  let depth = 0
  for (let at = objectAt; at < nameAt; at++) {
    const byte = bytes[at]
    if (byte === 0x7b || byte === 0x5b) depth++
    else if (byte === 0x7d || byte === 0x5d) depth--
    else if (byte === 0x22) {
      const end = endOfString(bytes, at)
      if (depth === 1 && isSame(bytes, at, end, nameAt, nameEnd) && isName(bytes, end)) return at
      at = end - 1
    }
  }
  return undefined
}

/** Behind the closing quote of the string whose opening quote is at `at`. */
function endOfString(bytes: Uint8Array, at: number): number {
  let end = at + 1
  while (end < bytes.length && bytes[end] !== 0x22) end += bytes[end] === 0x5c ? 2 : 1
  return end + 1
}

function isSame(bytes: Uint8Array, fromA: number, toA: number, fromB: number, toB: number): boolean {
  if (toA - fromA !== toB - fromB) return false
  for (let index = 0; index < toA - fromA; index++)
    if (bytes[fromA + index] !== bytes[fromB + index]) return false
  return true
}

/** A string is a member name where a colon follows it. */
function isName(bytes: Uint8Array, end: number): boolean {
  let at = end
  while (bytes[at] === 0x0a || bytes[at] === 0x0d || bytes[at] === 0x09) at++
  return bytes[at] === 0x3a
}
