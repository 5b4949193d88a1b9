import { toCanonicalText, type JsonValue } from '../json/canonical.js'
import type { ProblemCode } from '../problem/catalogue.js'
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
 * @param isUsual - By index 1 where {@link findUsualEntries} saw that an entry keeps the rules, but for its order.
 */
export function checkListRules(
  subject: RuledSubject,
  publisher: string,
  at: Place,
  isUsual?: Uint8Array,
): readonly Problem[] {
  const problems: Problem[] = []
  checkCriteria(subject.criteria ?? [], publisher, at, problems)
  // A pointer is text: it is only made for what is wrong, since there may be a million entries.
  const report: ReportFault = (index, member, code, what) => {
    problems.push(problem(code, what, { ...at, pointer: `/subject/entries/${index}${member}` }))
  }
  const days = new Set<string>()
  for (let index = 0; index < subject.entries.length; index++) {
    if (problems.length >= maxProblems) break
    const entry = subject.entries[index]!
    if (index > 0) checkOrder(subject.entries[index - 1]!, entry, index, report)
    if (isUsual?.[index] === 1) continue
    for (const each of checkPackageMember(entry)) {
      const pointer = `/subject/entries/${index}${each.at.pointer ?? ''}`
      problems.push({ ...each, at: { ...at, pointer } })
    }
    checkDays(entry, index, days, report)
    if (entry.origins?.includes(publisher) === true) {
      const what = `${publisher} names itself as the origin of ${entry.package}`
      report(index, '/origins', 'list/origin-is-self', what)
    }
  }
  return problems
}

type ReportFault = (index: number, member: string, code: ProblemCode, what: string) => void

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

function checkDays(entry: ListEntry, index: number, days: Set<string>, report: ReportFault): void {
  checkDay(entry.decided, index, '/decided', days, report)
  if (entry.until !== undefined) checkDay(entry.until, index, '/until', days, report)
  if (entry.asOf !== undefined) checkDay(entry.asOf, index, '/asOf', days, report)
  if (entry.checks === undefined) return
  for (const [position, { on }] of entry.checks.entries()) {
    if (on !== undefined && !days.has(on)) checkDay(on, index, `/checks/${position}/on`, days, report)
  }
}

function checkDay(day: string, index: number, member: string, days: Set<string>, report: ReportFault): void {
  if (days.has(day)) return
  if (isDay(day)) days.add(day)
  else report(index, member, 'document/not-a-day', `${day} is not in the calendar`)
}

function checkOrder(before: ListEntry, entry: ListEntry, index: number, report: ReportFault): void {
  const order = compareEntries(before, entry)
  if (order === 0) {
    const what = `the entry before says exactly the same of ${entry.package}`
    report(index, '', 'list/duplicate-entry', what)
  } else if (order > 0) {
    report(index, '', 'list/entries-unsorted', `expected ${entry.package} before ${before.package}`)
  }
}

/**
 * The one order of entries: by code unit of `package`, then of `versions`, then of the entry's canonical text.
 *
 * @spec list#order-of-entries
 */
export function compareEntries(a: ListEntry, b: ListEntry): number {
  if (a.package < b.package) return -1
  if (a.package > b.package) return 1
  if (a.versions !== b.versions) return a.versions < b.versions ? -1 : 1
  const textA = toCanonicalText(a as unknown as JsonValue)
  const textB = toCanonicalText(b as unknown as JsonValue)
  return textA === textB ? 0 : textA < textB ? -1 : 1
}
