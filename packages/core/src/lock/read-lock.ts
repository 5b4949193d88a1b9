import { checkShape, type Lock, type LockPublisher } from '@trustlist/schema'
import { maxFileBytes } from '../document/limits.js'
import { toCanonicalText, type JsonValue } from '../json/canonical.js'
import { findGateProblem } from '../json/gate.js'
import { parseInPieces } from '../json/parse-in-pieces.js'
import { problem, refuse, settle, type Outcome, type Place, type Problem } from '../problem/problem.js'
import { isDay, isInstant } from '../text/instant.js'
import { sortLock } from './lock-text.js'

/**
 * Reads the file `trust.lock.json`. It is written by a program and never repaired: whatever is not as the program writes
 * it, layout apart, is damage.
 *
 * @spec freshness#the-lock
 * @returns The lock, or `lock/damaged`.
 */
export function parseLock(bytes: Uint8Array, source?: string): Outcome<Lock> {
  const at: Place = source === undefined ? {} : { source }
  if (bytes.length > maxFileBytes) {
    return refuse(damaged(`expected at most ${maxFileBytes} bytes, found ${bytes.length}`, at))
  }
  const cuts: number[] = []
  const fault = findGateProblem(bytes, 0, bytes.length, at, cuts)
  return fault === undefined
    ? readLock(parseInPieces(bytes, 0, bytes.length, cuts), source)
    : refuse(damaged(fault.what, fault.at))
}

/**
 * Reads a lock from its value: shape, order, and what a schema cannot say.
 *
 * Not checked: whether the documents that it names are kept.
 *
 * @spec freshness#the-lock
 * @returns The lock, or `lock/damaged` for every fault.
 */
export function readLock(value: JsonValue, source?: string): Outcome<Lock> {
  const at: Place = source === undefined ? {} : { source }
  const faults = checkShape('lock', value).map(({ what, pointer }) => damaged(what, { ...at, pointer }))
  const [first, ...rest] = faults
  if (first !== undefined) return refuse(first, ...rest)
  const lock = value as unknown as Lock
  const problems = [
    ...findDateFaults(lock, at),
    ...lock.publishers.flatMap((each, index) => findFaults(each, index, at)),
  ]
  if (problems.length === 0 && toText(sortLock(lock)) !== toText(lock)) {
    problems.push(damaged('expected publishers, lists, faults and kept denials in their one order', at))
  }
  problems.push(
    ...findTwins(
      lock.publishers.map(({ publisher }) => publisher),
      'publisher',
      { ...at, pointer: '/publishers' },
    ),
  )
  return settle(lock, problems)
}

function damaged(what: string, at: Place): Problem {
  return problem('lock/damaged', what, at)
}

function toText(lock: Lock): string {
  return toCanonicalText(lock as unknown as JsonValue)
}

function findDateFaults(lock: Lock, at: Place): Problem[] {
  const problems: Problem[] = []
  const expectDate = (text: string | undefined, pointer: string) => {
    if (text === undefined || (text.length === 10 ? isDay(text) : isInstant(text))) return
    problems.push(damaged(`expected a day that exists, found ${text}`, { ...at, pointer }))
  }
  expectDate(lock.timeFloor, '/timeFloor')
  lock.publishers.forEach(({ keptDenials, lastRefreshed, quarantine }, index) => {
    const pointer = `/publishers/${index}`
    expectDate(lastRefreshed, `${pointer}/lastRefreshed`)
    expectDate(quarantine?.since, `${pointer}/quarantine/since`)
    keptDenials.forEach(({ decided, until }, place) => {
      expectDate(decided, `${pointer}/keptDenials/${place}/decided`)
      expectDate(until, `${pointer}/keptDenials/${place}/until`)
    })
  })
  return problems
}

/** What is wrong with one publisher by itself: names that stand twice, and members that are half of a signed state. */
function findFaults(publisher: LockPublisher, index: number, at: Place): readonly Problem[] {
  const { identity, lists, quarantine } = publisher
  const place = { ...at, pointer: `/publishers/${index}` }
  const isSigned = identity !== undefined
  const halves = lists.filter((each) => (each.version !== undefined) !== isSigned)
  const faults = quarantine?.faults.map(({ code, list = 'the identity' }) => `${code} of ${list}`) ?? []
  return [
    ...findTwins(
      lists.map(({ list }) => list),
      'list',
      place,
    ),
    ...findTwins(faults, 'fault', place),
    ...halves.map(({ list }) => {
      const what = isSigned
        ? 'an epoch and a version'
        : 'neither epoch nor version, since there is no identity'
      return damaged(`expected the list ${list} to have ${what}`, place)
    }),
  ]
}

function findTwins(names: readonly string[], kind: string, at: Place): readonly Problem[] {
  const seen = new Set<string>()
  return names.flatMap((name) => {
    if (!seen.has(name)) {
      seen.add(name)
      return []
    }
    return [damaged(`expected each ${kind} once, found ${name} twice`, at)]
  })
}
