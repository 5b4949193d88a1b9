import type { WrittenEntry } from '../list/entry.js'
import { compareEntries } from '../list/check-rules.js'
import type { Inventory, InventoryPackage, UnreadableItem } from '../inventory/inventory.js'
import { settleRegistries } from '../inventory/settle-registries.js'
import { problem, type Problem } from '../problem/problem.js'
import { checkAllow } from '../purl/check-allow.js'
import type { PackageId } from '../purl/fold-package.js'
import type { Sha256 } from '../text/digest.js'
import type { Day } from '../text/instant.js'
import type { Provenance } from '@trustlist/schema'
import { toEntries, type EntryMaking } from './to-entries.js'
import type { ImportOptions } from './import-options.js'
import type { FoldedPackage, ImportReport, Spelling } from './import-report.js'

/** One file to be imported. */
export interface ImportSource {
  readonly inventory: Inventory
  /** The source as people know it. */
  readonly from: string
  /** Of the file's bytes, where it is one. */
  readonly sha256?: Sha256
  /** When a package was decided, where history tells; undefined where it does not. */
  readonly decidedOf?: (each: InventoryPackage) => Day | undefined
}

/** Entries for a draft, and what is to be known about them. */
export interface ImportedList {
  /** In the order of a list. */
  readonly entries: readonly WrittenEntry[]
  /** What the file says of an entry that it cannot say itself, in words; by index of the entry. */
  readonly remarks: ReadonlyMap<number, readonly string[]>
  readonly provenance: readonly Provenance[]
  readonly report: ImportReport
  /** Warnings and notices. */
  readonly findings: readonly Problem[]
}

/**
 * Makes list entries of what files name: one for each package, its spellings folded.
 *
 * The basis is no better than what the files show: `legacy` for what somebody once put there, `dependency` for what the file says is
 * there because something needs it, `inherited` for the index of a repository, `adopted` for what was copied from elsewhere.
 *
 * @spec import#entries
 */
export function importInventories(sources: readonly ImportSource[], options: ImportOptions): ImportedList {
  const findings: Problem[] = []
  const unreadable: UnreadableItem[] = []
  const byPackage = new Map<PackageId, EntryMaking[]>()
  const elsewhere: Spelling[] = []
  const unexpressed: (Spelling & { readonly what: string })[] = []
  const respelt: Spelling[] = []
  let read = 0
  for (const source of sources) {
    const settled = settleRegistries(source.inventory, options.own ?? {})
    findings.push(...settled.findings)
    unreadable.push(...settled.inventory.unreadable)
    for (const each of settled.inventory.packages) {
      read++
      const allowed = checkAllow(each.package)
      if (!allowed.ok) {
        const { what } = allowed.problems[0]
        unreadable.push({ text: each.name, problem: problem('inventory/name-unread', what, each.at) })
        continue
      }
      const spelling = { package: each.package, name: each.name, at: each.at }
      if (each.name !== nameOf(each.package)) respelt.push(spelling)
      if (settled.elsewhere.has(each)) elsewhere.push(spelling)
      unexpressed.push(...each.remarks.map((what) => ({ ...spelling, what })))
      const making = {
        found: each,
        decided: decidedOf(each, source, options.day),
        format: source.inventory.format,
      }
      const known = byPackage.get(each.package)
      if (known === undefined) byPackage.set(each.package, [making])
      else known.push(making)
    }
  }
  const made = [...byPackage].flatMap(([name, makings]) => toEntries(name, makings, options))
  made.sort((a, b) => compareEntries(a.entry, b.entry))
  const folded = [...byPackage].filter(([, makings]) => makings.length > 1).map(toFolded)
  return {
    entries: made.map(({ entry }) => entry),
    remarks: new Map(
      made.flatMap(({ remarks }, index) => (remarks.length === 0 ? [] : [[index, remarks] as const])),
    ),
    provenance: sources.map((source) => toProvenance(source, options.day)),
    report: {
      read,
      folded,
      respelt,
      elsewhere,
      unreadable,
      unexpressed,
      adopted: made.filter(({ entry }) => entry.basis === 'adopted').length,
    },
    findings,
  }
}

/** What the file says; or what history says, never a day that is still to come; or the day of the import. */
function decidedOf(each: InventoryPackage, source: ImportSource, day: Day): Day {
  if (each.decided !== undefined) return each.decided
  const decided = source.decidedOf?.(each) ?? day
  return decided > day ? day : decided
}

/** The name within a folded identity, as people write it. */
function nameOf(id: PackageId): string {
  const [path = ''] = id.split('?', 1)
  return decodeURIComponent(path.slice(path.lastIndexOf('/') + 1))
}

function toFolded([name, makings]: readonly [PackageId, readonly EntryMaking[]]): FoldedPackage {
  const spellings = makings.map(({ found }) => ({ package: name, name: found.name, at: found.at }))
  return { package: name, spellings }
}

function toProvenance(source: ImportSource, day: Day): Provenance {
  const { inventory, from, sha256 } = source
  const snapshots = new Set(inventory.packages.flatMap(({ snapshot }) => snapshot ?? []))
  const [asOf] = snapshots.size === 1 ? snapshots : []
  return {
    from,
    format: inventory.format,
    ...(asOf === undefined ? {} : { asOf }),
    ...(sha256 === undefined ? {} : { sha256 }),
    on: day,
  }
}
