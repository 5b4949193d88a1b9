import { isMap, isScalar, isSeq, type Node, type ParsedNode } from 'yaml'

/** The part of a text from `start` to `end`, and what is to stand in its place. */
export interface Splice {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** Carries out splices that do not overlap; of several at one place the first stands first. */
export function applySplices(text: string, splices: readonly Splice[]): string {
  const ordered = splices
    .map((splice, index) => ({ splice, index }))
    .sort((a, b) => a.splice.start - b.splice.start || a.index - b.index)
  let result = ''
  let from = 0
  for (const { splice } of ordered) {
    result += text.slice(from, splice.start) + splice.text
    from = splice.end
  }
  return result + text.slice(from)
}

/** The line end that a text uses; of a text with both, the one that is more careful with old editors. */
export function lineEndOf(text: string): '\n' | '\r\n' {
  return text.includes('\r\n') ? '\r\n' : '\n'
}

export function lineStartOf(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1
}

/** Where the line after that of `offset` begins, or undefined on a last line without an end. */
export function nextLineOf(text: string, offset: number): number | undefined {
  // A block scalar ends behind its line end already.
  if (offset > 0 && text[offset - 1] === '\n') return offset
  const end = text.indexOf('\n', offset)
  return end < 0 ? undefined : end + 1
}

export function columnOf(text: string, offset: number): number {
  return offset - lineStartOf(text, offset)
}

/** Whether nothing but blanks stands before `offset` on its line. */
export function isFirstOnLine(text: string, offset: number): boolean {
  return text.slice(lineStartOf(text, offset), offset).trim() === ''
}

/** A new line below that of `offset`; below a last line without an end, one without an end. */
export function lineBelow(text: string, offset: number, line: string): Splice {
  const next = nextLineOf(text, offset)
  const lineEnd = lineEndOf(text)
  if (next === undefined) return { start: text.length, end: text.length, text: lineEnd + line }
  return { start: next, end: next, text: line + lineEnd }
}

/** The lines from that of `start` to that of `end`, comments behind them included, away. */
export function withoutLines(text: string, start: number, end: number): Splice {
  const from = lineStartOf(text, start)
  const to = nextLineOf(text, end)
  if (to !== undefined) return { start: from, end: to, text: '' }
  // The line before becomes the last one, and has as little of an end as this one had.
  const before = from === 0 ? 0 : text[from - 2] === '\r' ? from - 2 : from - 1
  return { start: before, end: text.length, text: '' }
}

/** Where what a node says ends. Its own range reaches on over blank lines and comments. */
export function contentEndOf(node: ParsedNode): number {
  if (isScalar(node) || isFlow(node)) return node.range[1]
  if (isSeq(node)) return contentEndOf(node.items.at(-1)!)
  if (isMap(node)) {
    const { key, value } = node.items.at(-1)!
    return contentEndOf(value ?? key)
  }
  return node.range[1]
}

/** Written with brackets. Nothing else can be empty. */
export function isFlow(node: Node): boolean {
  return (isMap(node) || isSeq(node)) && node.flow === true
}
