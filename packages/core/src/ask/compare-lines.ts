import type { PolicySegment } from '@trustlist/schema'
import type { Policy } from '../merge/policy.js'
import { isPointText, type RuleView, type SegmentLine } from '../merge/rule-view.js'
import type { Pattern } from '../purl/pattern.js'
import { dayOf, type Day } from '../text/instant.js'
import type { VersionScheme } from '../version/scheme.js'
import { isPreRelease, type Version } from '../version/version.js'
import type { CauseFinder, Said } from './change-causes.js'
import type { DecisionChange } from './decision-change.js'
import { textOfPieces } from './pieces-text.js'
import { walkLines } from './walk-lines.js'

/** One of the two policies, and its rule that answers. */
export interface Answering {
  readonly policy: Policy
  readonly view: RuleView | undefined
}

/** Pieces of the version line for which the same two segments answer. */
interface Shared {
  readonly before: PolicySegment | undefined
  readonly after: PolicySegment | undefined
  readonly intervals: number[]
  readonly releases: number[]
  readonly preReleases: number[]
}

type Unplaced = Omit<DecisionChange, 'package' | 'versions' | 'asOf' | 'exceptAsOf'>

const emptyLine: SegmentLine = { cuts: [], owners: [undefined] }

/**
 * What two rules decide differently for one snapshot, one change for each group of versions that change alike.
 *
 * @param name - The package or pattern that both answer for.
 */
export function compareLines(
  name: Pattern,
  scheme: VersionScheme,
  before: Answering,
  after: Answering,
  asOf: Day | undefined,
  causes: CauseFinder,
): readonly DecisionChange[] {
  const { cuts, shared } = align(before.view?.line(asOf) ?? emptyLine, after.view?.line(asOf) ?? emptyLine)
  const byKey = new Map<string, { readonly change: Unplaced; readonly pieces: number[] }>()
  for (const each of shared) {
    for (const [change, pieces] of changesOf(name, each, before, after, causes)) {
      if (pieces.length === 0) continue
      const key = JSON.stringify(change)
      const known = byKey.get(key)
      if (known === undefined) byKey.set(key, { change, pieces: [...pieces] })
      else for (const piece of pieces) known.pieces.push(piece)
    }
  }
  return [...byKey.values()].map(({ change, pieces }) => ({
    package: name,
    versions: textOfPieces(scheme, cuts, pieces),
    ...change,
  }))
}

/** Cuts the version line at the bounds of both, and groups the pieces by who answers. */
function align(a: SegmentLine, b: SegmentLine): { cuts: readonly Version[]; shared: readonly Shared[] } {
  const cuts: Version[] = []
  const groups = new Map<PolicySegment | undefined, Map<PolicySegment | undefined, Shared>>()
  walkLines(a, b, ({ before, after, cut }) => {
    let row = groups.get(before)
    if (row === undefined) groups.set(before, (row = new Map<PolicySegment | undefined, Shared>()))
    let group = row.get(after)
    if (group === undefined)
      row.set(after, (group = { before, after, intervals: [], releases: [], preReleases: [] }))
    if (cut === undefined) group.intervals.push(2 * cuts.length)
    else {
      const points = isPreRelease(cut) ? group.preReleases : group.releases
      points.push(2 * cuts.length + 1)
      cuts.push(cut)
    }
  })
  return { cuts, shared: [...groups.values()].flatMap((row) => [...row.values()]) }
}

/** What changes where two segments meet: for a file of which nothing is known, and for each file that one names. */
function changesOf(
  name: Pattern,
  shared: Shared,
  before: Answering,
  after: Answering,
  causes: CauseFinder,
): readonly (readonly [Unplaced, readonly number[]])[] {
  const { intervals, releases, preReleases } = shared
  const said = (sha256: string | undefined, isHidden: boolean) =>
    [toSaid(before, shared.before, sha256, isHidden), toSaid(after, shared.after, sha256, isHidden)] as const
  const change = ([was, is]: readonly [Said, Said], more: Partial<Unplaced>): Unplaced[] => {
    if (was.standing.decision === is.standing.decision) return []
    return [{ ...more, before: was.standing, after: is.standing, because: causes.find(name, was, is) }]
  }
  const files = [...new Set([...filesOf(shared.before), ...filesOf(shared.after)])].sort()
  const parts = [
    { isHidden: false, only: 'releases' as const, pieces: releases },
    { isHidden: true, only: 'pre-releases' as const, pieces: preReleases },
  ]
  const alike = parts.every(
    ({ isHidden }) =>
      isSameTurn(said(undefined, isHidden), said(undefined, false)) &&
      files.every((sha256) => isSameTurn(said(sha256, isHidden), said(sha256, false))),
  )
  const told = alike ? [{ isHidden: false, only: undefined, pieces: [...releases, ...preReleases] }] : parts
  return told.flatMap(({ isHidden, only, pieces: points }) => {
    const unknown = said(undefined, isHidden)
    const apart = files.filter((sha256) => !isSameTurn(said(sha256, isHidden), unknown))
    const where = only === undefined ? {} : { only }
    const pieces = [...intervals, ...points]
    return [
      ...change(unknown, { ...where, ...(apart.length === 0 ? {} : { exceptSha256: apart }) }),
      ...apart.flatMap((sha256) => change(said(sha256, isHidden), { ...where, sha256 })),
    ].map((each) => [each, pieces] as const)
  })
}

function filesOf(segment: PolicySegment | undefined): readonly string[] {
  return segment?.files?.map(({ sha256 }) => sha256) ?? []
}

/** Whether two pairs of answers go from the same decision to the same. */
function isSameTurn(a: readonly [Said, Said], b: readonly [Said, Said]): boolean {
  return a.every(({ standing }, place) => standing.decision === b[place]!.standing.decision)
}

/**
 * What a policy answers where a segment holds, as `decide` does.
 *
 * @param isHidden - For a pre-release: where the profile wants them named, a segment that is no point does not speak for it.
 */
function toSaid(
  { policy, view }: Answering,
  segment: PolicySegment | undefined,
  sha256: string | undefined,
  isHidden: boolean,
): Said {
  const rule = view === undefined ? {} : { rule: view.rule.package }
  if (segment === undefined) {
    const standing = { decision: 'undecided' as const, support: 0, voices: 0, reviewed: 0, opposition: 0 }
    return { standing: { ...standing, ...rule }, segment, isLapsed: false }
  }
  const file = segment.files?.find((each) => each.sha256 === sha256)
  const { decision, support, voices, until } = file ?? segment
  const { reviewed, opposition } = segment
  const isLapsed = decision === 'allow' && until !== undefined && until < dayOf(policy.at)
  const lacksName = isHidden && policy.profile.preReleases === 'named' && !isPointText(segment.versions)
  const isUndecided = decision === 'allow' && (isLapsed || lacksName || !policy.isInForce)
  const counted = lacksName ? { support: 0, voices: 0, reviewed: 0 } : { support, voices, reviewed }
  return {
    standing: { decision: isUndecided ? 'undecided' : decision, ...counted, opposition, ...rule },
    segment,
    isLapsed,
  }
}
