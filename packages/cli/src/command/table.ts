import type { Command } from './command.js'
import { completionCommand } from './table/completion.js'

/** Every command, in the order of the help. The one table that parsing, help and completion are made from. */
export const commands = {
  completion: completionCommand,
} as const satisfies Readonly<Record<string, Command>>

export type CommandName = keyof typeof commands

export const commandNames = Object.keys(commands) as readonly CommandName[]

export function isCommandName(name: string): name is CommandName {
  return Object.hasOwn(commands, name)
}
