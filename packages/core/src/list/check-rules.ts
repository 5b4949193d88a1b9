import { toCanonicalText, type JsonValue } from '../json/canonical.js'
import { problem, type Place, type Problem } from '../problem/problem.js'
import { isDay } from '../text/instant.js'
import { checkPackageMember } from './check-package-member.js'
import type { ListEntry } from './entry.js'

/** The most problems that are gathered of one list. */
export const maxProblems = 100

/** What of a list's subject the rules are about. */
export interface RuledSubject {
  readonly criteria?: readonly { readonly id: string }[]
  readonly entries: readonly ListEntry[]
}

/**
 * The rules of a list that its schema cannot say: the order of the entries, days that exist, origins and criteria that are
 * not somebody else's or one's own.
 *
 * @spec list#rules
 */
export function checkListRules(subject: RuledSubject, publisher: string, at: Place): readonly Problem[] {
  const problems: Problem[] = []
  checkCriteria(subject.criteria ?? [], publisher, at, problems)
  const days = new Set<string>()
  for (let index = 0; index < subject.entries.length; index++) {
    if (problems.length >= maxProblems) break
    const entry = subject.entries[index]!
    if (index > 0) checkOrder(subject.entries[index - 1]!, entry, index, at, problems)
    checkPackageMember(entry, `/subject/entries/${index}`, at, problems)
    checkDay(entry.decided, `${index}/decided`, days, at, problems)
    if (entry.until !== undefined) checkDay(entry.until, `${index}/until`, days, at, problems)
    if (entry.asOf !== undefined) checkDay(entry.asOf, `${index}/asOf`, days, at, problems)
    entry.checks?.forEach((check, position) => {
      if (check.on !== undefined) checkDay(check.on, `${index}/checks/${position}/on`, days, at, problems)
    })
    if (entry.origins?.includes(publisher) === true) {
      const pointer = `/subject/entries/${index}/origins`
      problems.push(
        problem('list/origin-is-self', `${publisher} names itself as the origin of ${entry.package}`, {
          ...at,
          pointer,
        }),
      )
    }
  }
  return problems
}

function checkCriteria(
  criteria: readonly { readonly id: string }[],
  publisher: string,
  at: Place,
  problems: Problem[],
): void {
  const seen = new Set<string>()
  criteria.forEach(({ id }, index) => {
    const place = { ...at, pointer: `/subject/criteria/${index}/id` }
    if (seen.has(id))
      problems.push(problem('list/duplicate-criterion', `the criterion ${id} stands here twice`, place))
    if (!id.startsWith(`x-${publisher}-`)) {
      problems.push(
        problem(
          'list/foreign-criterion',
          `expected an id that starts with x-${publisher}-, found ${id}`,
          place,
        ),
      )
    }
    seen.add(id)
  })
}

function checkDay(day: string, tail: string, days: Set<string>, at: Place, problems: Problem[]): void {
  if (days.has(day)) return
  if (isDay(day)) days.add(day)
  else
    problems.push(
      problem('document/not-a-day', `${day} is not in the calendar`, {
        ...at,
        pointer: `/subject/entries/${tail}`,
      }),
    )
}

function checkOrder(
  before: ListEntry,
  entry: ListEntry,
  index: number,
  at: Place,
  problems: Problem[],
): void {
  const order = compareEntries(before, entry)
  if (order < 0) return
  const place = { ...at, pointer: `/subject/entries/${index}` }
  if (order === 0)
    problems.push(
      problem('list/duplicate-entry', `the entry before says exactly the same of ${entry.package}`, place),
    )
  else
    problems.push(
      problem('list/entries-unsorted', `expected ${entry.package} before ${before.package}`, place),
    )
}

/**
 * The one order of entries: by code unit of `package`, then of `versions`, then of the entry's canonical text.
 *
 * @spec list#order-of-entries
 */
export function compareEntries(a: ListEntry, b: ListEntry): number {
  if (a.package !== b.package) return a.package < b.package ? -1 : 1
  if (a.versions !== b.versions) return a.versions < b.versions ? -1 : 1
  const textA = toCanonicalText(a as unknown as JsonValue)
  const textB = toCanonicalText(b as unknown as JsonValue)
  return textA === textB ? 0 : textA < textB ? -1 : 1
}
