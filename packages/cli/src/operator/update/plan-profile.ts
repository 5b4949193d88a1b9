import {
  compare,
  findLoss,
  holdWidening,
  judgePolicyAt,
  openPolicy,
  preparePolicy,
  readHead,
  toPreparedBytes,
  type DecisionChange,
  type Instant,
  type Policy,
} from '@trustlist/core'
import { cliProblem, fail, succeed, type Result } from '../../failure.js'
import { maxDocumentBytes, readInput } from '../../files/read-input.js'
import type { SourceText } from '../../render/code-frame.js'
import type { World } from '../../world.js'
import type { MergedProfile } from '../merging/merge-profiles.js'

/** More than this of what was allowed is not taken away without a person. */
const mostLostPercent = 20

/** What is to become of one profile's policy. */
export interface ProfilePlan {
  readonly path: string
  readonly merged: MergedProfile
  /** Of the content that was merged: what a person accepts. */
  readonly digest: string
  readonly isAccepted: boolean
  /** The policy to be put into force: what was merged, less what is held. */
  readonly policy: Policy
  readonly bytes: Uint8Array
  /** From the policy in place to that. */
  readonly changes: readonly DecisionChange[]
  /** What was merged and is held. */
  readonly held: readonly DecisionChange[]
  readonly loss: { readonly allowed: number; readonly lost: number; readonly isTooMuch: boolean }
}

/**
 * Compares what was merged with the policy in place and holds what widens.
 *
 * @spec ask#holding-what-widens
 * @param accepted - Digests of contents that a person has accepted.
 * @returns What is to be done; or `cli/no-policy-yet` where there is none in place, and what reading and `openPolicy` refuse.
 */
export async function planProfile(
  merged: MergedProfile,
  path: string,
  accepted: ReadonlySet<string>,
  at: Instant,
  texts: Map<string, SourceText>,
  world: World,
): Promise<Result<ProfilePlan>> {
  const digest = `sha256:${subjectOf(merged.bytes)}`
  const isAccepted = accepted.has(digest)
  const before = await openPlaced(path, merged.policy.name, digest, isAccepted, at, texts, world)
  if (!before.ok) return before
  const { policy: after } = merged
  if (before.value === undefined) {
    const loss = { allowed: 0, lost: 0, isTooMuch: false }
    const plan = { path, merged, digest, isAccepted, policy: after, bytes: merged.bytes }
    return succeed({ ...plan, changes: [], held: [], loss })
  }
  const was = judgePolicyAt(before.value, before.value.issued)
  const policy = isAccepted ? after : holdWidening(was, after)
  const prepared = preparePolicy(policy)
  if (!prepared.ok) return prepared
  const { allowed, lost } = findLoss(was, after)
  const isTooMuch = !isAccepted && lost.length * 100 > allowed * mostLostPercent
  return succeed({
    path,
    merged,
    digest,
    isAccepted,
    policy,
    bytes: policy === after ? merged.bytes : toPreparedBytes(prepared.value),
    changes: compare(was, policy).changes,
    held: policy === after ? [] : compare(policy, after).changes,
    loss: { allowed, lost: lost.length, isTooMuch },
  })
}

/** The policy in place. Undefined where there is none and its first content is accepted. */
async function openPlaced(
  path: string,
  profile: string,
  digest: string,
  isAccepted: boolean,
  at: Instant,
  texts: Map<string, SourceText>,
  world: World,
): Promise<Result<Policy | undefined>> {
  const bytes = await readInput(world, path, maxDocumentBytes)
  if (bytes.ok) {
    texts.set(path, bytes.value)
    const opened = openPolicy(bytes.value, { at, source: path })
    return opened.ok ? succeed(opened.value) : opened
  }
  if (bytes.problems[0].code !== 'cli/file-missing') return bytes
  if (isAccepted) return succeed(undefined)
  const what = `expected the policy of ${profile} that is in force, found none: a first one is for a person to look at; its digest would be ${digest}`
  return fail(
    cliProblem(
      'cli/no-policy-yet',
      what,
      { source: path },
      `look at what it permits and put it there with: trustlist merge --locked --profile ${profile}`,
    ),
  )
}

/** Stays the same from day to day as long as nothing is said or counted otherwise. */
function subjectOf(bytes: Uint8Array): string {
  const head = readHead(bytes)
  return head.ok ? head.value.signed.subjectSha256 : ''
}
