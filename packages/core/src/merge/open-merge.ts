import type { Trust } from '@trustlist/schema'
import { withoutAcknowledged } from '../lock/acknowledged-denials.js'
import { accept, problem, refuse, type Outcome } from '../problem/problem.js'
import { isInstant, type Instant } from '../text/instant.js'
import { hearPublishers } from './hear-publishers.js'
import { MergeContext } from './merge-context.js'
import { toInputs } from './policy-inputs.js'
import { toEffectiveProfile } from './profile.js'
import type { PublisherState } from './publisher-state.js'

/**
 * Finds out whom a merge hears and by which rules: the first two steps. Merging goes on from here, and so does explaining
 * what was merged.
 *
 * @spec merge#steps
 * @returns What the merge knows everywhere, or why there is none: see `mergeLists`.
 */
export function openMerge(
  states: readonly PublisherState[],
  trust: Trust,
  profileName: string,
  at: Instant,
): Outcome<MergeContext> {
  if (!isInstant(at))
    return refuse(problem('document/not-a-day', `expected an instant to merge at, found ${String(at)}`))
  if (!Object.hasOwn(trust.profiles, profileName)) {
    const names = Object.keys(trust.profiles).sort().join(', ')
    return refuse(problem('merge/unknown-profile', `expected one of ${names}, found ${profileName}`))
  }
  const found = hearPublishers(states, trust, profileName, at)
  if (!found.ok) return found
  const heard = found.value.map((publisher) => ({
    ...publisher,
    keptDenials: withoutAcknowledged(publisher.keptDenials, publisher.config.id, trust.acknowledged ?? []),
  }))
  const profile = toEffectiveProfile(trust.profiles[profileName]!)
  return accept(new MergeContext(heard, toInputs(heard, trust, profileName), profile, at), found.findings)
}
