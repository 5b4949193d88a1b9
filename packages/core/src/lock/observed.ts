import type { Lock, ObservedHead } from '@trustlist/schema'
import { problem, type Problem } from '../problem/problem.js'
import { comparePositions } from './quarantine.js'

/** As many as a list may carry, see the schema. */
const maxObserved = 4096

/** A list that says which heads of its peers its publisher saw. A verified list is one. */
export interface Witness {
  readonly publisher: string
  readonly name: string
  readonly digest: string
  readonly observed: readonly ObservedHead[]
}

/** That one version of a list was seen with two digests: somebody signed it twice, or somebody does not tell the truth. */
export interface Disagreement {
  /** Whose list it is. */
  readonly publisher: string
  readonly list: string
  readonly epoch: number
  readonly version: number
  /** Who saw it with which digest, each digest with those who saw it; `here` is the operator itself. */
  readonly seen: readonly { readonly digest: string; readonly by: readonly string[] }[]
  /** Document digests of the lists that say so: they are kept, and so is the operator's own. */
  readonly witnesses: readonly string[]
  readonly problem: Problem
}

/**
 * The heads that were accepted last, for a publisher to write into its next list, so that others can compare.
 *
 * @spec freshness#what-a-publisher-writes
 * @param publisher - Who writes them: its own lists are left out.
 * @returns By publisher and list; the first 4,096. Without lists that nobody signed.
 */
export function toObserved(lock: Lock, publisher?: string): readonly ObservedHead[] {
  return lock.publishers
    .filter((each) => each.publisher !== publisher)
    .flatMap((each) =>
      each.lists.flatMap(({ digest, epoch, list, version }) =>
        epoch === undefined || version === undefined
          ? []
          : [{ digest, epoch, list, publisher: each.publisher, version }],
      ),
    )
    .sort(byList)
    .slice(0, maxObserved)
}

function byList(a: ObservedHead, b: ObservedHead): number {
  if (a.publisher !== b.publisher) return a.publisher < b.publisher ? -1 : 1
  if (a.list !== b.list) return a.list < b.list ? -1 : 1
  return comparePositions(a, b)
}

/**
 * Compares what publishers say they saw of each other, and what the operator accepted itself: a publisher that shows
 * different lists to different readers is found by it, as soon as two of them can be compared.
 *
 * @spec freshness#compare-with-what-others-saw
 * @param witnesses - Every list that is accepted, of all publishers.
 * @param known - Heads that the operator has accepted, now or earlier: those of the lock, see {@link toObserved}, and any more.
 * @returns One for each version that was seen with two digests or more, by publisher and list, with `lock/seen-differently`.
 */
export function findDisagreements(
  witnesses: readonly Witness[],
  known: readonly ObservedHead[],
): readonly Disagreement[] {
  const sightings = new Map<
    string,
    { readonly head: ObservedHead; readonly by: Map<string, Witness | undefined> }[]
  >()
  const see = (head: ObservedHead, by: string, witness: Witness | undefined) => {
    const key = JSON.stringify([head.publisher, head.list, head.epoch, head.version])
    const seen = sightings.get(key) ?? []
    const same = seen.find((each) => each.head.digest === head.digest)
    if (same !== undefined) same.by.set(by, witness)
    else seen.push({ head, by: new Map([[by, witness]]) })
    sightings.set(key, seen)
  }
  for (const head of known) see(head, 'here', undefined)
  for (const witness of witnesses) {
    for (const head of witness.observed) see(head, `${witness.publisher}, list ${witness.name}`, witness)
  }
  return [...sightings.values()]
    .filter((seen) => seen.length > 1)
    .sort((a, b) => byList(a[0]!.head, b[0]!.head))
    .map((seen) => {
      const { publisher, list, epoch, version } = seen[0]!.head
      const sorted = seen
        .map(({ head, by }) => ({ digest: head.digest, by: [...by.keys()].sort() }))
        .sort((a, b) => (a.digest < b.digest ? -1 : 1))
      const digests = seen.flatMap(({ by }) =>
        [...by.values()].flatMap((each) => (each === undefined ? [] : [each.digest])),
      )
      const tales = sorted.map(({ digest, by }) => `${by.join('; ')} saw ${digest}`).join('; ')
      const what = `${publisher}, list ${list}, epoch ${epoch}, version ${version}: ${tales}`
      return {
        publisher,
        list,
        epoch,
        version,
        seen: sorted,
        witnesses: [...new Set(digests)].sort(),
        problem: problem('lock/seen-differently', what),
      }
    })
}
