import type { Trust, TrustPublisher } from '@trustlist/schema'
import type { ListEntry } from '../../src/list/entry.js'
import type { PublisherState } from '../../src/merge/publisher-state.js'
import { covers, rankOf } from '../../src/purl/pattern.js'
import { containsVersion, namesVersion } from '../../src/version/contains.js'
import { parseRange } from '../../src/version/parse-range.js'
import type { VersionRange } from '../../src/version/range.js'
import { schemeOf } from '../../src/version/registry.js'
import { parseVersion, type Version } from '../../src/version/version.js'

/**
 * One package version decided from scratch, straight from sections 1 to 4 of the specification: no intervals, no rules, no
 * index, no sharing with the code under test but for what patterns and versions are.
 */
export interface Asked {
  readonly package: string
  readonly version: string
  readonly digest?: string | undefined
  readonly snapshot?: string | undefined
  /** The day of which lapses are taken into account; the day of the merge where absent. */
  readonly day?: string
}

export interface Answer {
  readonly decision: 'allow' | 'deny' | 'undecided'
  readonly support: number
  readonly voices: number
  readonly reviewed: number
  readonly opposition: number
  readonly for: readonly string[]
  readonly against: readonly string[]
}

interface Said {
  readonly publisher: TrustPublisher
  readonly entry: ListEntry
  readonly label: string
  readonly range: VersionRange
  readonly isDropped: boolean
  readonly weight: number
}

export function decideAlone(
  states: readonly PublisherState[],
  trust: Trust,
  profileName: string,
  at: string,
  asked: Asked,
): Answer {
  const profile = trust.profiles[profileName]!
  const today = at.slice(0, 10)
  const day = asked.day ?? today
  const type = /^pkg:([^/]+)/.exec(asked.package)![1]!
  const parsed = parseVersion(schemeOf(type), asked.version)
  if (!parsed.ok) throw new Error(`${asked.version} is no version`)
  const version = parsed.value
  const matches = (pattern: string) => covers(pattern, asked.package)
  const required = profile.criteria ?? []
  const questions = required.length === 0 ? [undefined] : required
  const isHidden = profile.preReleases === 'named' && version.scheme.isPreRelease(version.value)

  // Section 1: statements that match the package version.
  const said: Said[] = []
  for (const publisher of trust.publishers) {
    if (publisher.scope !== undefined && !publisher.scope.some(matches)) continue
    const state = states.find((each) => each.publisher === publisher.id)!
    const choice = (name: string) => {
      if (publisher.lists === undefined) return publisher
      const found = publisher.lists.find((each) => (typeof each === 'string' ? each : each.name) === name)
      if (found === undefined || typeof found === 'string') return found === undefined ? undefined : publisher
      if (found.profiles !== undefined && !found.profiles.includes(profileName)) return undefined
      return found.weight === undefined && found.trust === undefined ? publisher : found
    }
    const isDisregarded = (references: readonly string[] = []) =>
      (trust.overrides ?? []).some(
        (each) =>
          'disregard' in each &&
          each.disregard === publisher.id &&
          (each.profiles?.includes(profileName) ?? true) &&
          each.until >= day &&
          matches(each.package) &&
          (each.reference === undefined || references.includes(each.reference)),
      )
    const hear = (entry: ListEntry, label: string, listName: string, notUnderstood: readonly string[]) => {
      const weighed = choice(listName)
      if (weighed === undefined || !matches(entry.package) || isDisregarded(entry.references)) return
      if (entry.until !== undefined && entry.until < day) return
      const read = parseRange(entry.versions)
      const isReadable = read.ok && read.value.scheme.id === type
      if (isReadable && !containsVersion(read.value, version)) return
      if (entry.asOf !== undefined && entry.asOf !== asked.snapshot) return
      const range: VersionRange = isReadable
        ? read.value
        : { scheme: version.scheme, points: [], inside: [true] }
      const age = (Date.parse(day) - Date.parse(entry.decided)) / 86_400_000
      const limit = Math.min(publisher.maxAgeDays ?? Infinity, profile.maxAgeDays ?? Infinity)
      const isDropped =
        entry.decision === 'allow' &&
        (!isReadable ||
          entry.decided > today ||
          age > limit ||
          notUnderstood.some((each) => !each.startsWith('the result')) ||
          (publisher.id !== trust.operator && (entry.origins ?? []).includes(trust.operator)))
      const words = { full: [100, 100], half: [50, 50], advice: [0, 100] } as const
      const allowWeight = weighed.trust === undefined ? weighed.weight! : words[weighed.trust][0]
      const denyWeight =
        weighed.denyWeight ?? (weighed.trust === undefined ? weighed.weight! : words[weighed.trust][1])
      const percent = profile.basis?.[entry.basis as 'legacy'] ?? 100
      const isNamed = namesVersion(range, version)
      const silent = state.status === 'quarantined' || (isHidden && !isNamed)
      const weight =
        entry.decision !== 'allow' ? denyWeight : silent ? 0 : Math.floor((allowWeight * percent) / 100)
      said.push({ publisher, entry, label, range, isDropped, weight })
    }
    for (const list of state.lists) {
      list.entries.forEach((entry, index) =>
        hear(entry, `list ${publisher.id} ${list.name}`, list.name, list.notUnderstood.get(index) ?? []),
      )
    }
    for (const kept of state.keptDenials) {
      hear(
        { ...kept, decision: 'deny', basis: 'reviewed' },
        `kept ${publisher.id} ${JSON.stringify(kept)}`,
        kept.list,
        [],
      )
    }
  }

  const namesFile = ({ entry }: Said) => entry.digests?.some(({ sha256 }) => sha256 === asked.digest) === true
  // A file is known by an allow of it that counts for it and weighs something.
  const isKnown = said.some(
    (allow) =>
      allow.entry.decision === 'allow' &&
      namesFile(allow) &&
      !allow.isDropped &&
      allow.weight > 0 &&
      !said.some(
        (other) =>
          other.publisher === allow.publisher &&
          other.entry.decision !== 'allow' &&
          (other.entry.digests === undefined || namesFile(other)) &&
          rankOf(other.entry.package) >= rankOf(allow.entry.package),
      ),
  )
  const speaksForFile = (each: Said, ofUnknown: boolean) => {
    if (each.entry.digests === undefined) return true
    return isKnown ? namesFile(each) : ofUnknown
  }

  // Section 2: each publisher by itself.
  const publishers = trust.publishers.map((publisher) => {
    const own = said.filter((each) => each.publisher === publisher)
    const denials = own.filter((each) => each.entry.decision === 'deny' && speaksForFile(each, true))
    const withdrawn = own.filter((each) => each.entry.decision === 'withdrawn' && speaksForFile(each, true))
    const allows = own.filter((each) => each.entry.decision === 'allow')
    const counting = allows.filter(
      (each) =>
        !each.isDropped &&
        speaksForFile(each, false) &&
        [...denials, ...withdrawn].every((other) => rankOf(each.entry.package) > rankOf(other.entry.package)),
    )
    const failed = (question: string) =>
      allows.some((each) => results(each, trust, profileName).failed.has(question))
    const passing = (question: string | undefined) =>
      question === undefined
        ? counting
        : counting.filter(
            (each) => !failed(question) && results(each, trust, profileName).passed.has(question),
          )
    return { publisher, denials, counting, passing, opposes: denials.length > 0 && counting.length === 0 }
  })
  const groups = [...new Set(publishers.map(({ publisher }) => publisher.group ?? publisher.id))]
  const inGroup = (group: string) =>
    publishers.filter(({ publisher }) => (publisher.group ?? publisher.id) === group)

  // Section 3.
  const rows = isHidden
    ? []
    : (trust.repositories ?? []).filter(
        (row) => (row.profiles?.includes(profileName) ?? true) && matches(row.package),
      )
  const scores = questions.map((question) => {
    const rowsPassing = rows.filter(
      (row) => question === undefined || implied(row.criteria ?? []).has(question),
    )
    const row = strongest(rowsPassing.map(({ weight }) => weight))
    const judged = groups.map((group) =>
      inGroup(group).flatMap(({ passing }) =>
        passing(question).filter(({ entry }) => !['adopted', 'inherited'].includes(entry.basis)),
      ),
    )
    const perGroup = judged.map((each) => strongest(each.map(({ weight }) => weight)))
    const sum = perGroup.reduce((a, b) => a + b, 0) + row
    const single = strongest([
      row,
      ...publishers.flatMap(({ passing }) => passing(question).map(({ weight }) => weight)),
    ])
    const alone = (profile.minVoices ?? 1) <= 1 && (profile.minReviewed ?? 0) === 0
    return {
      support: alone ? Math.max(sum, single) : sum,
      voices: perGroup.filter((weight) => weight > 0).length,
      reviewed: judged.filter((each) =>
        each.some(({ entry, weight }) => ['reviewed', 'curated'].includes(entry.basis) && weight > 0),
      ).length,
    }
  })
  const opposition = groups
    .map((group) =>
      strongest(
        inGroup(group)
          .filter(({ opposes }) => opposes)
          .flatMap(({ denials }) => denials.map(({ weight }) => weight)),
      ),
    )
    .reduce((a, b) => a + b, 0)

  // Section 4.
  const deciding = findOverride(trust, profileName, day, matches, version, isHidden)
  const isVetoed = publishers.some(({ publisher, opposes }) => opposes && publisher.veto === true)
  const isEnough = scores.every(
    ({ support, voices, reviewed }) =>
      support >= (profile.allowAt ?? 100) &&
      voices >= ((profile.minVoices ?? 1) > 1 ? profile.minVoices! : 0) &&
      reviewed >= (profile.minReviewed ?? 0),
  )
  const voted = isVetoed || opposition >= (profile.denyAt ?? 1) ? 'deny' : isEnough ? 'allow' : 'undecided'
  const heardFor = publishers.flatMap(({ counting }) => counting.map(({ label }) => label))
  heardFor.push(
    ...rows
      .filter(({ weight }) => weight > 0)
      .map(({ package: pattern, weight }) => `row ${pattern} ${weight}`),
  )
  const against = publishers
    .filter(({ opposes }) => opposes)
    .flatMap(({ denials }) => denials.map(({ label }) => label))
  if (deciding !== undefined) (deciding.isAllow ? heardFor : against).push(`override ${deciding.package}`)
  return {
    decision: deciding?.decision ?? voted,
    support: Math.min(...scores.map(({ support }) => support)),
    voices: Math.min(...scores.map(({ voices }) => voices)),
    reviewed: Math.min(...scores.map(({ reviewed }) => reviewed)),
    opposition,
    for: [...new Set(heardFor)].sort(),
    against: [...new Set(against)].sort(),
  }
}

function strongest(weights: readonly number[]): number {
  return Math.max(0, ...weights)
}

function implied(passed: Iterable<string>): Set<string> {
  const all = new Set(passed)
  if (all.has('safe-with-network')) all.add('safe-to-run-isolated')
  return all
}

function results(
  { publisher, entry }: Said,
  trust: Trust,
  profileName: string,
): { passed: Set<string>; failed: Set<string> } {
  const accepted = trust.profiles[profileName]!.acceptedRisk ?? []
  const passed = new Set<string>()
  const failed = new Set<string>()
  for (const { criterion, result } of entry.checks ?? []) {
    const standard = criterion.startsWith('x-') ? publisher.criteria?.[criterion] : criterion
    if (standard === undefined) continue
    if (result === 'fail') failed.add(standard)
    if (result === 'pass' || (result === 'accepted-risk' && accepted.includes(criterion)))
      passed.add(standard)
  }
  for (const each of failed) passed.delete(each)
  const all = implied(passed)
  for (const each of failed) all.delete(each)
  return { passed: all, failed }
}

function findOverride(
  trust: Trust,
  profileName: string,
  day: string,
  matches: (pattern: string) => boolean,
  version: Version,
  isHidden: boolean,
):
  { readonly decision: Answer['decision']; readonly isAllow: boolean; readonly package: string } | undefined {
  const inForce = (trust.overrides ?? []).flatMap((each) => {
    if ('disregard' in each || !matches(each.package)) return []
    if (each.profiles !== undefined && !each.profiles.includes(profileName)) return []
    if (each.until !== undefined && each.until < day) return []
    const range = parseRange(each.versions)
    if (!range.ok || !containsVersion(range.value, version)) return []
    const reaches = each.decision === 'deny' || !isHidden || namesVersion(range.value, version)
    return [
      {
        decision: reaches ? each.decision : ('undecided' as const),
        isAllow: each.decision === 'allow',
        package: each.package,
      },
    ]
  })
  const highest = Math.max(...inForce.map((each) => rankOf(each.package)))
  const level = inForce.filter((each) => rankOf(each.package) === highest)
  return (
    level.find(({ decision }) => decision === 'deny') ??
    level.find(({ decision }) => decision === 'allow') ??
    level[0]
  )
}
