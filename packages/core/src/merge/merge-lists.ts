import type { Trust } from '@trustlist/schema'
import { accept, problem, refuse, type Outcome, type Problem } from '../problem/problem.js'
import { addDays, dayOf, type Instant } from '../text/instant.js'
import { decideRules } from './decide-rules.js'
import type { DroppedEntry } from './dropped-entry.js'
import { findRepositoryDenials } from './find-repository-denials.js'
import { findUnheard } from './find-unheard.js'
import type { MergeContext } from './merge-context.js'
import { openMerge } from './open-merge.js'
import { mintPolicy, type Policy } from './policy.js'
import { expiriesOf, type PublisherState } from './publisher-state.js'

export interface MergeResult {
  readonly policy: Policy
  /** Every entry that was not counted, wholly or for some of its packages, and why. */
  readonly dropped: readonly DroppedEntry[]
}

/**
 * Merges lists into one policy: what they say together, under one profile, at one instant. Neither the order of the
 * lists nor that of the configuration matters.
 *
 * @spec merge#steps
 * @param trust - From {@link readTrust}.
 * @param at - The instant that the merge is made for, fixed by the caller once for a whole run.
 * @returns The policy and what was dropped. Findings: `merge/publisher-stale`, `merge/quarantined`,
 *   `merge/denial-vanished`, `merge/denies-repository`, `merge/versions-unreadable`, `merge/override-lapsed`. Or
 *   `merge/unknown-profile`, `merge/publisher-missing`, `merge/publisher-twice`, `merge/unknown-publisher`,
 *   `merge/list-missing`, `merge/list-twice`, `merge/foreign-list`, `merge/other-binding`, `merge/publisher-lost`,
 *   `merge/publisher-quarantined`, `merge/too-many-rules`, `merge/empty`, `document/not-a-day`.
 * @throws Impossible where a state holds what neither `openList` nor `openUnsignedList` made.
 */
export function mergeLists(
  states: readonly PublisherState[],
  trust: Trust,
  profileName: string,
  at: Instant,
): Outcome<MergeResult> {
  const opened = openMerge(states, trust, profileName, at)
  if (!opened.ok) return opened
  const context = opened.value
  const decided = decideRules(context, trust.operator)
  if ('code' in decided) return refuse(decided)
  const { rules } = decided
  const dropped = [...decided.dropped, ...findUnheard(context)].sort(byPlace)
  if (rules.length === 0) {
    return refuse(problem('merge/empty', `the profile ${profileName} hears nobody who names a package`))
  }
  const fields = {
    expires: toExpiry(context),
    issued: at,
    operator: trust.operator,
    policy: profileName,
  }
  const policy = mintPolicy(fields, { inputs: context.inputs.all, profile: context.profile, rules }, at)
  return accept({ policy, dropped }, [...opened.findings, ...findFindings(context, dropped)])
}

function byPlace(a: DroppedEntry, b: DroppedEntry): number {
  if (a.publisher !== b.publisher) return a.publisher < b.publisher ? -1 : 1
  if (a.list !== b.list) return a.list < b.list ? -1 : 1
  return a.index - b.index
}

/** @spec policy#in-force */
function toExpiry({ heard, profile, at }: MergeContext): Instant {
  const fresh = heard.filter(({ status }) => status === 'fresh')
  const ends = expiriesOf(fresh.flatMap(({ lists }) => lists.map(({ list }) => list)))
  return [addDays(at, profile.policyDays), ...ends].sort()[0]!
}

function findFindings(context: MergeContext, dropped: readonly DroppedEntry[]): readonly Problem[] {
  const findings: Problem[] = []
  for (const { input } of context.inputs.keptDenials) {
    const what = `${input.publisher} no longer denies ${input.package} ${input.versions}`
    findings.push(problem('merge/denial-vanished', what))
  }
  for (const { input } of context.inputs.overrides) {
    if (input.until === undefined || input.until >= dayOf(context.at)) continue
    findings.push(
      problem('merge/override-lapsed', `the override of ${input.package} ended with ${input.until}`),
    )
  }
  for (const { publisher, list, index, entry, reason } of dropped) {
    if (reason !== 'versions') continue
    const what = `${publisher}, list ${list}, entry ${index}: ${entry.package} ${entry.versions}`
    findings.push(problem('merge/versions-unreadable', what))
  }
  for (const { publisher, package: name } of findRepositoryDenials(context)) {
    findings.push(problem('merge/denies-repository', `${publisher} denies all of ${name}`))
  }
  return findings
}
