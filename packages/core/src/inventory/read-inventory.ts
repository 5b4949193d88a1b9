import { problem, refuse, type Outcome } from '../problem/problem.js'
import { readDebianPackages } from './formats/debian-packages.js'
import { readNames } from './formats/names.js'
import { readPak } from './formats/pak.js'
import { readRenv } from './formats/renv.js'
import { readRequirements } from './formats/requirements.js'
import { readTable } from './formats/table.js'
import { readUkTre } from './formats/uk-tre.js'
import { formatsOfNames, formatTitles, type FormatName } from './formats.js'
import { readInventoryText, type InventoryText } from './inventory-text.js'
import type { Inventory } from './inventory.js'

export interface InventoryOptions {
  readonly format: FormatName
  /** The file, as the caller names it. */
  readonly source?: string
  /** The package URL type of the names, for formats whose files do not say it: {@link formatsOfNames}. */
  readonly type?: string
  /** The namespace of Debian packages; `debian` where absent. */
  readonly vendor?: string
}

type Reader = (
  text: InventoryText,
  options: { readonly type: string; readonly vendor: string },
) => Outcome<Inventory>

/** The closed table of formats. */
const readers: Readonly<Record<FormatName, Reader>> = {
  names: (text, { type }) => readNames(text, type),
  table: (text, { type }) => readTable(text, type),
  requirements: readRequirements,
  renv: readRenv,
  pak: readPak,
  'uk-tre': (text, { type }) => readUkTre(text, type),
  'debian-packages': (text, { vendor }) => readDebianPackages(text, vendor),
}

/**
 * Reads a file that names packages.
 *
 * What it says is believed by nobody yet: neither that the packages exist, nor that their registries are the usual ones
 * (see {@link settleRegistries}).
 *
 * @spec inventory#formats
 * @returns The inventory, with `inventory/empty` where it names nothing. Or, where the file is not of the format as a whole:
 *   `inventory/…`, `text/…`.
 */
export function readInventory(bytes: Uint8Array, options: InventoryOptions): Outcome<Inventory> {
  const { format, source, type, vendor } = options
  if (type === undefined && formatsOfNames.has(format)) {
    const what = `expected to be told the ecosystem of ${formatTitles[format]}`
    return refuse(problem('inventory/ecosystem-missing', what, source === undefined ? {} : { source }))
  }
  const text = readInventoryText(bytes, source)
  if (!text.ok) return text
  return readers[format](text.value, { type: type ?? 'generic', vendor: vendor ?? 'debian' })
}
