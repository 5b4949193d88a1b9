import type { Outcome } from '../problem/problem.js'
import { parseControlFile, type ControlParagraph } from './control-file.js'
import { readInventoryText } from './inventory-text.js'

/**
 * Reads a control file (deb822(5)) as it is: an index `Packages` of Debian with every field, or `PACKAGES` of a CRAN-like repository.
 *
 * @spec inventory#debian-packages
 * @returns Its paragraphs, or `inventory/not-control-file`, `inventory/unseen-character`, `inventory/too-large`, `text/…`.
 */
export function readControlFile(bytes: Uint8Array, source?: string): Outcome<readonly ControlParagraph[]> {
  const text = readInventoryText(bytes, source)
  return text.ok ? parseControlFile(text.value) : text
}
