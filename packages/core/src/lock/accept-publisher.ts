import { problem, type Problem } from '../problem/problem.js'
import type { AcceptRequest } from './accept-request.js'
import type { AcceptVerdict, KeptDocument } from './accept-verdict.js'
import { findClockFault } from './find-clock-fault.js'
import { findHistory, findIdentity, type FoundIdentity } from './find-identity.js'
import { judgeList, type JudgedList } from './judge-list.js'
import { readKeptHead, withOfferedIdentities } from './kept-documents.js'
import { maxLists } from './lock-limits.js'
import { leaveUnjudged, settleVerdict } from './settle-verdict.js'

/**
 * Judges what a source offers of one publisher against what was accepted of it before.
 *
 * Whatever is refused never replaces what was accepted, and the element of the lock changes in three ways only: a list
 * goes forward, the identity goes forward along its chain, and a quarantine begins or ends.
 *
 * Not checked: what other publishers have seen of this one, see `findDisagreements`.
 *
 * @spec freshness#accepting-a-publisher
 * @returns The verdict. Problems: `lock/clock-behind`, `lock/identity-lost`, `lock/unsigned-before`,
 *   `lock/identity-not-offered`, `lock/identity-replaced`, `lock/no-list`, `lock/too-many-lists`, `lock/list-missing`,
 *   `lock/too-many-vanished`, `lock/too-old`, `lock/document-missing`, and what reading identities and lists refuses. Proven faults:
 *   `lock/rollback`, `lock/equivocation`, `lock/fork`, `lock/revoked`, `lock/identity-equivocation`. Finding:
 *   `lock/pinned-anew`.
 */
export function acceptPublisher(request: AcceptRequest): AcceptVerdict {
  const clock = findClockFault(request.now, request.timeFloor)
  if (clock !== undefined) return leaveUnjudged(request, [clock])
  const helped = { ...request, kept: withOfferedIdentities(request) }
  const found = findIdentity(helped)
  if (!found.ok) return leaveUnjudged(request, found.problems)
  const names = namesOf(request)
  const uncounted = findCountFault(names.length, request.publisher)
  const judged = judgeLists(names, helped, found.value, uncounted ?? found.value.ended)
  const isNew = ({ digest }: KeptDocument) => readKeptHead(request.kept(digest), digest) === undefined
  const { keep, problems } = found.value
  const identity = {
    ...found.value,
    keep: keep.filter(isNew),
    problems: uncounted === undefined ? problems : [...problems, uncounted],
  }
  return settleVerdict(helped, identity, judged, found.findings)
}

function namesOf({ accepted, lists, offered }: AcceptRequest): readonly string[] {
  const names = lists ?? [...offered.lists.keys(), ...(accepted?.lists.map(({ list }) => list) ?? [])]
  return [...new Set(names)].sort()
}

function findCountFault(count: number, publisher: string): Problem | undefined {
  if (count === 0) return problem('lock/no-list', `expected lists of ${publisher}, found none`)
  if (count <= maxLists) return undefined
  return problem('lock/too-many-lists', `expected at most ${maxLists} lists of ${publisher}, found ${count}`)
}

/** @param stopped - Why no list is judged. */
function judgeLists(
  names: readonly string[],
  request: AcceptRequest,
  { identity, isAnew }: FoundIdentity,
  stopped: Problem | undefined,
): ReadonlyMap<string, JudgedList> {
  if (stopped !== undefined)
    return new Map(names.map((name) => [name, { kind: 'refused', problems: [stopped] }]))
  const before = isAnew ? [] : (request.accepted?.lists ?? [])
  const accepted = new Map(before.map((each) => [each.list, each]))
  let known: ReturnType<typeof findHistory> | undefined
  const history = () => (known ??= findHistory(request))
  return new Map(names.map((name) => [name, judgeList(name, { request, identity, accepted, history })]))
}
