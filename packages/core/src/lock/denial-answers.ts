import type { ListEntry } from '../list/entry.js'
import { PatternIndex } from '../purl/pattern-index.js'
import type { Day } from '../text/instant.js'
import { uniteAllRanges } from '../version/combine-ranges.js'
import { parseRange } from '../version/parse-range.js'
import { isEveryVersion, type VersionRange } from '../version/range.js'
import type { VersionScheme } from '../version/scheme.js'
import type { KeptDenial } from './lock.js'

/** Of more entries about one package, or more bounds, nothing is answered: else a list could be written that takes hours. */
const maxCompared = 1000

type Denial = Pick<KeptDenial, 'decided' | 'digests' | 'package' | 'versions'>

/** What of a list vanished denials are found by; it has neither epoch nor version where its source never signs. */
export interface DenyingList {
  readonly name: string
  readonly epoch?: number
  readonly version?: number
  readonly entries: readonly ListEntry[]
  /** By index of the entry: what the reader does not know of it. */
  readonly notUnderstood: ReadonlyMap<number, readonly string[]>
}

/** What a new version of a list says of the denials of the one before. */
export class DenialAnswers {
  readonly #speaking: readonly ListEntry[]
  /** Package and versions of every denial, whatever files it is for. */
  readonly #denied: ReadonlySet<string>
  /** Built when a denial is met that does not simply stand there again. */
  #byPattern: PatternIndex<ListEntry> | undefined
  readonly #united = new Map<string, readonly VersionRange[]>()

  /** @param today - Entries that have ended by then, or are decided later, say nothing. */
  constructor(list: DenyingList | undefined, today: Day) {
    this.#speaking = (list?.entries ?? []).filter(
      (entry, index) =>
        (entry.until === undefined || entry.until >= today) &&
        (entry.decision !== 'allow' ||
          (entry.asOf === undefined && entry.decided <= today && !list!.notUnderstood.has(index))),
    )
    const unbound = this.#speaking.filter(
      ({ decision, digests }) => decision === 'deny' && digests === undefined,
    )
    this.#denied = new Set(unbound.map(keyOf))
  }

  /** Whether the same is denied again, for every file. */
  repeats(denial: Denial): boolean {
    return this.#denied.has(keyOf(denial))
  }

  /** The versions that are denied again, withdrawn, or allowed later, in parts. */
  versionsFor(denial: Denial, scheme: VersionScheme): readonly VersionRange[] {
    const candidates = this.#candidates(denial)
    const unbound = candidates.filter(({ digests }) => digests === undefined)
    const bound = candidates.filter(({ digests }) => digests !== undefined)
    return [...this.#unite(denial.package, unbound, scheme), ...toParts(bound, scheme)]
  }

  /**
   * Whether versions that cannot be read are answered: by a denial or withdrawal of the same text, which is of the same
   * versions whatever they are, or by what is of every version.
   */
  answersUnread(denial: Denial): boolean {
    return this.#candidates(denial).some(({ decision, versions }) => {
      if (versions === denial.versions) return decision !== 'allow'
      const range = parseRange(versions)
      return range.ok && isEveryVersion(range.value)
    })
  }

  /** The entries that say, for their versions, what became of the denial. */
  #candidates(denial: Denial): readonly ListEntry[] {
    const rows = this.#index().matching(denial.package)
    let count = 0
    for (const { values } of rows) count += values.length
    if (count > maxCompared) return []
    return rows.flatMap(({ pattern, values }) =>
      values.filter((entry) => answers(entry, denial, pattern === denial.package)),
    )
  }

  #index(): PatternIndex<ListEntry> {
    if (this.#byPattern === undefined) {
      this.#byPattern = new PatternIndex()
      for (const entry of this.#speaking) this.#byPattern.add(entry.package, entry)
    }
    return this.#byPattern
  }

  /** Many denials of one package ask for the same: those after the same allows. */
  #unite(pattern: string, entries: readonly ListEntry[], scheme: VersionScheme): readonly VersionRange[] {
    const key = `${pattern} ${scheme.id} ${entries.length}`
    let found = this.#united.get(key)
    if (found === undefined) this.#united.set(key, (found = toParts(entries, scheme)))
    return found
  }
}

function keyOf(denial: Pick<Denial, 'package' | 'versions'>): string {
  return `${denial.package} ${denial.versions}`
}

function toParts(entries: readonly ListEntry[], scheme: VersionScheme): readonly VersionRange[] {
  const ranges = entries.flatMap(({ versions }) => {
    const range = parseRange(versions)
    return range.ok && range.value.scheme.id === scheme.id ? [range.value] : []
  })
  const united = uniteAllRanges(scheme, ranges)
  return united.points.length > maxCompared ? [] : [united]
}

/**
 * A denial says what became of another by covering it. An allow and a withdrawal do it for exactly the package or pattern
 * that was denied: one about a whole repository says nothing of a denial that somebody lost.
 */
function answers(entry: ListEntry, denial: Denial, isSame: boolean): boolean {
  if (entry.decision !== 'deny' && !isSame) return false
  if (entry.decision === 'allow' && entry.decided <= denial.decided) return false
  return entry.digests === undefined || holdsForSameFiles(entry.digests, denial)
}

/** What is bound to files says something of a denial of exactly those, or fewer. */
function holdsForSameFiles(digests: NonNullable<ListEntry['digests']>, denial: Denial): boolean {
  const named = new Set(digests.map(({ sha256 }) => sha256))
  return denial.digests?.every(({ sha256 }) => named.has(sha256)) ?? false
}
