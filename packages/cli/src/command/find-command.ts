import { globalOptions } from './global-options.js'
import { isCommandName } from './implementations.js'
import type { CommandName } from './table.js'

/** A command and the words that go to it. */
export interface Found {
  readonly name: CommandName
  readonly words: readonly string[]
}

/**
 * Finds the command among the words. Options of every command may also stand before its name: `trustlist --json verify x`
 * is `trustlist verify --json x`.
 */
export function findCommand(words: readonly string[]): Found | undefined {
  const start = skipGlobals(words)
  const first = words[start]
  if (first === undefined) return undefined
  const pair = `${first} ${words[start + 1] ?? ''}`
  if (isCommandName(pair)) return { name: pair, words: [...words.slice(0, start), ...words.slice(start + 2)] }
  if (isCommandName(first))
    return { name: first, words: [...words.slice(0, start), ...words.slice(start + 1)] }
  return undefined
}

/** Index of the first word that is neither an option of every command nor the value of one. */
export function skipGlobals(words: readonly string[]): number {
  let index = 0
  while (words[index]?.startsWith('-') === true && words[index] !== '--' && words[index] !== '-') {
    const name = words[index]!.replace(/^--?/, '')
    const takesNext =
      Object.hasOwn(globalOptions, name) && 'value' in globalOptions[name as keyof typeof globalOptions]
    index += takesNext ? 2 : 1
  }
  return index
}
