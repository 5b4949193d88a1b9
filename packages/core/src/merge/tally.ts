import type { PolicySegment } from '@trustlist/schema'
import { namesVersion } from '../version/contains.js'
import type { DecidingOverride, Row } from './material.js'
import type { MergeContext } from './merge-context.js'
import type { Say, Situation } from './say.js'

/** What a merge says of one piece of the version line, but for its versions. */
export type Verdict = Pick<
  PolicySegment,
  'decision' | 'support' | 'voices' | 'reviewed' | 'opposition' | 'for' | 'against'
>

/** What a publisher says, and which one it is. */
export interface Said {
  readonly publisher: number
  readonly say: Say
}

interface Score {
  readonly support: number
  readonly voices: number
  readonly reviewed: number
}

/**
 * Support, voices and opposition, and the first step of the decision that applies.
 *
 * @spec merge#the-decision
 * @param said - By publisher, ascending, so that groups stand together.
 * @param overrides - Those whose versions hold the piece.
 */
export function toVerdict(
  said: readonly Said[],
  rows: readonly Row[],
  overrides: readonly DecidingOverride[],
  situation: Situation,
  context: MergeContext,
): Verdict {
  const { profile, requiredCount } = context
  const heardRows = situation.preRelease === undefined ? rows : []
  let isAllowed = true
  let support = Number.MAX_SAFE_INTEGER
  let voices = support
  let reviewed = support
  for (let criterion = 0; criterion < requiredCount; criterion++) {
    const score = toScore(criterion, said, heardRows, context)
    if (score.support < profile.allowAt || score.reviewed < profile.minReviewed) isAllowed = false
    if (profile.minVoices > 1 && score.voices < profile.minVoices) isAllowed = false
    support = Math.min(support, score.support)
    voices = Math.min(voices, score.voices)
    reviewed = Math.min(reviewed, score.reviewed)
  }
  const opposition = toOpposition(said, context)
  const isVetoed = said.some(
    ({ publisher, say }) => say.opposes && context.heard[publisher]!.config.veto === true,
  )
  const deciding = findDeciding(overrides, situation)

  const heardFor = said.flatMap(({ say }) => say.for)
  for (const { index, weight } of heardRows) if (weight > 0) heardFor.push(index)
  const against = said.flatMap(({ say }) => say.against)
  if (deciding !== undefined)
    (deciding.override.decision === 'allow' ? heardFor : against).push(deciding.override.index)

  const denied = isVetoed || opposition >= profile.denyAt
  const decision = deciding?.decision ?? (denied ? 'deny' : isAllowed ? 'allow' : 'undecided')
  return {
    decision,
    support,
    voices,
    reviewed,
    opposition,
    for: ascending(heardFor),
    against: ascending(against),
  }
}

/** @spec merge#support-and-voices */
function toScore(
  criterion: number,
  said: readonly Said[],
  rows: readonly Row[],
  context: MergeContext,
): Score {
  const bit = 1 << criterion
  let sum = 0
  let single = 0
  let voices = 0
  let reviewed = 0
  for (let from = 0; from < said.length;) {
    const to = endOfGroup(said, from, context)
    let strongest = 0
    let isReviewed = false
    for (let index = from; index < to; index++) {
      const { say } = said[index]!
      strongest = Math.max(strongest, say.own[criterion]!)
      single = Math.max(single, say.any[criterion]!)
      if ((say.reviewed & bit) !== 0) isReviewed = true
    }
    sum += strongest
    if (strongest > 0) voices++
    if (isReviewed) reviewed++
    from = to
  }
  let strongestRow = 0
  for (const row of rows) if ((row.passes & bit) !== 0) strongestRow = Math.max(strongestRow, row.weight)
  sum += strongestRow
  single = Math.max(single, strongestRow)
  const mayStandAlone = context.profile.minVoices <= 1 && context.profile.minReviewed === 0
  return { support: mayStandAlone ? Math.max(sum, single) : sum, voices, reviewed }
}

function toOpposition(said: readonly Said[], context: MergeContext): number {
  let opposition = 0
  for (let from = 0; from < said.length;) {
    const to = endOfGroup(said, from, context)
    let strongest = 0
    for (let index = from; index < to; index++) strongest = Math.max(strongest, said[index]!.say.denyWeight)
    opposition += strongest
    from = to
  }
  return opposition
}

function endOfGroup(said: readonly Said[], from: number, { heard }: MergeContext): number {
  const { group } = heard[said[from]!.publisher]!
  let to = from + 1
  while (to < said.length && heard[said[to]!.publisher]!.group === group) to++
  return to
}

interface Deciding {
  readonly override: DecidingOverride
  readonly decision: Verdict['decision']
}

const severity = { deny: 0, allow: 1, undecided: 2 } as const

/**
 * The override that decides: the most specific; of equal ones a denial, then an allow, then an allow that does not reach
 * a pre-release because it does not name it; then the first in the inputs.
 *
 * @spec merge#overrides
 */
function findDeciding(overrides: readonly DecidingOverride[], situation: Situation): Deciding | undefined {
  let best: Deciding | undefined
  for (const override of overrides) {
    if (override.until < situation.day) continue
    const { preRelease } = situation
    const reaches =
      override.decision === 'deny' || preRelease === undefined || namesVersion(override.range, preRelease)
    const decision = reaches ? override.decision : 'undecided'
    if (best === undefined || comesBefore({ override, decision }, best)) best = { override, decision }
  }
  return best
}

function comesBefore(a: Deciding, b: Deciding): boolean {
  if (a.override.rank !== b.override.rank) return a.override.rank > b.override.rank
  if (a.decision !== b.decision) return severity[a.decision] < severity[b.decision]
  return a.override.index < b.override.index
}

function ascending(indexes: readonly number[]): readonly number[] {
  return indexes.length < 2 ? indexes : [...new Set(indexes)].sort((a, b) => a - b)
}
