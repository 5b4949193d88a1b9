import type { UnreadableItem } from '../inventory/inventory.js'
import type { Place } from '../problem/problem.js'
import type { PackageId } from '../purl/fold-package.js'

/** What an import did beyond taking one line for one entry, so that nobody has to find out by counting. */
export interface ImportReport {
  /** Packages that the files name, each as often as it stands there. */
  readonly read: number
  /** Packages that are named more than once, and became one. */
  readonly folded: readonly FoldedPackage[]
  /** Spellings that are not the one by which the ecosystem identifies a package. */
  readonly respelt: readonly Spelling[]
  /** Packages from another registry than the ecosystem's own: the entry names it. */
  readonly elsewhere: readonly Spelling[]
  /** What is in no entry. */
  readonly unreadable: readonly UnreadableItem[]
  /** What an entry cannot say, such as extras and markers: the entry stands without it. */
  readonly unexpressed: readonly (Spelling & { readonly what: string })[]
  /** Packages that were copied from elsewhere. */
  readonly adopted: number
}

/** One spelling in a file and what it stands for. */
export interface Spelling {
  readonly package: PackageId
  readonly name: string
  readonly at: Place
}

export interface FoldedPackage {
  readonly package: PackageId
  readonly spellings: readonly Spelling[]
}
