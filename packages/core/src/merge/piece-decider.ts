import type { PolicyFile } from '@trustlist/schema'
import type { Day } from '../text/instant.js'
import { namesVersion } from '../version/contains.js'
import { isPreRelease, type Version } from '../version/version.js'
import type { DecidingOverride, Material } from './speakers.js'
import type { MergeContext } from './merge-context.js'
import { withOverrides } from './overrides.js'
import { never, type Statement } from './statement.js'
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

/** A piece, and which of what speaks about the rule holds on it. */
interface Piece {
  /** The version, where the piece is a point. */
  readonly cut: Version | undefined
  /** By place: first the statements, then the overrides. */
  readonly isHeld: readonly boolean[]
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

  constructor(material: Material, context: MergeContext) {
    this.#context = context
    this.#statements = material.statements
    this.#overrides = material.overrides
    let node = context.verdicts
    for (const row of material.rows) node = node.withRow(row)
    this.#withRows = node
    this.#today = { day: context.today, file: undefined, preRelease: undefined }
    this.#lapses = material.overrides.length > 0 || material.statements.some(lapses)
    this.#hasFiles = material.statements.some(({ digests }) => digests !== undefined)
  }

  /** @param isHeld - By place: first the statements, then the overrides. Not kept. */
  decide(cut: Version | undefined, isHeld: readonly boolean[]): PieceVerdict {
    const isHidden = cut !== undefined && this.#context.preReleasesNamed && isPreRelease(cut)
    const situation = isHidden ? { ...this.#today, preRelease: cut } : this.#today
    const piece = { cut, isHeld }
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

  #decideIn({ isHeld }: Piece, { day, file, preRelease }: Situation): Verdict {
    const { voices, verdicts } = this.#context
    const statements = this.#statements
    let node = preRelease === undefined ? this.#withRows : verdicts
    for (let index = 0; index < statements.length; index++) {
      if (isHeld[index] === false) continue
      const { voice, range, countsUntil, until, digests, disregardedUntil } = statements[index]!
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
    if (this.#overrides.length === 0) return verdict
    const deciding = this.#overrides.filter((_, index) => isHeld[statements.length + index] === true)
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
  #lapsesOf({ isHeld }: Piece, today: number): readonly number[] {
    const days = new Set<number>()
    const add = (day: number) => {
      if (day >= today && day < endless) days.add(day)
    }
    this.#statements.forEach(({ until, countsUntil, disregardedUntil }, index) => {
      if (isHeld[index] === false) return
      add(until)
      add(countsUntil)
      add(disregardedUntil)
    })
    this.#overrides.forEach(({ until }, index) => {
      if (isHeld[this.#statements.length + index] === true) add(until)
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
    const named = new Set<string>()
    this.#statements.forEach(({ digests, countsUntil, disregardedUntil }, index) => {
      if (digests === undefined || piece.isHeld[index] === false) return
      if (countsUntil < situation.day || disregardedUntil >= situation.day) return
      for (const digest of digests) named.add(digest)
    })
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

function lapses({ until, countsUntil, disregardedUntil }: Statement): boolean {
  return until < endless || (countsUntil > never && countsUntil < endless) || disregardedUntil > never
}
