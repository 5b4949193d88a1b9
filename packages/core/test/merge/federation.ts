import type { Entry, Trust, TrustProfile, TrustPublisher } from '@trustlist/schema'
import { toReadEntry } from '../../src/list/entry.js'
import { compareEntries } from '../../src/list/check-rules.js'
import type { VerifiedList } from '../../src/list/verified-list.js'
import { mergeLists, type MergeResult } from '../../src/merge/merge-lists.js'
import type { KeptDenial } from '../../src/lock/lock.js'
import type { PublisherState } from '../../src/merge/publisher-state.js'
import { readTrust } from '../../src/merge/read-trust.js'
import type { JsonValue } from '../../src/json/canonical.js'
import { sha256 } from '../../src/text/digest.js'
import { encodeUtf8 } from '../../src/text/utf8.js'

/** A list as a test writes it: no signature, so that thousands can be made in a second. */
export interface ListDraft {
  readonly publisher: string
  readonly list?: string
  readonly entries: readonly object[]
  readonly version?: number
  readonly expires?: string
  readonly digest?: string
}

/** What merging reads of a verified list, without the verification. That merging takes verified ones alone, the types say. */
export function toList(draft: ListDraft): VerifiedList {
  const name = draft.list ?? 'main'
  const raw = [...draft.entries] as Entry[]
  raw.sort(compareEntries)
  const notUnderstood = new Map<number, readonly string[]>()
  const entries = raw.map((each, index) => {
    const read = toReadEntry(each as unknown as Record<string, unknown>)
    if (read.notUnderstood.length > 0) notUnderstood.set(index, read.notUnderstood)
    return read.entry
  })
  const list = {
    publisher: draft.publisher,
    name,
    version: draft.version ?? 1,
    epoch: 1,
    issued: '2026-01-01T00:00:00Z',
    expires: draft.expires ?? '2027-12-31T00:00:00Z',
    digest: draft.digest ?? sha256(encodeUtf8(JSON.stringify([draft.publisher, name, raw]))),
    entries,
    notUnderstood,
  }
  return list as unknown as VerifiedList
}

export interface StateDraft {
  readonly status?: PublisherState['status']
  readonly lastRefreshed?: string
  readonly keptDenials?: readonly KeptDenial[]
}

export const at = '2026-11-22T12:00:00Z'

export function toState(
  publisher: string,
  lists: readonly ListDraft[],
  draft: StateDraft = {},
): PublisherState {
  return {
    publisher,
    lists: lists.map(toList),
    status: draft.status ?? 'fresh',
    lastRefreshed: draft.lastRefreshed ?? at,
    keptDenials: draft.keptDenials ?? [],
  }
}

/** An entry with what most tests do not care about filled in. */
export function entry(members: Partial<Record<keyof Entry, unknown>> & { readonly package: string }): Entry {
  const type = /^pkg:([^/]+)/.exec(members.package)![1]!
  const decision = members.decision ?? 'allow'
  return {
    basis: 'reviewed',
    decided: '2026-06-01',
    decision,
    versions: `vers:${type}/*`,
    ...(decision === 'allow' ? {} : { reason: 'because' }),
    ...members,
  } as Entry
}

export interface FederationDraft {
  readonly operator?: string
  readonly publishers: readonly (Partial<TrustPublisher> & { readonly id: string })[]
  readonly profile?: TrustProfile
  readonly more?: Partial<Trust>
}

/** A trust configuration, read as the command line reads one; pins are made up, each its own. */
export function toTrust({
  operator = 'example-tre',
  publishers,
  profile = {},
  more = {},
}: FederationDraft): Trust {
  const value = {
    trustlist: '1.0',
    operator,
    publishers: publishers.map((each) => ({
      from: `../${each.id}`,
      pin: `sha256:${sha256(encodeUtf8(each.id))}`,
      ...(each.trust === undefined && each.weight === undefined ? { trust: 'full' } : {}),
      ...each,
    })),
    profiles: { tier: profile },
    ...more,
  }
  const trust = readTrust(value as unknown as JsonValue)
  if (!trust.ok) throw new Error(trust.problems.map(({ code, what }) => `${code}: ${what}`).join('\n'))
  return trust.value
}

/** Merges, and fails the test where the merge is refused. */
export function merge(
  states: readonly PublisherState[],
  trust: Trust,
  profile = 'tier',
  instant = at,
): MergeResult {
  const merged = mergeLists(states, trust, profile, instant)
  if (!merged.ok) throw new Error(merged.problems.map(({ code, what }) => `${code}: ${what}`).join('\n'))
  return merged.value
}

/** The problem codes of a refused merge, or none. */
export function refusal(
  states: readonly PublisherState[],
  trust: Trust,
  profile = 'tier',
  instant = at,
): readonly string[] {
  const merged = mergeLists(states, trust, profile, instant)
  return merged.ok ? [] : merged.problems.map(({ code }) => code)
}
