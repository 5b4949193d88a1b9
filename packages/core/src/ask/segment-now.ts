import type { EffectiveProfile, PolicySegment } from '@trustlist/schema'
import type { AskedPolicy } from '../merge/policy-part.js'
import { dayOf } from '../text/instant.js'

/** What a segment says at the instant at which the policy is judged. */
export function decisionNow(
  policy: Pick<AskedPolicy, 'at' | 'isInForce'>,
  { decision, until }: Pick<PolicySegment, 'decision' | 'until'>,
): PolicySegment['decision'] {
  if (decision !== 'allow') return decision
  const hasLapsed = until !== undefined && until < dayOf(policy.at)
  return hasLapsed || !policy.isInForce ? 'undecided' : 'allow'
}

/** Whether what speaks for it would allow it. */
export function isEnough(
  { support, voices, reviewed }: Pick<PolicySegment, 'support' | 'voices' | 'reviewed'>,
  { allowAt, minVoices, minReviewed }: EffectiveProfile,
): boolean {
  return support >= allowAt && (minVoices <= 1 || voices >= minVoices) && reviewed >= minReviewed
}
