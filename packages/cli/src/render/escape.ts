import { isInvisible } from '@trustlist/core'

/**
 * Characters that show nothing, or change how their neighbours look, beyond those that are refused in signed documents:
 * fillers, variation selectors and other default ignorables of Unicode 16 (DerivedCoreProperties,
 * Default_Ignorable_Code_Point). By table, because what a regular expression knows differs between versions of Node.
 */
const ignorable: readonly (readonly [first: number, last: number])[] = [
  [0x034f, 0x034f],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x2800, 0x2800], // the blank Braille pattern
  [0x3164, 0x3164],
  [0xfe00, 0xfe0f],
  [0xffa0, 0xffa0],
  [0xfff0, 0xffff],
  [0x1bca0, 0x1bca3],
  [0x1d173, 0x1d17a],
  [0xe0000, 0xe0fff],
]

/** Whether a terminal would obey the character instead of showing it, or show nothing. Lone surrogates too. */
function isUnsafe(codePoint: number): boolean {
  if (codePoint < 0x7f) return codePoint < 0x20
  if (codePoint >= 0xd800 && codePoint <= 0xdfff) return true
  if (isInvisible(codePoint)) return true
  return codePoint >= 0x034f && ignorable.some(([first, last]) => codePoint >= first && codePoint <= last)
}

/** Offset of the first unsafe character at or after `from`, or -1. */
function findUnsafe(text: string, from: number): number {
  for (let index = from; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    if (unit >= 0x20 && unit < 0x7f) continue
    const codePoint = text.codePointAt(index)!
    if (isUnsafe(codePoint)) return index
    if (codePoint > 0xffff) index++
  }
  return -1
}

function escapeBy(text: string, spell: (codePoint: number) => string): string {
  let at = findUnsafe(text, 0)
  if (at < 0) return text
  let shown = ''
  let from = 0
  while (at >= 0) {
    const codePoint = text.codePointAt(at)!
    shown += text.slice(from, at) + spell(codePoint)
    from = at + (codePoint > 0xffff ? 2 : 1)
    at = findUnsafe(text, from)
  }
  return shown + text.slice(from)
}

/**
 * Publisher-controlled text as it may be printed on one line: control characters, ANSI, bidi, zero-width, tags and other
 * unseen characters stand as `\n`, `\t` or `\u{202e}`. What is visible stays as it is, the backslash too.
 */
export function escapeText(text: string): string {
  return escapeBy(text, (codePoint) => {
    if (codePoint === 0x0a) return '\\n'
    if (codePoint === 0x09) return '\\t'
    return `\\u{${codePoint.toString(16)}}`
  })
}

/** The same for JSON text that was already made: `\uXXXX`, which a reader of JSON turns back into the character. */
export function escapeJson(json: string): string {
  return escapeBy(json, (codePoint) => {
    if (codePoint === 0x0a) return '\n' // layout: inside strings it is already escaped
    const units = String.fromCodePoint(codePoint)
    let spelt = ''
    for (let index = 0; index < units.length; index++) spelt += unitEscape(units.charCodeAt(index))
    return spelt
  })
}

function unitEscape(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, '0')}`
}
