import type { TextLine } from '../inventory-text.js'

/** A line of a requirements file as pip joins it, without its comment. */
export interface LogicalLine {
  readonly text: string
  /** The comment at its end, without `#`. */
  readonly comment: string | undefined
  readonly firstLine: number
  readonly lastLine: number
}

/**
 * Joins lines that end in a backslash, and cuts comments off, exactly as pip does (`pip/_internal/req/req_file.py`: `join_lines`,
 * `ignore_comments`): a comment line ends a continuation, and `#` starts a comment at the start of a line or after a blank.
 */
export function toLogicalLines(lines: readonly TextLine[]): readonly LogicalLine[] {
  const logical: LogicalLine[] = []
  let parts: string[] = []
  let firstLine = 0
  const finish = (lastLine: number) => {
    const { content, comment } = cutComment(parts.join(''))
    logical.push({ text: content.trim(), comment, firstLine, lastLine })
    parts = []
  }
  for (const { text, number } of lines) {
    if (parts.length === 0) firstLine = number
    if (isCommentLine(text)) {
      parts.push(` ${text}`)
      finish(number)
    } else if (text.endsWith('\\')) {
      parts.push(withoutBackslashes(text))
    } else {
      parts.push(text)
      finish(number)
    }
  }
  if (parts.length > 0) finish(lines.at(-1)!.number)
  return logical
}

function isCommentLine(text: string): boolean {
  return text.trimStart().startsWith('#')
}

/** Python's `strip("\\")`: at both ends. */
function withoutBackslashes(text: string): string {
  let start = 0
  let end = text.length
  while (end > start && text[end - 1] === '\\') end--
  while (start < end && text[start] === '\\') start++
  return text.slice(start, end)
}

function cutComment(text: string): { readonly content: string; readonly comment: string | undefined } {
  for (let hash = text.indexOf('#'); hash >= 0; hash = text.indexOf('#', hash + 1)) {
    const before = text[hash - 1]
    if (before !== undefined && before !== ' ' && before !== '\t') continue
    return { content: text.slice(0, hash), comment: text.slice(hash + 1) }
  }
  return { content: text, comment: undefined }
}
