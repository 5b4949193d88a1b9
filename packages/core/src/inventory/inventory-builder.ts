import { problem, refuse, accept, type Outcome, type Place, type Problem } from '../problem/problem.js'
import type { ProblemCode } from '../problem/catalogue.js'
import { buildPurl } from '../purl/build-purl.js'
import { foldPackage, type PackageId } from '../purl/fold-package.js'
import { oneVersion, everyVersion } from '../version/range.js'
import { toRangeText } from '../version/range-text.js'
import { schemeOf } from '../version/registry.js'
import { parseVersion } from '../version/version.js'
import type { FormatName } from './formats.js'
import type { Inventory, InventoryInclude, InventoryPackage, UnreadableItem } from './inventory.js'

/**
 * The most that is read of one file.
 *
 * @spec inventory#limits
 */
export const maxInventoryPackages = 2_000_000
/** A file with more is not of the format. */
const maxUnreadable = 10_000

const maxShownText = 200

/** What a reader knows of a package when it meets it; the rest has defaults. */
export interface FoundPackage extends Partial<Omit<InventoryPackage, 'package' | 'neededBy'>> {
  readonly package: PackageId
  readonly name: string
  readonly versions: string
  readonly at: Place
}

/** Gathers what one reader finds, and joins it to an inventory. */
export class InventoryBuilder {
  readonly #format: FormatName
  readonly #source: string | undefined
  readonly #packages: InventoryPackage[] = []
  readonly #unreadable: UnreadableItem[] = []
  readonly #includes: InventoryInclude[] = []
  /** Who needs whom, where the file says it of the one that is needed. */
  readonly #neededBy = new Map<PackageId, Set<PackageId>>()
  readonly #ids = new Map<string, PackageId | Problem>()
  readonly usualRegistries = new Map<string, string>()
  hasAllNeeds = false
  #packageCount = 0
  #unreadableCount = 0

  constructor(format: FormatName, source: string | undefined) {
    this.#format = format
    this.#source = source
  }

  /** A place in the file. */
  at(line: number | undefined, pointer?: string): Place {
    return {
      ...(this.#source === undefined ? {} : { source: this.#source }),
      ...(pointer === undefined ? {} : { pointer }),
      ...(line === undefined ? {} : { line }),
    }
  }

  addPackage(found: FoundPackage): void {
    this.#packageCount++
    if (this.#packageCount > maxInventoryPackages) return
    this.#packages.push({
      version: undefined,
      digests: [],
      isDirect: undefined,
      needs: [],
      registries: [],
      snapshot: undefined,
      remarks: [],
      decided: undefined,
      until: undefined,
      lastLine: found.at.line ?? 0,
      ...found,
      neededBy: [],
    })
  }

  /** Says of a package that others need it. */
  addNeededBy(needed: PackageId, needing: PackageId): void {
    const known = this.#neededBy.get(needed)
    if (known === undefined) this.#neededBy.set(needed, new Set([needing]))
    else known.add(needing)
  }

  addUnreadable(text: string, code: ProblemCode, what: string, at: Place, name?: PackageId): void {
    this.#unreadableCount++
    if (this.#unreadableCount > maxUnreadable) return
    const shown = text.length > maxShownText ? `${text.slice(0, maxShownText)}…` : text
    this.#unreadable.push({
      text: shown.toWellFormed(),
      ...(name === undefined ? {} : { name }),
      problem: problem(code, what, at),
    })
  }

  addInclude(include: InventoryInclude): void {
    this.#includes.push(include)
  }

  /** The folded identity of a name, or why it is none. Each name is folded once. */
  identify(type: string, name: string, namespace?: string): PackageId | Problem {
    const key = `${type}/${namespace ?? ''}/${name}`
    let id = this.#ids.get(key)
    if (id === undefined) this.#ids.set(key, (id = identifyName(type, name, namespace)))
    return id
  }

  /** @returns The inventory, or `inventory/too-large` where no file of the format holds so much, or so much else. */
  finish(): Outcome<Inventory> {
    const at = this.at(undefined)
    if (this.#packageCount > maxInventoryPackages) {
      const what = `expected at most ${maxInventoryPackages} packages, found ${this.#packageCount}`
      return refuse(problem('inventory/too-large', what, at))
    }
    if (this.#unreadableCount > maxUnreadable) {
      const what = `expected at most ${maxUnreadable} unreadable items, found ${this.#unreadableCount}`
      return refuse(problem('inventory/other-form', what, this.#unreadable[0]!.problem.at))
    }
    const inventory: Inventory = {
      format: this.#format,
      source: this.#source,
      packages: this.#linked(),
      unreadable: [...this.#unreadable].sort((a, b) => lineOf(a) - lineOf(b)),
      includes: this.#includes,
      hasAllNeeds: this.hasAllNeeds,
      usualRegistries: this.usualRegistries,
    }
    const isEmpty = this.#packages.length + this.#unreadable.length + this.#includes.length === 0
    return accept(inventory, isEmpty ? [problem('inventory/empty', 'the file names no package', at)] : [])
  }

  /** Both directions of every edge, whichever one the file says. */
  #linked(): readonly InventoryPackage[] {
    const needs = new Map<PackageId, Set<PackageId>>()
    const neededBy = this.#neededBy
    const named = new Set(this.#packages.map((each) => each.package))
    for (const [needed, all] of neededBy) for (const needing of all) addTo(needs, needing, needed)
    for (const each of this.#packages) {
      for (const needed of each.needs) {
        addTo(needs, each.package, needed)
        if (named.has(needed)) addTo(neededBy, needed, each.package)
      }
    }
    if (needs.size === 0 && neededBy.size === 0) return this.#packages
    return this.#packages.map((each) => ({
      ...each,
      needs: sorted(needs.get(each.package), each.package),
      neededBy: sorted(neededBy.get(each.package), each.package),
    }))
  }
}

function lineOf({ problem: { at } }: UnreadableItem): number {
  return at.line ?? 0
}

function addTo(map: Map<PackageId, Set<PackageId>>, key: PackageId, value: PackageId): void {
  const known = map.get(key)
  if (known === undefined) map.set(key, new Set([value]))
  else known.add(value)
}

/** By code unit; nothing needs itself, though `pkg[extra]` says so. */
function sorted(ids: ReadonlySet<PackageId> | undefined, self: PackageId): readonly PackageId[] {
  return ids === undefined ? [] : [...ids].filter((id) => id !== self).sort()
}

function identifyName(type: string, name: string, namespace: string | undefined): PackageId | Problem {
  const purl = buildPurl({ type, name, namespace })
  const id = purl.ok ? foldPackage(purl.value) : purl
  return id.ok ? id.value : id.problems[0]
}

/** Whether {@link InventoryBuilder.identify} gave a reason instead of an identity. */
export function isReason(id: PackageId | Problem): id is Problem {
  return typeof id === 'object'
}

/** Canonical VERS of one version, or why the ecosystem does not take it. */
export function exactVersions(type: string, version: string): string | Problem {
  const parsed = parseVersion(schemeOf(type), version)
  return parsed.ok ? toRangeText(oneVersion(parsed.value))! : parsed.problems[0]
}

/** Canonical VERS of any version. */
export function anyVersions(type: string): string {
  return toRangeText(everyVersion(schemeOf(type)))!
}
