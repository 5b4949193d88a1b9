import type { Outcome } from '../../problem/problem.js'
import { anyVersions, exactVersions, InventoryBuilder, isReason } from '../inventory-builder.js'
import { splitLines, type InventoryText } from '../inventory-text.js'
import type { Inventory, InventoryDigest } from '../inventory.js'
import { withoutComment } from './names.js'

const sha256Form = /^[0-9a-f]{64}$/

/**
 * One package a line: name, version, SHA-256 of its file, separated by TAB, as a spreadsheet or a script gives them. Version and
 * digest may be empty or absent. Comments and blank lines as in {@link readNames}.
 *
 * @spec inventory#table
 * @param type - The package URL type of the names.
 */
export function readTable(text: InventoryText, type: string): Outcome<Inventory> {
  const lines = splitLines(text)
  if (!lines.ok) return lines
  const builder = new InventoryBuilder('table', text.source)
  const any = anyVersions(type)
  for (const line of lines.value) {
    const content = withoutComment(line.text)
    if (content.trim() === '') continue
    const at = builder.at(line.number)
    const [name = '', version = '', digest = '', ...rest] = content.split('\t').map((cell) => cell.trim())
    const refuse = (code: 'line' | 'name' | 'version', what: string) =>
      builder.addUnreadable(content.trim(), `inventory/${code}-unread`, what, at)
    if (rest.length > 0) {
      refuse('line', `expected name, version and SHA-256, found ${rest.length + 3} columns`)
      continue
    }
    if (digest !== '' && (version === '' || !sha256Form.test(digest))) {
      refuse('line', 'expected a SHA-256 of 64 lower-case hex digits behind a version')
      continue
    }
    const id = builder.identify(type, name)
    if (isReason(id)) {
      refuse('name', id.what)
      continue
    }
    const versions = version === '' ? any : exactVersions(type, version)
    if (typeof versions !== 'string') {
      refuse('version', versions.what)
      continue
    }
    const digests: readonly InventoryDigest[] = digest === '' ? [] : [{ file: undefined, sha256: digest }]
    builder.addPackage({
      package: id,
      name,
      versions,
      version: version === '' ? undefined : version,
      digests,
      at,
    })
  }
  return builder.finish()
}
