import type { ListEntry, WrittenEntry } from '../list/entry.js'
import type { Hearing } from '../merge/hearing.js'
import type { HeardEntry } from '../merge/heard-entry.js'
import type { Look, PackageHearing } from '../merge/package-hearing.js'
import type { Voice } from '../merge/voice.js'
import { checkAllow } from '../purl/check-allow.js'
import { dayOf } from '../text/instant.js'
import { namesVersion } from '../version/contains.js'

/**
 * What a publisher could do about a package that it has not settled, the cheapest first.
 *
 * `renews`: says again what has lapsed or grown too old. `checks`: adds the checks that are required to what it allows.
 * `extends`: says of these versions what it says of others. `judges`: looks itself at what it repeats. `reviews`: looks at
 * something of which it says nothing.
 *
 * @spec ask#what-would-settle-it
 */
export type RemedyKind = 'renews' | 'checks' | 'extends' | 'judges' | 'reviews'

/** What is least work comes first: who has looked at something once need not do it all again. */
export const efforts: Readonly<Record<RemedyKind, number>> = {
  renews: 1,
  checks: 2,
  extends: 3,
  judges: 4,
  reviews: 5,
}

/** One entry that one publisher would have to publish. */
export interface Remedy {
  readonly does: RemedyKind
  readonly publisher: string
  readonly list: string
  readonly entry: WrittenEntry
}

interface Option extends Remedy {
  readonly effort: number
  /** As which voice it would be heard. */
  readonly voice: Voice
  /** Its place among the lists. */
  readonly place: number
}

/** The most reviews that are put together. Whatever needs more is nothing to ask of people. */
const mostAtOnce = 3

/**
 * Finds what publishers who are heard could add so that a package version, or a piece of its version line, becomes allowed.
 * Each answer is tried by the merge's own sums.
 *
 * @spec ask#what-would-settle-it
 */
export class RemedyFinder {
  readonly #hearing: Hearing
  /** What was found for the same voices and the same offers. */
  readonly #known = new Map<string, readonly number[] | undefined>()

  constructor(hearing: Hearing) {
    this.#hearing = hearing
  }

  /** Every single entry that would settle it, the cheapest first. */
  single(heard: PackageHearing, look: Look, versions: string): readonly Remedy[] {
    return this.#offers(heard, look, versions)
      .filter((option) => settles([option], heard, look))
      .map(toRemedy)
  }

  /**
   * The cheapest entries that together settle it.
   *
   * @returns Undefined where three publishers more would not be enough.
   */
  cheapest(heard: PackageHearing, look: Look, versions: string): readonly Remedy[] | undefined {
    const offers = this.#offers(heard, look, versions)
    const key = keyOf(look, offers)
    let found = this.#known.get(key)
    if (found === undefined && !this.#known.has(key))
      this.#known.set(key, (found = search(offers, heard, look)))
    return found?.map((index) => toRemedy(offers[index]!))
  }

  /** What each list could add, the cheapest first. */
  #offers(heard: PackageHearing, look: Look, versions: string): readonly Option[] {
    if (!checkAllow(heard.name).ok) return []
    const { context } = this.#hearing
    const options: Option[] = []
    context.inputs.lists.forEach(({ input, index }, place) => {
      if (input.status === 'quarantined' || input.weight === 0) return
      for (const [does, entry] of this.#entriesOf(heard, look, versions, index)) {
        const statement = this.#hearing.readAs(place, entry)
        if (statement === undefined) continue
        const { hidden } = look
        const isNamed = hidden === undefined || namesVersion(statement.range, hidden)
        const voice = isNamed ? statement.voice : context.voices.weightlessOf(statement.voice)
        if (voice.weight === 0) continue
        const { publisher, list } = input
        options.push({ does, publisher, list, entry, effort: efforts[does], voice, place })
      }
    })
    return options.sort((a, b) => a.effort - b.effort || a.place - b.place)
  }

  /** @param input - Index of the list in the policy's inputs. */
  #entriesOf(
    heard: PackageHearing,
    look: Look,
    versions: string,
    input: number,
  ): readonly (readonly [RemedyKind, WrittenEntry])[] {
    const { at, profile } = this.#hearing.context
    const today = dayOf(at)
    const checks = profile.criteria.map((criterion) => ({ criterion, result: 'pass' as const }))
    const passing = checks.length === 0 ? {} : { checks }
    const fresh = { decided: today, decision: 'allow' as const, package: heard.name, versions }
    const found = new Map<RemedyKind, WrittenEntry>()
    const offer = (does: RemedyKind, entry: WrittenEntry) => {
      if (!found.has(does)) found.set(does, entry)
    }
    look.entries.forEach(({ heard: each, bearing }) => {
      const said = entryOf(each)
      if (each.input !== input || said?.decision !== 'allow' || !isKnownBasis(said.basis)) return
      // What was said of some files or one snapshot alone is no word on the version.
      if (said.digests !== undefined || said.asOf !== undefined) return
      const { basis } = said
      const same = { ...fresh, basis, ...(said.checks === undefined ? {} : { checks: said.checks }) }
      const repeats = basis === 'adopted' || basis === 'inherited'
      const reason = each.dropped?.reason
      if (reason === 'lapsed' || reason === 'too-old') {
        if (bearing !== 'other-versions' && !repeats) offer('renews', same)
      } else if (reason !== undefined) return
      else if (bearing === 'other-versions') {
        if (!repeats) offer('extends', same)
      } else if (bearing === 'speaks') {
        if (repeats) offer('judges', { ...fresh, basis: 'reviewed', ...passing })
        else if (checks.length > 0) offer('checks', { ...fresh, basis, ...passing })
      }
    })
    if (!found.has('judges')) offer('reviews', { ...fresh, basis: 'reviewed', ...passing })
    return [...found]
  }
}

function entryOf({ said }: HeardEntry): ListEntry | undefined {
  return 'entry' in said ? said.entry : undefined
}

const bases = ['reviewed', 'curated', 'dependency', 'inherited', 'adopted', 'legacy'] as const

function isKnownBasis(basis: string): basis is WrittenEntry['basis'] {
  return (bases as readonly string[]).includes(basis)
}

/** Fewest publishers first, then the least effort, then the first. */
function search(offers: readonly Option[], heard: PackageHearing, look: Look): readonly number[] | undefined {
  if (!settles(offers, heard, look)) return undefined
  for (let count = 1; count <= mostAtOnce; count++) {
    let best: { readonly chosen: readonly number[]; readonly effort: number } | undefined
    const choose = (chosen: readonly number[], from: number, effort: number) => {
      if (best !== undefined && effort >= best.effort) return
      if (chosen.length === count) {
        const options = chosen.map((index) => offers[index]!)
        if (settles(options, heard, look)) best = { chosen, effort }
        return
      }
      for (let index = from; index < offers.length; index++) {
        const option = offers[index]!
        if (chosen.some((other) => offers[other]!.publisher === option.publisher)) continue
        choose([...chosen, index], index + 1, effort + option.effort)
      }
    }
    choose([], 0, 0)
    if (best !== undefined) return best.chosen
  }
  return undefined
}

function settles(options: readonly Option[], heard: PackageHearing, look: Look): boolean {
  return heard.suppose(look, { also: options.map(({ voice }) => voice) }).decision === 'allow'
}

/** What the answer depends on: who speaks and who could. */
function keyOf({ entries, rows, overrides, hidden }: Look, offers: readonly Option[]): string {
  const speaking = entries.flatMap(({ voice }) => (voice === undefined ? [] : [voice.id])).sort()
  const offered = offers.map(({ does, voice, place }) => `${does} ${place} ${voice.id}`)
  const decided = overrides.map(({ index, rank }) => `${index} ${rank}`)
  const isHidden = hidden === undefined ? '' : 'hidden'
  return [speaking.join(), rows.map(({ index }) => index).join(), decided.join(), isHidden, ...offered].join(
    '|',
  )
}

function toRemedy({ does, publisher, list, entry }: Option): Remedy {
  return { does, publisher, list, entry }
}
