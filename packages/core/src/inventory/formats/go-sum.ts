import { problem, refuse, type Outcome } from '../../problem/problem.js'
import { splitGoModule } from '../go-module.js'
import { InventoryBuilder } from '../inventory-builder.js'
import { splitLines, type InventoryText } from '../inventory-text.js'
import type { Inventory } from '../inventory.js'

/**
 * go.sum: the modules whose code was fetched. Lines of `go.mod` alone are of modules that were only asked what they need. Its
 * digests are of folders, not of files.
 *
 * @spec inventory#go-sum
 */
export function readGoSum(text: InventoryText): Outcome<Inventory> {
  const lines = splitLines(text)
  if (!lines.ok) return lines
  const builder = new InventoryBuilder('go-sum', text.source)
  const first = lines.value.find((line) => line.text.trim() !== '')
  if (first !== undefined && !lineForm.test(first.text.trim())) {
    const what = 'expected a module, its version and a digest that begins with h1:'
    return refuse(problem('inventory/other-form', what, builder.at(first.number)))
  }
  for (const { text: line, number } of lines.value) {
    const content = line.trim()
    if (content === '') continue
    const at = builder.at(number)
    const [, path, version] = lineForm.exec(content) ?? []
    if (path === undefined || version === undefined) {
      builder.addUnreadable(
        content,
        'inventory/line-unread',
        'expected a module, its version and its digest',
        at,
      )
      continue
    }
    if (version.endsWith('/go.mod')) continue
    builder.addNamed({ type: 'golang', ...splitGoModule(path), version, at, lastLine: number })
  }
  return builder.finish()
}

const lineForm = /^(\S+)[ \t]+(\S+)[ \t]+h1:[A-Za-z0-9+/]+={0,2}$/
