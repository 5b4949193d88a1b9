import { toRangeText } from '../version/range-text.js'
import { oneVersion } from '../version/range.js'
import { parseVersion } from '../version/version.js'
import type { Hearing } from '../merge/hearing.js'
import type { Look, PackageHearing } from '../merge/package-hearing.js'
import type { Policy } from '../merge/policy.js'
import { isPackageId, type Pattern } from '../purl/pattern.js'
import { decide, type Query } from './decide.js'
import { efforts, RemedyFinder, type Remedy } from './remedies.js'
import { decisionNow } from './segment-now.js'
import { textOfPieces } from './pieces-text.js'

/** Something undecided that a suggestion settles. */
export interface Settled {
  readonly package: Pattern
  /** Canonical VERS of the versions that become allowed. */
  readonly versions: string
  /** The entries to publish, one for each publisher of the suggestion. */
  readonly remedies: readonly Remedy[]
}

/** Who does what, and what that settles. */
export interface Suggestion {
  readonly by: readonly Pick<Remedy, 'publisher' | 'list' | 'does'>[]
  readonly effort: number
  /** By package. */
  readonly settles: readonly Settled[]
}

export interface Suggestions {
  /** How many packages, or package versions, were undecided. */
  readonly undecided: number
  /** The cheapest first; of equally cheap ones those that settle most. */
  readonly suggestions: readonly Suggestion[]
  /** What no three publishers who are heard could settle, by package. */
  readonly unsettled: readonly { readonly package: Pattern; readonly version?: string }[]
}

/** One way to settle something. */
interface Way {
  readonly key: string
  readonly effort: number
  readonly remedies: readonly Remedy[]
}

/** Something undecided, and the equally cheap ways to settle it. */
interface Open {
  readonly package: Pattern
  readonly version?: string
  readonly versions: string
  readonly ways: readonly Way[]
}

/**
 * The cheapest reviews that would settle what is undecided, each thing once, grouped by who would do what. Every one was
 * tried by the merge's own sums.
 *
 * @spec ask#suggesting
 * @param policy - Merged from what the hearing was opened from.
 * @param wanted - Package versions that somebody wants; without a version, any version will do. Absent: every package that
 *   the policy names and allows in no version.
 */
export function suggest(policy: Policy, hearing: Hearing, wanted?: readonly Query[]): Suggestions {
  const finder = new RemedyFinder(hearing)
  const asked = wanted === undefined ? namedUndecided(policy) : openAmong(policy, wanted)
  const open = asked.map((query) => toOpen(query, hearing, finder))
  const popularity = new Map<string, number>()
  for (const { ways } of open) for (const { key } of ways) popularity.set(key, (popularity.get(key) ?? 0) + 1)
  const groups = new Map<string, { readonly way: Way; readonly settles: Settled[] }>()
  const unsettled: { readonly package: Pattern; readonly version?: string }[] = []
  for (const { package: name, version, versions, ways } of open) {
    const [first, ...others] = ways
    if (first === undefined) {
      unsettled.push({ package: name, ...(version === undefined ? {} : { version }) })
      continue
    }
    const isMore = (a: Way, b: Way) => popularity.get(a.key)! > popularity.get(b.key)!
    const way = others.reduce((best, each) => (isMore(each, best) ? each : best), first)
    const settled = { package: name, versions, remedies: way.remedies }
    const group = groups.get(way.key)
    if (group === undefined) groups.set(way.key, { way, settles: [settled] })
    else group.settles.push(settled)
  }
  const suggestions = [...groups.values()].map(({ way, settles }): Suggestion => ({
    by: way.remedies.map(({ publisher, list, does }) => ({ publisher, list, does })),
    effort: way.effort,
    settles,
  }))
  return { undecided: open.length, suggestions: suggestions.sort(byWorth), unsettled }
}

function byWorth(a: Suggestion, b: Suggestion): number {
  return (
    a.by.length - b.by.length ||
    a.effort - b.effort ||
    b.settles.length - a.settles.length ||
    (keyOf(a.by) < keyOf(b.by) ? -1 : 1)
  )
}

function keyOf(by: Suggestion['by']): string {
  return by.map(({ publisher, list, does }) => `${publisher} ${list} ${does}`).join('; ')
}

/** Packages that have a rule, no allowed version, and some that is not denied either, nor held. */
function namedUndecided(policy: Policy): readonly Query[] {
  return policy.rules.flatMap((rule) => {
    if (!isPackageId(rule.package)) return []
    const decisions = rule.segments.map((segment) => decisionNow(policy, segment))
    const isHeld = rule.segments.some(({ held }) => held === true)
    const isOpen = decisions.includes('undecided') && !decisions.includes('allow') && !isHeld
    return isOpen ? [{ package: rule.package }] : []
  })
}

/** Each once, in order of package and version. */
function openAmong(policy: Policy, wanted: readonly Query[]): readonly Query[] {
  const open = new Map<string, Query>()
  for (const { package: name, version } of wanted) {
    const query = { package: name, ...(version === undefined ? {} : { version }) }
    const { decision, cause, package: decided, segment } = decide(policy, query)
    if (decision !== 'undecided' || cause === 'held' || cause === 'expired') continue
    if (version === undefined && segment !== undefined && isAllowedSomewhere(policy, decided)) continue
    open.set(`${decided} ${version ?? ''}`, { ...query, package: decided })
  }
  return [...open].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, query]) => query)
}

function isAllowedSomewhere(policy: Policy, name: Pattern): boolean {
  const segments = policy.findRule(name)?.segments(undefined) ?? []
  return segments.some((segment) => decisionNow(policy, segment) === 'allow')
}

function toOpen({ package: name, version: text }: Query, hearing: Hearing, finder: RemedyFinder): Open {
  const heard = hearing.about(name)
  if (text === undefined) return { package: name, ...waysForAny(heard, finder) }
  const version = parseVersion(heard.scheme, text)
  const versions = version.ok ? toRangeText(oneVersion(version.value)) : undefined
  if (!version.ok || versions === undefined) return { package: name, version: text, versions: '', ways: [] }
  const ways = finder.cheapest(heard, heard.at(version.value), versions).map(toWay)
  return { package: name, version: text, versions, ways }
}

/** For whichever versions lack least: the undecided stretch with most support, the newest of equals. */
function waysForAny(heard: PackageHearing, finder: RemedyFinder): Pick<Open, 'versions' | 'ways'> {
  const pieces = heard.along()
  let best: number | undefined
  pieces.forEach(({ verdict, hidden }, place) => {
    if (verdict.decision !== 'undecided' || hidden !== undefined) return
    if (best === undefined || verdict.support >= pieces[best]!.verdict.support) best = place
  })
  if (best === undefined) return { versions: '', ways: [] }
  const isLike = (look: Look | undefined) =>
    look !== undefined && look.hidden === undefined && voicesOf(look) === voicesOf(pieces[best!]!)
  let [from, to] = [best, best]
  while (isLike(pieces[from - 1])) from--
  while (isLike(pieces[to + 1])) to++
  const cuts = pieces.flatMap(({ cut }) => (cut === undefined ? [] : [cut]))
  const places = heard.scheme.ordered
    ? Array.from({ length: to - from + 1 }, (_, index) => from + index)
    : pieces.flatMap((look, place) => (isLike(look) ? [place] : []))
  const versions = textOfPieces(heard.scheme, cuts, places)
  return { versions, ways: finder.cheapest(heard, pieces[best]!, versions).map(toWay) }
}

function voicesOf({ entries, overrides, verdict }: Look): string {
  const speaking = entries.map(({ voice }) => voice?.id ?? '')
  return [verdict.decision, speaking.join(), overrides.map(({ index }) => index).join()].join('|')
}

function toWay(remedies: readonly Remedy[]): Way {
  const effort = remedies.reduce((sum, { does }) => sum + efforts[does], 0)
  return { key: keyOf(remedies), effort, remedies }
}
