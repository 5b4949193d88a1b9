import type { Command } from './command.js'
import { commands, type CommandName } from './table.js'

/** What the table says of a command. `verify` alone is known without the table, which takes as long to read as its seal to check. */
export function otherCommand(name: CommandName): Command {
  return commands[name]
}
