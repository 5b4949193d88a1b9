import type { PolicyFile, PolicyRule, PolicySegment } from '@trustlist/schema'
import type { Policy } from '../merge/policy.js'
import { toElseText, toPieceText } from '../merge/piece-range.js'
import { isPointText, type RuleView, type SegmentLine } from '../merge/rule-view.js'
import { Impossible } from '../problem/problem.js'
import type { Pattern } from '../purl/pattern.js'
import { dayOf, type Day } from '../text/instant.js'
import type { VersionScheme } from '../version/scheme.js'
import { isPreRelease, type Version } from '../version/version.js'
import { walkLines, type SharedPiece } from './walk-lines.js'

interface Answering<View> {
  readonly policy: Policy
  readonly view: View
}

/** What is said of one piece, but for its versions. */
type Saying = Omit<PolicySegment, 'versions' | 'asOf'>

const emptyLine: SegmentLine = { cuts: [], owners: [undefined] }

/**
 * The new policy's rule for a name, less what the one before did not allow.
 *
 * @param name - The rule's own package, or one that it covers.
 * @returns The rule itself where nothing has to be held and the name is its own.
 */
export function holdRule(
  name: Pattern,
  before: Answering<RuleView | undefined>,
  after: Answering<RuleView>,
): PolicyRule {
  const { rule, scheme } = after.view
  const isSure = ({ decision, files }: PolicySegment) => decision !== 'allow' && files === undefined
  if (rule.package === name && rule.segments.every(isSure)) return rule
  const at = (asOf: Day | undefined) => holdLine(scheme, before, after, asOf)
  const usual = at(undefined)
  const usualText = JSON.stringify(usual)
  const segments = [...usual]
  const own = new Set(after.view.snapshots)
  for (const asOf of [...new Set([...own, ...(before.view?.snapshots ?? [])])].sort()) {
    const special = at(asOf)
    if (!own.has(asOf) && JSON.stringify(special) === usualText) continue
    segments.push(...special.map((segment) => ({ ...segment, asOf })))
  }
  const isHeld = JSON.stringify(segments.map(inOrder)) !== JSON.stringify(rule.segments.map(inOrder))
  return rule.package === name && !isHeld ? rule : { package: name, segments }
}

/** Members in one order, so that equal segments have equal texts. */
function inOrder(segment: PolicySegment): readonly (readonly [string, unknown])[] {
  return Object.entries(segment).sort(([a], [b]) => (a < b ? -1 : 1))
}

function holdLine(
  scheme: VersionScheme,
  before: Answering<RuleView | undefined>,
  after: Answering<RuleView>,
  asOf: Day | undefined,
): readonly PolicySegment[] {
  const cuts: Version[] = []
  const sayings: { readonly saying: Saying; readonly text: string; readonly isAlone: boolean }[] = []
  walkLines(before.view?.line(asOf) ?? emptyLine, after.view.line(asOf), (piece) => {
    if (piece.cut !== undefined) cuts.push(piece.cut)
    const segment = piece.after
    if (segment === undefined) throw new Impossible('a rule of a merge left a gap')
    const isHidden = hides(after.policy, piece.cut)
    if (isHidden && !isPointText(segment.versions)) {
      // It is part of an interval, which does not speak for it: cut off, it would.
      sayings.push({ ...sayings.at(-1)!, isAlone: false })
      return
    }
    const saying = holdSegment(segment, piece, before.policy, after.policy)
    sayings.push({ saying, text: JSON.stringify(inOrder(saying as PolicySegment)), isAlone: isHidden })
  })
  return scheme.ordered ? join(scheme, cuts, sayings) : apart(scheme, cuts, sayings)
}

/** Whether a version is a pre-release that a policy wants named. */
function hides({ profile }: Policy, cut: Version | undefined): boolean {
  return cut !== undefined && profile.preReleases === 'named' && isPreRelease(cut)
}

function holdSegment(
  segment: PolicySegment,
  { before, cut }: SharedPiece,
  policy: Policy,
  after: Policy,
): Saying {
  const allowed = (sha256: string | undefined) => wasAllowed(before, cut, sha256, policy, after)
  const isHeld = segment.decision === 'allow' && !allowed(undefined)
  const files: PolicyFile[] = []
  const named = [...(segment.files ?? []), ...(before?.files ?? [])].map(({ sha256 }) => sha256)
  for (const sha256 of [...new Set(named)].sort()) {
    const own = segment.files?.find((file) => file.sha256 === sha256)
    const { decision, support, voices, until } = own ?? segment
    const isFileHeld = decision === 'allow' && !allowed(sha256)
    if (own === undefined && isFileHeld === isHeld) continue
    files.push({
      sha256,
      decision: isFileHeld ? 'undecided' : decision,
      support,
      voices,
      ...(until === undefined || isFileHeld ? {} : { until }),
    })
  }
  const { against, decision, for: heardFor, opposition, reviewed, support, voices, until, held } = segment
  return {
    against,
    decision: isHeld ? 'undecided' : decision,
    for: heardFor,
    opposition,
    reviewed,
    support,
    voices,
    ...(isHeld || held === true ? { held: true } : {}),
    ...(isHeld || until === undefined ? {} : { until }),
    ...(files.length === 0 ? {} : { files }),
  }
}

/**
 * Whether the policy before allowed every version of a piece, for this file. Where it wanted pre-releases named, an
 * interval of it spoke for releases alone, and so it did not.
 */
function wasAllowed(
  segment: PolicySegment | undefined,
  cut: Version | undefined,
  sha256: string | undefined,
  policy: Policy,
  after: Policy,
): boolean {
  if (segment === undefined || !policy.isInForce) return false
  const { decision, until } = segment.files?.find((file) => file.sha256 === sha256) ?? segment
  if (decision !== 'allow' || (until !== undefined && until < dayOf(policy.at))) return false
  if (isPointText(segment.versions)) return true
  const hidesInside = cut === undefined && policy.profile.preReleases === 'named'
  return !hides(policy, cut) && !(hidesInside && after.profile.preReleases !== 'named')
}

type Line = readonly { readonly saying: Saying; readonly text: string; readonly isAlone: boolean }[]

function join(scheme: VersionScheme, cuts: readonly Version[], line: Line): readonly PolicySegment[] {
  const segments: PolicySegment[] = []
  let from = 0
  for (let piece = 1; piece <= line.length; piece++) {
    const [first, next] = [line[from]!, line[piece]]
    if (next !== undefined && !first.isAlone && !next.isAlone && first.text === next.text) continue
    segments.push({ ...first.saying, versions: toPieceText(scheme, cuts, from, piece - 1) })
    from = piece
  }
  return segments
}

/** Without an order: the named versions that differ from all others, each by itself, and then everything else. */
function apart(scheme: VersionScheme, cuts: readonly Version[], line: Line): readonly PolicySegment[] {
  const others = line[0]!
  const named: Version[] = []
  const segments: PolicySegment[] = []
  cuts.forEach((cut, index) => {
    const piece = 2 * index + 1
    if (line[piece]!.text === others.text) return
    named.push(cut)
    segments.push({ ...line[piece]!.saying, versions: toPieceText(scheme, cuts, piece, piece) })
  })
  segments.push({ ...others.saying, versions: toElseText(scheme, named) })
  return segments
}
