import type { Lock, LockPublisher } from '@trustlist/schema'
import { toSubjectText } from '../document/layout.js'
import { toCanonicalText, type JsonValue } from '../json/canonical.js'
import type { KeptDenial } from './lock.js'

/** A lock with everything in its one order. What stands there is left as it stands. */
export function sortLock(lock: Lock): Lock {
  return { ...lock, publishers: [...lock.publishers].sort(by('publisher')).map(sortPublisher) }
}

/**
 * The file `trust.lock.json`: canonical text with one publisher on a line, everything in its one order. The same lock
 * gives the same text.
 *
 * @spec freshness#the-lock
 */
export function toLockText(lock: Lock): string {
  return `${toSubjectText(sortLock(lock) as unknown as Record<string, JsonValue>)}\n`
}

function sortPublisher(publisher: LockPublisher): LockPublisher {
  const { quarantine } = publisher
  return {
    ...publisher,
    keptDenials: sortKeptDenials(publisher.keptDenials),
    lists: [...publisher.lists].sort(by('list')),
    ...(quarantine === undefined
      ? {}
      : {
          quarantine: {
            ...quarantine,
            faults: sortByText(quarantine.faults, ({ code, list = '' }) => `${code} ${list}`),
          },
        }),
  }
}

/** By list, then package, then canonical text. */
function sortKeptDenials(kept: readonly KeptDenial[]): readonly KeptDenial[] {
  return sortByText(
    kept,
    (each) => `${each.list} ${each.package} ${toCanonicalText(each as unknown as JsonValue)}`,
  )
}

function by<K extends string>(
  member: K,
): (a: Readonly<Record<K, string>>, b: Readonly<Record<K, string>>) => number {
  return (a, b) => (a[member] < b[member] ? -1 : a[member] > b[member] ? 1 : 0)
}

function sortByText<T>(values: readonly T[], textOf: (value: T) => string): readonly T[] {
  return values
    .map((value) => ({ value, text: textOf(value) }))
    .sort(by('text'))
    .map(({ value }) => value)
}
