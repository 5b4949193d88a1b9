import { exits } from '../exit.js'
import { cliProblem } from '../failure.js'
import { say } from '../render/shown.js'
import { version } from '../version.js'
import type { Answer } from './command.js'
import { product, refusal } from './answer.js'
import { skipGlobals } from './find-command.js'
import { helpAnswer, programHelpAnswer } from './help-answer.js'
import { isCommandName } from './implementations.js'
import { nearest } from './nearest.js'
import { commandNames, commands } from './table.js'

/** What the words mean that name no command: help, the version, or a fault. */
export function withoutCommand(words: readonly string[]): Answer {
  const start = skipGlobals(words)
  const first = words[start]
  if (first === undefined && (words.includes('--version') || words.includes('-V'))) {
    return product({ version }, (result) => say`${result.version}`)
  }
  if (first === 'help') return help(words.slice(start + 1))
  const isFamily = commandNames.some((name) => name.startsWith(`${first ?? ''} `))
  const asksForHelp = words.includes('--help') || words.includes('-h')
  if (first === undefined || (isFamily && words[start + 1] === undefined) || asksForHelp) {
    return programHelpAnswer(
      isFamily ? first : undefined,
      asksForHelp && (first === undefined || isFamily) ? exits.yes : exits.usage,
    )
  }
  return unknown(isFamily ? `${first} ${words[start + 1]!}` : first)
}

/** `trustlist help identity create` is `trustlist identity create --help`. */
function help(words: readonly string[]): Answer {
  const name = words.slice(0, 2).join(' ')
  const known = [name, words[0] ?? ''].find(isCommandName)
  if (known !== undefined) return helpAnswer(commands[known])
  const isFamily = commandNames.some((each) => each.startsWith(`${words[0] ?? ''} `))
  if (words[0] === undefined || isFamily) return programHelpAnswer(words[0], exits.yes)
  return unknown(words[0])
}

function unknown(name: string): Answer {
  const near = nearest(name, commandNames)
  const what = `there is no command ${name}`
  return refusal([
    cliProblem('cli/unknown-command', near === undefined ? what : `${what}; did you mean ${near}?`),
  ])
}
