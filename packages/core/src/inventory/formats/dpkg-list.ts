import { problem, refuse, type Outcome } from '../../problem/problem.js'
import { InventoryBuilder } from '../inventory-builder.js'
import { splitLines, type InventoryText } from '../inventory-text.js'
import type { Inventory } from '../inventory.js'

/** The line above the table: as many `=` as each column is wide. */
const ruleForm = /^\+\+\+-(=+)-(=+)-(=+)-=*$/

/** Of the second letter of a row (dpkg-query(1)): nothing but settings is left. */
const goneStates = 'nc'

/** How wide the columns are where a terminal, and not what stands in them, decides. */
const leastName = 14
const leastVersion = 12

/**
 * What `dpkg -l` prints. On a narrow terminal it cuts names and versions off, so that what fills a column of the least width is
 * unreadable.
 *
 * @spec inventory#dpkg-list
 * @param vendor - The namespace of the packages.
 */
export function readDpkgList(text: InventoryText, vendor: string): Outcome<Inventory> {
  const lines = splitLines(text)
  if (!lines.ok) return lines
  const start = lines.value.findIndex((line) => ruleForm.test(line.text.trimEnd()))
  if (start < 0) {
    const what = 'expected the head of a table, +++-====-====-====-===='
    return refuse(problem('inventory/other-form', what, text.placeOf(0)))
  }
  const [, nameRule = '', versionRule = ''] = ruleForm.exec(lines.value[start]!.text.trimEnd()) ?? []
  const builder = new InventoryBuilder('dpkg-list', text.source)
  for (const { text: line, number } of lines.value.slice(start + 1)) {
    if (line.trim() === '') continue
    const at = builder.at(number)
    const [, state, name, version] = /^([a-z][a-zA-Z][ A-Z]?) +(\S+) +(\S+) +\S+/.exec(line) ?? []
    if (state === undefined || name === undefined || version === undefined) {
      const what = 'expected the state, the name, the version and the architecture of a package'
      builder.addUnreadable(line.trim(), 'inventory/line-unread', what, at)
    } else if (goneStates.includes(state[1]!)) builder.addOther(name, at)
    else if (isCut(name, nameRule, leastName) || isCut(version, versionRule, leastVersion)) {
      const what = 'it may be cut off: write the list to a file, or give COLUMNS=1000'
      builder.addUnreadable(`${name} ${version}`, 'inventory/line-unread', what, at)
    } else {
      const [own = ''] = name.split(':', 1)
      builder.addNamed({
        type: 'deb',
        namespace: vendor,
        name: own,
        spelt: own,
        version,
        at,
        lastLine: number,
      })
    }
  }
  return builder.finish()
}

function isCut(cell: string, rule: string, least: number): boolean {
  return rule.length === least && cell.length >= least
}
