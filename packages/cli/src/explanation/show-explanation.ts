import type { Explanation, LinePart, Reason } from '@trustlist/core'
import { lines, nothing, say, type Shown } from '../render/shown.js'
import type { Style } from '../render/style.js'
import { versionWords } from '../render/version-words.js'
import { counted, decisionWord, styledDecision } from './decision-words.js'
import { showChanges } from './show-change.js'
import { showReason } from './show-reason.js'

/** What stands on a screen; the rest is counted, and `--json` shows it. */
const mostReasons = 25
const mostElsewhere = 3
const mostParts = 20

/** An explanation for people who have not met the project. */
export function showExplanation(explanation: Explanation, style: Style): Shown {
  const { query, line, wouldChange } = explanation
  return lines([
    say`${style.strong(say`${query.package}${query.version === undefined ? '' : ` ${query.version}`}`)}: ${headline(explanation, style)}`,
    ...showReasons(explanation),
    ...(line.length === 0 ? [] : [say`  versions`, ...showLine(line, style)]),
    ...(wouldChange.length === 0 ? [] : [say`  what would change it`]),
    ...showChanges(explanation).map((change) => say`    - ${change}`),
  ])
}

function headline({ query, decision, line, required }: Explanation, style: Style): Shown {
  const { allowAt, minVoices, minReviewed } = required
  const voices = minVoices > 1 ? ` from ${counted(minVoices, 'voice')}` : ''
  const reviewed = minReviewed > 0 ? `, ${String(minReviewed)} reviewed` : ''
  const asks = say`; an allow asks for ${counted(allowAt, 'point')}${voices}${reviewed}`
  if (query.version !== undefined) {
    if (decision === 'deny') return styledDecision(decision, style)
    return say`${styledDecision(decision, style)}${decision === 'undecided' ? ', so not permitted' : ''}${asks}`
  }
  const decisions = new Set(line.map((part) => part.decision))
  if (decisions.size > 1) return say`it depends on the version${asks}`
  return say`${styledDecision(decision, style)} in every version${asks}`
}

/** Numbered as in the JSON. What is about other versions stands last among the words and is soon counted only. */
function showReasons(explanation: Explanation): readonly Shown[] {
  const shown: Shown[] = []
  let elsewhere = 0
  let hidden = 0
  explanation.reasons.forEach((reason, index) => {
    if (isElsewhere(reason)) elsewhere++
    const isSum = reason.kind === 'support' || reason.kind === 'opposition'
    const isShown =
      isSum || (shown.length < mostReasons && (!isElsewhere(reason) || elsewhere <= mostElsewhere))
    if (isShown) shown.push(say`  ${index + 1}. ${showReason(reason, explanation)}`)
    else hidden++
  })
  return hidden === 0
    ? shown
    : [...shown, say`  (and ${counted(hidden, 'entry', 'entries')} more; --json shows all)`]
}

function isElsewhere(reason: Reason): boolean {
  return reason.kind === 'word' && reason.taken?.kind === 'elsewhere'
}

function showLine(line: readonly LinePart[], style: Style): readonly Shown[] {
  const shown = line.slice(0, mostParts)
  const words = shown.map(({ versions, asOf }) =>
    asOf === undefined ? versionWords(versions) : say`${versionWords(versions)}, as of ${asOf}`,
  )
  const width = Math.max(...words.map((each) => each.toString().length))
  const decisionWidth = Math.max(...shown.map(({ decision }) => decisionWord(decision).length))
  const rows = shown.map((part, index) => {
    const mark = part.isAsked ? '>' : ' '
    const pad = ' '.repeat(width - words[index]!.toString().length)
    const decisionPad = ' '.repeat(decisionWidth - decisionWord(part.decision).length)
    const against = part.opposition > 0 ? `, opposed with ${String(part.opposition)}` : ''
    const until = part.until === undefined ? '' : `, until ${part.until}`
    const files = fileWords(part)
    return say`  ${mark} ${words[index]!}${pad}  ${styledDecision(part.decision, style)}${decisionPad}  ${counted(part.support, 'point')}, ${counted(part.voices, 'voice')}${against}${until}${files}`
  })
  const left = line.length - shown.length
  return [...rows, left === 0 ? nothing : say`    (and ${left} more; --json shows all)`]
}

/** How many files of these versions are decided by themselves. */
function fileWords({ files = [] }: LinePart): string {
  const decisions = (['allow', 'undecided', 'deny'] as const).flatMap((decision) => {
    const count = files.filter((file) => file.decision === decision).length
    return count === 0 ? [] : [`${counted(count, 'file')} ${decisionWord(decision)}`]
  })
  return decisions.length === 0 ? '' : `; by digest ${decisions.join(', ')}`
}
