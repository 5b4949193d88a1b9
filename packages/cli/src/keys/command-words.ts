import { cliProblem, fail, succeed, type Result } from '../failure.js'

/** Where a shell would do something that does not happen here. */
const meaningless = new Set(['|', '&', ';', '<', '>', '(', ')', '`'])

/**
 * Splits a command into words. No shell is asked, and these are all the rules:
 *
 * 1. Blanks, tabs and line ends separate words.
 * 2. Between single quotes everything stands for itself.
 * 3. Between double quotes everything does, but `\"` and `\\`.
 * 4. Elsewhere a backslash makes the next character stand for itself.
 * 5. Elsewhere | & ; < > ( ) and the backquote are refused, since they would not do what they do in a shell.
 *
 * @returns At least one word, or `cli/signer-command-malformed`.
 */
export function splitWords(command: string): Result<readonly [string, ...string[]]> {
  const malformed = (what: string) =>
    fail(cliProblem('cli/signer-command-malformed', what, { source: '--signer' }))
  const words: string[] = []
  let word: string | undefined
  let quote: '"' | "'" | undefined
  for (let index = 0; index < command.length; index++) {
    const character = command[index]!
    const next = command[index + 1]
    if (character === '\0') return malformed('expected text, found a zero byte')
    if (character === '\\' && (quote === undefined || (quote === '"' && (next === '"' || next === '\\')))) {
      if (next === undefined) return malformed('expected a character after the last backslash, found the end')
      word = (word ?? '') + next
      index++
    } else if (character === quote) {
      quote = undefined
    } else if (quote !== undefined) {
      word = (word ?? '') + character
    } else if (character === '"' || character === "'") {
      quote = character
      word ??= ''
    } else if (' \t\r\n'.includes(character)) {
      if (word !== undefined) words.push(word)
      word = undefined
    } else if (meaningless.has(character)) {
      return malformed(`expected a program and its arguments, found ${character}, which needs a shell`)
    } else {
      word = (word ?? '') + character
    }
  }
  if (quote !== undefined) return malformed(`expected a closing ${quote}, found the end`)
  if (word !== undefined) words.push(word)
  const [program, ...args] = words
  return program === undefined || program === ''
    ? malformed('expected a program, found none')
    : succeed([program, ...args])
}
