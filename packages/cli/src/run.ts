import { isInstant, type Instant } from '@trustlist/core'
import { refusal } from './command/answer.js'
import type { Command, Implementation, Invocation } from './command/command.js'
import { findCommand } from './command/find-command.js'
import { helpAnswer } from './command/help-answer.js'
import { implementations } from './command/implementations.js'
import { otherCommand } from './command/other-command.js'
import { parseArguments } from './command/parse-arguments.js'
import { show } from './command/show.js'
import { stopped } from './command/stopped.js'
import type { CommandName } from './command/table.js'
import { verifyCommand } from './command/table/verify.js'
import { withoutCommand } from './command/without-command.js'
import type { Exit } from './exit.js'
import { cliProblem } from './failure.js'
import { ended } from './render/human.js'
import { hasColours, styleOf } from './render/style.js'
import type { World } from './world.js'

/**
 * Runs one command.
 *
 * @param words - The command line without the program's name.
 * @returns How the process is to end. Never rejects: a bug is reported and ends in 70.
 */
export async function run(words: readonly string[], world: World): Promise<Exit> {
  try {
    return await dispatch(words, world)
  } catch (thrown) {
    return stopped(thrown, words, world)
  }
}

async function dispatch(words: readonly string[], world: World): Promise<Exit> {
  const found = findCommand(words)
  if (found !== undefined) return runCommand(found.name, found.words, world)
  const answer = withoutCommand(words)
  const given = (option: string) => words.includes(option)
  show(null, answer, { isJson: given('--json'), isQuiet: false, noColours: given('--no-color') }, world)
  return answer.exit
}

async function runCommand(name: CommandName, words: readonly string[], world: World): Promise<Exit> {
  const command: Command = name === 'verify' ? verifyCommand : otherCommand(name)
  const { operands, options, globals, problems } = parseArguments(command, words)
  const display = { isJson: globals.json, isQuiet: globals.quiet, noColours: globals['no-color'] }
  if (globals.help) {
    show(name, helpAnswer(command), display, world)
    return 0
  }
  const at = instantOf(globals.at, world)
  const [fault, ...others] = at === undefined ? [...problems, atFault(globals.at ?? '')] : problems
  if (fault !== undefined || at === undefined) {
    const answer = refusal(fault === undefined ? [atFault('')] : [fault, ...others])
    show(name, answer, display, world)
    return answer.exit
  }
  const isSilent = display.isQuiet || display.isJson
  const invocation: Invocation = {
    command,
    operands,
    options,
    at,
    isSilent,
    isAtGiven: globals.at !== undefined,
    style: styleOf(!display.isJson && hasColours(world.stdout, display.noColours, world.env)),
    talk: (line) => {
      if (!isSilent) world.stderr.write(ended(line).toString())
    },
  }
  const implementation: Implementation = await implementations[name]()
  const answer = await implementation.run(invocation, world)
  show(name, answer, display, world)
  return answer.exit
}

function instantOf(given: string | undefined, world: World): Instant | undefined {
  if (given === undefined) return world.now()
  return isInstant(given) ? given : undefined
}

function atFault(given: string) {
  return cliProblem('cli/at-malformed', `--at takes an instant in UTC and was given ${given}`)
}
