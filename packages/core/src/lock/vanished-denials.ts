import type { ListEntry } from '../list/entry.js'
import { dayOf, type Day, type Instant } from '../text/instant.js'
import { subtractRange } from '../version/combine-ranges.js'
import { maxRangeLength, parseRange } from '../version/parse-range.js'
import { toRangeText } from '../version/range-text.js'
import { isEmptyRange } from '../version/range.js'
import { maxConstraints } from '../version/read-constraints.js'
import { DenialAnswers, type DenyingList } from './denial-answers.js'
import type { KeptDenial } from './lock.js'

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
  now: DenyingList | undefined,
  at: Instant,
): readonly KeptDenial[] {
  const today = dayOf(at)
  const answers = new DenialAnswers(now, today)
  const found = new Map<string, KeptDenial>()
  const keep = (denial: KeptDenial) => {
    const rest = withoutAnswered(denial, answers)
    if (rest !== undefined) found.set(JSON.stringify(rest), rest)
  }
  for (const denial of kept) if (isInForce(denial, today) && !answers.repeats(denial)) keep(denial)
  for (const entry of before?.entries ?? []) {
    if (entry.decision !== 'deny' || !isInForce(entry, today) || answers.repeats(entry)) continue
    keep(toKept(entry, before!))
  }
  return [...found.values()]
}

function isInForce({ until }: { readonly until?: Day }, today: Day): boolean {
  return until === undefined || until >= today
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

/** What of a denial the new version leaves unanswered; undefined where that is nothing. */
function withoutAnswered(denial: KeptDenial, answers: DenialAnswers): KeptDenial | undefined {
  const whole = parseRange(denial.versions)
  if (!whole.ok) return answers.answersUnread(denial) ? undefined : denial
  const answered = answers.versionsFor(denial, whole.value.scheme)
  const rest = answered.reduce(subtractRange, whole.value)
  if (isEmptyRange(rest)) return undefined
  const versions = toRangeText(rest)!
  // Of what no range could say, nothing is let go.
  const isTooLong = rest.points.length > maxConstraints || versions.length > maxRangeLength
  return isTooLong ? denial : { ...denial, versions }
}
