import { namesVersion } from '../version/contains.js'
import type { Version } from '../version/version.js'
import type { DecidingOverride } from './speakers.js'
import { ascending, type Verdict } from './tally.js'

interface Deciding {
  readonly override: DecidingOverride
  readonly decision: Verdict['decision']
}

const order = { deny: 0, allow: 1, undecided: 2 } as const

/**
 * The verdict under the override that decides: the most specific in force; of equal ones a denial, then an allow, then
 * an allow that does not reach a pre-release because it does not name it; then the first in the inputs.
 *
 * @spec merge#overrides
 * @param overrides - Those whose versions hold the piece.
 */
export function withOverrides(
  verdict: Verdict,
  overrides: readonly DecidingOverride[],
  day: number,
  preRelease: Version | undefined,
): Verdict {
  let best: Deciding | undefined
  for (const override of overrides) {
    if (override.until < day) continue
    const reaches =
      override.decision === 'deny' || preRelease === undefined || namesVersion(override.range, preRelease)
    const decision = reaches ? override.decision : 'undecided'
    if (best === undefined || comesBefore({ override, decision }, best)) best = { override, decision }
  }
  if (best === undefined) return verdict
  const { decision, override } = best
  return override.decision === 'allow'
    ? { ...verdict, decision, for: ascending([...verdict.for, override.index]) }
    : { ...verdict, decision, against: ascending([...verdict.against, override.index]) }
}

function comesBefore(a: Deciding, b: Deciding): boolean {
  if (a.override.rank !== b.override.rank) return a.override.rank > b.override.rank
  if (a.decision !== b.decision) return order[a.decision] < order[b.decision]
  return a.override.index < b.override.index
}
