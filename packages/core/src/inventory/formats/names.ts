import type { Outcome } from '../../problem/problem.js'
import { anyVersions, InventoryBuilder, isReason } from '../inventory-builder.js'
import { splitLines, type InventoryText } from '../inventory-text.js'
import type { Inventory } from '../inventory.js'

/**
 * One package name a line. Blank lines are skipped, and so is what follows `#`, at the start of a line or after a blank: people
 * write comments into such files, although not every tool that enforces them knows comments.
 *
 * @spec inventory#names
 * @param type - The package URL type of the names.
 */
export function readNames(text: InventoryText, type: string): Outcome<Inventory> {
  const lines = splitLines(text)
  if (!lines.ok) return lines
  const builder = new InventoryBuilder('names', text.source)
  const versions = anyVersions(type)
  for (const line of lines.value) {
    const name = withoutComment(line.text).trim()
    if (name === '') continue
    const at = builder.at(line.number)
    const id = builder.identify(type, name)
    if (isReason(id)) builder.addUnreadable(name, 'inventory/name-unread', id.what, at)
    else builder.addPackage({ package: id, name, versions, at })
  }
  return builder.finish()
}

/** The line before a `#` that starts it or follows a blank. */
export function withoutComment(line: string): string {
  for (let hash = line.indexOf('#'); hash >= 0; hash = line.indexOf('#', hash + 1)) {
    const before = line[hash - 1]
    if (before === undefined || before === ' ' || before === '\t') return line.slice(0, hash)
  }
  return line
}
