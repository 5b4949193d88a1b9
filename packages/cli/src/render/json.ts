import type { Answer } from '../command/command.js'
import { escapeJson } from './escape.js'
import { jsonProblem } from './problem.js'

/**
 * An answer for programs: one JSON object, always with these four members. Control, bidi and zero-width characters stand
 * escaped, since this too is read on terminals.
 */
export function jsonAnswer(command: string | null, answer: Answer): string {
  const { exit, result, problems } = answer
  return escapeJson(
    `${JSON.stringify({ command, exit, result, problems: problems.map(jsonProblem) }, null, 2)}\n`,
  )
}
