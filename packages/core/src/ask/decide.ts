import type { PolicySegment } from '@trustlist/schema'
import type { AskedPolicy } from '../merge/policy-part.js'
import type { RuleView } from '../merge/rule-view.js'
import { compareSeverity } from '../merge/severity.js'
import type { Pattern } from '../purl/pattern.js'
import { dayOf, type Day } from '../text/instant.js'
import { parseVersion, type Version } from '../version/version.js'

/** What is asked of a policy. */
export interface Query {
  /** The folded identity of a package, without version. */
  readonly package: Pattern
  /** As its ecosystem writes it; without one the answer holds for whatever version. */
  readonly version?: string
  /** SHA-256 of the file that would be used, where it is known. */
  readonly digest?: string
  /** The date of the repository's snapshot that the inventory states. */
  readonly snapshot?: Day
}

/**
 * What settled it: a `segment` or a `file` of the policy. Or what kept it from an allow: it is new, and held until the
 * operator accepts it (`held`); nobody names the package (`unlisted`); the policy is not in force (`expired`); what it rested on has lapsed since (`lapsed`); nobody names the
 * pre-release (`pre-release`); the ecosystem does not accept the version (`version-unreadable`); the policy has no
 * segment for it (`gap`).
 */
export type DecisionCause =
  | 'segment'
  | 'file'
  | 'held'
  | 'unlisted'
  | 'expired'
  | 'lapsed'
  | 'pre-release'
  | 'version-unreadable'
  | 'gap'

/** A policy's answer. Only `allow` permits. */
export interface Decision {
  readonly decision: PolicySegment['decision']
  readonly cause: DecisionCause
  /** The package that was decided: as asked, or with the qualifier that gave the most severe answer. */
  readonly package: Pattern
  /** The rule that answered: the package or a pattern. */
  readonly rule?: Pattern
  /** The part of the rule that answered. */
  readonly segment?: PolicySegment
  readonly support: number
  readonly voices: number
  readonly reviewed: number
  readonly opposition: number
  /** Indexes into the policy's inputs. */
  readonly for: readonly number[]
  readonly against: readonly number[]
}

/**
 * What a policy says of one package version.
 *
 * A package that lacks a qualifier which rules name, such as a conda package without its channel, gets the most severe
 * answer of all that it could mean.
 *
 * @spec policy#answering
 * @example
 * decide(policy, { package: 'pkg:pypi/numpy', version: '1.26.4' }).decision
 */
export function decide(policy: AskedPolicy, query: Query): Decision {
  let worst = decideOne(policy, query.package, query)
  for (const refined of policy.refinementsOf(query.package)) {
    const answer = decideOne(policy, refined, query)
    if (compareSeverity(answer.decision, worst.decision) > 0) worst = answer
  }
  return worst
}

function decideOne(policy: AskedPolicy, name: Pattern, query: Query): Decision {
  const view = policy.findRule(name)
  if (view === undefined) return undecided(name, 'unlisted')
  const rule = view.rule.package
  if (query.version === undefined) return worstOf(policy, view, name, query)
  const version = parseVersion(view.scheme, query.version)
  if (!version.ok) {
    const worst = worstOf(policy, view, name, query)
    return worst.decision === 'allow'
      ? { ...worst, decision: 'undecided', cause: 'version-unreadable' }
      : worst
  }
  const answer = view.find(version.value, query.snapshot)
  if (answer === undefined) return { ...undecided(name, 'gap'), rule }
  const decision = toDecision(policy, name, rule, answer.segment, query)
  return answer.isPoint ? decision : asPreRelease(policy, decision, version.value)
}

/** Without a version: the most severe of all, the first where several are. */
function worstOf(policy: AskedPolicy, view: RuleView, name: Pattern, query: Query): Decision {
  const rule = view.rule.package
  const answers = view
    .segments(query.snapshot)
    .map((segment) => toDecision(policy, name, rule, segment, { ...query, digest: '' }))
  const [first, ...rest] = answers
  if (first === undefined) return { ...undecided(name, 'gap'), rule }
  return rest.reduce(
    (worst, each) => (compareSeverity(each.decision, worst.decision) > 0 ? each : worst),
    first,
  )
}

/** What one segment says, at the instant of the policy. */
export function toDecision(
  policy: AskedPolicy,
  name: Pattern,
  rule: Pattern,
  segment: PolicySegment,
  query: Query,
): Decision {
  const file = segment.files?.find(({ sha256 }) => sha256 === query.digest)
  const { decision, support, voices, until } = file ?? segment
  const answer = {
    decision,
    cause: causeOf(segment, file !== undefined),
    package: name,
    rule,
    segment,
    support,
    voices,
    reviewed: segment.reviewed,
    opposition: segment.opposition,
    for: segment.for,
    against: segment.against,
  }
  if (decision !== 'allow') return answer
  if (!policy.isInForce) return { ...answer, decision: 'undecided', cause: 'expired' }
  const hasLapsed = until !== undefined && until < dayOf(policy.at)
  return hasLapsed ? { ...answer, decision: 'undecided', cause: 'lapsed' } : answer
}

function causeOf({ held }: PolicySegment, isFile: boolean): DecisionCause {
  if (isFile) return 'file'
  return held === true ? 'held' : 'segment'
}

/**
 * Under `preReleases: named` a segment that is no point speaks for releases: a pre-release inside it has no support.
 *
 * @spec policy#pre-releases
 */
function asPreRelease(policy: AskedPolicy, answer: Decision, version: Version): Decision {
  if (policy.profile.preReleases !== 'named' || !version.scheme.isPreRelease(version.value)) return answer
  const heardFor = answer.for.filter((index) => policy.inputs[index]?.kind !== 'repository')
  const without = { ...answer, support: 0, voices: 0, reviewed: 0, for: heardFor }
  return answer.decision === 'allow' ? { ...without, decision: 'undecided', cause: 'pre-release' } : without
}

function undecided(name: Pattern, cause: DecisionCause): Decision {
  return {
    decision: 'undecided',
    cause,
    package: name,
    support: 0,
    voices: 0,
    reviewed: 0,
    opposition: 0,
    for: [],
    against: [],
  }
}
