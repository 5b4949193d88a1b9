import type { Place, Problem } from '../problem/problem.js'
import type { PackageId } from '../purl/fold-package.js'
import type { Day } from '../text/instant.js'
import type { Sha256 } from '../text/digest.js'
import type { FormatName } from './formats.js'

/**
 * The packages that a file names: a lockfile, an allowlist, an index. All text in it is that of the file and may be hostile.
 *
 * Nothing is skipped: what the file says and could not be read as a package stands in `unreadable`.
 *
 * @spec inventory#what-reading-gives
 */
export interface Inventory {
  readonly format: FormatName
  readonly source: string | undefined
  /** In the order of the file; a package that it names twice stands here twice. */
  readonly packages: readonly InventoryPackage[]
  readonly unreadable: readonly UnreadableItem[]
  /** Other files that it takes in; whoever reads them joins what they give. */
  readonly includes: readonly InventoryInclude[]
  /** What the file names and what is no package that is used: the project that it is of, what was removed. */
  readonly others: readonly InventoryOther[]
  /** Whether `needs` is all that its packages need, also what the file does not name itself. */
  readonly hasAllNeeds: boolean
  /** The registry that the file itself names as the usual one, by package URL type. */
  readonly usualRegistries: ReadonlyMap<string, string>
}

export interface InventoryPackage {
  /** The folded identity, as a package of its ecosystem's own registry. */
  readonly package: PackageId
  /** The name as the file spells it. */
  readonly name: string
  /** The one version that the file takes, as it spells it; undefined where it takes several. */
  readonly version: string | undefined
  /** Canonical VERS of the versions that the file takes. */
  readonly versions: string
  /** Any one of these files may be taken; empty where the file does not say. */
  readonly digests: readonly InventoryDigest[]
  /** Whether somebody asked for it by name; undefined where the file does not say. */
  readonly isDirect: boolean | undefined
  /** What it needs, as far as the file says: folded, sorted, each once. */
  readonly needs: readonly PackageId[]
  /** Which packages of the file need it: folded, sorted, each once. */
  readonly neededBy: readonly PackageId[]
  /**
   * Where it may come from: URLs as the file spells them, undefined for what the tool itself takes for usual. Empty: the
   * file says nothing, so it is that.
   */
  readonly registries: readonly (string | undefined)[]
  /** Its files, where the file names them by URL and tools fetch them from there. */
  readonly fileUrls: readonly string[]
  /** The day of the registry's snapshot that the file states. */
  readonly snapshot: Day | undefined
  /** What the file says of it that neither a version nor a digest can say, in words. */
  readonly remarks: readonly string[]
  /** When it was decided and until when it is in force, where the file says. */
  readonly decided: Day | undefined
  readonly until: Day | undefined
  readonly at: Place
  /** The last line of what the file says of it; `at` has the first. */
  readonly lastLine: number
}

export interface InventoryDigest {
  /** The file's name, where it is known. */
  readonly file: string | undefined
  readonly sha256: Sha256
}

/** Something that the file says and that is no package of a known ecosystem. */
export interface UnreadableItem {
  /** As the file has it, cut after 200 characters. */
  readonly text: string
  /** What it calls itself, where it does: a package of its ecosystem that it may not be. */
  readonly name?: PackageId
  /** Why, and where. */
  readonly problem: Problem
}

/** The project that a lockfile is of, what an SBOM describes, a package that was removed. */
export interface InventoryOther {
  /** As the file spells it. */
  readonly name: string
  readonly at: Place
}

export interface InventoryInclude {
  /** As the file spells it, relative to its own folder. */
  readonly path: string
  /** `constraints`: it limits the versions of packages and names none. */
  readonly kind: 'packages' | 'constraints'
  readonly at: Place
}
