import { parse, TomlError } from 'smol-toml'
import type { JsonValue } from '../json/canonical.js'
import { accept, problem, refuse, type Outcome } from '../problem/problem.js'
import { findTables } from './find-tables.js'
import type { InventoryText } from './inventory-text.js'
import type { JsonObject } from './parse-json.js'
import type { Extent, StructuredText } from './structured-text.js'

/** Levels of nesting; files of packages have about four. */
const maxLevels = 64

/**
 * Reads TOML 1.0, with where the items of one array of tables stand.
 *
 * Dates and whole numbers that JavaScript does not hold exactly are objects of other kinds in the value: readers ask for texts,
 * arrays and tables alone.
 *
 * @spec inventory#toml
 * @param array - The name of the array, at the top of the file, whose items' extents are wanted.
 * @returns The value, or `inventory/not-toml`.
 */
export function parseToml(text: InventoryText, array: string): Outcome<StructuredText> {
  let value: JsonValue
  try {
    value = parse(text.text, {
      maxDepth: maxLevels,
      integersAsBigInt: 'asNeeded',
      unsafeKeyBehaviour: 'throw',
    }) as JsonValue
  } catch (thrown) {
    if (!(thrown instanceof TomlError)) throw thrown
    const source = text.source === undefined ? {} : { source: text.source }
    const what = `expected TOML: ${thrown.message.split('\n', 1)[0]!.replace(/^Invalid TOML document: /, '')}`
    return refuse(
      problem('inventory/not-toml', what, { ...source, line: thrown.line, column: thrown.column }),
    )
  }
  let extents: ReadonlyMap<JsonObject, Extent> | undefined
  return accept({ value, extentOf: (object) => (extents ??= extentsOf(text.text, value, array)).get(object) })
}

/** Nothing where the array is written in brackets: then none of its items has a header. */
function extentsOf(text: string, value: JsonValue, array: string): ReadonlyMap<JsonObject, Extent> {
  const items = (value as JsonObject)[array]
  const tables = findTables(text, array)
  const isSame = Array.isArray(items) && items.length === tables.length
  return new Map(isSame ? tables.map((extent, index) => [items[index] as JsonObject, extent]) : [])
}
