import { lines, nothing, say, type Shown } from '../render/shown.js'
import type { Style } from '../render/style.js'
import { counted, styledDecision } from './decision-words.js'
import type { Candidate, Explained } from './explain-asked.js'
import { anyOf } from './show-change.js'
import { showExplanation } from './show-explanation.js'

/** What explain found out, for people. */
export function showExplained(
  { asked, policy, candidates, explanation, alike, next }: Explained,
  style: Style,
): Shown {
  const { file, profile, operator, expires } = policy
  const by = file === null ? nothing : say`${file}, `
  const isList = candidates !== null && explanation === null
  return lines([
    isList
      ? say`${style.strong(say`${asked}`)}: ${counted(candidates.length, 'package')} of this name`
      : nothing,
    ...(isList ? candidates.map((each) => showCandidate(each, style)) : []),
    explanation === null ? nothing : showExplanation(explanation, style),
    alike === undefined ? nothing : say`  named alike: ${anyOf(alike)}`,
    style.faint(say`  by ${by}profile ${profile} of ${operator}, in force until ${expires}`),
    next === null ? nothing : say`next: ${next}`,
  ])
}

function showCandidate({ package: name, decision }: Candidate, style: Style): Shown {
  const word =
    decision === 'mixed'
      ? say`${style.warning(say`depends on the version`)}`
      : styledDecision(decision, style)
  const width = Math.max(0, 50 - name.length)
  return say`  ${name}${' '.repeat(width)}  ${word}`
}
