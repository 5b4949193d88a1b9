import type { PolicyInput, PolicySegment } from '@trustlist/schema'
import type { Hearing } from '../merge/hearing.js'
import type { AskedPolicy } from '../merge/policy-part.js'
import type { RuleView } from '../merge/rule-view.js'
import { uniteAllRanges } from '../version/combine-ranges.js'
import { parseRange } from '../version/parse-range.js'
import { toRangeText } from '../version/range-text.js'
import { oneVersion, type VersionRange } from '../version/range.js'
import type { VersionScheme } from '../version/scheme.js'
import { parseVersion } from '../version/version.js'
import type { Decision, Query } from './decide.js'
import type { WouldChange } from './explanation.js'
import { decisionNow, isEnough } from './segment-now.js'
import { RemedyFinder } from './remedies.js'
import type { Words } from './words.js'

type Decided = PolicySegment['decision']

/** More allowed versions or files than these are told by the whole line. */
const mostOthers = 3

/**
 * What would change an answer, as far as its numbers and the segments around it say.
 *
 * @param hasWords - Whether the lists are at hand, which say some of it more exactly.
 */
export function changesByNumbers(
  policy: AskedPolicy,
  { snapshot }: Query,
  decision: Decision,
  view: RuleView | undefined,
  hasWords: boolean,
): readonly WouldChange[] {
  const changes: WouldChange[] = []
  const override = [...decision.for, ...decision.against]
    .map((index) => policy.inputs[index])
    .find((input) => input?.kind === 'override')
  if (override?.kind === 'override') {
    changes.push({ kind: 'without-override', decision: byNumbers(policy, decision) })
    if (override.until !== undefined) changes.push({ kind: 'ends', on: override.until, what: 'override' })
  } else if (decision.cause === 'held') changes.push({ kind: 'accepted' })
  else if (decision.decision === 'undecided') changes.push(missing(policy, decision))
  else if (decision.decision === 'allow') {
    const until = decision.segment?.until
    if (until !== undefined) changes.push({ kind: 'ends', on: until, what: 'word' })
    const publishers = deniers(policy)
    if (publishers.length > 0) changes.push({ kind: 'denial', publishers })
  } else if (!hasWords) {
    const publishers = publishersOf(policy.inputs, decision.against)
    const then = isEnough(decision, policy.profile) ? 'allow' : 'undecided'
    changes.push({ kind: 'taken-back', publishers, decision: then })
  }
  if (view === undefined || decision.segment === undefined || decision.decision === 'allow') return changes
  const segments = view.segments(snapshot)
  if (!hasWords && decision.decision === 'undecided' && decision.cause !== 'held')
    changes.push(...permittedElsewhere(policy, view.scheme, segments, decision.segment))
  return [
    ...changes,
    ...permittedFiles(policy, decision.segment),
    ...otherVersions(policy, view.scheme.ordered, segments, decision.segment),
  ]
}

/** The decision that support and opposition give, without an override and as far as is known without vetoes. */
function byNumbers({ profile }: AskedPolicy, decision: Decision): Decided {
  if (decision.opposition >= profile.denyAt) return 'deny'
  return isEnough(decision, profile) ? 'allow' : 'undecided'
}

function missing({ profile }: AskedPolicy, { support, voices, reviewed }: Decision): WouldChange {
  const { allowAt, minVoices, minReviewed } = profile
  return {
    kind: 'missing',
    points: Math.max(0, allowAt - support),
    voices: minVoices > 1 ? Math.max(0, minVoices - voices) : 0,
    reviewed: Math.max(0, minReviewed - reviewed),
  }
}

/** Those whose denial would be enough. */
function deniers({ inputs, profile }: AskedPolicy): readonly string[] {
  const strong = inputs.filter((input) => input.kind === 'list' && input.denyWeight >= profile.denyAt)
  return [...new Set(strong.map((input) => (input.kind === 'list' ? input.publisher : '')))].sort()
}

function publishersOf(inputs: readonly PolicyInput[], indexes: readonly number[]): readonly string[] {
  const names = indexes.flatMap((index) => {
    const input = inputs[index]
    return input?.kind === 'list' || input?.kind === 'kept-denial' ? [input.publisher] : []
  })
  return [...new Set(names)].sort()
}

/** Who permits other versions and says nothing of these. */
function permittedElsewhere(
  { inputs }: AskedPolicy,
  scheme: VersionScheme,
  segments: readonly PolicySegment[],
  asked: PolicySegment,
): readonly WouldChange[] {
  const ranges = new Map<number, VersionRange[]>()
  for (const segment of segments) {
    const range = parseRange(segment.versions)
    if (!range.ok) continue
    for (const index of segment.for) {
      if (asked.for.includes(index) || asked.against.includes(index)) continue
      const known = ranges.get(index)
      if (known === undefined) ranges.set(index, [range.value])
      else known.push(range.value)
    }
  }
  return [...ranges]
    .sort(([a], [b]) => a - b)
    .flatMap(([index, held]): readonly WouldChange[] => {
      const input = inputs[index]
      const versions = toRangeText(uniteAllRanges(scheme, held))
      if (input?.kind !== 'list' || versions === undefined) return []
      return [{ kind: 'permits', publisher: input.publisher, list: input.list, versions }]
    })
}

/** Files of the version that are allowed, though it is not for whatever file. */
function permittedFiles(policy: AskedPolicy, { files = [] }: PolicySegment): readonly WouldChange[] {
  const allowed = files.filter((file) => decisionNow(policy, file) === 'allow')
  return allowed.slice(0, mostOthers).map(({ sha256 }) => ({ kind: 'file', sha256 }))
}

/** The nearest versions that are allowed. */
function otherVersions(
  policy: AskedPolicy,
  isOrdered: boolean,
  segments: readonly PolicySegment[],
  asked: PolicySegment,
): readonly WouldChange[] {
  const place = segments.indexOf(asked)
  const isAllowed = (segment: PolicySegment) => decisionNow(policy, segment) === 'allow'
  if (!isOrdered) {
    const others = segments.filter(isAllowed).slice(0, mostOthers)
    return others.map(({ versions }) => ({ kind: 'version', versions, direction: 'other' }))
  }
  const older = segments.slice(0, Math.max(place, 0)).findLast(isAllowed)
  const newer = segments.slice(place + 1).find(isAllowed)
  return [
    ...(older === undefined
      ? []
      : [{ kind: 'version', versions: older.versions, direction: 'older' } as const]),
    ...(newer === undefined
      ? []
      : [{ kind: 'version', versions: newer.versions, direction: 'newer' } as const]),
  ]
}

/** What would change an answer, tried by the merge's own sums. */
export function changesByWords(
  hearing: Hearing,
  { heard, look }: NonNullable<Words['look']>,
  decision: Decision,
  versionText: string,
): readonly WouldChange[] {
  if (look.overrides.length > 0) return []
  const publishers = (kinds: readonly string[]) => {
    const speaking = look.entries.filter(({ voice }) => voice !== undefined && kinds.includes(voice.decision))
    return [...new Set(speaking.map((each) => each.heard.publisher))].sort()
  }
  const without = (names: readonly string[]) =>
    heard.suppose(look, { without: ({ publisher }) => names.includes(publisher) }).decision
  if (decision.decision === 'allow') {
    return publishers(['allow']).flatMap((publisher): readonly WouldChange[] => {
      const then = without([publisher])
      return then === 'allow' ? [] : [{ kind: 'without', publisher, decision: then }]
    })
  }
  if (decision.decision === 'deny') return takenBack(heard, look, hearing)
  const version = parseVersion(heard.scheme, versionText)
  const versions = version.ok ? toRangeText(oneVersion(version.value)) : undefined
  if (versions === undefined) return []
  const finder = new RemedyFinder(hearing)
  const single = finder.single(heard, look, versions)
  if (single.length > 0) return cheapestOfEach(single)
  const [together] = finder.cheapest(heard, look, versions)
  return together === undefined ? [] : [{ kind: 'remedy', remedies: together }]
}

/** Of each publisher what is least work; they stand in that order already. */
function cheapestOfEach(single: ReturnType<RemedyFinder['single']>): readonly WouldChange[] {
  const told = new Set<string>()
  return single.flatMap((remedy): readonly WouldChange[] => {
    if (told.has(remedy.publisher)) return []
    told.add(remedy.publisher)
    return [{ kind: 'remedy', remedies: [remedy] }]
  })
}

/** Each denial that holds the decision by itself; where none does, all of them. */
function takenBack(
  heard: NonNullable<Words['look']>['heard'],
  look: NonNullable<Words['look']>['look'],
  { context }: Hearing,
): readonly WouldChange[] {
  const names = publishersOf(context.inputs.all, look.verdict.against)
  const then = (gone: readonly string[]) =>
    heard.suppose(look, {
      without: ({ publisher, said }) =>
        gone.includes(publisher) && ('kept' in said || said.entry.decision === 'deny'),
    }).decision
  const alone = names.flatMap((publisher): readonly WouldChange[] => {
    const decision = then([publisher])
    return decision === 'deny' ? [] : [{ kind: 'taken-back', publishers: [publisher], decision }]
  })
  return alone.length > 0 ? alone : [{ kind: 'taken-back', publishers: names, decision: then(names) }]
}
