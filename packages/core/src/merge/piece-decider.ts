import type { PolicyFile } from '@trustlist/schema'
import type { Day } from '../text/instant.js'
import { isPreRelease, type Version } from '../version/version.js'
import type { DecidingOverride, Row } from './speakers.js'
import type { MergeContext } from './merge-context.js'
import { withOverrides } from './overrides.js'
import { never, type Statement } from './statement.js'
import type { Verdict } from './tally.js'
import type { VerdictNode } from './verdict-table.js'
import type { Voice } from './voice.js'

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

/** A piece of the version line, as the sweep tells of it. */
interface Piece {
  readonly cut: Version | undefined
  readonly held: readonly number[]
  readonly named: readonly number[]
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
  /** By slot: as which voice it speaks today about a file of which nothing is known. */
  readonly #ordinary: readonly (Voice | undefined)[]
  /** Whether anything lapses, is bound to files or overridden: mostly nothing is. */
  readonly #isSpecial: boolean

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
    this.#isSpecial = overrides.length > 0 || statements.some(lapsesOrIsOfFiles)
    this.#ordinary = statements.map((statement) => this.#voiceOf(statement, this.#today, true))
  }

  /** Decides a piece, as the sweep tells of it. */
  decide(cut: Version | undefined, held: readonly number[], named: readonly number[]): PieceVerdict {
    const isHidden = cut !== undefined && this.#context.preReleasesNamed && isPreRelease(cut)
    if (!isHidden && !this.#isSpecial) return this.#ordinaryNode(held).verdict(this.#context)
    const piece = { cut, held, named }
    const situation = isHidden ? { ...this.#today, preRelease: cut } : this.#today
    const verdict = this.#decideIn(piece, situation)
    const until = verdict.decision === 'allow' ? this.#lastAllowedDay(piece, situation) : undefined
    const files = cut === undefined ? none : this.#decideFiles(piece, situation, verdict)
    if (until === undefined && files.length === 0) return verdict
    return { ...verdict, ...this.#untilMember(until), ...(files.length === 0 ? {} : { files }) }
  }

  /** What speaks today, about a file of which nothing is known, where the piece is no pre-release that must be named. */
  #ordinaryNode(held: readonly number[]): VerdictNode {
    const ordinary = this.#ordinary
    let node = this.#withRows
    for (let slot = 0; slot < ordinary.length; slot++) {
      const voice = ordinary[slot]
      if (voice !== undefined && held[slot] !== 0) node = node.withVoice(voice)
    }
    return node
  }

  #untilMember(day: number | undefined): { readonly until?: Day } {
    return day === undefined ? {} : { until: this.#context.dayText(day) }
  }

  #decideIn(piece: Piece, asked: Situation): Verdict {
    const isUnknown = asked.file !== undefined && !this.#isKnown(piece, asked, asked.file)
    const situation = isUnknown ? { ...asked, file: undefined } : asked
    const { held, named } = piece
    const { day, preRelease } = situation
    const statements = this.#statements
    let node = preRelease === undefined ? this.#withRows : this.#context.verdicts
    for (let slot = 0; slot < statements.length; slot++) {
      if (held[slot] === 0) continue
      const voice = this.#voiceOf(statements[slot]!, situation, named[slot]! > 0)
      if (voice !== undefined) node = node.withVoice(voice)
    }
    const verdict = node.verdict(this.#context)
    if (this.#overrides.length === 0) return verdict
    const deciding = this.#overrides.filter((_, index) => held[statements.length + index]! > 0)
    return withOverrides(verdict, deciding, day, preRelease)
  }

  /** As which voice a statement speaks about a piece that it holds; undefined where it says nothing. */
  #voiceOf(statement: Statement, { day, file, preRelease }: Situation, isNamed: boolean): Voice | undefined {
    const { voice, countsUntil, until, digests, disregardedUntil } = statement
    const { voices } = this.#context
    if (until < day || disregardedUntil >= day) return undefined
    const isOfFile = digests === undefined || (file !== undefined && digests.has(file))
    // Of a file of which nothing is known, a denial holds.
    if (voice.decision !== 'allow') return isOfFile || file === undefined ? voice : undefined
    if (countsUntil < day || !isOfFile) return voices.failingOf(voice)
    return preRelease === undefined || isNamed ? voice : voices.weightlessOf(voice)
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
   * Whether somebody who is believed vouches for the file: an allow that names it counts and weighs more than 0, taken that
   * what is bound to other files does not hold for it. A denial or a withdrawal more can then never lift another denial,
   * and neither can the word of one whom the operator gives no weight.
   *
   * @spec merge#files
   */
  #isKnown({ held, named }: Piece, situation: Situation, file: string): boolean {
    const speaking = this.#statements.flatMap((statement, slot) => {
      if (held[slot] === 0) return []
      const voice = this.#voiceOf(statement, situation, named[slot]! > 0)
      return voice === undefined ? [] : [{ voice, namesFile: statement.digests?.has(file) === true }]
    })
    return speaking.some(
      ({ voice: { decision, counts, weight, publisher, rank }, namesFile }) =>
        namesFile &&
        decision === 'allow' &&
        counts &&
        weight > 0 &&
        speaking.every(
          ({ voice: other }) =>
            other.publisher !== publisher || other.decision === 'allow' || other.rank < rank,
        ),
    )
  }

  /**
   * The files for which the decision comes out differently than for a file of which nothing is known.
   *
   * @spec merge#files
   */
  #decideFiles(piece: Piece, situation: Situation, verdict: Verdict): readonly PolicyFile[] {
    const files = new Set<string>()
    this.#statements.forEach(({ voice, digests }, slot) => {
      if (digests === undefined || piece.held[slot] === 0 || voice.decision !== 'allow') return
      for (const digest of digests) files.add(digest)
    })
    return [...files].sort().flatMap((sha256) => {
      const inFile = { ...situation, file: sha256 }
      const { decision, support, voices } = this.#decideIn(piece, inFile)
      if (decision === verdict.decision) return []
      const until = decision === 'allow' ? this.#lastAllowedDay(piece, inFile) : undefined
      return [{ decision, sha256, support, ...this.#untilMember(until), voices }]
    })
  }
}

const none: readonly never[] = []

function lapsesOrIsOfFiles({ until, countsUntil, disregardedUntil, digests }: Statement): boolean {
  if (until < endless || disregardedUntil > never || digests !== undefined) return true
  return countsUntil > never && countsUntil < endless
}
