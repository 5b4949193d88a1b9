/**
 * A parsed version as text: two keys of one scheme, compared by code unit, stand as their versions stand. So one
 * comparison serves every hand-written scheme, equal versions have equal keys, and a million of them are small.
 *
 * Units of a key, all below 0x100 (one byte each in memory):
 *
 * | units | meaning |
 * |---|---|
 * | 0x01..0x1f, 0x7b..0x7f | marks, each scheme's own |
 * | 0x30..0x7a | words, and the digits of long numbers, as ASCII |
 * | 0x80..0xdf | the numbers 0 to 95 |
 * | 0xe2..0xfd | a number of 2 to 29 digits (the unit less 0xe0), which follow |
 * | 0xfe | a longer one: the number of its digits, then the digits |
 * | 0xff | {@link aboveNumbers} |
 */
export type OrderKey = string

/** The key of the number 0. */
export const zeroUnit = 0x80

/** Above every number. */
export const aboveNumbers = 0xff

const ninetySix = 96
const longestMarked = 29

/** Negative, zero or positive; zero means the same version. */
export function compareKeys(a: OrderKey, b: OrderKey): number {
  return a === b ? 0 : a < b ? -1 : 1
}

export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39
}

/** ASCII alone: what other alphabets call a letter or a digit is none here. */
export function isLetter(code: number): boolean {
  const lower = code | 0x20
  return lower >= 0x61 && lower <= 0x7a
}

/** The end of the digits that begin at `at`; `at` itself where there is none. */
export function digitsEnd(text: string, at: number): number {
  let end = at
  while (isDigit(text.charCodeAt(end))) end++
  return end
}

/** The last hyphen at or behind `from`, or -1: a version ends soon after it, and the language's own search is slower. */
export function lastHyphen(text: string, from: number): number {
  let at = text.length - 1
  while (at >= from && text.charCodeAt(at) !== 0x2d) at--
  return at >= from ? at : -1
}

/** The first digit of a number that is not a leading zero; `end` where the number is 0. */
export function skipZeros(text: string, start: number, end: number): number {
  let at = start
  while (at < end && text.charCodeAt(at) === 0x30) at++
  return at
}

/** Appends the key of a number, of any size and exactly; no digits at all are 0. */
export function pushNumber(units: number[], text: string, start: number, end: number): void {
  const from = skipZeros(text, start, end)
  const length = end - from
  if (length <= 2) {
    let value = 0
    for (let at = from; at < end; at++) value = value * 10 + text.charCodeAt(at) - 0x30
    if (value < ninetySix) {
      units.push(zeroUnit + value)
      return
    }
  }
  if (length <= longestMarked) {
    units.push(0xe0 + length)
  } else {
    const digits = String(length)
    units.push(0xfe)
    pushNumber(units, digits, 0, digits.length)
  }
  for (let at = from; at < end; at++) units.push(text.charCodeAt(at))
}

const chunk = 4096

/** One flat string: pieces put together with `+` would be slow to compare. */
export function toOrderKey(units: readonly number[]): OrderKey {
  if (units.length <= chunk) return String.fromCharCode(...units)
  let key = ''
  for (let at = 0; at < units.length; at += chunk) key += String.fromCharCode(...units.slice(at, at + chunk))
  return key
}
