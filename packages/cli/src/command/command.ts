import type { Instant } from '@trustlist/core'
import type { Exit } from '../exit.js'
import type { CliProblem } from '../failure.js'
import type { Shown } from '../render/shown.js'
import type { SourceText } from '../render/code-frame.js'
import type { Style } from '../render/style.js'
import type { World } from '../world.js'

/** For whom a command is; the help lists them apart. */
export type Group = 'publish' | 'consume' | 'ours'

/** What a shell offers in a place. */
export type Completes = 'file' | 'folder' | 'nothing' | readonly string[]

/** A word that is no option, in its place. */
export interface Operand {
  /** In capitals, as the help shows it. */
  readonly name: string
  readonly says: string
  /** Absent: exactly one. */
  readonly times?: 'optional' | 'any' | 'some'
  readonly completes: Completes
}

/** A switch, or an option with a value where `value` names it. */
export interface Option {
  readonly short?: string
  /** The name of the value, in capitals. Absent: a switch. */
  readonly value?: string
  /** It may be given several times. */
  readonly many?: true
  readonly says: string
  readonly completes?: Completes
  /** It takes other values too than those that a shell offers; which, the command says. */
  readonly takesOthers?: true
}

export type Options = Readonly<Record<string, Option>>

/** A command as data. Parsing, help and completion are all made from it, so they cannot tell different things. */
export interface Command {
  /** One word, or two, as `identity create`. */
  readonly name: string
  readonly group: Group
  /** One line, without a stop. */
  readonly says: string
  readonly operands: readonly Operand[]
  readonly options: Options
  /** More to know, as paragraphs. */
  readonly more?: readonly string[]
  /** Whole command lines, each with what it does. */
  readonly examples: readonly (readonly [line: string, does: string])[]
}

/** What one option can come to: text, texts, whether a switch was given, or nothing. */
export type OptionValue = string | boolean | undefined | readonly string[]

/** The values that were given for a command's options, each of the type that its line in the table says. */
export type OptionValues<O extends Options> = string extends keyof O
  ? Readonly<Record<string, OptionValue>>
  : {
      readonly [Name in keyof O]: O[Name] extends { readonly value: string; readonly many: true }
        ? readonly string[]
        : O[Name] extends { readonly value: string }
          ? string | undefined
          : boolean
    }

/** One run of a command. */
export interface Invocation<C extends Command = Command> {
  readonly command: C
  /** As many as the command's operands allow. */
  readonly operands: readonly string[]
  readonly options: OptionValues<C['options']>
  /** The instant that the run takes as the present: `--at`, or the clock, read once. */
  readonly at: Instant
  /** `--at` was given: the question is about that time, and what came later was not there yet. */
  readonly isAtGiven: boolean
  /** Nothing but the answer is wanted: `--quiet` or `--json`. */
  readonly isSilent: boolean
  /** Colours for stdout. */
  readonly style: Style
  /** Lines about what is going on, on stderr; silent with `--quiet` and `--json`. */
  readonly talk: (line: Shown) => void
}

/** What a command found out. Both renderers show the same facts: those of `result`, and `problems`. */
export interface Answer {
  readonly exit: Exit
  /** Plain JSON, or null where the question was not answered. */
  readonly result: unknown
  /** The result for people. */
  readonly human: () => Shown
  /**
   * `summary`: the exit says the same, and `--quiet` drops it. `product`: it is what was asked for, and goes out as it
   * is.
   */
  readonly kind: 'summary' | 'product'
  readonly problems: readonly CliProblem[]
  /** The texts that the problems point into, by the source's name, for code frames. */
  readonly texts: ReadonlyMap<string, SourceText>
}

/** What `commands/<name>.ts` exports. */
export interface Implementation<C extends Command = Command> {
  run(invocation: Invocation<C>, world: World): Promise<Answer>
}
