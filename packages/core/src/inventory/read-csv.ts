import { accept, problem, refuse, type Outcome } from '../problem/problem.js'
import type { InventoryText } from './inventory-text.js'

/** One row of a table in RFC 4180. */
export interface CsvRow {
  readonly cells: readonly string[]
  readonly line: number
  readonly lastLine: number
}

/**
 * Reads comma-separated values (RFC 4180), with LF or CR LF. Empty lines are left out.
 *
 * @spec inventory#r-installed
 * @returns The rows, or `inventory/not-csv`.
 */
export function readCsv(from: InventoryText): Outcome<readonly CsvRow[]> {
  const { text } = from
  const rows: CsvRow[] = []
  let line = 1
  let at = 0
  while (at < text.length) {
    const cells: string[] = []
    const firstLine = line
    for (;;) {
      if (text[at] === '"') {
        const cell = readQuoted(text, at)
        if (cell === undefined) {
          return refuse(problem('inventory/not-csv', 'expected a quote that ends the cell', from.placeOf(at)))
        }
        for (const character of cell.text) if (character === '\n') line++
        cells.push(cell.text)
        at = cell.end
      } else {
        const start = at
        while (at < text.length && text[at] !== ',' && text[at] !== '\n') at++
        const cell = text.slice(start, at)
        cells.push(text[at] === '\n' && cell.endsWith('\r') ? cell.slice(0, -1) : cell)
      }
      if (text[at] === ',') {
        at++
        continue
      }
      if (text[at] === '\r' && text[at + 1] === '\n') at++
      if (at >= text.length || text[at] === '\n') break
      const what = 'expected a comma or the end of the line behind a quote'
      return refuse(problem('inventory/not-csv', what, from.placeOf(at)))
    }
    if (cells.length > 1 || cells[0] !== '') rows.push({ cells, line: firstLine, lastLine: line })
    line++
    at++
  }
  return accept(rows)
}

/** From its first quote to behind its last; undefined where there is no last. */
function readQuoted(text: string, from: number): { readonly text: string; readonly end: number } | undefined {
  let cell = ''
  for (let start = from + 1; ;) {
    const quote = text.indexOf('"', start)
    if (quote < 0) return undefined
    cell += text.slice(start, quote)
    if (text[quote + 1] !== '"') return { text: cell, end: quote + 1 }
    cell += '"'
    start = quote + 2
  }
}
