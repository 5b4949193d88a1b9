import type { EffectiveProfile } from '@trustlist/schema'
import type { Day, Instant } from '../text/instant.js'
import { dayOf } from '../text/instant.js'
import { parseRange } from '../version/parse-range.js'
import type { VersionRange } from '../version/range.js'
import { toDay, toDayNumber } from './day-number.js'
import type { HeardPublisher } from './hear-publishers.js'
import { PieceTexts } from './piece-range.js'
import type { Inputs } from './policy-inputs.js'
import { VerdictNode } from './verdict-table.js'
import { Voices } from './voice.js'

/** What one merge knows everywhere: whom it hears, its profile, its day; and what it has read once already. */
export class MergeContext {
  /** The day of the merge, as text and as a number. */
  readonly day: Day
  readonly today: number
  readonly requiredCount: number
  readonly preReleasesNamed: boolean
  readonly voices = new Voices()
  /** Every verdict that was reached so far, by what led to it. */
  readonly verdicts = new VerdictNode()
  readonly texts = new PieceTexts()
  readonly #days = new Map<Day, number>()
  readonly #dayTexts = new Map<number, Day>()
  readonly #ranges = new Map<string, VersionRange | undefined>()

  constructor(
    readonly heard: readonly HeardPublisher[],
    readonly inputs: Inputs,
    readonly profile: EffectiveProfile,
    readonly at: Instant,
  ) {
    this.day = dayOf(at)
    this.today = toDayNumber(this.day)
    this.requiredCount = Math.max(1, profile.criteria.length)
    this.preReleasesNamed = profile.preReleases === 'named'
  }

  dayNumber(day: Day): number {
    let found = this.#days.get(day)
    if (found === undefined) this.#days.set(day, (found = toDayNumber(day)))
    return found
  }

  dayText(dayNumber: number): Day {
    let found = this.#dayTexts.get(dayNumber)
    if (found === undefined) this.#dayTexts.set(dayNumber, (found = toDay(dayNumber)))
    return found
  }

  /** A range is parsed once in a merge, however many entries say it; undefined where it cannot be read. */
  range(text: string): VersionRange | undefined {
    // Every second entry says all versions, which is quicker to read than to remember.
    if (text.endsWith('/*')) return readRange(text)
    let found = this.#ranges.get(text)
    if (found === undefined && !this.#ranges.has(text)) {
      this.#ranges.set(text, (found = readRange(text)))
    }
    return found
  }
}

function readRange(text: string): VersionRange | undefined {
  const parsed = parseRange(text)
  return parsed.ok ? parsed.value : undefined
}
