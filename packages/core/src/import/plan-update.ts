import type { WrittenEntry } from '../list/entry.js'
import { Impossible } from '../problem/problem.js'
import { isPackageId, typeOfPattern } from '../purl/pattern.js'
import type { Day } from '../text/instant.js'
import { isSubrange, overlap, uniteAllRanges } from '../version/combine-ranges.js'
import { parseRange } from '../version/parse-range.js'
import { isEveryVersion, type VersionRange } from '../version/range.js'
import { schemeOf } from '../version/registry.js'

/** One change to a draft that exists. */
export type DraftEdit =
  | { readonly kind: 'add'; readonly entry: WrittenEntry }
  /** Of an entry that an import wrote and nobody has touched since. */
  | { readonly kind: 'replace'; readonly index: number; readonly entry: WrittenEntry }
  | { readonly kind: 'remove'; readonly index: number }

export interface UpdateOptions {
  /** The day of the import. */
  readonly day: Day
  /** What happens to what an import wrote and the files no longer name; default: it is listed and stays. */
  readonly removed?: 'drop' | 'withdraw'
  /** What is said of a withdrawn entry. */
  readonly reason: string
}

export interface UpdatePlan {
  readonly edits: readonly DraftEdit[]
  /** What the draft permits by an import and the files no longer name. */
  readonly gone: readonly string[]
  /** What the files name and the draft keeps out or permits in other versions, by people's decision. */
  readonly kept: readonly KeptDecision[]
  /** How many packages are as they were. */
  readonly unchanged: number
}

export interface KeptDecision {
  readonly package: string
  /** `narrower`: the files take any version, the draft fewer. */
  readonly why: 'denied' | 'withdrawn' | 'narrower' | 'not-in-source'
}

/**
 * What an import changes in a draft that people edit: what they decided stays as it is.
 *
 * Entries that an import could have written count as its own: allows without checks, reviewers, references or reason, with one of the
 * bases that an import gives. The files must name everything of the ecosystems that they speak of, or the rest counts as gone.
 *
 * @spec import#updating-a-draft
 * @param current - The draft's entries, defaults filled in, packages folded; by their index.
 */
export function planUpdate(
  current: readonly WrittenEntry[],
  imported: readonly WrittenEntry[],
  options: UpdateOptions,
): UpdatePlan {
  const known = new Map<string, number[]>()
  current.forEach((entry, index) => {
    const indexes = known.get(entry.package)
    if (indexes === undefined) known.set(entry.package, [index])
    else indexes.push(index)
  })
  const named = new Map<string, WrittenEntry[]>()
  for (const entry of imported) {
    const entries = named.get(entry.package)
    if (entries === undefined) named.set(entry.package, [entry])
    else entries.push(entry)
  }
  const edits: DraftEdit[] = []
  const kept: KeptDecision[] = []
  let unchanged = 0
  for (const [name, entries] of named) {
    const indexes = known.get(name) ?? []
    const planned = planPackage(indexes, current, entries)
    if (typeof planned === 'string') kept.push({ package: name, why: planned })
    else if (planned.length === 0) unchanged++
    else edits.push(...planned)
  }
  const types = new Set(imported.map((entry) => typeOfPattern(entry.package)))
  const gone: string[] = []
  current.forEach((entry, index) => {
    if (entry.decision !== 'allow' || !isPackageId(entry.package) || named.has(entry.package)) return
    if (!types.has(typeOfPattern(entry.package))) return
    if (!isAsImported(entry)) {
      kept.push({ package: entry.package, why: 'not-in-source' })
      return
    }
    gone.push(entry.package)
    if (options.removed === 'drop') edits.push({ kind: 'remove', index })
    if (options.removed === 'withdraw') {
      edits.push({ kind: 'replace', index, entry: withdrawn(entry, options) })
    }
  })
  return { edits, gone: [...new Set(gone)].sort(), kept, unchanged }
}

function planPackage(
  indexes: readonly number[],
  current: readonly WrittenEntry[],
  imported: readonly WrittenEntry[],
): readonly DraftEdit[] | Exclude<KeptDecision['why'], 'not-in-source'> {
  const entries = indexes.map((index) => current[index]!)
  for (const decision of ['deny', 'withdrawn'] as const) {
    const ranges = entries.filter((each) => each.decision === decision).map(rangeOf)
    if (ranges.some((range) => imported.some((each) => overlap(range, rangeOf(each))))) {
      return decision === 'deny' ? 'denied' : 'withdrawn'
    }
  }
  const missing = imported.filter((each) => !isPermitted(each, entries))
  if (missing.some((each) => isEveryVersion(rangeOf(each))) && entries.some(isNarrowed)) return 'narrower'
  // A pin of the last import gives way to one of this one.
  const replaceable = indexes.filter(
    (index) => isAsImported(current[index]!) && isPin(rangeOf(current[index]!)),
  )
  const stale = replaceable.filter((index) => !imported.some((each) => isSame(each, current[index]!)))
  return missing.map((entry, at) => {
    const index = stale[at]
    return index === undefined ? { kind: 'add', entry } : { kind: 'replace', index, entry }
  })
}

/**
 * Whether somebody chose the versions of an allow: people, or an import of a range. A file of names says nothing of versions, so
 * that it cannot know better.
 */
function isNarrowed(entry: WrittenEntry): boolean {
  return entry.decision === 'allow' && !(isAsImported(entry) && isPin(rangeOf(entry)))
}

/** Whether the draft permits all that an entry would: for any file, or for the same files. */
function isPermitted(entry: WrittenEntry, entries: readonly WrittenEntry[]): boolean {
  if (entries.some((each) => isSame(each, entry))) return true
  const free = entries.filter(
    (each) =>
      each.decision === 'allow' && each.digests === undefined && (each.until ?? '9') >= (entry.until ?? '9'),
  )
  const permitted = uniteAllRanges(schemeOf(typeOfPattern(entry.package)), free.map(rangeOf))
  return isSubrange(rangeOf(entry), permitted)
}

function isSame(a: WrittenEntry, b: WrittenEntry): boolean {
  const digestsOf = ({ digests }: WrittenEntry) => (digests ?? []).map(({ sha256 }) => sha256).join()
  return (
    a.decision === b.decision &&
    a.versions === b.versions &&
    a.until === b.until &&
    digestsOf(a) === digestsOf(b)
  )
}

const importedBases: ReadonlySet<string> = new Set(['legacy', 'dependency', 'inherited', 'adopted'])
const importedMembers: ReadonlySet<string> = new Set([
  ...['package', 'versions', 'decision', 'decided', 'basis', 'until', 'digests', 'origins', 'dependencyOf'],
])

function isAsImported(entry: WrittenEntry): boolean {
  return (
    entry.decision === 'allow' &&
    importedBases.has(entry.basis) &&
    Object.keys(entry).every((member) => importedMembers.has(member))
  )
}

/** Single versions and nothing else. */
function isPin({ points, inside }: VersionRange): boolean {
  return points.length > 0 && inside.every((isIn, piece) => isIn === (piece % 2 === 1))
}

function withdrawn(entry: WrittenEntry, { day, reason }: UpdateOptions): WrittenEntry {
  const { package: name, versions, basis, origins } = entry
  return {
    package: name,
    versions,
    decision: 'withdrawn',
    decided: day,
    basis,
    ...(origins === undefined ? {} : { origins }),
    reason,
  }
}

function rangeOf({ versions }: WrittenEntry): VersionRange {
  const range = parseRange(versions)
  if (!range.ok) throw new Impossible(`an entry that was checked has the range ${versions}`)
  return range.value
}
