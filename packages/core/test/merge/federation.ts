import {
  matchUnsigned,
  mergeLists,
  openIdentity,
  openUnsignedList,
  readTrust,
  sha256,
  toCanonicalText,
  verifyList,
  encodeUtf8,
  type JsonValue,
  type KeptDenial,
  type MergeResult,
  type PublisherIdentity,
  type PublisherState,
  type Trust,
  type UnsignedList,
  type VerifiedList,
} from '@trustlist/core'
import type { Entry, TrustProfile, TrustPublisher } from '@trustlist/schema'
import { identityBytes, listBytes } from '../seal/make-documents.js'

/** A list as a test writes it. The members of its head have these defaults, so its digest is the same everywhere. */
export interface ListDraft {
  readonly publisher: string
  readonly list?: string
  readonly entries: readonly object[]
  readonly epoch?: number
  readonly version?: number
  readonly expires?: string
}

/** A file that nobody signs, as the text of a draft; the digest that binds it is that of its bytes. */
export interface FileDraft {
  readonly publisher: string
  readonly file: string
}

const issued = '2026-01-01T00:00:00Z'
/** The key of every publisher in these tests. */
const signer = { keys: [1], threshold: 1 }

const identities = new Map<string, PublisherIdentity>()
const lists = new Map<string, VerifiedList>()

function identityOf(publisher: string, epoch: number): PublisherIdentity {
  const key = `${epoch} ${publisher}`
  let found = identities.get(key)
  if (found !== undefined) return found
  const signed = { publisher, epoch, issued, expires: '2029-01-01T00:00:00Z' }
  const opened = openIdentity(identityBytes({ signed, list: signer, root: signer }))
  if (!opened.ok) throw new Error(JSON.stringify(opened.problems))
  identities.set(key, (found = opened.value))
  return found
}

/** The list, sealed, signed and verified. One that was made before is taken from there: properties make millions. */
export function toList(draft: ListDraft): VerifiedList {
  const { publisher, list = 'main', epoch = 1, version = 1, expires = '2027-12-31T00:00:00Z' } = draft
  const entries = [...draft.entries].sort((a, b) => compareText(sortedBy(a), sortedBy(b)))
  const key = JSON.stringify([publisher, list, epoch, version, expires, entries])
  let found = lists.get(key)
  if (found !== undefined) return found
  const signed = { publisher, list, epoch, version, issued, expires }
  const bytes = listBytes({
    signed,
    entries: entries as readonly Readonly<Record<string, unknown>>[],
    subject: { about: { title: list } },
    by: signer.keys,
  })
  const verified = verifyList(bytes, identityOf(publisher, epoch), { now: issued })
  if (!verified.ok) throw new Error(verified.problems.map(({ code, what }) => `${code}: ${what}`).join('\n'))
  if (lists.size > 10_000) lists.clear()
  lists.set(key, (found = verified.value))
  return found
}

export function digestOfFile(file: string): string {
  return `sha256:${sha256(encodeUtf8(file))}`
}

export function toUnsignedList({ publisher, file }: FileDraft): UnsignedList {
  const matched = matchUnsigned(encodeUtf8(file), digestOfFile(file))
  // Every JSON text is YAML.
  const opened = matched.ok
    ? openUnsignedList(matched.value, JSON.parse(file) as JsonValue, publisher)
    : matched
  if (!opened.ok) throw new Error(opened.problems.map(({ code, what }) => `${code}: ${what}`).join('\n'))
  return opened.value
}

/** The one order of entries, as one text: no package or version holds a blank. */
function sortedBy(entry: object): string {
  const { package: name, versions } = entry as Entry
  return `${name} ${versions} ${toCanonicalText(entry as JsonValue)}`
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

export interface StateDraft {
  readonly status?: PublisherState['status']
  readonly lastRefreshed?: string
  readonly keptDenials?: readonly KeptDenial[]
}

export const at = '2026-11-22T12:00:00Z'

export function toState(
  publisher: string,
  lists: readonly (ListDraft | FileDraft)[],
  draft: StateDraft = {},
): PublisherState {
  return {
    publisher,
    lists: lists.map((each) => ('file' in each ? toUnsignedList(each) : toList(each))),
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
      ...(each.unsigned === undefined ? { pin: `sha256:${sha256(encodeUtf8(each.id))}` } : {}),
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
