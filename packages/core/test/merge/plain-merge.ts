import type { PolicyFile, PolicyRule, PolicySegment } from '@trustlist/schema'
import type { Day } from '../../src/text/instant.js'
import { toDay } from '../../src/merge/day-number.js'
import { toKeptStatements } from '../../src/merge/kept-denials.js'
import type { MergeContext } from '../../src/merge/merge-context.js'
import { withOverrides } from '../../src/merge/overrides.js'
import { toRowPassed } from '../../src/merge/passed-criteria.js'
import type { DecidingOverride, Row } from '../../src/merge/speakers.js'
import type { Statement } from '../../src/merge/statement.js'
import { toVerdict } from '../../src/merge/tally.js'
import type { Voice } from '../../src/merge/voice.js'
import { ListReader } from '../../src/merge/to-statement.js'
import { isDisregard } from '../../src/merge/trust.js'
import { covers, meetOf, rankOf, typeOfPattern, type Pattern } from '../../src/purl/pattern.js'
import { containsVersion, namesVersion } from '../../src/version/contains.js'
import { toRangeText } from '../../src/version/range-text.js'
import { toRange, type VersionRange } from '../../src/version/range.js'
import { schemeOf } from '../../src/version/registry.js'
import type { VersionScheme } from '../../src/version/scheme.js'
import { compareVersions, isPreRelease, type Version } from '../../src/version/version.js'

/**
 * The rules of a policy in the plainest way: every name against every other, every statement against every piece, nothing
 * remembered. It shares with the merge how an entry becomes a statement and how voices add up, which the brute force decides
 * for itself, and nothing of how the merge comes to be quick: no walk, no index, no counting along the line, no shared
 * verdicts and no shared text.
 */
export function mergePlainly(context: MergeContext, operator: string): readonly PolicyRule[] {
  const said = statementsOf(context, operator)
  const { heard, inputs } = context
  const names = new Set<Pattern>([
    ...inputs.lists.flatMap(({ source }) => source.heard.list.entries.map((entry) => entry.package)),
    ...[...inputs.repositories, ...inputs.overrides, ...inputs.keptDenials].map(({ input }) => input.package),
    ...heard.flatMap(({ config }) => config.scope ?? []),
  ])
  for (let before = -1; before < names.size;) {
    before = names.size
    for (const a of [...names])
      for (const b of [...names]) {
        const meet = meetOf(a, b)
        if (meet !== undefined) names.add(meet)
      }
  }
  return [...names].sort().map((name) => ({ package: name, segments: segmentsOf(name, said, context) }))
}

type Said = readonly (readonly [Pattern, Statement])[]

function statementsOf(context: MergeContext, operator: string): Said {
  const fromLists = context.inputs.lists.flatMap(({ source, input, index }) => {
    const reader = new ListReader(context, operator, source, input, index)
    return source.heard.list.entries.flatMap((entry, place) => {
      const statement = reader.read(entry, place, rankOf(entry.package), [])
      return statement === undefined ? [] : [[entry.package, statement] as const]
    })
  })
  return [...fromLists, ...toKeptStatements(context)]
}

interface Heard {
  readonly scheme: VersionScheme
  readonly statements: readonly Statement[]
  readonly overrides: readonly DecidingOverride[]
  readonly rows: readonly Row[]
}

function segmentsOf(name: Pattern, said: Said, context: MergeContext): readonly PolicySegment[] {
  const { heard, inputs, profile, today } = context
  const disregards = inputs.overrides.flatMap(({ source }) =>
    isDisregard(source) && covers(source.package, name) && context.dayNumber(source.until) >= today
      ? [{ ...source, until: context.dayNumber(source.until) }]
      : [],
  )
  const statements = said.flatMap(([pattern, statement]) => {
    const { id, scope } = heard[statement.voice.publisher]!.config
    if (!covers(pattern, name) || !(scope?.some((each) => covers(each, name)) ?? true)) return []
    const days = disregards.flatMap(({ disregard, reference, until }) =>
      disregard === id && (reference === undefined || statement.references?.includes(reference) === true)
        ? [until]
        : [],
    )
    return [{ ...statement, disregardedUntil: Math.max(statement.disregardedUntil, ...days) }]
  })
  const overrides = inputs.overrides.flatMap(({ source, index }) => {
    if (isDisregard(source) || !covers(source.package, name)) return []
    const until = source.until === undefined ? Infinity : context.dayNumber(source.until)
    if (until < today) return []
    const range = context.range(source.versions)!
    return [{ index, decision: source.decision, rank: rankOf(source.package), range, until }]
  })
  const rows = inputs.repositories.flatMap(({ source, index }) =>
    covers(source.package, name)
      ? [{ index, weight: source.weight, passes: toRowPassed(source.criteria ?? [], profile.criteria) }]
      : [],
  )
  const scheme = schemeOf(typeOfPattern(name))
  const dates = [...new Set(statements.map(({ asOf }) => asOf))].filter((each) => each !== undefined).sort()
  return [undefined, ...dates].flatMap((asOf) => {
    const speaking = statements.filter((each) => each.asOf === undefined || each.asOf === asOf)
    return lineOf({ scheme, statements: speaking, overrides, rows }, context, asOf)
  })
}

/** A piece between two cuts, or on one; which pieces of its own each range has there is looked up anew. */
interface Piece {
  readonly cut: Version | undefined
  holds(range: VersionRange): boolean
}

function lineOf(said: Heard, context: MergeContext, asOf: Day | undefined): readonly PolicySegment[] {
  const { scheme, statements, overrides } = said
  const points = [...statements, ...overrides].flatMap(({ range }) => range.points)
  points.sort((a, b) => compareVersions(a, b) || a.text.length - b.text.length || (a.text < b.text ? -1 : 1))
  const cuts = points.filter((each, place) => place === 0 || compareVersions(points[place - 1]!, each) !== 0)
  const between = (before: Version | undefined): Piece => ({
    cut: undefined,
    holds: ({ points: own, inside }) =>
      inside[2 * own.filter((each) => before !== undefined && compareVersions(each, before) <= 0).length]!,
  })
  const on = (cut: Version): Piece => ({ cut, holds: (range) => containsVersion(range, cut) })
  const pieces = [between(undefined), ...cuts.flatMap((cut) => [on(cut), between(cut)])]
  const verdicts = pieces.map((piece) => verdictOn(piece, said, context))
  const texts = verdicts.map((verdict) => JSON.stringify(verdict))
  const toSegment = (piece: number, versions: string): PolicySegment => ({
    ...verdicts[piece]!,
    versions,
    ...(asOf === undefined ? {} : { asOf }),
  })
  const rangeOf = (isIn: (piece: number) => boolean) =>
    toRangeText(
      toRange(
        scheme,
        cuts,
        pieces.map((_, piece) => isIn(piece)),
      ),
    )!
  if (!scheme.ordered) {
    const named = pieces.flatMap((_, piece) => (piece % 2 === 1 && texts[piece] !== texts[0] ? [piece] : []))
    return [
      ...named.map((piece) =>
        toSegment(
          piece,
          rangeOf((each) => each === piece),
        ),
      ),
      toSegment(
        0,
        rangeOf((each) => !named.includes(each)),
      ),
    ]
  }
  const isAlone = (piece: number) =>
    context.preReleasesNamed && pieces[piece]!.cut !== undefined && isPreRelease(pieces[piece]!.cut)
  const segments: PolicySegment[] = []
  for (let from = 0; from < pieces.length;) {
    let to = from
    while (to + 1 < pieces.length && texts[to + 1] === texts[from] && !isAlone(to) && !isAlone(to + 1)) to++
    const [first, last] = [from, to]
    segments.push(
      toSegment(
        from,
        rangeOf((piece) => piece >= first && piece <= last),
      ),
    )
    from = to + 1
  }
  return segments
}

type Verdict = Omit<PolicySegment, 'versions' | 'asOf'>

function verdictOn(piece: Piece, said: Heard, context: MergeContext): Verdict {
  const { today, voices, preReleasesNamed } = context
  const { cut } = piece
  const hidden = cut !== undefined && preReleasesNamed && isPreRelease(cut) ? cut : undefined
  const statements = said.statements.filter(({ range }) => piece.holds(range))
  const overrides = said.overrides.filter(({ range }) => piece.holds(range))
  const speakingOn = (day: number, file: string | undefined) =>
    statements.flatMap(({ voice, range, until, countsUntil, disregardedUntil, digests }) => {
      if (until < day || disregardedUntil >= day) return []
      const isOfOtherFiles = digests !== undefined && (file === undefined || !digests.has(file))
      const namesFile = digests !== undefined && !isOfOtherFiles
      const as = (spoken: Voice | undefined) => (spoken === undefined ? [] : [{ voice: spoken, namesFile }])
      if (voice.decision !== 'allow') return isOfOtherFiles && file !== undefined ? [] : as(voice)
      if (countsUntil < day || isOfOtherFiles) return as(voices.failingOf(voice))
      return as(hidden === undefined || namesVersion(range, hidden) ? voice : voices.weightlessOf(voice))
    })
  const isKnown = (day: number, file: string) => {
    const speaking = speakingOn(day, file)
    return speaking.some(({ voice, namesFile }) => {
      const isAgainst = ({ voice: other }: (typeof speaking)[number]) =>
        other.publisher === voice.publisher && other.decision !== 'allow' && other.rank >= voice.rank
      return (
        namesFile &&
        voice.decision === 'allow' &&
        voice.counts &&
        voice.weight > 0 &&
        !speaking.some(isAgainst)
      )
    })
  }
  const decideOn = (day: number, file: string | undefined) => {
    const speaking = speakingOn(day, file !== undefined && isKnown(day, file) ? file : undefined)
    const spoken = speaking.map(({ voice }) => voice)
    const verdict = toVerdict(spoken, hidden === undefined ? said.rows : [], context)
    return withOverrides(verdict, overrides, day, hidden)
  }
  const ends = [...statements, ...overrides].flatMap((each) =>
    'countsUntil' in each ? [each.until, each.countsUntil, each.disregardedUntil] : [each.until],
  )
  const days = [...new Set(ends)].filter((day) => day >= today && day < 400_000_000).sort((a, b) => a - b)
  const untilOf = (file: string | undefined) => {
    const last = days.find((day) => decideOn(day + 1, file).decision !== 'allow')
    return last === undefined ? {} : { until: toDay(last) }
  }
  const verdict = decideOn(today, undefined)
  const named = new Set(statements.flatMap(({ digests }) => [...(digests ?? [])]))
  const files = [...named].sort().flatMap((sha256): readonly PolicyFile[] => {
    const { decision, support, voices: count } = decideOn(today, sha256)
    if (decision === verdict.decision) return []
    return [{ decision, sha256, support, voices: count, ...(decision === 'allow' ? untilOf(sha256) : {}) }]
  })
  return {
    ...verdict,
    ...(verdict.decision === 'allow' ? untilOf(undefined) : {}),
    ...(files.length === 0 || cut === undefined ? {} : { files }),
  }
}
