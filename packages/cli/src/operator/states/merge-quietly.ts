import { mergeLists, openHearing, type Hearing, type Instant, type Policy, type Trust } from '@trustlist/core'
import { succeed, type Result } from '../../failure.js'
import type { SourceText } from '../../render/code-frame.js'
import type { World } from '../../world.js'
import { chooseProfile } from '../choose-profile.js'
import type { Asking } from './asking.js'
import { findBasis, type Basis } from './basis.js'
import { readStates } from './read-states.js'

/** What is at hand is taken; a source is asked only where nothing is remembered. */
export const quiet: Asking = { isOffline: false, cache: undefined, timeoutMs: undefined }

/** The basis of a question about what is merged: nothing is brought for it, so what was accepted is what is heard. */
export async function findQuietBasis(
  options: { readonly trust: string | undefined; readonly lock: string | undefined },
  isAtGiven: boolean,
  world: World,
): Promise<Result<Basis>> {
  const found = await findBasis({ ...options, locked: false, isAtGiven }, world)
  if (!found.ok || found.value.kind !== 'sync') return found
  return succeed({ ...found.value, kind: 'lock' })
}

/** A policy that was merged to ask it something, and written nowhere. */
export interface QuietMerge {
  readonly trust: Trust
  readonly policy: Policy
  readonly hearing: Hearing
}

/**
 * Merges one profile to answer a question.
 *
 * @param profile - Undefined: the only one, or `cli/profile-unsaid`.
 */
export async function mergeQuietly(
  basis: Basis,
  profile: string | undefined,
  at: Instant,
  texts: Map<string, SourceText>,
  world: World,
): Promise<Result<QuietMerge>> {
  const known = await readStates(basis, at, quiet, texts, world)
  if (!known.ok) return known
  const { trust, states } = known.value
  const name = chooseProfile(trust, profile)
  if (!name.ok) return name
  const merged = mergeLists(states, trust, name.value, at)
  if (!merged.ok) return merged
  const hearing = openHearing(states, trust, name.value, at)
  if (!hearing.ok) return hearing
  const { policy } = merged.value
  return succeed({ trust, policy, hearing: hearing.value }, [...known.findings, ...merged.findings])
}
