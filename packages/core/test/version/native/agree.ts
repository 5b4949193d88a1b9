import type { Problem } from '../../../src/problem/problem.js'
import { containsVersion } from '../../../src/version/contains.js'
import { parseNativeRange } from '../../../src/version/native/parse-native-range.js'
import { schemeOf } from '../../../src/version/registry.js'
import { parseVersion } from '../../../src/version/version.js'

/**
 * What an ecosystem's own program says of a range and a version: `in`, `pre` (a pre-release that it takes only when it
 * is told to let them in), `of-release` (a pre-release that it never takes, of a release that it takes), `out`; or that
 * it refuses one of the two.
 */
export type Verdict = 'in' | 'pre' | 'of-release' | 'out' | 'invalid-range' | 'invalid-version'

export interface Question {
  readonly range: string
  readonly version: string
}

export interface Disagreement extends Question {
  readonly theirs: Verdict
  readonly why: string
}

/** How often each thing came to pass, so that a test can show it tried them all. */
export interface Tally {
  readonly agreed: number
  readonly held: number
  readonly narrowed: number
  readonly preReleases: number
  readonly refused: Readonly<Record<string, number>>
  readonly disagreements: readonly Disagreement[]
}

/** Whether the widest span must hold exactly what the program takes with pre-releases let in, or may hold more. */
type Widest = 'exact' | 'around'

/**
 * Holds our reading against an ecosystem's own verdicts:
 * what is in the range satisfies the text; a pre-release that would be passed over is only in where that is reported;
 * what satisfies the text and is not in was reported; what anyone takes is in the widest span.
 */
export function compareWithNative(
  ecosystem: string,
  questions: readonly Question[],
  verdicts: readonly Verdict[],
  widest: Widest = 'around',
): Tally {
  const scheme = schemeOf(ecosystem)
  const parsed = new Map<string, ReturnType<typeof parseNativeRange>>()
  const refused: Record<string, number> = {}
  const disagreements: Disagreement[] = []
  const counts = { agreed: 0, held: 0, narrowed: 0, preReleases: 0 }
  for (const [index, question] of questions.entries()) {
    const theirs = verdicts[index]!
    const read = parsed.get(question.range) ?? parseNativeRange(ecosystem, question.range)
    parsed.set(question.range, read)
    const differ = (why: string) => disagreements.push({ ...question, theirs, why })
    if (!read.ok) {
      const { code } = read.problems[0]
      refused[code] = (refused[code] ?? 0) + 1
      if (code === 'version/native-empty' && theirs === 'in') differ('refused as empty')
      if (code === 'version/native-malformed' && theirs !== 'invalid-range') differ(read.problems[0].what)
      continue
    }
    if (theirs === 'invalid-range') {
      differ('accepted')
      continue
    }
    const version = parseVersion(scheme, question.version)
    if (!version.ok || theirs === 'invalid-version') continue
    const inRange = containsVersion(read.value.range, version.value)
    const inWidest = containsVersion(read.value.widest, version.value)
    const why = faultOf(read.findings, { inRange, inWidest, theirs, widest })
    if (why !== undefined) {
      differ(why)
      continue
    }
    counts.agreed++
    if (inRange) counts.held++
    if (theirs === 'in' && !inRange) counts.narrowed++
    if ((theirs === 'pre' || theirs === 'of-release') && inRange) counts.preReleases++
  }
  return { ...counts, refused, disagreements }
}

interface Said {
  readonly inRange: boolean
  readonly inWidest: boolean
  readonly theirs: Verdict
  readonly widest: Widest
}

function faultOf(
  findings: readonly Problem[],
  { inRange, inWidest, theirs, widest }: Said,
): string | undefined {
  const isPassedOver = theirs === 'pre' || theirs === 'of-release'
  const reports = (code: string) => findings.some((each) => each.code === code)
  // `===` compares texts: other spellings of the version are in, and that is reported.
  if (inRange && theirs === 'out' && reports('version/native-spelling')) return undefined
  if (inRange && theirs === 'out') return 'widened: in the range, and does not satisfy the text'
  if (inRange && isPassedOver && !reports('version/native-pre-releases')) return 'pre-release not reported'
  if (!inRange && theirs === 'in' && !reports('version/native-narrowed')) return 'left out and not reported'
  if (inRange && !inWidest) return 'in the range and not in the widest span'
  if ((theirs === 'in' || theirs === 'pre') && !inWidest)
    return 'satisfies the text and is not in the widest span'
  if (widest === 'exact' && theirs === 'out' && inWidest) return 'in the widest span, and nobody takes it'
  return undefined
}
