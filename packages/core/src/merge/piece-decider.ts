import type { PolicyFile } from '@trustlist/schema'
import type { Day } from '../text/instant.js'
import { namesVersion } from '../version/contains.js'
import { isPreRelease, type Version } from '../version/version.js'
import type { DecidingOverride, Row } from './material.js'
import type { MergeContext } from './merge-context.js'
import { withOverrides } from './overrides.js'
import type { Statement } from './statement.js'
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

/** What speaks on one piece. */
export interface Piece {
  /** The version, where the piece is a point. */
  readonly cut: Version | undefined
  readonly statements: readonly Statement[]
  readonly overrides: readonly DecidingOverride[]
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
  readonly #withRows: VerdictNode
  readonly #today: Situation

  constructor(rows: readonly Row[], context: MergeContext) {
    this.#context = context
    let node = context.verdicts
    for (const row of rows) node = node.withRow(row)
    this.#withRows = node
    this.#today = { day: context.today, file: undefined, preRelease: undefined }
  }

  decide(piece: Piece): PieceVerdict {
    const { cut } = piece
    const isHidden = cut !== undefined && this.#context.preReleasesNamed && isPreRelease(cut)
    const situation = isHidden ? { ...this.#today, preRelease: cut } : this.#today
    const verdict = this.#decideIn(piece, situation)
    const until = verdict.decision === 'allow' ? this.#lastAllowedDay(piece, situation) : undefined
    const files = cut === undefined ? none : this.#decideFiles(piece, situation, verdict)
    if (until === undefined && files.length === 0) return verdict
    return { ...verdict, ...this.#untilMember(until), ...(files.length === 0 ? {} : { files }) }
  }

  #untilMember(day: number | undefined): { readonly until?: Day } {
    return day === undefined ? {} : { until: this.#context.dayText(day) }
  }

  #decideIn({ statements, overrides }: Piece, situation: Situation): Verdict {
    const { day, file, preRelease } = situation
    const { voices, verdicts } = this.#context
    let node = preRelease === undefined ? this.#withRows : verdicts
    for (const { voice, range, countsUntil, until, digests, disregardedUntil } of statements) {
      if (until < day || disregardedUntil >= day) continue
      if (voice.decision !== 'allow') {
        // Of a file of which nothing is known, a denial holds.
        if (digests === undefined || file === undefined || digests.has(file)) node = node.withVoice(voice)
      } else if (countsUntil < day || (digests !== undefined && (file === undefined || !digests.has(file)))) {
        const failing = voices.failingOf(voice)
        if (failing !== undefined) node = node.withVoice(failing)
      } else if (preRelease === undefined || namesVersion(range, preRelease)) node = node.withVoice(voice)
      else node = node.withVoice(voices.weightlessOf(voice))
    }
    const verdict = node.verdict(this.#context)
    return overrides.length === 0 ? verdict : withOverrides(verdict, overrides, day, preRelease)
  }

  /**
   * The last day on which it stays allowed when nothing but lapses is taken into account; undefined where it does for
   * ever.
   *
   * @spec merge#how-long-an-allow-lasts
   */
  #lastAllowedDay(piece: Piece, situation: Situation): number | undefined {
    for (const day of lapsesOf(piece, situation.day)) {
      if (this.#decideIn(piece, { ...situation, day: day + 1 }).decision !== 'allow') return day
    }
    return undefined
  }

  /**
   * The files for which the decision comes out differently than for a file of which nothing is known. Only allows make a
   * file known: a denial or a withdrawal more can then never lift another denial.
   *
   * @spec merge#files
   */
  #decideFiles(piece: Piece, situation: Situation, verdict: Verdict): readonly PolicyFile[] {
    let named: Set<string> | undefined
    for (const { digests, countsUntil, disregardedUntil } of piece.statements) {
      if (digests === undefined || countsUntil < situation.day || disregardedUntil >= situation.day) continue
      named ??= new Set()
      for (const digest of digests) named.add(digest)
    }
    if (named === undefined) return none
    return [...named].sort().flatMap((sha256) => {
      const inFile = { ...situation, file: sha256 }
      const { decision, support, voices } = this.#decideIn(piece, inFile)
      if (decision === verdict.decision) return []
      const until = decision === 'allow' ? this.#lastAllowedDay(piece, inFile) : undefined
      return [{ decision, sha256, support, ...this.#untilMember(until), voices }]
    })
  }
}

const none: readonly never[] = []

/** The days on which something on a piece speaks, counts, decides or is disregarded for the last time, ascending. */
function lapsesOf({ statements, overrides }: Piece, today: number): readonly number[] {
  const days: number[] = []
  const add = (day: number) => {
    if (day >= today && day < endless && !days.includes(day)) days.push(day)
  }
  for (const { until, countsUntil, disregardedUntil } of statements) {
    add(until)
    add(countsUntil)
    add(disregardedUntil)
  }
  for (const { until } of overrides) add(until)
  return days.length < 2 ? days : days.sort((a, b) => a - b)
}
