import { summarise, type DecisionChange, type Instant, type Summary } from '@trustlist/core'
import { countChanges, sayChanges } from '../../comparison/say-comparison.js'
import { counted } from '../../explanation/decision-words.js'
import { lines, say, type Shown } from '../../render/shown.js'
import { sayConflicts, sayFunnel } from '../merging/say-summary.js'
import type { ProfilePlan } from './plan-profile.js'

/** What came of an update, as plain JSON. */
export type UpdateResult = ReturnType<typeof toUpdateResult>

export function toUpdateResult(at: Instant, lock: string, plans: readonly ProfilePlan[]) {
  return {
    at,
    lock,
    policies: plans.map((plan) => ({
      path: plan.path,
      profile: plan.policy.name,
      digest: plan.digest,
      accepted: plan.isAccepted,
      expires: plan.policy.expires,
      loss: { allowed: plan.loss.allowed, lost: plan.loss.lost },
      changes: plan.changes,
      held: plan.held,
      summary: summarise(plan.policy, plan.merged.hearing),
    })),
  }
}

export function sayUpdate({ policies }: UpdateResult): Shown {
  return lines(policies.flatMap(sayPolicy))
}

function sayPolicy(each: {
  readonly path: string
  readonly profile: string
  readonly accepted: boolean
  readonly expires: string
  readonly changes: readonly DecisionChange[]
  readonly held: readonly DecisionChange[]
  readonly summary: Summary
}): readonly Shown[] {
  const { path, profile, accepted, expires, changes, held, summary } = each
  return [
    ...sayConflicts(summary),
    say`${profile}: ${sayFunnel(summary)}`,
    say`  ${path}, in force until ${expires}${accepted ? ', accepted as it was told' : ''}`,
    say`  since the last one: ${countChanges(changes)}`,
    ...indented(sayChanges(changes)),
    ...(held.length === 0 ? [] : [say`  held until it is accepted: ${countChanges(held)}`]),
    ...indented(sayChanges(held, supportWords)),
  ]
}

/** Who would let it in stands in the explanation; here it is how much. */
function supportWords({ after }: DecisionChange): readonly string[] {
  return [`${counted(after.support, 'point')} from ${counted(after.voices, 'voice')}`]
}

function indented(shown: readonly Shown[]): readonly Shown[] {
  return shown.map((each) => say`  ${each}`)
}
