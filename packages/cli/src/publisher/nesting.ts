import { maxDepth } from '@trustlist/core'

/** Whether brackets outside of strings nest deeper than any document may. For text that may not be JSON at all. */
export function isTooDeep(bytes: Uint8Array): boolean {
  let depth = 0
  let isString = false
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]
    if (isString) {
      if (byte === 0x5c) at++
      else if (byte === 0x22) isString = false
    } else if (byte === 0x22) {
      isString = true
    } else if (byte === 0x7b || byte === 0x5b) {
      if (++depth > maxDepth) return true
    } else if (byte === 0x7d || byte === 0x5d) {
      depth--
    }
  }
  return false
}
