import { accept, placed, problem, refuse, type Outcome, type Place } from '../problem/problem.js'
import { isInvisible, nameOfCodePoint } from '../text/invisible.js'
import { decodeUtf8 } from '../text/utf8.js'

/**
 * The most that a file of packages may have, in bytes.
 *
 * @spec inventory#limits
 */
export const maxInventoryBytes = 256 * 1024 * 1024

/** A file of packages as text, with where everything in it stands. */
export interface InventoryText {
  readonly text: string
  readonly source: string | undefined
  /** The place of a UTF-16 offset. */
  readonly placeOf: (offset: number) => Place
  /** The line, from 1, of a UTF-16 offset. */
  readonly lineOf: (offset: number) => number
}

/**
 * A byte order mark at the start is passed over, as the tools do whose files these are.
 *
 * @spec inventory#formats
 * @returns The text, or `inventory/too-large`, `text/byte-order-mark` for a second one, `text/not-utf8`.
 */
export function readInventoryText(bytes: Uint8Array, source: string | undefined): Outcome<InventoryText> {
  const at: Place = source === undefined ? {} : { source }
  if (bytes.length > maxInventoryBytes) {
    const what = `expected at most ${maxInventoryBytes} bytes, found ${bytes.length}`
    return refuse(problem('inventory/too-large', what, at))
  }
  const decoded = decodeUtf8(withoutByteOrderMark(bytes))
  if (!decoded.ok) return refuse(placed(decoded.problems[0], at))
  return accept(toInventoryText(decoded.value, source))
}

/** Editors on Windows write one; a second one is nobody's. */
export function withoutByteOrderMark(bytes: Uint8Array): Uint8Array {
  const isMarked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
  return isMarked ? bytes.subarray(3) : bytes
}

function toInventoryText(text: string, source: string | undefined): InventoryText {
  let starts: readonly number[] | undefined
  const lineOf = (offset: number) => countUpTo((starts ??= lineStarts(text)), offset)
  const placeOf = (offset: number) => {
    const line = lineOf(offset)
    const place = { line, column: offset - starts![line - 1]! + 1 }
    return source === undefined ? place : { source, ...place }
  }
  return { text, source, placeOf, lineOf }
}

function lineStarts(text: string): readonly number[] {
  const starts = [0]
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) starts.push(end + 1)
  return starts
}

/** How many of the ascending numbers are at most `limit`. */
function countUpTo(numbers: readonly number[], limit: number): number {
  let low = 0
  let high = numbers.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (numbers[middle]! <= limit) low = middle + 1
    else high = middle
  }
  return low
}

/** One line of a file, without its end. */
export interface TextLine {
  readonly text: string
  /** From 1. */
  readonly number: number
}

/**
 * Splits a file into lines at LF and CR LF.
 *
 * Other characters that some tools take for line ends (Python alone knows ten) would let a line hide behind a comment, so
 * they are refused, with everything else that nobody sees; but for TAB.
 *
 * @spec inventory#lines
 * @returns The lines, or `inventory/unseen-character`.
 */
export function splitLines(from: InventoryText): Outcome<readonly TextLine[]> {
  const { text } = from
  const lines: TextLine[] = []
  let start = 0
  for (let offset = 0; offset < text.length; offset++) {
    const unit = text.charCodeAt(offset)
    if (unit === 0x0a) {
      lines.push({
        text: text.slice(start, offset - (isCarriageReturn(text, offset - 1) ? 1 : 0)),
        number: lines.length + 1,
      })
      start = offset + 1
    } else if (unit < 0x20 || unit > 0x7e) {
      const codePoint = text.codePointAt(offset)!
      const isLayout = unit === 0x09 || (unit === 0x0d && text.charCodeAt(offset + 1) === 0x0a)
      if (isInvisible(codePoint) && !isLayout) {
        const what = `expected text that can be seen, found ${nameOfCodePoint(codePoint)}`
        return refuse(problem('inventory/unseen-character', what, from.placeOf(offset)))
      }
      if (codePoint > 0xffff) offset++
    }
  }
  if (start < text.length) lines.push({ text: text.slice(start), number: lines.length + 1 })
  return accept(lines)
}

function isCarriageReturn(text: string, offset: number): boolean {
  return text.charCodeAt(offset) === 0x0d
}
