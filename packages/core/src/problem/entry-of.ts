import type { CatalogueEntry } from './catalogue-entry.js'
import { catalogue, type ProblemCode } from './catalogue.js'

/** What the catalogue says of a code. A file of its own, since a program that meets no problem need not load the catalogue. */
export function entryOf(code: ProblemCode): CatalogueEntry {
  return catalogue[code]
}
