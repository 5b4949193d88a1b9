import type { Voice } from './voice.js'

/**
 * What one publisher says about one package version. Arrays have one place for each required criterion.
 *
 * @spec merge#what-one-publisher-says
 */
export interface Say {
  readonly publisher: number
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

/** Adds up what one publisher says: its voices that match. */
export function toSay(publisher: number, voices: readonly Voice[], requiredCount: number): Say {
  let bar = -1 // the most specific denial or withdrawal
  let isDenied = false
  let denyWeight = 0
  let failed = 0
  for (const voice of voices) {
    if (voice.decision === 'allow') {
      failed |= voice.fails
      continue
    }
    bar = Math.max(bar, voice.rank)
    if (voice.decision === 'withdrawn') continue
    isDenied = true
    denyWeight = Math.max(denyWeight, voice.weight)
  }
  const own = new Array<number>(requiredCount).fill(0)
  const any = new Array<number>(requiredCount).fill(0)
  const heardFor: number[] = []
  let reviewed = 0
  for (const voice of voices) {
    if (voice.decision !== 'allow' || !voice.counts || voice.rank <= bar) continue
    heardFor.push(voice.input)
    const passes = voice.passes & ~failed
    if (voice.reviewed && voice.weight > 0) reviewed |= passes
    for (let criterion = 0; criterion < requiredCount; criterion++) {
      if ((passes & (1 << criterion)) === 0) continue
      any[criterion] = Math.max(any[criterion]!, voice.weight)
      if (voice.judgedItself) own[criterion] = Math.max(own[criterion]!, voice.weight)
    }
  }
  const opposes = isDenied && heardFor.length === 0
  const against: number[] = []
  if (opposes) for (const voice of voices) if (voice.decision === 'deny') against.push(voice.input)
  return {
    publisher,
    opposes,
    denyWeight: opposes ? denyWeight : 0,
    own,
    any,
    reviewed,
    for: heardFor,
    against,
  }
}
