import { escapeText } from './escape.js'
import { asIs, nothing, say, type Shown } from './shown.js'

/** A text that problems point into. Columns count UTF-16 code units in a string and bytes in an array of bytes. */
export type SourceText = string | Uint8Array

const maxWidth = 80
const newline = 0x0a
const carriageReturn = 0x0d

/**
 * The line of a fault and a pointer under it, at most 80 columns wide: a longer line is cut around the fault.
 *
 * @param line - Counted from 1. A line that the text does not have gives nothing.
 * @param column - Counted from 1; without one the line is shown from its start, without a pointer.
 */
export function codeFrame(text: SourceText, line: number, column?: number): Shown {
  const window = windowOf(text, line, column ?? 1)
  if (window === undefined) return nothing
  const gutter = `  ${String(line)} | `
  const room = maxWidth - gutter.length
  let before = column === undefined ? '' : plain(window.before)
  let after = column === undefined ? plain(window.before + window.after) : plain(window.after)
  // A third of the room is for what comes after the fault, unless there is less of it.
  const roomBefore = Math.max(room - Math.max(Math.floor(room / 3), 1), room - after.length - 1)
  let isCut = window.isCutBefore
  if (before.length > roomBefore) {
    before = keepEnd(before, roomBefore - 1)
    isCut = true
  }
  if (isCut) before = `…${before}`
  const roomAfter = room - before.length
  if (window.isCutAfter || after.length > roomAfter) after = `${keepStart(after, roomAfter - 1)}…`
  const frame = say`${asIs(gutter + before + after)}`
  if (column === undefined) return frame
  return say`${frame}\n${asIs(`${' '.repeat(gutter.length - 2)}| ${' '.repeat(before.length)}^`)}`
}

interface Window {
  readonly before: string
  readonly after: string
  readonly isCutBefore: boolean
  readonly isCutAfter: boolean
}

/** A signed list can be one line of many megabytes: only the neighbourhood of the fault is taken out of it. */
const reach = 512

function windowOf(text: SourceText, line: number, column: number): Window | undefined {
  const start = startOfLine(text, line)
  if (start < 0) return undefined
  const fault = Math.min(start + column - 1, text.length)
  const from = Math.max(start, fault - reach)
  const end = endOfLine(text, from, fault + reach)
  if (fault > end)
    return { before: cut(text, from, end), after: '', isCutBefore: from > start, isCutAfter: false }
  return {
    before: cut(text, from, fault),
    after: cut(text, fault, end),
    isCutBefore: from > start,
    isCutAfter: end === fault + reach && end < text.length,
  }
}

function cut(text: SourceText, from: number, to: number): string {
  return typeof text === 'string' ? text.slice(from, to) : new TextDecoder().decode(text.subarray(from, to))
}

function unitAt(text: SourceText, index: number): number {
  return typeof text === 'string' ? text.charCodeAt(index) : text[index]!
}

/** LF, CR LF and CR end lines, as where lines are counted for problems. */
function startOfLine(text: SourceText, line: number): number {
  let current = 1
  for (let index = 0; current < line; index++) {
    if (index >= text.length) return -1
    const unit = unitAt(text, index)
    if (unit !== newline && (unit !== carriageReturn || unitAt(text, index + 1) === newline)) continue
    current++
    if (current === line) return index + 1
  }
  return 0
}

function endOfLine(text: SourceText, start: number, limit: number): number {
  const last = Math.min(limit, text.length)
  let end = start
  while (end < last && unitAt(text, end) !== newline && unitAt(text, end) !== carriageReturn) end++
  return end
}

/** Tabs as one blank, so that the pointer stands under the fault. */
function plain(text: string): string {
  return escapeText(text.replaceAll('\t', ' '))
}

function keepEnd(text: string, length: number): string {
  const kept = text.slice(text.length - Math.max(length, 0))
  return isLowSurrogate(kept, 0) ? kept.slice(1) : kept
}

function keepStart(text: string, length: number): string {
  const kept = text.slice(0, Math.max(length, 0))
  return isLowSurrogate(text, kept.length) ? kept.slice(0, -1) : kept
}

function isLowSurrogate(text: string, index: number): boolean {
  const unit = text.charCodeAt(index)
  return unit >= 0xdc00 && unit <= 0xdfff
}
