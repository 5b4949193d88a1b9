import {
  mergeLists,
  openHearing,
  preparePolicy,
  toPreparedBytes,
  type Hearing,
  type Instant,
  type Policy,
} from '@trustlist/core'
import { cliProblem, fail, succeed, type CliProblem, type Result } from '../../failure.js'
import type { KnownStates } from '../states/read-states.js'

/** The policy of one profile, and what it was merged from. */
export interface MergedProfile {
  readonly policy: Policy
  readonly bytes: Uint8Array
  readonly hearing: Hearing
}

/**
 * Merges for one profile or for each, by name. Where one cannot be merged, none is.
 *
 * @param profile - Undefined: every one.
 * @returns The policies; what the merges have to say about the same thing is told once.
 */
export function mergeProfiles(
  { states, trust }: KnownStates,
  profile: string | undefined,
  at: Instant,
): Result<readonly MergedProfile[]> {
  const names = profile === undefined ? Object.keys(trust.profiles).sort() : [profile]
  const merged: MergedProfile[] = []
  const findings: CliProblem[] = []
  for (const name of names) {
    const one = mergeLists(states, trust, name, at)
    if (!one.ok) return one
    const hearing = openHearing(states, trust, name, at)
    if (!hearing.ok) return hearing
    const { policy } = one.value
    const prepared = preparePolicy(policy)
    if (!prepared.ok) return prepared
    findings.push(...one.findings)
    merged.push({ policy, bytes: toPreparedBytes(prepared.value), hearing: hearing.value })
  }
  return succeed(merged, findings)
}

/** The one profile that is meant where several cannot be: -o and the like. */
export function checkOneProfile(
  { trust }: KnownStates,
  profile: string | undefined,
  option: string,
): Result<undefined> {
  const names = Object.keys(trust.profiles).sort()
  if (profile !== undefined || names.length === 1) return succeed(undefined)
  return fail(
    cliProblem('cli/several-profiles', `expected one profile for ${option}, found ${names.join(', ')}`),
  )
}

/** Each problem once, however many profiles and steps came upon it. */
export function withoutRepeats(problems: readonly CliProblem[]): readonly CliProblem[] {
  const met = new Map(problems.map((each) => [JSON.stringify([each.code, each.what, each.at]), each]))
  return [...met.values()]
}
