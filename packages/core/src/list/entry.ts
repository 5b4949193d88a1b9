import type { Check, Entry } from '@trustlist/schema'

/** An entry as a writer of this version writes it. */
export type WrittenEntry = Readonly<Entry>

/** An entry as a reader holds it: what the reader does not understand has been read in the narrowest way. */
export type ListEntry = Omit<WrittenEntry, 'basis' | 'checks'> & {
  /** A word this reader does not know is kept as it stands; an allow with it does not count. */
  readonly basis: Entry['basis'] | (string & { readonly __unknown?: never })
  readonly checks?: readonly Readonly<Check>[]
}

const members = new Set<string>([
  'asOf',
  'basis',
  'checks',
  'decided',
  'decision',
  'dependencyOf',
  'digests',
  'origins',
  'package',
  'reason',
  'references',
  'reviewers',
  'until',
  'versions',
] satisfies (keyof Entry)[])
const checkMembers = new Set<string>([
  'by',
  'criterion',
  'evidence',
  'note',
  'on',
  'result',
] satisfies (keyof Check)[])
const bases = new Set<string>([
  'reviewed',
  'curated',
  'dependency',
  'inherited',
  'adopted',
  'legacy',
] satisfies Entry['basis'][])
const decisions = new Set<string>(['allow', 'deny', 'withdrawn'] satisfies Entry['decision'][])
const results = new Set<string>([
  'pass',
  'fail',
  'accepted-risk',
  'not-applicable',
] satisfies Check['result'][])

export interface ReadEntry {
  readonly entry: ListEntry
  /** Why an allow of it does not count, in words: members and bases this reader does not know. */
  readonly notUnderstood: readonly string[]
  /** What was read in the narrowest way, in words: results and decisions this reader does not know. */
  readonly narrowed: readonly string[]
}

/**
 * Reads an entry that may come from a later minor version. What is not understood can only narrow: an unknown decision is
 * read as deny of every file and snapshot, an unknown result of a check as fail; unknown members and bases are named, and whoever merges lets an allow
 * with one not count.
 *
 * @spec list#what-a-reader-does-not-understand
 * @param raw - An entry of the reader's shape.
 */
export function toReadEntry(raw: Readonly<Record<string, unknown>>): ReadEntry {
  const notUnderstood: string[] = []
  const narrowed: string[] = []
  for (const name of Object.keys(raw)) if (!members.has(name)) notUnderstood.push(`the member ${name}`)
  const entry = { ...raw } as unknown as { -readonly [name in keyof ListEntry]: ListEntry[name] }
  if (!bases.has(entry.basis)) notUnderstood.push(`the basis ${entry.basis}`)
  if (!decisions.has(entry.decision)) {
    narrowed.push(`the decision ${entry.decision}, read as deny`)
    entry.decision = 'deny'
    // With another decision they may mean something else: what is read as a denial is one of every file and snapshot.
    delete entry.asOf
    delete entry.digests
  }
  if (entry.checks !== undefined) {
    entry.checks = entry.checks.map((check) => {
      for (const name of Object.keys(check))
        if (!checkMembers.has(name)) notUnderstood.push(`the member ${name} of a check`)
      if (results.has(check.result)) return check
      narrowed.push(`the result ${check.result} of a check, read as fail`)
      return { ...check, result: 'fail' }
    })
  }
  return { entry, notUnderstood, narrowed }
}
