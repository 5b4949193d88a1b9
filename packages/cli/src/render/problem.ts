import { pageOf, type CliProblem } from '../failure.js'
import { standardInput } from '../files/read-input.js'
import { codeFrame, type SourceText } from './code-frame.js'
import { shellWord } from './shell-word.js'
import { lines, nothing, say, type Shown } from './shown.js'
import type { Style } from './style.js'

/**
 * A problem for people: its code and place, what is wrong, the line it is about, the one action that mends it, and where
 * the rule stands.
 */
export function humanProblem(problem: CliProblem, style: Style, text?: SourceText): Shown {
  const { line, column } = problem.at
  const frame = text === undefined || line === undefined ? nothing : codeFrame(text, line, column)
  const place = placeOf(problem)
  const head = style[problem.severity](say`${problem.severity}[${problem.code}]`)
  return lines([
    place.toString() === '' ? head : say`${head} ${place}`,
    say`  ${problem.what}`,
    style.faint(frame),
    say`  mend: ${mendOf(problem)}`,
    style.faint(say`  see:  ${pageOf(problem)}`),
  ])
}

/** `file:line:col`, as editors and terminals follow it; the pointer where there is no line. */
function placeOf(problem: CliProblem): Shown {
  const { source, pointer, line, column } = problem.at
  const where =
    line === undefined ? '' : column === undefined ? `:${String(line)}` : `:${String(line)}:${String(column)}`
  if (source === undefined) return pointer === undefined ? say`${where.slice(1)}` : say`${pointer}`
  return line === undefined && pointer !== undefined ? say`${source} ${pointer}` : say`${source}${where}`
}

/** The usual mend with the file at hand in place of FILE, as it would be typed into a shell. */
function mendOf({ mend, at: { source } }: CliProblem): string {
  if (source === undefined || source === standardInput) return mend
  const word = shellWord(source)
  return mend.replace(/\bFILE\b/g, () => word)
}

/** The same facts as plain JSON. `pointer` is there whenever it is known. */
export function jsonProblem(problem: CliProblem): Readonly<Record<string, unknown>> {
  const { code, severity, what, at } = problem
  return { code, severity, what, at, mend: mendOf(problem), see: pageOf(problem) }
}
