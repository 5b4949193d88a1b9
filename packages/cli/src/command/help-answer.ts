import type { Exit } from '../exit.js'
import { asIs } from '../render/shown.js'
import { product } from './answer.js'
import type { Answer, Command } from './command.js'
import { commandHelp, programHelp } from './help.js'

/** The help of one command as an answer. */
export function helpAnswer(command: Command): Answer {
  return product({ help: commandHelp(command).toString() }, (result) => asIs(result.help))
}

/** The help of the program, or of a family of commands such as `identity`. */
export function programHelpAnswer(family: string | undefined, exit: Exit): Answer {
  return product({ help: programHelp(family).toString() }, (result) => asIs(result.help), { exit })
}
