import type { PolicyFile } from '@trustlist/schema'
import type { Day } from '../text/instant.js'
import { cutPoints } from '../version/cut.js'
import { isPreRelease, type Version } from '../version/version.js'
import type { DecidingOverride, Material, Row } from './material.js'
import type { MergeContext } from './merge-context.js'
import { toChanges, type Change } from './piece-walk.js'
import { toSay, type Say, type Situation } from './say.js'
import type { Statement } from './statement.js'
import { toVerdict, type Said, type Verdict } from './tally.js'

/** What holds on one piece, but for its versions. */
export interface PieceVerdict extends Verdict {
  readonly until?: Day
  readonly files?: readonly PolicyFile[]
}

/** What a publisher says on the piece at hand, kept as long as none of its statements begins or ends. */
interface Speaker {
  readonly publisher: number
  readonly statements: Set<Statement>
  say: Say | undefined
}

/**
 * Decides every piece of one rule's version line, for one snapshot.
 *
 * @spec merge#all-versions-at-once
 */
export class PieceDecider {
  readonly #context: MergeContext
  readonly #rows: readonly Row[]
  readonly #statementChanges: ReadonlyMap<number, Change<Statement>>
  readonly #overrideChanges: ReadonlyMap<number, Change<DecidingOverride>>
  readonly #overrides = new Set<DecidingOverride>()
  readonly #speakers: readonly Speaker[]
  readonly #byPublisher = new Map<number, Speaker>()
  readonly cuts: readonly Version[]

  constructor(material: Material, context: MergeContext) {
    this.#context = context
    this.#rows = material.rows
    this.cuts = cutPoints([...material.statements, ...material.overrides].map(({ range }) => range))
    this.#statementChanges = toChanges(material.statements, this.cuts)
    this.#overrideChanges = toChanges(material.overrides, this.cuts)
    for (const { publisher } of material.statements) {
      if (this.#byPublisher.has(publisher)) continue
      this.#byPublisher.set(publisher, { publisher, statements: new Set(), say: undefined })
    }
    this.#speakers = [...this.#byPublisher.values()].sort((a, b) => a.publisher - b.publisher)
  }

  /** What holds on a piece. Pieces are asked for one after the other, each once. */
  decide(piece: number): PieceVerdict {
    this.#moveTo(piece)
    const cut = piece % 2 === 1 ? this.cuts[piece >> 1]! : undefined
    const preRelease =
      cut !== undefined && this.#context.preReleasesNamed && isPreRelease(cut) ? cut : undefined
    const situation: Situation = { day: this.#context.today, file: undefined, preRelease }
    const verdict = this.#decideIn(situation)
    const until = verdict.decision === 'allow' ? this.#lastAllowedDay(situation) : undefined
    const files = cut === undefined ? [] : this.#decideFiles(situation, verdict)
    return {
      ...verdict,
      ...this.#untilMember(until),
      ...(files.length === 0 ? {} : { files }),
    }
  }

  #untilMember(day: number | undefined): { readonly until?: Day } {
    return day === undefined ? {} : { until: this.#context.dayText(day) }
  }

  #moveTo(piece: number): void {
    const change = this.#statementChanges.get(piece)
    if (change !== undefined) {
      for (const statement of change.ends) this.#touch(statement).delete(statement)
      for (const statement of change.starts) this.#touch(statement).add(statement)
    }
    const decided = this.#overrideChanges.get(piece)
    for (const override of decided?.ends ?? []) this.#overrides.delete(override)
    for (const override of decided?.starts ?? []) this.#overrides.add(override)
  }

  #touch(statement: Statement): Set<Statement> {
    const speaker = this.#byPublisher.get(statement.publisher)!
    speaker.say = undefined
    return speaker.statements
  }

  #decideIn(situation: Situation): Verdict {
    const { requiredCount, today } = this.#context
    const isOrdinary =
      situation.file === undefined && situation.preRelease === undefined && situation.day === today
    const said: Said[] = []
    for (const speaker of this.#speakers) {
      if (speaker.statements.size === 0) continue
      const { publisher } = speaker
      let say = isOrdinary ? speaker.say : undefined
      if (say === undefined) {
        say = toSay([...speaker.statements], situation, requiredCount)
        if (isOrdinary) speaker.say = say
      }
      said.push({ publisher, say })
    }
    return toVerdict(said, this.#rows, [...this.#overrides], situation, this.#context)
  }

  /**
   * The last day on which it stays allowed when nothing but lapses is taken into account; undefined where it does for
   * ever.
   *
   * @spec merge#how-long-an-allow-lasts
   */
  #lastAllowedDay(situation: Situation): number | undefined {
    for (const day of this.#lapses(situation.day)) {
      if (this.#decideIn({ ...situation, day: day + 1 }).decision !== 'allow') return day
    }
    return undefined
  }

  /** The days on which something on this piece speaks, counts, decides or is disregarded for the last time, ascending. */
  #lapses(today: number): readonly number[] {
    const days = new Set<number>()
    for (const { statements } of this.#speakers) {
      for (const { until, countsUntil, disregardedUntil } of statements) {
        days.add(until).add(countsUntil).add(disregardedUntil)
      }
    }
    for (const { until } of this.#overrides) days.add(until)
    return [...days].filter((day) => day >= today && day < endless).sort((a, b) => a - b)
  }

  /**
   * The files for which the decision comes out differently than for a file of which nothing is known. Only allows make a
   * file known: a denial or a withdrawal more can then never lift another denial.
   *
   * @spec merge#files
   */
  #decideFiles(situation: Situation, verdict: Verdict): readonly PolicyFile[] {
    const named = new Set<string>()
    for (const { statements } of this.#speakers) {
      for (const { digests, countsUntil, disregardedUntil } of statements) {
        if (countsUntil < situation.day || disregardedUntil >= situation.day) continue
        digests?.forEach((digest) => named.add(digest))
      }
    }
    return [...named].sort().flatMap((sha256) => {
      const inFile = { ...situation, file: sha256 }
      const { decision, support, voices } = this.#decideIn(inFile)
      if (decision === verdict.decision) return []
      const until = decision === 'allow' ? this.#lastAllowedDay(inFile) : undefined
      return [{ decision, sha256, support, ...this.#untilMember(until), voices }]
    })
  }
}

/** Any day from here on is not a day but {@link noEnd}, or that and an age. */
const endless = 500_000_000
