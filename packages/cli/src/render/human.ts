import type { Answer } from '../command/command.js'
import { humanProblem } from './problem.js'
import { asIs, lines, nothing, type Shown } from './shown.js'
import type { Style } from './style.js'

/** An answer for people, apart for the two streams. Either may be empty; neither ends with a line end of its own. */
export interface HumanAnswer {
  /** The answer. */
  readonly out: Shown
  /** What to know about it. */
  readonly err: Shown
}

/**
 * `--quiet` drops summaries, which the exit says too, and notices; what is wrong is always said.
 *
 * @param style - Of stderr; the answer itself was styled when it was made.
 */
export function humanAnswer(answer: Answer, isQuiet: boolean, style: Style): HumanAnswer {
  const told = answer.problems.filter((each) => !isQuiet || each.severity !== 'notice')
  const err = told.map((each) => {
    const { source } = each.at
    return humanProblem(each, style, source === undefined ? undefined : answer.texts.get(source))
  })
  const isSilent = answer.result === null || (isQuiet && answer.kind === 'summary')
  return { out: isSilent ? nothing : answer.human(), err: lines(err) }
}

/** With a line end, where there is anything to write. */
export function ended(text: Shown): Shown {
  const plain = text.toString()
  return plain === '' || plain.endsWith('\n') ? text : asIs(`${plain}\n`)
}
