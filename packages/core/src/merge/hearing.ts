import type { Trust } from '@trustlist/schema'
import type { ListEntry } from '../list/entry.js'
import { accept, type Outcome } from '../problem/problem.js'
import { covers, rankOf, type Pattern } from '../purl/pattern.js'
import type { Instant } from '../text/instant.js'
import type { DroppedEntry } from './dropped-entry.js'
import { indexesAbout } from './entries-about.js'
import type { HeardEntry } from './heard-entry.js'
import { toKeptStatements } from './kept-denials.js'
import { MaterialIndex } from './material.js'
import type { MergeContext } from './merge-context.js'
import { openMerge } from './open-merge.js'
import { PackageHearing } from './package-hearing.js'
import type { PublisherState } from './publisher-state.js'
import type { Statement } from './statement.js'
import { ListReader } from './to-statement.js'
import { isDisregard } from './trust.js'

/**
 * What one merge hears, to be asked again package by package: who says what, and how it was taken. Decides as the merge does,
 * of whose parts it is made.
 */
export class Hearing {
  readonly context: MergeContext
  readonly #readers: readonly ListReader[]
  readonly #index: MaterialIndex
  readonly #kept: readonly (readonly [Pattern, Statement])[]

  constructor(context: MergeContext, operator: string) {
    this.context = context
    this.#readers = context.inputs.lists.map(
      ({ source, input, index }) => new ListReader(context, operator, source, input, index),
    )
    this.#index = new MaterialIndex(context)
    this.#kept = toKeptStatements(context)
  }

  /** Everything that is heard about a package or pattern. */
  about(name: Pattern): PackageHearing {
    const { overrides, rows } = this.#index.gather(name, [])
    const entries = [...this.#entriesAbout(name), ...this.#keptAbout(name)]
    return new PackageHearing(this.context, name, entries, overrides, rows)
  }

  /**
   * What an entry would say if a list held it; undefined where it would not count.
   *
   * @param list - Its place among the lists of the context's inputs.
   */
  readAs(list: number, entry: ListEntry): Statement | undefined {
    const dropped: DroppedEntry[] = []
    const statement = this.#readers[list]!.read(entry, notInList, rankOf(entry.package), dropped)
    if (statement === undefined || dropped.length > 0) return undefined
    const [heard] = this.#index.gather(entry.package, [statement]).statements
    return heard === undefined || heard.disregardedUntil >= this.context.today ? undefined : heard
  }

  #entriesAbout(name: Pattern): readonly HeardEntry[] {
    return this.context.inputs.lists.flatMap(({ source, input, index: place }, list) => {
      const { entries } = source.heard.list
      return indexesAbout(entries, name).map((index) => {
        const entry = entries[index]!
        const heard = { input: place, publisher: input.publisher, list: input.list, said: { entry, index } }
        const dropped: DroppedEntry[] = []
        const read = this.#readers[list]!.read(entry, index, rankOf(entry.package), dropped)
        const [first] = dropped
        const because = first === undefined ? {} : { dropped: { reason: first.reason, what: first.what } }
        return read === undefined
          ? { ...heard, ...because }
          : this.#within(name, { ...heard, ...because }, read)
      })
    })
  }

  #keptAbout(name: Pattern): readonly HeardEntry[] {
    return this.#kept.flatMap(([pattern, statement]) => {
      if (!covers(pattern, name)) return []
      const { source, input, index } = this.context.inputs.keptDenials.find(
        (each) => each.index === statement.voice.input,
      )!
      const heard = {
        input: index,
        publisher: input.publisher,
        list: input.list,
        said: { kept: source.denial },
      }
      return [this.#within(name, heard, statement)]
    })
  }

  /** With its statement, where it is within its publisher's scope and not disregarded. */
  #within(name: Pattern, heard: HeardEntry, statement: Statement): HeardEntry {
    const { today } = this.context
    const [inScope] = this.#index.gather(name, [statement]).statements
    if (inScope === undefined) return { ...heard, dropped: { reason: 'scope', what: '' } }
    if (inScope.disregardedUntil < today) return { ...heard, statement: inScope }
    const what = this.#disregardsOf(heard.publisher, name, inScope).join(', ')
    return { ...heard, dropped: { reason: 'disregarded', what } }
  }

  #disregardsOf(publisher: string, name: Pattern, { references }: Statement): readonly string[] {
    return this.context.inputs.overrides.flatMap(({ source }) => {
      if (!isDisregard(source) || source.disregard !== publisher || !covers(source.package, name)) return []
      if (this.context.dayNumber(source.until) < this.context.today) return []
      if (source.reference !== undefined && references?.includes(source.reference) !== true) return []
      return [source.package]
    })
  }
}

/** No index of any entry. */
const notInList = -1

/**
 * Opens what a merge would hear, to ask it about single packages.
 *
 * @returns The hearing, with the findings and problems of `mergeLists` that are about publishers.
 */
export function openHearing(
  states: readonly PublisherState[],
  trust: Trust,
  profileName: string,
  at: Instant,
): Outcome<Hearing> {
  const opened = openMerge(states, trust, profileName, at)
  return opened.ok ? accept(new Hearing(opened.value, trust.operator), opened.findings) : opened
}
