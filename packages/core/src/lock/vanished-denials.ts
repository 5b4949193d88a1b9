import type { ListEntry } from '../list/entry.js'
import { covers } from '../purl/pattern.js'
import { dayOf, type Instant } from '../text/instant.js'
import { subtractRange } from '../version/combine-ranges.js'
import { parseRange } from '../version/parse-range.js'
import { toRangeText } from '../version/range-text.js'
import { isEmptyRange, type VersionRange } from '../version/range.js'
import type { KeptDenial } from './lock.js'

/** What of a list vanished denials are found by; it has neither epoch nor version where its source never signs. */
export interface DenyingList {
  readonly name: string
  readonly epoch?: number
  readonly version?: number
  readonly entries: readonly ListEntry[]
}

/**
 * The denials of a publisher that stay although its list no longer holds them: those kept so far and those of the
 * version accepted before, less what the new version denies again, withdraws, or allows with a later date.
 *
 * @spec merge#vanished-denials
 * @param kept - Those of this list that were kept so far.
 * @param before - The version of the list that was accepted last.
 * @param now - The version accepted now; undefined where the publisher no longer has the list.
 * @param at - A denial whose `until` is past by then has not vanished, it has ended.
 */
export function keepDenials(
  kept: readonly KeptDenial[],
  before: DenyingList | undefined,
  now: Pick<DenyingList, 'entries'> | undefined,
  at: Instant,
): readonly KeptDenial[] {
  const today = dayOf(at)
  const earlier = [
    ...kept,
    ...(before?.entries ?? []).filter(isDenial).map((entry) => toKept(entry, before!)),
  ]
  const byPackage = new Map<string, ListEntry[]>()
  const wide: ListEntry[] = []
  for (const entry of now?.entries ?? []) {
    if (isWide(entry.package)) wide.push(entry)
    const same = byPackage.get(entry.package)
    if (same === undefined) byPackage.set(entry.package, [entry])
    else same.push(entry)
  }
  const found = new Map<string, KeptDenial>()
  for (const denial of earlier) {
    if (denial.until !== undefined && denial.until < today) continue
    const covering = wide.filter(
      (entry) => entry.package !== denial.package && covers(entry.package, denial.package),
    )
    const speaking = [...(byPackage.get(denial.package) ?? []), ...covering]
    const rest = withoutAnswered(denial, speaking)
    if (rest !== undefined) found.set(JSON.stringify(rest), rest)
  }
  return [...found.values()]
}

function isDenial(entry: ListEntry): boolean {
  return entry.decision === 'deny'
}

/** A pattern, or a package that a qualifier could narrow. */
function isWide(pattern: string): boolean {
  return pattern.includes('*') || !pattern.includes('?')
}

function toKept(entry: ListEntry, { name, epoch, version }: DenyingList): KeptDenial {
  const {
    decided,
    digests,
    package: pattern,
    reason = 'no reason was given',
    references,
    until,
    versions,
  } = entry
  return {
    decided,
    ...(digests === undefined ? {} : { digests }),
    ...(epoch === undefined ? {} : { epoch }),
    list: name,
    package: pattern,
    reason,
    ...(references === undefined ? {} : { references }),
    ...(until === undefined ? {} : { until }),
    ...(version === undefined ? {} : { version }),
    versions,
  }
}

/** What of a denial the new entries leave unanswered; undefined where that is nothing. */
function withoutAnswered(denial: KeptDenial, entries: readonly ListEntry[]): KeptDenial | undefined {
  const whole = parseRange(denial.versions)
  // What cannot be read is answered by the same text alone.
  if (!whole.ok)
    return entries.some((each) => answers(each, denial) && each.versions === denial.versions)
      ? undefined
      : denial
  let rest: VersionRange = whole.value
  for (const entry of entries) {
    if (!answers(entry, denial)) continue
    const range = parseRange(entry.versions)
    if (range.ok && range.value.scheme.id === rest.scheme.id) rest = subtractRange(rest, range.value)
  }
  if (isEmptyRange(rest)) return undefined
  return { ...denial, versions: toRangeText(rest)! }
}

/**
 * Whether a new entry says, for its versions, what became of the denial. A denial does that by covering it. An allow and
 * a withdrawal do it for exactly the package or pattern that was denied: one about a whole repository says nothing of a
 * denial that somebody lost.
 */
function answers(entry: ListEntry, denial: KeptDenial): boolean {
  if (!holdsForSameFiles(entry, denial)) return false
  if (entry.decision === 'deny') return true
  if (entry.package !== denial.package) return false
  return entry.decision === 'withdrawn' || (entry.asOf === undefined && entry.decided > denial.decided)
}

function holdsForSameFiles({ digests }: ListEntry, denial: KeptDenial): boolean {
  if (digests === undefined) return true
  const named = new Set(digests.map(({ sha256 }) => sha256))
  return denial.digests?.every(({ sha256 }) => named.has(sha256)) ?? false
}
