import type { DropReason } from '../merge/dropped-entry.js'
import type { MergeContext } from '../merge/merge-context.js'
import type { BearingEntry, Look } from '../merge/package-hearing.js'
import type { Row } from '../merge/speakers.js'
import type { Voice } from '../merge/voice.js'

/**
 * What became of one entry.
 *
 * `adds`: the strongest word of its group, in the sum. `alone`: repeats somebody else's word and, being stronger than the sum,
 * stands by itself. `nothing`: counts and adds nothing. `opposes`: a denial that holds; `lifted`: one that its publisher's own,
 * more specific allow lifts. `silenced`: an allow that its publisher's own denial or withdrawal silences. `withdraws`: no longer
 * vouches. `dropped`: not counted at all. `elsewhere`: about other versions, snapshots or files.
 *
 * @spec ask#what-became-of-an-entry
 */
export type Taken =
  | { readonly kind: 'adds'; readonly points: number }
  | { readonly kind: 'alone'; readonly points: number }
  | {
      readonly kind: 'nothing'
      /**
       * It `repeats` another's word; its group or publisher has a stronger one (`weaker`, with the publisher `beside` it); it does
       * not pass what is required (`criteria`); it weighs nothing (`weightless`); it does not name the `pre-release`.
       */
      readonly why: 'repeats' | 'weaker' | 'criteria' | 'weightless' | 'pre-release'
      readonly beside?: string
    }
  | { readonly kind: 'opposes'; readonly points: number; readonly beside?: string }
  | { readonly kind: 'lifted' }
  | { readonly kind: 'silenced'; readonly by: 'denial' | 'withdrawal' }
  | { readonly kind: 'withdraws' }
  | { readonly kind: 'dropped'; readonly reason: DropReason; readonly what: string }
  | { readonly kind: 'elsewhere'; readonly why: 'versions' | 'snapshot' | 'files' }

/** What one required criterion comes to. */
export interface CriterionScore {
  readonly support: number
  readonly voices: number
  readonly reviewed: number
  /** Places of the entries that pass it and count. */
  readonly passedBy: readonly number[]
}

/** How everything that was heard about one package version was taken. */
export interface Taking {
  /** By place of the entry in the look. */
  readonly entries: readonly Taken[]
  /** By place of the row in the look: what it adds. */
  readonly rows: readonly number[]
  /** One for each required criterion; one where none is required. */
  readonly criteria: readonly CriterionScore[]
  /** The criterion that has the least support; what adds, adds to it. */
  readonly least: number
}

interface Word {
  readonly place: number
  readonly voice: Voice
}

/** What one publisher says, of what speaks. */
interface PublisherWords {
  readonly group: string
  /** The rank that an allow has to pass. */
  readonly bar: number
  readonly barIsDenial: boolean
  readonly failed: number
  readonly counting: readonly Word[]
  readonly denials: readonly Word[]
}

/**
 * Adds up by hand what the merge adds up, and says of each entry what it came to.
 *
 * @spec merge#support-and-voices
 */
export function takeEntries(look: Look, context: MergeContext): Taking {
  const publishers = toPublishers(look.entries, context)
  const mayStandAlone = context.profile.minVoices <= 1 && context.profile.minReviewed === 0
  const counts = Array.from({ length: context.requiredCount }, (_, criterion) =>
    countCriterion(criterion, publishers, look.rows, mayStandAlone),
  )
  const least = counts.reduce(
    (found, { score }, index) => (score.support < counts[found]!.score.support ? index : found),
    0,
  )
  const opposing = strongestOpposition(publishers)
  const taken = look.entries.map((each, place): Taken => {
    const { voice } = each
    if (voice === undefined || !voice.counts) return notSpeaking(each)
    const words = publishers.get(voice.publisher)!
    if (voice.decision === 'withdrawn') return { kind: 'withdraws' }
    if (voice.decision === 'deny') {
      if (words.counting.length > 0) return { kind: 'lifted' }
      const strongest = opposing.get(words.group)!
      if (strongest.place === place) return { kind: 'opposes', points: voice.weight }
      return { kind: 'opposes', points: 0, beside: nameOf(strongest, context) }
    }
    if (voice.rank <= words.bar) return { kind: 'silenced', by: words.barIsDenial ? 'denial' : 'withdrawal' }
    return takeAllow(place, voice, words, counts[least]!, each, context)
  })
  return {
    entries: taken,
    rows: counts[least]!.rows,
    criteria: counts.map(({ score }) => score),
    least,
  }
}

interface Counted {
  readonly score: CriterionScore
  readonly criterion: number
  readonly strongest: ReadonlyMap<string, Word>
  readonly alone: number | undefined
  readonly rows: readonly number[]
}

function countCriterion(
  criterion: number,
  publishers: ReadonlyMap<number, PublisherWords>,
  rows: readonly Row[],
  mayStandAlone: boolean,
): Counted {
  const bit = 1 << criterion
  const strongest = new Map<string, Word>()
  const reviewed = new Set<string>()
  const passedBy: number[] = []
  let single: Word | undefined
  for (const { group, counting, failed } of publishers.values()) {
    for (const word of counting) {
      if ((word.voice.passes & ~failed & bit) === 0) continue
      const { weight, judgedItself } = word.voice
      passedBy.push(word.place)
      if (word.voice.reviewed && weight > 0) reviewed.add(group)
      if (weight > (single?.voice.weight ?? 0)) single = word
      const other = strongest.get(group)
      if (judgedItself && weight > (other?.voice.weight ?? 0)) strongest.set(group, word)
    }
  }
  const passing = rows.map(({ weight, passes }) => ((passes & bit) === 0 ? 0 : weight))
  const row = Math.max(0, ...passing)
  const rowPlace = row === 0 ? -1 : passing.indexOf(row)
  const sum = [...strongest.values()].reduce((total, { voice }) => total + voice.weight, row)
  const isAlone = mayStandAlone && single !== undefined && single.voice.weight > sum
  return {
    criterion,
    score: {
      support: isAlone ? single!.voice.weight : sum,
      voices: strongest.size,
      reviewed: reviewed.size,
      passedBy: passedBy.sort((a, b) => a - b),
    },
    strongest,
    alone: isAlone ? single!.place : undefined,
    rows: passing.map((_, place) => (place === rowPlace ? row : 0)),
  }
}

function takeAllow(
  place: number,
  voice: Voice,
  { group, failed }: PublisherWords,
  { criterion, strongest, alone }: Counted,
  { heard }: BearingEntry,
  context: MergeContext,
): Taken {
  if (alone === place) return { kind: 'alone', points: voice.weight }
  if ((voice.passes & ~failed & (1 << criterion)) === 0) return { kind: 'nothing', why: 'criteria' }
  if (voice.weight === 0) {
    const isHidden = (heard.statement?.voice.weight ?? 0) > 0
    return { kind: 'nothing', why: isHidden ? 'pre-release' : 'weightless' }
  }
  if (!voice.judgedItself) return { kind: 'nothing', why: 'repeats' }
  const first = strongest.get(group)!
  if (first.place === place) return { kind: 'adds', points: voice.weight }
  return { kind: 'nothing', why: 'weaker', beside: nameOf(first, context) }
}

/** What does not count: dropped before, or about something else. */
function notSpeaking({ heard, bearing }: BearingEntry): Taken {
  if (bearing === 'other-versions') return { kind: 'elsewhere', why: 'versions' }
  if (bearing === 'other-snapshot') return { kind: 'elsewhere', why: 'snapshot' }
  if (bearing === 'other-files') return { kind: 'elsewhere', why: 'files' }
  if (heard.dropped !== undefined) return { kind: 'dropped', ...heard.dropped }
  return { kind: 'elsewhere', why: 'files' }
}

function toPublishers(
  entries: readonly BearingEntry[],
  { heard }: MergeContext,
): ReadonlyMap<number, PublisherWords> {
  const byPublisher = new Map<number, Word[]>()
  entries.forEach(({ voice }, place) => {
    if (voice === undefined) return
    const words = byPublisher.get(voice.publisher)
    if (words === undefined) byPublisher.set(voice.publisher, [{ place, voice }])
    else words.push({ place, voice })
  })
  return new Map(
    [...byPublisher].map(([publisher, words]) => {
      const against = words.filter(({ voice }) => voice.decision !== 'allow')
      const bar = Math.max(-1, ...against.map(({ voice }) => voice.rank))
      const allows = words.filter(({ voice }) => voice.decision === 'allow')
      return [
        publisher,
        {
          group: heard[publisher]!.group,
          bar,
          barIsDenial: against.some(({ voice }) => voice.rank === bar && voice.decision === 'deny'),
          failed: allows.reduce((bits, { voice }) => bits | voice.fails, 0),
          counting: allows.filter(({ voice }) => voice.counts && voice.rank > bar),
          denials: against.filter(({ voice }) => voice.decision === 'deny'),
        },
      ]
    }),
  )
}

/** Of each group that opposes, its strongest denial. */
function strongestOpposition(publishers: ReadonlyMap<number, PublisherWords>): ReadonlyMap<string, Word> {
  const strongest = new Map<string, Word>()
  for (const { group, counting, denials } of publishers.values()) {
    if (counting.length > 0) continue
    for (const word of denials) {
      const other = strongest.get(group)
      if (other === undefined || word.voice.weight > other.voice.weight) strongest.set(group, word)
    }
  }
  return strongest
}

function nameOf({ voice }: Word, { heard }: MergeContext): string {
  return heard[voice.publisher]!.config.id
}
