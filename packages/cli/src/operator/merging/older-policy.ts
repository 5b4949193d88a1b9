import {
  compare,
  judgePolicyAt,
  openPolicy,
  type Instant,
  type Policy,
  type PolicyComparison,
} from '@trustlist/core'
import { cliProblem, fail, succeed, type Result } from '../../failure.js'
import { findFilePlace, readFilePlace } from '../../files/file-place.js'
import { maxDocumentBytes } from '../../files/read-input.js'
import type { SourceText } from '../../render/code-frame.js'
import type { World } from '../../world.js'
import type { MergedProfile } from './merge-profiles.js'

/** A policy that another one is compared with. */
export interface OlderPolicy {
  /** As it was named. */
  readonly text: string
  /** Judged at the instant of the run; where it is not in force then, at that of its own merge. */
  readonly policy: Policy
}

/** How one merged policy differs from an older one. */
export interface Compared extends PolicyComparison {
  readonly with: string
  /** The profile's name. */
  readonly policy: string
  /** When the older one was merged. */
  readonly issued: Instant
  /** Whether the older one was still in force. */
  readonly isInForce: boolean
}

/**
 * Opens a policy to compare with: a path, or `REV:path`. One that has ended permits nothing any more, so it is taken as
 * it was: otherwise everything would be told as new.
 *
 * @returns It; or what reading and `openPolicy` refuse, `cli/revision-missing`.
 */
export async function openOlderPolicy(
  text: string,
  at: Instant,
  texts: Map<string, SourceText>,
  world: World,
): Promise<Result<OlderPolicy>> {
  const place = await findFilePlace(text, world)
  if (!place.ok) return place
  const bytes = await readFilePlace(place.value, maxDocumentBytes, world)
  if (!bytes.ok) return bytes
  texts.set(text, bytes.value)
  const opened = openPolicy(bytes.value, { at, source: text })
  return opened.ok ? succeed({ text, policy: opened.value }) : opened
}

/** A policy where it permits what it did: now, or at the instant of its merge where it has ended since. */
export function judgeAsItWas(policy: Policy): Policy {
  return policy.isInForce ? policy : judgePolicyAt(policy, policy.issued)
}

/**
 * Compares the policy that was merged for the same profile; of another name, the only one there is.
 *
 * @returns How they differ, or `cli/several-profiles`.
 */
export function compareWithOlder(
  { text, policy: older }: OlderPolicy,
  merged: readonly MergedProfile[],
): Result<Compared> {
  const same =
    merged.find(({ policy }) => policy.name === older.name) ?? (merged.length === 1 ? merged[0] : undefined)
  if (same === undefined) {
    const names = merged.map(({ policy }) => policy.name).join(', ')
    const what = `expected one profile to compare with ${text}, which is of ${older.name}; found ${names}`
    return fail(cliProblem('cli/several-profiles', what))
  }
  const { issued, isInForce } = older
  const facts = { with: text, policy: same.policy.name, issued, isInForce }
  return succeed({ ...facts, ...compare(judgeAsItWas(older), same.policy) })
}
