import { namesVersion } from '../version/contains.js'
import type { Version } from '../version/version.js'
import { never, type Statement } from './statement.js'

/** Under which circumstances statements are looked at. */
export interface Situation {
  readonly day: number
  /** The file whose decision is asked for; undefined: a file of which nothing is known. */
  readonly file: string | undefined
  /** A pre-release that only those count for who name it by equality; undefined: an ordinary piece. */
  readonly preRelease: Version | undefined
}

/**
 * What one publisher says about one package version. Arrays have one place for each required criterion.
 *
 * @spec merge#what-one-publisher-says
 */
export interface Say {
  readonly opposes: boolean
  /** The strongest of its matching denials where it opposes, else 0. */
  readonly denyWeight: number
  /** The strongest counting allow that judged itself and passes the criterion. */
  readonly own: readonly number[]
  /** The strongest counting allow of any basis that passes the criterion. */
  readonly any: readonly number[]
  /** Criteria, as bits, that a counting reviewed or curated allow of some weight passes. */
  readonly reviewed: number
  /** Inputs with a counting allow. */
  readonly for: readonly number[]
  /** Inputs with a denial, where it opposes. */
  readonly against: readonly number[]
}

/** Adds up what one publisher says: its statements that match the piece. */
export function toSay(statements: readonly Statement[], situation: Situation, requiredCount: number): Say {
  let bar = never // the most specific denial or withdrawal
  let isDenied = false
  let denyWeight = 0
  let failed = 0
  for (const statement of statements) {
    if (!speaks(statement, situation)) continue
    if (statement.decision === 'allow') {
      failed |= statement.fails
    } else if (isForFile(statement, situation.file, true)) {
      bar = Math.max(bar, statement.rank)
      if (statement.decision === 'deny') {
        isDenied = true
        denyWeight = Math.max(denyWeight, statement.weight)
      }
    }
  }
  const own = new Array<number>(requiredCount).fill(0)
  const any = new Array<number>(requiredCount).fill(0)
  const heardFor: number[] = []
  let reviewed = 0
  let counts = false
  for (const statement of statements) {
    if (statement.decision !== 'allow' || statement.rank <= bar || !speaks(statement, situation)) continue
    if (statement.countsUntil < situation.day || !isForFile(statement, situation.file, false)) continue
    counts = true
    heardFor.push(statement.input)
    const weight = weightIn(statement, situation)
    const passes = statement.passes & ~failed
    if (statement.reviewed && weight > 0) reviewed |= passes
    for (let criterion = 0; criterion < requiredCount; criterion++) {
      if ((passes & (1 << criterion)) === 0) continue
      if (weight > any[criterion]!) any[criterion] = weight
      if (statement.judgedItself && weight > own[criterion]!) own[criterion] = weight
    }
  }
  const opposes = isDenied && !counts
  const against = opposes ? deniersOf(statements, situation) : []
  return { opposes, denyWeight: opposes ? denyWeight : 0, own, any, reviewed, for: heardFor, against }
}

function deniersOf(statements: readonly Statement[], situation: Situation): readonly number[] {
  return statements
    .filter(
      (each) => each.decision === 'deny' && speaks(each, situation) && isForFile(each, situation.file, true),
    )
    .map(({ input }) => input)
}

/** In force on the day and not disregarded. */
function speaks(statement: Statement, { day }: Situation): boolean {
  return statement.until >= day && statement.disregardedUntil < day
}

/** Digests bind a statement to files. Of a file of which nothing is known, a denial holds and an allow does not. */
function isForFile({ digests }: Statement, file: string | undefined, ofUnknown: boolean): boolean {
  if (digests === undefined) return true
  return file === undefined ? ofUnknown : digests.has(file)
}

function weightIn(statement: Statement, { preRelease }: Situation): number {
  if (preRelease === undefined || namesVersion(statement.range, preRelease)) return statement.weight
  return 0
}
