import { isVerifiedList, summarise, type Instant } from '@trustlist/core'
import { countChanges, sayComparison } from '../../comparison/say-comparison.js'
import { lines, say, type Shown } from '../../render/shown.js'
import type { Basis } from '../states/basis.js'
import type { KnownStates } from '../states/read-states.js'
import type { MergedProfile } from './merge-profiles.js'
import type { Compared } from './older-policy.js'
import { sayPolicy } from './say-summary.js'

/** What came of a merge, as plain JSON. */
export type MergeResult = ReturnType<typeof toMergeResult>

export function toMergeResult(
  at: Instant,
  basis: Basis,
  {
    known,
    policies,
    compared,
  }: {
    readonly known: KnownStates
    readonly policies: readonly (MergedProfile & { readonly path: string })[]
    readonly compared: Compared | undefined
  },
) {
  const statuses = new Map(
    policies.flatMap(({ policy }) =>
      policy.inputs.flatMap((input) =>
        input.kind === 'list' ? [[input.publisher, input.status] as const] : [],
      ),
    ),
  )
  return {
    at,
    from: basis.kind,
    lock: basis.kind === 'sources' ? null : basis.lock.text,
    publishers: known.states.map(({ publisher, lists, status }) => ({
      publisher,
      status: statuses.get(publisher) ?? status,
      lists: lists.map((list) => ({
        name: list.name,
        version: isVerifiedList(list) ? list.version : null,
        digest: list.digest,
        entries: list.entries.length,
      })),
    })),
    policies: policies.map(({ path, policy, hearing }) => ({
      path,
      profile: policy.name,
      expires: policy.expires,
      summary: summarise(policy, hearing),
    })),
    ...(compared === undefined ? {} : { compared }),
  }
}

/** A line a list, then what came of each profile, conflicts first. */
export function sayMerge(result: MergeResult): Shown {
  return lines([
    ...result.publishers.flatMap((each) =>
      each.lists.map(
        (list) =>
          say`  ${each.publisher}, list ${list.name}: ${list.version === null ? 'unsigned' : `version ${String(list.version)}`}, ${list.entries} entries, ${each.status}`,
      ),
    ),
    ...(result.from === 'sources'
      ? [
          say`  nothing is remembered: there is no lock, so an older list would not be noticed; trustlist sync begins one`,
        ]
      : []),
    ...result.policies.map(sayPolicy),
    ...(result.compared === undefined ? [] : sayCompared(result.compared)),
  ])
}

function sayCompared(compared: Compared): readonly Shown[] {
  const { with: text, policy, issued, isInForce } = compared
  const ended = isInForce ? '' : ', which is no longer in force, as it was'
  return [
    say`${policy}, compared with ${text} of ${issued}${ended}: ${countChanges(compared.changes)}`,
    ...sayComparison(compared),
  ]
}
