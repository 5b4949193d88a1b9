import type { Command, Completes, Option } from '../../command/command.js'
import { globalOptions } from '../../command/global-options.js'

/** The command table as completion scripts need it. */
export interface ScriptCommand {
  /** One word or two. */
  readonly words: readonly string[]
  readonly says: string
  readonly options: readonly ScriptOption[]
  readonly operands: readonly {
    readonly name: string
    readonly isRepeated: boolean
    readonly completes: Completes
  }[]
}

export interface ScriptOption {
  readonly name: string
  readonly short: string | undefined
  readonly value: string | undefined
  readonly says: string
  readonly isRepeated: boolean
  readonly completes: Completes
}

/** What the three scripts are made from. */
export function scriptTable(commands: readonly Command[]): readonly ScriptCommand[] {
  return commands.map((command) => ({
    words: command.name.split(' '),
    says: command.says,
    options: Object.entries({ ...command.options, ...globalOptions }).map(scriptOption),
    operands: command.operands.map(({ name, times, completes }) => ({
      name,
      isRepeated: times === 'any' || times === 'some',
      completes,
    })),
  }))
}

/** Options that may also stand before the command. */
export const leadingOptions: readonly ScriptOption[] = Object.entries(globalOptions).map(scriptOption)

function scriptOption([name, option]: readonly [string, Option]): ScriptOption {
  const { short, value, says, many, completes } = option
  return { name, short, value, says, isRepeated: many === true, completes: completes ?? 'file' }
}

/** First words, each with what to say of it: a family of commands is described by its members. */
export function firstWords(table: readonly ScriptCommand[]): readonly (readonly [string, string])[] {
  const families = new Map<string, ScriptCommand[]>()
  for (const each of table) families.set(each.words[0]!, [...(families.get(each.words[0]!) ?? []), each])
  return [...families].map(([word, members]) => {
    const [only] = members
    const says =
      members.length === 1 && only!.words.length === 1
        ? only!.says
        : members.map((each) => each.words[1]).join(', ')
    return [word, says] as const
  })
}

/** The second words of families of commands. */
export function families(
  table: readonly ScriptCommand[],
): readonly (readonly [string, readonly ScriptCommand[]])[] {
  const words = [...new Set(table.filter((each) => each.words.length === 2).map((each) => each.words[0]!))]
  return words.map(
    (word) => [word, table.filter((each) => each.words.length === 2 && each.words[0] === word)] as const,
  )
}

/** A word of a POSIX shell that stands for exactly this text. */
export function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
