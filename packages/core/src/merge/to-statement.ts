import type { PolicyListInput } from '@trustlist/schema'
import type { ListEntry } from '../list/entry.js'
import { typeOfPattern, type Pattern } from '../purl/pattern.js'
import { everyVersion, type VersionRange } from '../version/range.js'
import { schemeOf } from '../version/registry.js'
import { noEnd } from './day-number.js'
import type { DropReason, DroppedEntry } from './dropped-entry.js'
import type { HeardList } from './hear-publishers.js'
import type { MergeContext } from './merge-context.js'
import { everythingPasses, toPassed, type CriteriaRule, type Passed } from './passed-criteria.js'
import { never, toDigestSet, type Statement } from './statement.js'
import type { Voice } from './voice.js'

/** Bases of a publisher that repeats somebody else's word. */
const repeats: ReadonlySet<string> = new Set(['adopted', 'inherited'])
const reviews: ReadonlySet<string> = new Set(['reviewed', 'curated'])

/** Makes statements of the entries of one list. */
export class ListReader {
  readonly #context: MergeContext
  readonly #publisher: number
  readonly #input: number
  readonly #list: HeardList
  readonly #notUnderstood: ReadonlyMap<number, readonly string[]>
  readonly #id: string
  readonly #operator: string
  readonly #criteria: Readonly<Record<string, string>>
  readonly #rule: CriteriaRule
  readonly #maxAgeDays: number
  readonly #isQuarantined: boolean
  /** By basis: the voice of the latest allow. */
  readonly #allows = new Map<string, Voice>()

  constructor(
    context: MergeContext,
    operator: string,
    source: { readonly publisher: number; readonly heard: HeardList },
    input: PolicyListInput,
    index: number,
  ) {
    const { config, status } = context.heard[source.publisher]!
    this.#context = context
    this.#publisher = source.publisher
    this.#input = index
    this.#list = source.heard
    this.#notUnderstood = source.heard.list.notUnderstood
    this.#id = input.publisher
    this.#operator = operator
    this.#criteria = config.criteria ?? {}
    this.#rule = { required: context.profile.criteria, acceptedRisk: new Set(context.profile.acceptedRisk) }
    this.#maxAgeDays = Math.min(config.maxAgeDays ?? noEnd, context.profile.maxAgeDays ?? noEnd)
    this.#isQuarantined = status === 'quarantined'
  }

  /**
   * What an entry says on the day of the merge.
   *
   * @spec merge#statements
   * @param rank - Of the entry's package.
   * @param dropped - Where it goes if it does not count.
   * @returns Undefined where it says nothing; a dropped allow that fails something is still a statement.
   */
  read(entry: ListEntry, index: number, rank: number, dropped: DroppedEntry[]): Statement | undefined {
    const context = this.#context
    const until = entry.until === undefined ? noEnd : context.dayNumber(entry.until)
    if (until < context.today) {
      dropped.push(this.#toDropped(entry, index, 'lapsed', `until ${entry.until!}`))
      return undefined
    }
    const range = this.#rangeOf(entry)
    if (range === undefined) dropped.push(this.#toDropped(entry, index, 'versions', entry.versions))
    if (entry.decision !== 'allow') {
      return this.#toStatement(entry, rank, range ?? everyVersionOf(entry), until, never, everythingPasses)
    }
    const passed =
      this.#rule.required.length === 0 ? everythingPasses : toPassed(entry.checks, this.#criteria, this.#rule)
    const oldest = this.#maxAgeDays === noEnd ? noEnd : context.dayNumber(entry.decided) + this.#maxAgeDays
    const reason = this.#reasonToDrop(entry, index, oldest)
    if (reason !== undefined) dropped.push(this.#toDropped(entry, index, ...reason))
    const isDropped = reason !== undefined || range === undefined
    if (isDropped && passed.fails === 0) return undefined
    const countsUntil = isDropped ? never : Math.min(until, oldest)
    return this.#toStatement(entry, rank, range ?? everyVersionOf(entry), until, countsUntil, passed)
  }

  #toDropped(entry: ListEntry, index: number, reason: DropReason, what: string): DroppedEntry {
    return { publisher: this.#id, list: this.#list.list.name, index, entry, reason, what }
  }

  #reasonToDrop(entry: ListEntry, index: number, oldest: number): readonly [DropReason, string] | undefined {
    const unknown = this.#notUnderstood.get(index)?.filter((each) => !isUnknownResult(each))
    if (unknown !== undefined && unknown.length > 0) return ['not-understood', unknown.join(', ')]
    if (this.#id !== this.#operator && entry.origins?.includes(this.#operator) === true)
      return ['echo', this.#operator]
    const { today, day } = this.#context
    if (entry.decided > day) return ['not-yet', `decided ${entry.decided}`]
    return oldest < today
      ? ['too-old', `decided ${entry.decided}, at most ${this.#maxAgeDays} days`]
      : undefined
  }

  /** Undefined where the text cannot be read as versions of the package's ecosystem. */
  #rangeOf(entry: ListEntry): VersionRange | undefined {
    const range = this.#context.range(entry.versions)
    return range !== undefined && isOfType(entry.package, range.scheme.id) ? range : undefined
  }

  #weightOf(entry: ListEntry): number {
    if (entry.decision !== 'allow') return this.#list.denyWeight
    if (this.#isQuarantined) return 0
    const percentages = this.#context.profile.basis as Readonly<Record<string, number | undefined>>
    return Math.floor((this.#list.weight * (percentages[entry.basis] ?? 0)) / 100)
  }

  #voiceOf(entry: ListEntry, rank: number, { passes, fails }: Passed): Voice {
    // Nearly every entry is like one before it.
    if (entry.decision === 'allow') {
      const known = this.#allows.get(entry.basis)
      if (known?.rank === rank && known.passes === passes && known.fails === fails) return known
    }
    const voice = this.#context.voices.of({
      decision: entry.decision,
      publisher: this.#publisher,
      input: this.#input,
      rank,
      weight: this.#weightOf(entry),
      judgedItself: !repeats.has(entry.basis),
      reviewed: reviews.has(entry.basis),
      passes,
      fails,
    })
    if (entry.decision === 'allow') this.#allows.set(entry.basis, voice)
    return voice
  }

  #toStatement(
    entry: ListEntry,
    rank: number,
    range: VersionRange,
    until: number,
    countsUntil: number,
    passed: Passed,
  ): Statement {
    return {
      voice: this.#voiceOf(entry, rank, passed),
      range,
      countsUntil,
      until,
      asOf: entry.asOf,
      digests: toDigestSet(entry.digests),
      references: entry.references,
      disregardedUntil: never,
    }
  }
}

function isOfType(pattern: Pattern, type: string): boolean {
  return pattern.startsWith(type, 4) && pattern.charCodeAt(4 + type.length) === 0x2f
}

/** A denial of versions that nobody can read holds for all of them. */
function everyVersionOf(entry: ListEntry): VersionRange {
  return everyVersion(schemeOf(typeOfPattern(entry.package)))
}

/** An unknown result is read as fail, which says enough; it does not make the entry unreadable. */
function isUnknownResult(what: string): boolean {
  return what.startsWith('the result ')
}
