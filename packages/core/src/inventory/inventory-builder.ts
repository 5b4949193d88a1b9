import { problem, refuse, accept, type Outcome, type Place, type Problem } from '../problem/problem.js'
import type { ProblemCode } from '../problem/catalogue.js'
import { buildPurl } from '../purl/build-purl.js'
import { typeOfPattern } from '../purl/pattern.js'
import { foldPackage, type PackageId } from '../purl/fold-package.js'
import { comparators } from '../version/comparator.js'
import { bounded } from '../version/native/span.js'
import { parseNativeRange } from '../version/native/parse-native-range.js'
import { oneVersion, everyVersion } from '../version/range.js'
import { toRangeText } from '../version/range-text.js'
import { schemeOf } from '../version/registry.js'
import { parseVersion } from '../version/version.js'
import type { FormatName } from './formats.js'
import { withoutPasswords } from './registry-url.js'
import type {
  Inventory,
  InventoryInclude,
  InventoryPackage,
  InventoryOther,
  UnreadableItem,
} from './inventory.js'

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

/** A package by its name, before it is known whether its ecosystem has such names and versions. */
export interface NamedPackage extends Partial<
  Omit<InventoryPackage, 'package' | 'neededBy' | 'version' | 'versions' | 'name'>
> {
  /** Of the package URL. */
  readonly type: string
  readonly namespace?: string | undefined
  readonly name: string
  readonly qualifiers?: ReadonlyMap<string, string> | undefined
  /** The name as the file spells it, where it is more than `name`. */
  readonly spelt?: string | undefined
  /** One version, as the ecosystem writes it. */
  readonly version?: string | undefined
  /** Where there is no version: this one or a later one. */
  readonly atLeast?: string | undefined
  /** Where there is neither: a native range. Without any it is any version. */
  readonly range?: string | undefined
  readonly at: Place
}

/** Why something is unreadable: the second word of its code. */
export type UnreadableReason =
  'line-unread' | 'name-unread' | 'version-unread' | 'option-unread' | 'source-elsewhere' | 'undecidable'

/** Gathers what one reader finds, and joins it to an inventory. */
export class InventoryBuilder {
  readonly #format: FormatName
  readonly #source: string | undefined
  readonly #packages: InventoryPackage[] = []
  readonly #unreadable: UnreadableItem[] = []
  readonly #includes: InventoryInclude[] = []
  readonly #others: InventoryOther[] = []
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
    this.#packages.push(toPackage(found, found.package, found.name, found.version, found.versions))
  }

  /** Adds a package by its name; or, where its ecosystem has no such name or version, an unreadable item. */
  addNamed(found: NamedPackage): void {
    const { type, namespace, name, spelt, version, atLeast, range } = found
    const shown = spelt ?? (namespace === undefined ? name : `${namespace}/${name}`)
    const said = version ?? atLeast ?? range
    const text = said === undefined ? shown : `${shown} ${said}`
    const id = this.identify(type, name, namespace, found.qualifiers)
    if (isReason(id)) {
      this.addUnreadable(text, 'inventory/name-unread', id.what, found.at)
      return
    }
    const versions = versionsOf(type, found)
    if ('what' in versions) {
      this.addUnreadable(text, 'inventory/version-unread', versions.what, found.at, id)
      return
    }
    this.#packageCount++
    if (this.#packageCount > maxInventoryPackages) return
    this.#packages.push(toPackage(found, id, shown, versions.version, versions.versions))
  }

  /** Adds a package whose identity is known, in one version or in any. */
  addIdentified(found: Omit<FoundPackage, 'versions'>): void {
    const type = typeOfPattern(found.package)
    const versions = versionsOf(type, { version: found.version })
    if ('what' in versions) {
      const { name, at } = found
      this.addUnreadable(name, 'inventory/version-unread', versions.what, at, found.package)
    } else this.addPackage({ ...found, ...versions })
  }

  /** What is no package that is used. */
  addOther(name: string, at: Place): void {
    this.#others.push({ name, at })
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
    const plain = withoutPasswords(text.slice(0, 2 * maxShownText))
    const shown = plain.length > maxShownText ? `${plain.slice(0, maxShownText)}…` : plain
    this.#unreadable.push({
      text: shown.toWellFormed(),
      ...(name === undefined ? {} : { name }),
      problem: problem(code, withoutPasswords(what), at),
    })
  }

  addInclude(include: InventoryInclude): void {
    this.#includes.push(include)
  }

  /** The folded identity of a name, or why it is none. Each name is folded once. */
  identify(
    type: string,
    name: string,
    namespace?: string,
    qualifiers?: ReadonlyMap<string, string>,
  ): PackageId | Problem {
    const path = `${type}/${namespace ?? ''}/${name}`
    const key = qualifiers === undefined ? path : `${path}?${JSON.stringify([...qualifiers])}`
    let id = this.#ids.get(key)
    if (id === undefined) this.#ids.set(key, (id = identifyName(type, name, namespace, qualifiers)))
    return id
  }

  /** The identities of names; what is no name of the ecosystem is left out. */
  identifyAll(type: string, names: Iterable<string>, namespace?: string): readonly PackageId[] {
    const ids: PackageId[] = []
    for (const name of names) {
      const id = this.identify(type, name, namespace)
      if (!isReason(id)) ids.push(id)
    }
    return ids
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
      others: this.#others,
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

/** Every package has the same members in the same order: that is twice as fast to make and to read as spreading them. */
function toPackage(
  found: Partial<Omit<InventoryPackage, 'package' | 'neededBy' | 'version' | 'versions' | 'name'>> & {
    readonly at: Place
  },
  id: PackageId,
  name: string,
  version: string | undefined,
  versions: string,
): InventoryPackage {
  return {
    package: id,
    name,
    version,
    versions,
    digests: found.digests ?? none,
    isDirect: found.isDirect,
    needs: found.needs ?? none,
    neededBy: none,
    registries: found.registries ?? none,
    fileUrls: found.fileUrls ?? none,
    snapshot: found.snapshot,
    remarks: found.remarks ?? none,
    decided: found.decided,
    until: found.until,
    at: found.at,
    lastLine: found.lastLine ?? found.at.line ?? 0,
  }
}

const none: readonly never[] = []

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

function versionsOf(
  type: string,
  { version, atLeast, range }: Pick<NamedPackage, 'version' | 'atLeast' | 'range'>,
): Pick<InventoryPackage, 'version' | 'versions'> | Problem {
  if (version !== undefined) {
    const versions = exactVersions(type, version)
    return typeof versions === 'string' ? { version, versions } : versions
  }
  if (atLeast !== undefined) {
    const parsed = parseVersion(schemeOf(type), atLeast)
    if (!parsed.ok) return parsed.problems[0]
    return { version: undefined, versions: toRangeText(bounded(comparators.greaterOrEqual, parsed.value))! }
  }
  if (range === undefined) return { version: undefined, versions: anyVersions(type) }
  const native = parseNativeRange(type, range)
  if (!native.ok) return native.problems[0]
  // A word in the place of a range reads as a name, which means every version.
  if (native.value.name !== undefined) {
    return problem('version/native-malformed', `expected a range, found ${native.value.name.slice(0, 80)}`)
  }
  const { points, inside } = native.value.range
  const isPin = points.length === 1 && inside[0] === false && inside[1] === true && inside[2] === false
  return { version: isPin ? points[0]!.text : undefined, versions: toRangeText(native.value.range)! }
}

function identifyName(
  type: string,
  name: string,
  namespace: string | undefined,
  qualifiers: ReadonlyMap<string, string> | undefined,
): PackageId | Problem {
  const purl = buildPurl({ type, name, namespace, qualifiers })
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
