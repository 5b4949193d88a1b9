import { product } from '../command/answer.js'
import type { Answer, Command, Invocation } from '../command/command.js'
import { commands } from '../command/table.js'
import { shells, type completionCommand, type Shell } from '../command/table/completion.js'
import { asIs } from '../render/shown.js'
import { bashScript } from './completion-scripts/bash.js'
import { fishScript } from './completion-scripts/fish.js'
import { zshScript } from './completion-scripts/zsh.js'

const scripts: Readonly<Record<Shell, (commands: readonly Command[]) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
}

/** Prints the completion script of a shell. */
export function run(invocation: Invocation<typeof completionCommand>): Promise<Answer> {
  const shell = shells.find((each) => each === invocation.operands[0]) ?? 'bash'
  const script = scripts[shell](Object.values(commands))
  return Promise.resolve(product({ shell, script }, (result) => asIs(result.script)))
}
