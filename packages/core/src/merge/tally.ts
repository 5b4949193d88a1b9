import type { EffectiveProfile, PolicySegment, TrustPublisher } from '@trustlist/schema'
import type { Row } from './speakers.js'
import { toSay, type Say } from './say.js'
import type { Voice } from './voice.js'

/** What a merge says of one piece of the version line, but for its versions. */
export type Verdict = Pick<
  PolicySegment,
  'decision' | 'support' | 'voices' | 'reviewed' | 'opposition' | 'for' | 'against'
>

/** What adding up needs to know of a merge. */
export interface TallyContext {
  readonly profile: EffectiveProfile
  /** At least one: where no criterion is required, one question that everything passes. */
  readonly requiredCount: number
  /** By place; those of one group stand together. */
  readonly heard: readonly { readonly group: string; readonly config: Pick<TrustPublisher, 'veto'> }[]
}

interface Score {
  readonly support: number
  readonly voices: number
  readonly reviewed: number
}

/**
 * Support, voices and opposition, and the decision that they give; overrides come on top.
 *
 * @spec merge#the-decision
 */
export function toVerdict(voices: readonly Voice[], rows: readonly Row[], context: TallyContext): Verdict {
  const { profile, requiredCount } = context
  const groups = toGroups(voices, context)
  let isAllowed = true
  let support = Number.MAX_SAFE_INTEGER
  let leastVoices = support
  let reviewed = support
  for (let criterion = 0; criterion < requiredCount; criterion++) {
    const score = toScore(criterion, groups, rows, context)
    if (score.support < profile.allowAt || score.reviewed < profile.minReviewed) isAllowed = false
    if (profile.minVoices > 1 && score.voices < profile.minVoices) isAllowed = false
    support = Math.min(support, score.support)
    leastVoices = Math.min(leastVoices, score.voices)
    reviewed = Math.min(reviewed, score.reviewed)
  }
  let opposition = 0
  let isVetoed = false
  const heardFor: number[] = []
  const against: number[] = []
  for (const group of groups) {
    let strongest = 0
    for (const say of group) {
      strongest = Math.max(strongest, say.denyWeight)
      if (say.opposes && context.heard[say.publisher]!.config.veto === true) isVetoed = true
      heardFor.push(...say.for)
      against.push(...say.against)
    }
    opposition += strongest
  }
  for (const { weight, index } of rows) if (weight > 0) heardFor.push(index)
  const isDenied = isVetoed || opposition >= profile.denyAt
  return {
    decision: isDenied ? 'deny' : isAllowed ? 'allow' : 'undecided',
    support,
    voices: leastVoices,
    reviewed,
    opposition,
    for: ascending(heardFor),
    against: ascending(against),
  }
}

/** What each publisher says, those of one group together: they stand together among those heard. */
function toGroups(
  voices: readonly Voice[],
  { heard, requiredCount }: TallyContext,
): readonly (readonly Say[])[] {
  const sorted = voices.length < 2 ? voices : [...voices].sort((a, b) => a.publisher - b.publisher)
  const groups: Say[][] = []
  let lastGroup: string | undefined
  for (let from = 0; from < sorted.length;) {
    const { publisher } = sorted[from]!
    let to = from + 1
    while (to < sorted.length && sorted[to]!.publisher === publisher) to++
    const say = toSay(publisher, sorted.slice(from, to), requiredCount)
    const { group } = heard[publisher]!
    if (group === lastGroup) groups.at(-1)!.push(say)
    else groups.push([say])
    lastGroup = group
    from = to
  }
  return groups
}

/** @spec merge#support-and-voices */
function toScore(
  criterion: number,
  groups: readonly (readonly Say[])[],
  rows: readonly Row[],
  { profile }: TallyContext,
): Score {
  const bit = 1 << criterion
  let sum = 0
  let single = 0
  let voices = 0
  let reviewed = 0
  for (const group of groups) {
    let strongest = 0
    let isReviewed = false
    for (const say of group) {
      strongest = Math.max(strongest, say.own[criterion]!)
      single = Math.max(single, say.any[criterion]!)
      if ((say.reviewed & bit) !== 0) isReviewed = true
    }
    sum += strongest
    if (strongest > 0) voices++
    if (isReviewed) reviewed++
  }
  let strongestRow = 0
  for (const row of rows) if ((row.passes & bit) !== 0) strongestRow = Math.max(strongestRow, row.weight)
  sum += strongestRow
  single = Math.max(single, strongestRow)
  const mayStandAlone = profile.minVoices <= 1 && profile.minReviewed === 0
  return { support: mayStandAlone ? Math.max(sum, single) : sum, voices, reviewed }
}

/** Each once. Most come so already. */
export function ascending(indexes: readonly number[]): readonly number[] {
  const isAscending = indexes.every((index, place) => place === 0 || indexes[place - 1]! < index)
  return isAscending ? indexes : [...new Set(indexes)].sort((a, b) => a - b)
}
