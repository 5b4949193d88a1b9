import type { ListChange, VerifiedList } from '@trustlist/core'

/** What is different between two accepted versions of a list, counted. */
export interface ListChangeCounts {
  readonly list: string
  /** Null where no version was accepted before. */
  readonly before: { readonly epoch: number; readonly version: number } | null
  readonly after: { readonly epoch: number; readonly version: number }
  readonly expires: string
  /** By package and versions: `changed` are those of which something else is different. */
  readonly entries: { readonly added: number; readonly changed: number; readonly removed: number }
  /** `kept` vanished without a word from the publisher and stay; the others that are gone were answered. */
  readonly denials: { readonly added: number; readonly kept: number; readonly removed: number }
}

/** Counts what changed. The versions before may be unknown: then everything is new. */
export function countListChange({ list, before, after, vanished }: ListChange): ListChangeCounts {
  const old = entriesOf(before)
  const now = entriesOf(after)
  const entries = { added: 0, changed: 0, removed: 0 }
  for (const [key, text] of now) {
    if (!old.has(key)) entries.added++
    else if (old.get(key) !== text) entries.changed++
  }
  for (const key of old.keys()) if (!now.has(key)) entries.removed++
  const deniedBefore = denialsOf(before)
  const deniedAfter = denialsOf(after)
  const kept = new Set(vanished.map(({ package: name }) => name)).size
  return {
    list,
    before: before === undefined ? null : { epoch: before.epoch, version: before.version },
    after: { epoch: after.epoch, version: after.version },
    expires: after.expires,
    entries,
    denials: {
      added: countMissing(deniedAfter, deniedBefore),
      kept,
      removed: countMissing(deniedBefore, deniedAfter),
    },
  }
}

function entriesOf(list: VerifiedList | undefined): ReadonlyMap<string, string> {
  return new Map((list?.entries ?? []).map((each) => [keyOf(each), JSON.stringify(each)]))
}

function denialsOf(list: VerifiedList | undefined): ReadonlySet<string> {
  return new Set((list?.entries ?? []).filter(({ decision }) => decision === 'deny').map(keyOf))
}

function keyOf(entry: { readonly package: string; readonly versions: string }): string {
  return `${entry.package} ${entry.versions}`
}

function countMissing(keys: ReadonlySet<string>, from: ReadonlySet<string>): number {
  let count = 0
  for (const key of keys) if (!from.has(key)) count++
  return count
}
