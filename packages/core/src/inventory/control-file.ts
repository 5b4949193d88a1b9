import { accept, problem, refuse, type Outcome } from '../problem/problem.js'
import { splitLines, type InventoryText } from './inventory-text.js'

/** One paragraph of a control file: a package. */
export interface ControlParagraph {
  /** By name, as it is spelt; lines of one field joined by LF, their blanks at both ends removed. */
  readonly fields: ReadonlyMap<string, string>
  /** Its first line, from 1. */
  readonly line: number
  readonly lastLine: number
}

/**
 * Reads paragraphs of fields (deb822(5)), as Debian's `Packages` has them: `Name: value`, lines that begin with a blank go on with
 * the field before them, an empty line ends the paragraph.
 *
 * @spec inventory#debian-packages
 * @returns The paragraphs, or `inventory/not-control-file`, `inventory/unseen-character`.
 */
export function parseControlFile(text: InventoryText): Outcome<readonly ControlParagraph[]> {
  const lines = splitLines(text)
  if (!lines.ok) return lines
  const paragraphs: ControlParagraph[] = []
  let fields = new Map<string, string>()
  let first = 0
  let last: string | undefined
  for (const { text: line, number } of lines.value) {
    if (line.trim() === '') {
      if (fields.size > 0) paragraphs.push({ fields, line: first, lastLine: number - 1 })
      fields = new Map()
      last = undefined
      continue
    }
    if (fields.size === 0) first = number
    if (line.startsWith(' ') || line.startsWith('\t')) {
      if (last === undefined) return refuseLine(text, number, 'a field, found a line that goes on with none')
      fields.set(last, `${fields.get(last)!}\n${line.trim()}`)
      continue
    }
    const colon = line.indexOf(':')
    const name = line.slice(0, Math.max(colon, 0))
    if (!fieldName.test(name)) return refuseLine(text, number, 'Name: value')
    if (fields.has(name)) return refuseLine(text, number, `the field ${name} once, found it again`)
    fields.set(name, line.slice(colon + 1).trim())
    last = name
  }
  if (fields.size > 0) paragraphs.push({ fields, line: first, lastLine: lines.value.length })
  return accept(paragraphs)
}

/** deb822(5): printable ASCII without blanks and colons, not beginning with `#` or `-`. */
const fieldName = /^[!"$-,./0-9;-~][!-9;-~]*$/

function refuseLine(text: InventoryText, line: number, what: string): Outcome<never> {
  const at = { ...(text.source === undefined ? {} : { source: text.source }), line }
  return refuse(problem('inventory/not-control-file', `expected ${what}`, at))
}
