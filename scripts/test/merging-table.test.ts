import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { ownTable, page, realTables, withTable } from '../merging-table.mjs'

const folder = fileURLToPath(new URL('../../../shared/lists', import.meta.url))
const hasLists = existsSync(folder)
const text = readFileSync(page, 'utf8')
/** What stands in the page between a table's marks. */
const written = (name: string) => {
  const [, table] = new RegExp(`<!-- ${name}: [^>]*-->\n\n(.*?)\n<!-- end of ${name} -->`, 's').exec(text)!
  return table!
}

describe('the tables of docs/merging.md', () => {
  test('of lists/ is what merging them gives; mend: node scripts/merging-table.mjs', () => {
    expect(written('own lists')).toBe(ownTable())
    expect(ownTable()).toContain('| tier-3 |')
  })

  test('stand where the page has their marks, and nowhere else', () => {
    const page = 'a\n<!-- x: by scripts/merging-table.mjs -->\n\nold\n<!-- end of x -->\nb'
    expect(withTable(page, 'x', 'new\n')).toBe(page.replace('old', 'new\n'))
    expect(() => withTable(page, 'y', 'new\n')).toThrow(/no place/)
  })

  const skipped = 'of the real lists: they are not beside this repository'
  test.skipIf(!hasLists)(
    hasLists
      ? 'of the real lists are what merging them gives; mend: node scripts/merging-table.mjs'
      : skipped,
    async () => {
      const tables = await realTables(folder)
      for (const [name, table] of Object.entries(tables)) expect(written(name), name).toBe(table)
      expect(Object.keys(tables)).toHaveLength(3)
    },
  )

  // As the page's explanation adds them up.
  test.each([
    ['any one of them', [861, 861, 1487, 1487]],
    ['any two; tier-2 of `trust init`', [173, 173, 572, 540]],
    ['any two, as two voices; tier-3 of `trust init`', [173, 173, 572, 540]],
    ['all three', [46, 46, 204, 162]],
  ])('say how many are permitted by %s', (says, counts) => {
    const row = written('real lists')
      .split('\n')
      .find((line) => line.startsWith(`| ${says} |`))!
    expect([...row.matchAll(/\*\*(\d+)\*\*/g)].map(([, count]) => Number(count))).toEqual(counts)
  })
})
