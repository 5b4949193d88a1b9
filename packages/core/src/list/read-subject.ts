import { checkShape, type ListSubject, type ShapeFault } from '@trustlist/schema'
import type { SubjectBytes } from '../document/subject.js'
import { maxEntries } from '../document/limits.js'
import { parseSubject } from '../document/subject.js'
import { locatePointer } from '../json/locate.js'
import { placeOfOffset } from '../json/place.js'
import { accept, problem, refuse, type Outcome, type Place, type Problem } from '../problem/problem.js'
import { checkListRules, maxProblems } from './check-rules.js'
import { toReadEntry, type ListEntry } from './entry.js'
import { findUsualEntries } from './usual-entries.js'

/** What a list says, as a reader holds it. The entries are shared, not copied: nobody may change one. */
export type ReadSubject = Omit<Readonly<ListSubject>, 'entries'> & { readonly entries: readonly ListEntry[] }

export interface SubjectReading {
  readonly subject: ReadSubject
  /** By index of the entry: the members and bases this reader does not know. An allow among these does not count. */
  readonly notUnderstood: ReadonlyMap<number, readonly string[]>
}

/** How many faults get a line and a column; finding one costs a walk through the file. */
const maxPlaced = 20

/**
 * Reads a list's subject: gate, shape (open where the specification lets it grow), rules. Nothing is verified here.
 *
 * @spec list#reading
 * @returns The subject with `list/not-understood` among the findings (for the first 100), or `json/…`, `list/…`, `document/not-a-day`.
 */
export function readListSubject(
  subject: SubjectBytes,
  publisher: string,
  source?: string,
): Outcome<SubjectReading> {
  const at: Place = source === undefined ? {} : { source }
  const parsed = parseSubject(subject, source)
  if (!parsed.ok) return parsed
  const value = parsed.value as unknown as ReadSubject

  const isUsual = findUsual(value)
  // Nearly every list fits the closed shape, and then nothing in it is beyond this reader.
  const isFamiliar = checkShape('list-subject', withoutUsual(value, isUsual)).length === 0
  if (!isFamiliar) {
    const faults = checkShape('list-subject-read', value)
    if (faults.length > 0) return refuseAll(toProblems(faults, at), subject)
  }
  const notUnderstood = new Map<number, readonly string[]>()
  const findings: Problem[] = []
  const entries = isFamiliar
    ? value.entries
    : value.entries.map((raw, index) => {
        const read = toReadEntry(raw)
        if (read.notUnderstood.length > 0) notUnderstood.set(index, read.notUnderstood)
        const what = [...read.notUnderstood, ...read.narrowed].join(', ')
        const place = { ...at, pointer: `/subject/entries/${index}` }
        if (what !== '' && findings.length < maxProblems) {
          findings.push(problem('list/not-understood', `not understood: ${what}`, place))
        }
        return read.entry
      })
  // The order is that of the entries as they were written, not as they are read.
  const problems = checkListRules(value, publisher, at, isUsual)
  if (problems.length > 0) return refuseAll(problems, subject)
  // Which entries there are is fixed here; freezing each of a million would cost a tenth of parsing them.
  const read: ReadSubject = Object.freeze({ ...value, entries: Object.freeze(entries) })
  return accept({ subject: read, notUnderstood }, findings)
}

/** None where something is wrong with all the entries together: the validator is to see every one. */
function findUsual(value: { readonly entries?: unknown } | null): Uint8Array {
  const entries = value?.entries
  return Array.isArray(entries) && entries.length <= maxEntries ? findUsualEntries(entries) : new Uint8Array()
}

function withoutUsual(value: ReadSubject, isUsual: Uint8Array): unknown {
  if (isUsual.length === 0) return value
  return { ...value, entries: value.entries.filter((_, index) => isUsual[index] !== 1) }
}

function toProblems(faults: readonly ShapeFault[], at: Place): readonly Problem[] {
  return faults.map((fault) =>
    problem('list/shape', fault.what, { ...at, pointer: `/subject${fault.pointer}` }),
  )
}

function refuseAll(problems: readonly Problem[], subject: SubjectBytes): Outcome<never> {
  const located = problems.map((each, index) => (index < maxPlaced ? locate(each, subject) : each))
  return refuse(located[0]!, ...located.slice(1))
}

function locate(each: Problem, subject: SubjectBytes): Problem {
  const pointer = (each.at.pointer ?? '').replace(/^\/subject/, '')
  const offset = locatePointer(subject.bytes, subject.start, pointer)
  return { ...each, at: { ...each.at, ...placeOfOffset(subject.bytes, offset) } }
}
