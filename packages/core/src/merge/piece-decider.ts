import type { PolicyFile } from '@trustlist/schema'
import type { Day } from '../text/instant.js'
import { isPreRelease, type Version } from '../version/version.js'
import type { DecidingOverride, Row } from './speakers.js'
import type { MergeContext } from './merge-context.js'
import { withOverrides } from './overrides.js'
import { never, type Statement } from './statement.js'
import type { Piece } from './sweep.js'
import type { Verdict } from './tally.js'
import type { VerdictNode } from './verdict-table.js'

/** What holds on one piece, but for its versions. */
export interface PieceVerdict extends Verdict {
  readonly until?: Day
  readonly files?: readonly PolicyFile[]
}

/** Under which circumstances a piece is looked at. */
interface Situation {
  readonly day: number
  /** The file whose decision is asked for; undefined: a file of which nothing is known. */
  readonly file: string | undefined
  /** A pre-release that only those count for who name it by equality; undefined: an ordinary piece. */
  readonly preRelease: Version | undefined
}

/** Any day from here on is no day but the lack of an end. */
const endless = 500_000_000

/**
 * Decides the pieces of one rule's version line, for one snapshot.
 *
 * @spec merge#all-versions-at-once
 */
export class PieceDecider {
  readonly #context: MergeContext
  readonly #statements: readonly Statement[]
  readonly #overrides: readonly DecidingOverride[]
  readonly #withRows: VerdictNode
  readonly #today: Situation
  /** Whether anything lapses, or is bound to files: mostly nothing is. */
  readonly #lapses: boolean
  readonly #hasFiles: boolean

  /**
   * @param statements - One of each slot of the sweep, in the order of the slots.
   * @param overrides - Each has a slot of its own, after those of the statements.
   */
  constructor(
    statements: readonly Statement[],
    overrides: readonly DecidingOverride[],
    rows: readonly Row[],
    context: MergeContext,
  ) {
    this.#context = context
    this.#statements = statements
    this.#overrides = overrides
    let node = context.verdicts
    for (const row of rows) node = node.withRow(row)
    this.#withRows = node
    this.#today = { day: context.today, file: undefined, preRelease: undefined }
    let anyLapses = overrides.length > 0
    let hasFiles = false
    for (const statement of statements) {
      if (lapses(statement)) anyLapses = true
      if (statement.digests !== undefined) hasFiles = true
    }
    this.#lapses = anyLapses
    this.#hasFiles = hasFiles
  }

  decide(piece: Piece): PieceVerdict {
    const { cut } = piece
    const isHidden = cut !== undefined && this.#context.preReleasesNamed && isPreRelease(cut)
    const situation = isHidden ? { ...this.#today, preRelease: cut } : this.#today
    const verdict = this.#decideIn(piece, situation)
    const until =
      this.#lapses && verdict.decision === 'allow' ? this.#lastAllowedDay(piece, situation) : undefined
    const files = this.#hasFiles && cut !== undefined ? this.#decideFiles(piece, situation, verdict) : none
    if (until === undefined && files.length === 0) return verdict
    return { ...verdict, ...this.#untilMember(until), ...(files.length === 0 ? {} : { files }) }
  }

  #untilMember(day: number | undefined): { readonly until?: Day } {
    return day === undefined ? {} : { until: this.#context.dayText(day) }
  }

  #decideIn({ held, named }: Piece, { day, file, preRelease }: Situation): Verdict {
    const { voices, verdicts } = this.#context
    const statements = this.#statements
    let node = preRelease === undefined ? this.#withRows : verdicts
    for (let slot = 0; slot < statements.length; slot++) {
      if (held[slot] === 0) continue
      const { voice, countsUntil, until, digests, disregardedUntil } = statements[slot]!
      if (until < day || disregardedUntil >= day) continue
      if (voice.decision !== 'allow') {
        // Of a file of which nothing is known, a denial holds.
        if (digests === undefined || file === undefined || digests.has(file)) node = node.withVoice(voice)
      } else if (countsUntil < day || (digests !== undefined && (file === undefined || !digests.has(file)))) {
        const failing = voices.failingOf(voice)
        if (failing !== undefined) node = node.withVoice(failing)
      } else if (preRelease === undefined || named[slot]! > 0) node = node.withVoice(voice)
      else node = node.withVoice(voices.weightlessOf(voice))
    }
    const verdict = node.verdict(this.#context)
    if (this.#overrides.length === 0) return verdict
    const deciding = this.#overrides.filter((_, index) => held[statements.length + index]! > 0)
    return withOverrides(verdict, deciding, day, preRelease)
  }

  /**
   * The last day on which it stays allowed when nothing but lapses is taken into account; undefined where it does for
   * ever.
   *
   * @spec merge#how-long-an-allow-lasts
   */
  #lastAllowedDay(piece: Piece, situation: Situation): number | undefined {
    for (const day of this.#lapsesOf(piece, situation.day)) {
      if (this.#decideIn(piece, { ...situation, day: day + 1 }).decision !== 'allow') return day
    }
    return undefined
  }

  /** The days on which something on a piece speaks, counts, decides or is disregarded for the last time, ascending. */
  #lapsesOf({ held }: Piece, today: number): readonly number[] {
    const days = new Set<number>()
    const add = (day: number) => {
      if (day >= today && day < endless) days.add(day)
    }
    this.#statements.forEach(({ until, countsUntil, disregardedUntil }, slot) => {
      if (held[slot] === 0) return
      add(until)
      add(countsUntil)
      add(disregardedUntil)
    })
    this.#overrides.forEach(({ until }, index) => {
      if (held[this.#statements.length + index]! > 0) add(until)
    })
    return days.size === 0 ? none : [...days].sort((a, b) => a - b)
  }

  /**
   * The files for which the decision comes out differently than for a file of which nothing is known. Only allows make a
   * file known: a denial or a withdrawal more can then never lift another denial.
   *
   * @spec merge#files
   */
  #decideFiles(piece: Piece, situation: Situation, verdict: Verdict): readonly PolicyFile[] {
    const known = new Set<string>()
    this.#statements.forEach(({ digests, countsUntil, disregardedUntil }, slot) => {
      if (digests === undefined || piece.held[slot] === 0) return
      if (countsUntil < situation.day || disregardedUntil >= situation.day) return
      for (const digest of digests) known.add(digest)
    })
    return [...known].sort().flatMap((sha256) => {
      const inFile = { ...situation, file: sha256 }
      const { decision, support, voices } = this.#decideIn(piece, inFile)
      if (decision === verdict.decision) return []
      const until = decision === 'allow' ? this.#lastAllowedDay(piece, inFile) : undefined
      return [{ decision, sha256, support, ...this.#untilMember(until), voices }]
    })
  }
}

const none: readonly never[] = []

function lapses({ until, countsUntil, disregardedUntil }: Statement): boolean {
  return until < endless || (countsUntil > never && countsUntil < endless) || disregardedUntil > never
}
