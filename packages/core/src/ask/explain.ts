import type { PolicySegment } from '@trustlist/schema'
import type { Hearing } from '../merge/hearing.js'
import type { AskedPolicy } from '../merge/policy-part.js'
import type { RuleView } from '../merge/rule-view.js'
import { isPackageId, typeOfPattern } from '../purl/pattern.js'
import { schemeOf } from '../version/registry.js'
import { parseVersion, type Version } from '../version/version.js'
import { decide, type Decision, type Query } from './decide.js'
import type { Explanation, LinePart, Reason, WouldChange } from './explanation.js'
import { decisionNow, isEnough } from './segment-now.js'
import { changesByNumbers, changesByWords } from './would-change.js'
import { toWords, wordsOfPolicy } from './words.js'

/**
 * Why a policy answers as it does: who says what on which basis, what it weighs, what counted and what did not and why, what
 * holds for the versions around it, and what would change the answer.
 *
 * The policy alone says who was heard. With the lists behind it, every entry that speaks about the package is told, also what
 * was dropped, what repeats another's word, and what shares a group with a stronger one.
 *
 * @spec ask#explaining
 * @param hearing - What the policy was merged from, from {@link openHearing}, by the same trust, profile and instant. Where it
 *   is another, the words are those of the hearing and the decision that of the policy.
 * @example
 * explain(policy, { package: 'pkg:pypi/numpy', version: '1.26.4' }).reasons
 */
export function explain(policy: AskedPolicy, query: Query, hearing?: Hearing): Explanation {
  const decision = decide(policy, query)
  const { profile } = policy
  const view = policy.findRule(decision.package)
  const version = versionOf(query)
  const words = hearing === undefined ? undefined : toWords(hearing, decision.package, version, query)
  const { allowAt, denyAt, minVoices, minReviewed, criteria } = profile
  const { segment, cause, support, voices, reviewed, opposition } = decision
  const line = view === undefined ? [] : toLine(policy, view, query, segment)
  return {
    query,
    decision: decision.decision,
    cause,
    package: decision.package,
    ...(decision.rule === undefined ? {} : { rule: decision.rule }),
    ...(segment === undefined || query.version === undefined ? {} : { versions: segment.versions }),
    ...(segment?.until === undefined ? {} : { until: segment.until }),
    support,
    voices,
    reviewed,
    opposition,
    required: { allowAt, denyAt, minVoices, minReviewed, criteria },
    from: words === undefined ? 'policy' : 'lists',
    reasons: [
      ...ruleReasons(query, decision),
      ...overrideReasons(policy, decision),
      ...(words?.reasons ?? wordsOfPolicy(policy, decision, view, query)),
      // Without a version there is no one sum, where it depends on the version.
      ...(query.version !== undefined || line.length === 1
        ? sumReasons(policy, decision, words?.criteria)
        : []),
      ...causeReasons(policy, query, decision),
    ],
    line,
    wouldChange: toChanges(policy, query, decision, view, hearing, words?.look),
  }
}

function versionOf({ package: name, version }: Query): Version | undefined {
  if (version === undefined) return undefined
  const parsed = parseVersion(schemeOf(typeOfPattern(name)), version)
  return parsed.ok ? parsed.value : undefined
}

function ruleReasons(query: Query, { rule, package: decided }: Decision): readonly Reason[] {
  if (rule === undefined) return [{ kind: 'unlisted' }]
  if (rule === query.package) return []
  const because = decided !== query.package ? 'qualifier' : isPackageId(rule) ? 'wider' : 'pattern'
  return [{ kind: 'rule', rule, because }]
}

/** The override that decides stands among those for it or against it; no other does. */
function overrideReasons({ inputs }: AskedPolicy, decision: Decision): readonly Reason[] {
  return [...decision.for, ...decision.against].flatMap((index) => {
    const input = inputs[index]
    return input?.kind === 'override' ? [{ kind: 'override' as const, input }] : []
  })
}

type CriterionReason = Extract<Reason, { kind: 'support' }>['criteria'][number]

function sumReasons(
  policy: AskedPolicy,
  decision: Decision,
  criteria: readonly CriterionReason[] | undefined,
): readonly Reason[] {
  if (decision.segment === undefined) return []
  const { profile } = policy
  const { support, voices, reviewed, opposition } = decision
  const isDecided = overrideReasons(policy, decision).length > 0
  const isVeto = decision.decision === 'deny' && opposition < profile.denyAt && !isDecided
  const against: Reason = {
    kind: 'opposition',
    points: opposition,
    isEnough: isVeto || opposition >= profile.denyAt,
    isVeto,
  }
  return [
    {
      kind: 'support',
      points: support,
      voices,
      reviewed,
      isEnough: isEnough(decision, profile),
      criteria: criteria ?? profile.criteria.map((criterion) => ({ criterion })),
    },
    ...(decision.against.length > 0 || opposition > 0 ? [against] : []),
  ]
}

function causeReasons(policy: AskedPolicy, query: Query, { cause, segment }: Decision): readonly Reason[] {
  const { issued, expires, at } = policy
  switch (cause) {
    case 'file':
      return query.digest === undefined ? [] : [{ kind: 'file', sha256: query.digest }]
    case 'lapsed': {
      const file = segment?.files?.find(({ sha256 }) => sha256 === query.digest)
      const until = file?.until ?? segment?.until
      return until === undefined ? [] : [{ kind: 'lapsed', until }]
    }
    case 'expired':
      return [{ kind: 'not-in-force', issued, expires, at }]
    case 'pre-release':
      return [{ kind: 'pre-release' }]
    case 'version-unreadable':
      return [{ kind: 'version-unreadable', version: query.version ?? '' }]
    case 'held':
      return [{ kind: 'held' }]
    case 'segment':
    case 'unlisted':
    case 'gap':
      return []
  }
}

function toLine(
  policy: AskedPolicy,
  view: RuleView,
  { version, snapshot }: Query,
  asked: PolicySegment | undefined,
): readonly LinePart[] {
  const toFile = (file: NonNullable<PolicySegment['files']>[number]) => ({
    sha256: file.sha256,
    decision: decisionNow(policy, file),
  })
  const toPart = (segment: PolicySegment): LinePart => ({
    versions: segment.versions,
    decision: decisionNow(policy, segment),
    support: segment.support,
    voices: segment.voices,
    opposition: segment.opposition,
    ...(segment.asOf === undefined ? {} : { asOf: segment.asOf }),
    ...(segment.until === undefined ? {} : { until: segment.until }),
    ...(segment.files === undefined ? {} : { files: segment.files.map(toFile) }),
    isAsked: version !== undefined && segment === asked,
  })
  if (version === undefined) {
    return (snapshot === undefined ? view.rule.segments : view.segments(snapshot)).map(toPart)
  }
  const segments = view.segments(snapshot)
  const place = asked === undefined ? -1 : segments.indexOf(asked)
  if (place < 0) return []
  const near = view.scheme.ordered ? [place - 1, place, place + 1] : [place]
  return near.flatMap((each) => (segments[each] === undefined ? [] : [toPart(segments[each])]))
}

function toChanges(
  policy: AskedPolicy,
  query: Query,
  decision: Decision,
  view: RuleView | undefined,
  hearing: Hearing | undefined,
  words: ReturnType<typeof toWords>['look'],
): readonly WouldChange[] {
  if (query.version === undefined || !policy.isInForce) return []
  const byNumbers = changesByNumbers(policy, query, decision, view, words !== undefined)
  if (hearing === undefined || words === undefined) return byNumbers
  return [...byNumbers, ...changesByWords(hearing, words, decision, query.version)]
}
