import type { FormatName } from '../inventory/formats.js'
import type { InventoryPackage } from '../inventory/inventory.js'
import type { WrittenEntry } from '../list/entry.js'
import { Impossible } from '../problem/problem.js'
import type { PackageId } from '../purl/fold-package.js'
import { typeOfPattern } from '../purl/pattern.js'
import type { Day } from '../text/instant.js'
import { isSubrange, uniteAllRanges } from '../version/combine-ranges.js'
import { parseRange } from '../version/parse-range.js'
import { toRangeText } from '../version/range-text.js'
import { everyVersion, type VersionRange } from '../version/range.js'
import { maxConstraints } from '../version/read-constraints.js'
import { schemeOf } from '../version/registry.js'
import type { ImportOptions } from './import-options.js'

/** What an entry is made from. */
export interface EntryMaking {
  readonly found: InventoryPackage
  readonly decided: Day
  readonly format: FormatName
}

export interface MadeEntry {
  readonly entry: WrittenEntry
  readonly remarks: readonly string[]
}

/** How many packages an entry may name under `dependencyOf`; more are not told. */
const maxDependents = 4096

/**
 * The entries of one package: its versions in one, but for those whose files are bound by digests, which stand alone, and for
 * those that are in force until another day.
 *
 * @spec import#entries
 */
export function toEntries(
  name: PackageId,
  makings: readonly EntryMaking[],
  options: ImportOptions,
): readonly MadeEntry[] {
  const byEnd = new Map<Day | undefined, EntryMaking[]>()
  for (const making of makings) {
    const { until } = making.found
    const known = byEnd.get(until)
    if (known === undefined) byEnd.set(until, [making])
    else known.push(making)
  }
  return [...byEnd].flatMap(([until, some]) => {
    if (options.versions === 'any') {
      return [toEntry(name, everyVersion(schemeOf(typeOfPattern(name))), some, until, options, false)]
    }
    const free = some.filter(({ found }) => found.digests.length === 0)
    const ranges = free.map(({ found }) => rangeOf(found))
    const range = uniteAllRanges(schemeOf(typeOfPattern(name)), ranges)
    // Digests that stand beside an entry for any file of the version would bind nothing.
    const bound = some.filter(({ found }) => found.digests.length > 0 && !isSubrange(rangeOf(found), range))
    const parts =
      range.points.length > maxConstraints
        ? free.map((making) => [rangeOf(making.found), [making]] as const)
        : free.length === 0
          ? []
          : [[range, free] as const]
    return [
      ...parts.map(([part, of]) => toEntry(name, part, of, until, options, false)),
      ...[...byVersion(bound)].map((same) =>
        toEntry(name, rangeOf(same[0]!.found), same, until, options, true),
      ),
    ]
  })
}

function byVersion(makings: readonly EntryMaking[]): Iterable<readonly EntryMaking[]> {
  const groups = new Map<string, EntryMaking[]>()
  for (const making of makings) {
    const known = groups.get(making.found.versions)
    if (known === undefined) groups.set(making.found.versions, [making])
    else known.push(making)
  }
  return groups.values()
}

function toEntry(
  name: PackageId,
  range: VersionRange,
  makings: readonly EntryMaking[],
  until: Day | undefined,
  options: ImportOptions,
  isBound: boolean,
): MadeEntry {
  const versions = toRangeText(range)!
  // Of several days the first: a list is never made to look fresher than it is.
  const decided = makings.map((each) => each.decided).sort()[0]!
  const dependents = dependentsOf(makings)
  const judged = {
    package: name,
    versions,
    decision: 'allow' as const,
    decided,
    ...(until === undefined ? {} : { until }),
    ...(isBound ? { digests: digestsOf(makings) } : {}),
  }
  const remarks = [...new Set(makings.flatMap(({ found }) => found.remarks))]
  const told = dependents === undefined || dependents.length === 0 ? {} : { dependencyOf: dependents }
  const { startedFrom } = options
  if (startedFrom?.permits(name, range) === true) {
    return { entry: { ...judged, basis: 'adopted', origins: [startedFrom.origin], ...told }, remarks }
  }
  if (makings.every(({ format }) => format === 'debian-packages') && options.basis === undefined) {
    const origins = [`${name.slice(0, name.lastIndexOf('/'))}/*`]
    return { entry: { ...judged, basis: 'inherited', origins }, remarks }
  }
  if (dependents !== undefined) return { entry: { ...judged, basis: 'dependency', ...told }, remarks }
  return { entry: { ...judged, basis: options.basis ?? 'legacy' }, remarks }
}

/** What needs a package that nobody asked for by name; undefined where somebody did, or the files do not say. */
function dependentsOf(makings: readonly EntryMaking[]): readonly string[] | undefined {
  if (!makings.every(({ found }) => found.isDirect === false)) return undefined
  return [...new Set(makings.flatMap(({ found }) => found.neededBy))].sort().slice(0, maxDependents)
}

function digestsOf(makings: readonly EntryMaking[]): NonNullable<WrittenEntry['digests']> {
  const fileOf = new Map<string, string | undefined>()
  for (const { found } of makings) {
    for (const { file, sha256 } of found.digests) fileOf.set(sha256, fileOf.get(sha256) ?? file)
  }
  return [...fileOf.keys()].sort().map((sha256) => {
    const file = fileOf.get(sha256)
    return file === undefined ? { sha256 } : { file, sha256 }
  })
}

function rangeOf({ versions }: InventoryPackage): VersionRange {
  const range = parseRange(versions)
  if (!range.ok) throw new Impossible(`a reader of inventories wrote the range ${versions}`)
  return range.value
}
