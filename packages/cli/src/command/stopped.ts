import { exits, type Exit } from '../exit.js'
import { cliProblem } from '../failure.js'
import { OutputFault } from '../output-fault.js'
import { ended } from '../render/human.js'
import { humanProblem } from '../render/problem.js'
import { lines, say, type Shown } from '../render/shown.js'
import { styleOf } from '../render/style.js'
import { version } from '../version.js'
import type { World } from '../world.js'

const maxStackLines = 8

/** Reports what stopped a command from outside its answers: standard output that takes no more, or a bug of ours. */
export function stopped(thrown: unknown, words: readonly string[], world: World): Exit {
  if (thrown instanceof OutputFault) {
    const fault = cliProblem(
      'cli/standard-output-not-written',
      `standard output takes no more: ${thrown.message}`,
    )
    tryToTell(humanProblem(fault, styleOf(false)), world)
    return exits.outside
  }
  const stack = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)
  tryToTell(
    lines([
      say`trustlist stopped on a bug of its own and gave no answer.`,
      say`  Please report it to the maintainers of trustlist with these lines:`,
      say`  trustlist ${version}, command ${words[0] ?? '(none)'}`,
      ...stack
        .split('\n')
        .slice(0, maxStackLines)
        .map((line) => say`  ${line.trim()}`),
    ]),
    world,
  )
  return exits.bug
}

function tryToTell(text: Shown, world: World): void {
  try {
    world.stderr.write(ended(text).toString())
  } catch {
    // There is nowhere left to say it; the exit does.
  }
}
