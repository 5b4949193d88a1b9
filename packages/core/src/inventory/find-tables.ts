import type { Extent } from './structured-text.js'

/**
 * Where the items of an array of tables stand in a TOML text: from `[[name]]` up to the next header that is none of theirs.
 *
 * @param text - TOML that a parser took.
 * @param name - Without dots and quotes.
 */
export function findTables(text: string, name: string): readonly Extent[] {
  const tables: Extent[] = []
  let start = -1
  const finish = (end: number) => {
    if (start >= 0) tables.push([start, lastOf(text, start, end)])
  }
  for (const offset of lineStartsOutsideStrings(text)) {
    let at = offset
    while (text[at] === ' ' || text[at] === '\t') at++
    if (text[at] !== '[') continue
    const header = /^\[\[?[ \t]*(?:([A-Za-z0-9_-]+)|"([^"\\]*)"|'([^']*)')[ \t]*(\.|\]\]?)/.exec(
      text.slice(at, at + 200),
    )
    if ((header?.[1] ?? header?.[2] ?? header?.[3]) === name && header![4] === '.') continue
    finish(offset)
    start = (header?.[1] ?? header?.[2] ?? header?.[3]) === name && header![4] === ']]' ? at : -1
  }
  finish(text.length)
  return tables
}

/** Behind the last character that is no blank. */
function lastOf(text: string, start: number, end: number): number {
  let last = end
  while (last > start && text.charCodeAt(last - 1) <= 0x20) last--
  return last
}

/** Line starts at which a header can stand: not within a string of several lines, nor within an array. */
function* lineStartsOutsideStrings(text: string): Generator<number> {
  let depth = 0
  let isLineStart = true
  let at = 0
  while (at < text.length) {
    if (isLineStart && depth === 0) {
      yield at
      const end = endOfHeader(text, at)
      if (end !== undefined) at = end
    }
    isLineStart = false
    const unit = text[at]
    if (unit === '\n') {
      isLineStart = true
      at++
    } else if (unit === '#') at = endOfLine(text, at)
    else if (unit === '"' || unit === "'") at = endOfString(text, at, unit)
    else {
      if (unit === '[' || unit === '{') depth++
      else if (unit === ']' || unit === '}') depth--
      at++
    }
  }
}

/** A line that begins with `[` is a header, and its brackets open no array. */
function endOfHeader(text: string, at: number): number | undefined {
  let start = at
  while (text[start] === ' ' || text[start] === '\t') start++
  return text[start] === '[' ? endOfLine(text, start) : undefined
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end < 0 ? text.length : end
}

function endOfString(text: string, at: number, quote: string): number {
  const triple = quote.repeat(3)
  const isLong = text.startsWith(triple, at)
  for (let next = at + (isLong ? 3 : 1); next < text.length; next++) {
    if (quote === '"' && text[next] === '\\') next++
    else if (!isLong && text[next] === quote) return next + 1
    else if (isLong && text.startsWith(triple, next)) {
      // Up to two quotes may stand before the three that close it.
      while (text[next + 3] === quote) next++
      return next + 3
    }
  }
  return text.length
}
