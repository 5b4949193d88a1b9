import { maxDepth, type JsonValue } from '@trustlist/core'

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

/**
 * How many members the objects of a JSON text have, each as often as it stands there: a parsed value that has fewer had one
 * twice.
 */
export function countWrittenMembers(bytes: Uint8Array): number {
  let count = 0
  let isString = false
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]
    if (isString) {
      if (byte === 0x5c) at++
      else if (byte === 0x22) isString = false
    } else if (byte === 0x22) {
      isString = true
    } else if (byte === 0x3a) {
      count++
    }
  }
  return count
}

/** How many members the objects in a value have. */
export function countMembers(value: JsonValue | undefined): number {
  if (typeof value !== 'object' || value === null) return 0
  if (Array.isArray(value)) {
    return (value as readonly JsonValue[]).reduce<number>((sum, each) => sum + countMembers(each), 0)
  }
  return Object.values(value).reduce<number>((sum, each) => sum + 1 + countMembers(each), 0)
}

/** Whether a parsed value can be written again as JSON: no half of a surrogate pair, no number beyond all bounds. */
export function isWritable(value: JsonValue | undefined): boolean {
  if (typeof value === 'string') return value.isWellFormed()
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value !== 'object' || value === null) return true
  if (Array.isArray(value)) return (value as readonly JsonValue[]).every(isWritable)
  return Object.entries(value).every(([name, member]) => name.isWellFormed() && isWritable(member))
}
