import { problem, refuse, type Outcome } from '../../problem/problem.js'
import { readCsv } from '../read-csv.js'
import { InventoryBuilder } from '../inventory-builder.js'
import type { InventoryText } from '../inventory-text.js'
import type { Inventory } from '../inventory.js'
import { rNeedsOf } from '../r-needs.js'

/**
 * What `write.csv(installed.packages())` of R writes: a library as it stands. It does not say where a package came from.
 *
 * @spec inventory#r-installed
 */
export function readRInstalled(text: InventoryText): Outcome<Inventory> {
  const rows = readCsv(text)
  if (!rows.ok) return rows
  const [head, ...body] = rows.value
  const column = (name: string) => head?.cells.indexOf(name) ?? -1
  const [nameAt, versionAt] = [column('Package'), column('Version')]
  if (head === undefined || nameAt < 0 || versionAt < 0) {
    const what = 'expected a head with the columns Package and Version'
    return refuse(problem('inventory/other-form', what, text.placeOf(0)))
  }
  const needColumns = ['Depends', 'Imports', 'LinkingTo'].map(column).filter((index) => index >= 0)
  const builder = new InventoryBuilder('r-installed', text.source)
  builder.hasAllNeeds = needColumns.length === 3
  for (const { cells, line, lastLine } of body) {
    const at = builder.at(line)
    const name = cells[nameAt]
    const version = cells[versionAt]
    if (cells.length !== head.cells.length || !name || !version) {
      const what = `expected ${head.cells.length} columns, found ${cells.length}`
      builder.addUnreadable(cells.slice(0, 4).join(','), 'inventory/line-unread', what, at)
      continue
    }
    const needs = needColumns.flatMap((index) => rNeedsOf(cells[index]!))
    builder.addNamed({
      type: 'cran',
      name,
      version,
      needs: builder.identifyAll('cran', needs),
      at,
      lastLine,
    })
  }
  return builder.finish()
}
