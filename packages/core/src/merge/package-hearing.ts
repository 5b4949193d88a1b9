import { typeOfPattern, type Pattern } from '../purl/pattern.js'
import type { Day } from '../text/instant.js'
import { containsVersion, namesVersion } from '../version/contains.js'
import { schemeOf } from '../version/registry.js'
import type { VersionRange } from '../version/range.js'
import type { VersionScheme } from '../version/scheme.js'
import { isPreRelease, type Version } from '../version/version.js'
import type { HeardEntry } from './heard-entry.js'
import type { MergeContext } from './merge-context.js'
import { withOverrides } from './overrides.js'
import type { DecidingOverride, Row } from './speakers.js'
import { sweep } from './sweep.js'
import { toVerdict, type Verdict } from './tally.js'
import type { Voice } from './voice.js'

/** For what inventory a package version is asked about. */
export interface Circumstances {
  readonly snapshot?: Day | undefined
  readonly digest?: string | undefined
}

/** How an entry stands to what was asked. */
export type Bearing = 'speaks' | 'silent' | 'other-versions' | 'other-snapshot' | 'other-files'

/** An entry, whether it speaks about the asked version, and as which voice. */
export interface BearingEntry {
  readonly heard: HeardEntry
  readonly bearing: Bearing
  /** Of what speaks. */
  readonly voice?: Voice
}

/** One package version, or one piece of the version line, looked at. */
export interface Look {
  readonly entries: readonly BearingEntry[]
  readonly rows: readonly Row[]
  /** Overrides in force that hold the version. */
  readonly overrides: readonly DecidingOverride[]
  /** The version, where it is a pre-release that must be named. */
  readonly hidden: Version | undefined
  /** What the voices and rows give, before overrides. */
  readonly tallied: Verdict
  readonly verdict: Verdict
}

/** One piece of the version line: of each entry and override whether it holds it. */
interface Piece {
  readonly cut: Version | undefined
  readonly isHeld: readonly boolean[]
}

/** Everything that one merge hears about one package or pattern. */
export class PackageHearing {
  readonly name: Pattern
  readonly scheme: VersionScheme
  readonly entries: readonly HeardEntry[]
  readonly overrides: readonly DecidingOverride[]
  readonly rows: readonly Row[]
  readonly #context: MergeContext

  constructor(
    context: MergeContext,
    name: Pattern,
    entries: readonly HeardEntry[],
    overrides: readonly DecidingOverride[],
    rows: readonly Row[],
  ) {
    this.#context = context
    this.name = name
    this.scheme = schemeOf(typeOfPattern(name))
    this.entries = entries
    this.overrides = overrides
    this.rows = rows
  }

  /** Looks at one version. */
  at(version: Version, circumstances: Circumstances = {}): Look {
    const isHeld = [
      ...this.entries.map((heard) => this.#rangeOf(heard, version)),
      ...this.overrides.map(({ range }) => range),
    ].map((range) => range === undefined || containsVersion(range, version))
    return this.#lookAt({ cut: version, isHeld }, circumstances)
  }

  /** Looks at every piece of the version line, ascending; those of one segment stand together. */
  along(circumstances: Circumstances = {}): readonly (Look & { readonly cut: Version | undefined })[] {
    const speaking = this.entries.flatMap(({ statement }, place) => (statement === undefined ? [] : [place]))
    const ranges = [
      ...speaking.map((place) => this.entries[place]!.statement!.range),
      ...this.overrides.map(({ range }) => range),
    ]
    const pieces: Piece[] = []
    const slots = ranges.map((_, slot) => slot)
    sweep(ranges, slots, ranges.length, (cut, held) => {
      const isHeld = new Array<boolean>(this.entries.length + this.overrides.length).fill(false)
      speaking.forEach((place, slot) => (isHeld[place] = held[slot] === 1))
      this.overrides.forEach(
        (_, index) => (isHeld[this.entries.length + index] = held[speaking.length + index] === 1),
      )
      pieces.push({ cut, isHeld })
    })
    return pieces.map((piece) => ({ ...this.#lookAt(piece, circumstances), cut: piece.cut }))
  }

  /** What would be decided if some entries were not there and some voices were. */
  suppose(
    look: Look,
    change: { readonly without?: (heard: HeardEntry) => boolean; readonly also?: readonly Voice[] },
  ): Verdict {
    const kept = look.entries.filter(({ heard }) => change.without?.(heard) !== true)
    return this.#decide(kept, change.also ?? [], look).verdict
  }

  /** The versions that an entry is about; undefined where nobody can read them. */
  #rangeOf({ statement, said }: HeardEntry, { scheme }: Version): VersionRange | undefined {
    if (statement !== undefined) return statement.range
    const range = this.#context.range('entry' in said ? said.entry.versions : said.kept.versions)
    return range?.scheme.id === scheme.id ? range : undefined
  }

  #lookAt({ cut, isHeld }: Piece, circumstances: Circumstances): Look {
    const { preReleasesNamed, today } = this.#context
    const hidden = cut !== undefined && preReleasesNamed && isPreRelease(cut) ? cut : undefined
    const file = this.#knownFile(isHeld, circumstances)
    const entries = this.entries.map((heard, place): BearingEntry =>
      this.#bearing(heard, isHeld[place]!, circumstances.snapshot, file, hidden),
    )
    const overrides = this.overrides.filter(
      ({ until }, index) => until >= today && isHeld[this.entries.length + index] === true,
    )
    const rows = hidden === undefined ? this.rows : []
    const situation = { overrides, rows, hidden }
    return { entries, ...situation, ...this.#decide(entries, [], situation) }
  }

  /** The file that was asked about, if an allow that counts by its date makes it known. @spec merge#files */
  #knownFile(isHeld: readonly boolean[], { digest, snapshot }: Circumstances): string | undefined {
    if (digest === undefined) return undefined
    const isKnown = this.entries.some(({ statement }, place) => {
      if (statement === undefined || !isHeld[place]!) return false
      const { countsUntil, digests, asOf } = statement
      if (asOf !== undefined && asOf !== snapshot) return false
      return countsUntil >= this.#context.today && digests?.has(digest) === true
    })
    return isKnown ? digest : undefined
  }

  #bearing(
    heard: HeardEntry,
    isHeld: boolean,
    snapshot: Day | undefined,
    file: string | undefined,
    hidden: Version | undefined,
  ): BearingEntry {
    const { statement } = heard
    if (!isHeld) return { heard, bearing: 'other-versions' }
    if (statement === undefined) return { heard, bearing: 'silent' }
    const { voice, range, countsUntil, digests, asOf } = statement
    if (asOf !== undefined && asOf !== snapshot) return { heard, bearing: 'other-snapshot' }
    const speaks = (as: Voice | undefined, otherwise: Bearing): BearingEntry =>
      as === undefined ? { heard, bearing: otherwise } : { heard, bearing: 'speaks', voice: as }
    if (voice.decision !== 'allow') {
      // Of a file of which nothing is known, a denial holds.
      const holds = digests === undefined || file === undefined || digests.has(file)
      return speaks(holds ? voice : undefined, 'other-files')
    }
    const { voices, today } = this.#context
    if (countsUntil < today) return speaks(voices.failingOf(voice), 'silent')
    if (digests !== undefined && (file === undefined || !digests.has(file)))
      return speaks(voices.failingOf(voice), 'other-files')
    return speaks(
      hidden === undefined || namesVersion(range, hidden) ? voice : voices.weightlessOf(voice),
      'silent',
    )
  }

  #decide(
    entries: readonly BearingEntry[],
    also: readonly Voice[],
    { overrides, rows, hidden }: Pick<Look, 'overrides' | 'rows' | 'hidden'>,
  ): { readonly tallied: Verdict; readonly verdict: Verdict } {
    const voices = entries.flatMap(({ voice }) => (voice === undefined ? [] : [voice]))
    const tallied = toVerdict([...new Set([...voices, ...also])], rows, this.#context)
    const verdict =
      overrides.length === 0 ? tallied : withOverrides(tallied, overrides, this.#context.today, hidden)
    return { tallied, verdict }
  }
}
