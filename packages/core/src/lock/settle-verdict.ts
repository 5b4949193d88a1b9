import { problem, type Problem, type Problems } from '../problem/problem.js'
import { addSeconds, clockToleranceSeconds, type Instant } from '../text/instant.js'
import type { AcceptRequest } from './accept-request.js'
import type { AcceptVerdict, Judged, ListChange } from './accept-verdict.js'
import { withoutAcknowledged } from './acknowledged-denials.js'
import type { FoundIdentity } from './find-identity.js'
import { findHeldFaults } from './held-faults.js'
import type { JudgedList } from './judge-list.js'
import type { KeptDenial, LockFault, LockList, LockPublisher } from './lock.js'
import { findExcess } from './lock-limits.js'
import { toHeldProblem, toProof, toQuarantine, type ProvenFault } from './quarantine.js'
import { findServingLists } from './serving-lists.js'
import { keepDenials } from './vanished-denials.js'

type PassedList = Extract<JudgedList, { readonly kind: 'same' | 'changed' }>
type RefusedList = Extract<JudgedList, { readonly kind: 'refused' }>
type WrongList = Extract<JudgedList, { readonly kind: 'wrong' }>

/** Everything that was found out about one publisher. */
interface Findings {
  readonly request: AcceptRequest
  readonly found: FoundIdentity
  /** The element of the lock until now; undefined at the first meeting. */
  readonly before: LockPublisher | undefined
  readonly passed: readonly PassedList[]
  /** The lists that were accepted before and go on serving. */
  readonly serving: readonly LockList[]
  readonly problems: readonly Problem[]
  readonly base: Judged
}

/**
 * The verdict where nothing could be judged: everything stays as it was.
 *
 * @spec freshness#the-verdict
 */
export function leaveUnjudged(request: AcceptRequest, [first, ...rest]: Problems): AcceptVerdict {
  const { accepted, publisher } = request
  const mark = accepted?.quarantine
  const base = toNothing(request)
  if (mark === undefined) return { ...base, status: 'stale', problems: [first, ...rest] }
  const held = mark.faults.map((fault) => toHeldProblem(publisher, fault, mark.since))
  return { ...base, status: 'quarantined', problems: [first, ...rest, ...held] }
}

function toNothing({ accepted, publisher }: AcceptRequest): Judged {
  const none = { changes: [], keep: [], proof: [], findings: [] }
  return { publisher, identity: undefined, lock: accepted, newestIssued: undefined, ...none }
}

/**
 * Puts together what was found of identity and lists: the verdict, and the new element of the lock.
 *
 * @spec freshness#the-verdict
 * @param judged - By name, every list that was asked for.
 */
export function settleVerdict(
  request: AcceptRequest,
  found: FoundIdentity,
  judged: ReadonlyMap<string, JudgedList>,
  findings: readonly Problem[],
): AcceptVerdict {
  const { accepted, kept } = request
  const before = found.isAnew ? withoutQuarantine(accepted!) : accepted
  const all = [...judged.values()]
  const wrong = all.filter((each): each is WrongList => each.kind === 'wrong').map(({ proven }) => proven)
  const known = found.fault === undefined ? wrong : [found.fault, ...wrong]
  const remembered = before?.quarantine?.faults ?? []
  const held = findHeldFaults(remembered, found.identity, judged)
  const passed = all.filter((each): each is PassedList => each.kind === 'same' || each.kind === 'changed')
  const isProven = known.length + held.length > 0
  const replaced = new Set(isProven ? [] : passed.map(({ locked }) => locked.list))
  const serving = findServingLists(before, replaced, new Set(judged.keys()), found.identity, kept)
  const refused = all.filter((each): each is RefusedList => each.kind === 'refused')
  const base = {
    ...toNothing(request),
    identity: found.identity,
    findings: [...findings, ...toAnew(request, found)],
  }
  const problems = [...found.problems, ...refused.flatMap((each) => each.problems), ...serving.problems]
  const settled: Findings = {
    request,
    found,
    before,
    passed,
    serving: serving.lists,
    problems: [...new Set(problems)],
    base,
  }
  const proven = [...known, ...serving.faults]
  // A run in which something is proven settles nothing.
  const stays = proven.length > 0 ? remembered : held
  return proven.length + stays.length > 0 ? quarantine(settled, proven, stays) : goOn(settled)
}

function toAnew({ accepted, pin, publisher }: AcceptRequest, { isAnew }: FoundIdentity): readonly Problem[] {
  if (!isAnew) return []
  const what = `${publisher} is pinned to ${pin}, which does not lead to what was accepted under ${accepted!.pin}`
  return [problem('lock/pinned-anew', what)]
}

function quarantine(
  { request, found, before, serving, problems, base }: Findings,
  proven: readonly ProvenFault[],
  held: readonly LockFault[],
): AcceptVerdict {
  const { now, publisher } = request
  const since = before?.quarantine?.since ?? now
  const mark = toQuarantine(held, proven, since)
  const still = held.filter((each) => mark.faults.includes(each))
  const [first, ...rest] = [
    ...proven.map((each) => each.problem),
    ...still.map((each) => toHeldProblem(publisher, each, since)),
    ...problems,
  ]
  const verdict = {
    ...base,
    proof: toProof(proven),
    status: 'quarantined',
    problems: [first!, ...rest],
  } as const
  if (before === undefined) return verdict
  return {
    ...verdict,
    keep: found.keep,
    lock: { ...toElement(before, request, found), lists: serving, quarantine: mark },
    newestIssued: findNewest([found.identity.issued], now),
  }
}

function goOn({ request, found, before, passed, serving, problems, base }: Findings): AcceptVerdict {
  const { acknowledged = [], now, publisher } = request
  const { identity } = found
  const [first, ...rest] = problems
  // At the first meeting nothing serves in the place of a list that is refused: its denials would be missing.
  if (first !== undefined && before === undefined)
    return { ...base, status: 'stale', problems: [first, ...rest] }
  const { changes, keptDenials } = toChanges(passed, before?.keptDenials ?? [], now)
  const started = before ?? { keptDenials: [], lastRefreshed: now, lists: [], publisher }
  const lists = [...serving, ...passed.map(({ locked }) => locked)]
  const excess = findExcess(publisher, lists, keptDenials)
  if (excess !== undefined) return leaveUnjudged(request, [excess])
  const lock = { ...withoutQuarantine(toElement(started, request, found)), keptDenials, lists }
  const goneOn = {
    ...base,
    changes,
    findings: [...base.findings, ...passed.flatMap((each) => each.findings)],
    keep: [...found.keep, ...passed.flatMap(({ keep }) => (keep === undefined ? [] : [keep]))],
    newestIssued: findNewest([identity.issued, ...passed.map(({ issued }) => issued)], now),
  }
  if (first !== undefined) return { ...goneOn, lock, status: 'stale', problems: [first, ...rest] }
  const left = withoutAcknowledged(keptDenials, publisher, acknowledged)
  return { ...goneOn, identity, lock: { ...lock, keptDenials: left, lastRefreshed: now }, status: 'accepted' }
}

function withoutQuarantine(element: LockPublisher): LockPublisher {
  const { quarantine, ...rest } = element
  return quarantine === undefined ? element : rest
}

/** The element with the newest identity and the pin that led to it. */
function toElement(
  before: LockPublisher,
  { pin }: AcceptRequest,
  { identity }: FoundIdentity,
): LockPublisher {
  const { digest, version } = identity
  return { ...before, identity: { digest, version }, pin }
}

function toChanges(
  passed: readonly PassedList[],
  kept: readonly KeptDenial[],
  now: Instant,
): { readonly changes: readonly ListChange[]; readonly keptDenials: readonly KeptDenial[] } {
  const changes: ListChange[] = []
  let keptDenials = kept
  for (const { change, locked } of passed) {
    if (change === undefined) continue
    const own = keptDenials.filter(({ list }) => list === locked.list)
    const next = keepDenials(own, change.before, change.after, now)
    const known = new Set(own.map((each) => JSON.stringify(each)))
    const vanished = next.filter((each) => !known.has(JSON.stringify(each)))
    changes.push({ ...change, list: locked.list, vanished })
    keptDenials = [...keptDenials.filter(({ list }) => list !== locked.list), ...next]
  }
  return { changes, keptDenials }
}

/** Nothing that is dated ahead of the clock raises the time floor beyond a day. */
function findNewest(issued: readonly Instant[], now: Instant): Instant | undefined {
  const latest = addSeconds(now, clockToleranceSeconds)
  return issued
    .filter((each) => each <= latest)
    .sort()
    .at(-1)
}
