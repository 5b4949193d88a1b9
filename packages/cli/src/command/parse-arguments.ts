import { parseArgs } from 'node:util'
import { cliProblem, type CliProblem } from '../failure.js'
import type { Command, Options, OptionValue, OptionValues } from './command.js'
import { globalOptions } from './global-options.js'
import { nearest } from './nearest.js'

/** What stands on a command line after the command's name. */
export interface Parsed {
  readonly operands: readonly string[]
  /** Of the command, every one of them: undefined, false or an empty array where it was not given. */
  readonly options: Readonly<Record<string, string | boolean | undefined | readonly string[]>>
  /** Of every command. */
  readonly globals: OptionValues<typeof globalOptions>
  /** Everything that is wrong with it, gathered. */
  readonly problems: readonly CliProblem[]
}

/**
 * Reads the words after a command's name by the command's table. Every fault is gathered: `cli/unknown-option`,
 * `cli/option-value`, `cli/operands`.
 *
 * After `--` everything is an operand; so is `-`, which stands for standard input.
 */
export function parseArguments(command: Command, words: readonly string[]): Parsed {
  const table: Options = { ...globalOptions, ...command.options }
  // Not strict: Node would stop at the first fault and word it in its own way.
  const { tokens } = parseArgs({
    args: [...words],
    options: Object.fromEntries(
      Object.entries(table).map(([name, option]) => [
        name,
        {
          type: option.value === undefined ? ('boolean' as const) : ('string' as const),
          multiple: true,
          ...(option.short === undefined ? {} : { short: option.short }),
        },
      ]),
    ),
    strict: false,
    allowPositionals: true,
    tokens: true,
  })
  const problems: CliProblem[] = []
  const operands: string[] = []
  const given = new Map<string, string[]>()
  for (const token of tokens) {
    if (token.kind === 'positional') operands.push(token.value)
    if (token.kind !== 'option') continue
    const fault = faultOf(command, table, token)
    if (fault !== undefined) problems.push(fault)
    else given.set(token.name, [...(given.get(token.name) ?? []), token.value ?? ''])
  }
  for (const [name, values] of given) {
    const option = table[name]!
    if (option.value !== undefined && option.many !== true && values.length > 1) {
      problems.push(
        valueFault(command, `--${name} is taken once and was given ${String(values.length)} times`),
      )
    }
  }
  problems.push(...operandFaults(command, operands))
  return {
    operands,
    options: valuesOf(command.options, given),
    globals: valuesOf(globalOptions, given) as Parsed['globals'],
    problems,
  }
}

interface OptionToken {
  readonly name: string
  readonly rawName: string
  readonly value: string | undefined
  readonly inlineValue: boolean | undefined
}

function faultOf(command: Command, table: Options, token: OptionToken): CliProblem | undefined {
  const option = Object.hasOwn(table, token.name) ? table[token.name] : undefined
  if (option === undefined) {
    const near = token.rawName.startsWith('--') ? nearest(token.name, Object.keys(table)) : undefined
    const what = `trustlist ${command.name} has no option ${token.rawName}`
    return cliProblem(
      'cli/unknown-option',
      near === undefined ? what : `${what}; did you mean --${near}?`,
      {},
      `see the options with: trustlist ${command.name} --help`,
    )
  }
  if (option.value === undefined) {
    if (token.value === undefined) return undefined
    return valueFault(command, `${token.rawName} takes no value and was given one: ${token.value}`)
  }
  // `--key --json` is a forgotten value, not a file named --json; that one can be given as `--key=--json`.
  const isNextOption =
    token.inlineValue === false && token.value !== '-' && token.value?.startsWith('-') === true
  if (token.value === undefined || token.value === '' || isNextOption) {
    return valueFault(command, `${token.rawName} lacks its value ${option.value}`)
  }
  const { completes, many, takesOthers } = option
  const isClosed = many !== true && takesOthers !== true
  if (typeof completes === 'object' && isClosed && !completes.includes(token.value)) {
    return valueFault(
      command,
      `${token.rawName} takes one of ${completes.join(', ')} and was given ${token.value}`,
    )
  }
  return undefined
}

function valueFault(command: Command, what: string): CliProblem {
  return cliProblem('cli/option-value', what, {}, `see the options with: trustlist ${command.name} --help`)
}

function operandFaults(command: Command, operands: readonly string[]): readonly CliProblem[] {
  const found = operands.length
  const least = command.operands.filter((each) => each.times === undefined || each.times === 'some').length
  const isOpen = command.operands.some((each) => each.times === 'any' || each.times === 'some')
  const most = isOpen ? Number.POSITIVE_INFINITY : command.operands.length
  if (found >= least && found <= most) return choiceFaults(command, operands)
  const wanted = command.operands.map(operandText).join(' ')
  const what =
    found < least
      ? `trustlist ${command.name} needs ${wanted}, and ${found === 0 ? 'nothing was given' : `only ${String(found)} was given`}`
      : `trustlist ${command.name} takes ${wanted === '' ? 'no files or names' : wanted}, and ${String(found)} were given`
  return [cliProblem('cli/operands', what, {}, `see what it takes with: trustlist ${command.name} --help`)]
}

function choiceFaults(command: Command, operands: readonly string[]): readonly CliProblem[] {
  return operands.flatMap((given, index) => {
    const { name, completes } = command.operands[index] ?? command.operands.at(-1)!
    if (typeof completes === 'string' || completes.includes(given)) return []
    const what = `${name} is one of ${completes.join(', ')} and was given as ${given}`
    return [cliProblem('cli/operands', what, {}, `see what it takes with: trustlist ${command.name} --help`)]
  })
}

/** `FILE…`, `[DIR]`, as the help shows it. */
export function operandText(operand: Command['operands'][number]): string {
  switch (operand.times ?? 'one') {
    case 'one':
      return operand.name
    case 'some':
      return `${operand.name}…`
    case 'optional':
      return `[${operand.name}]`
    case 'any':
      return `[${operand.name}…]`
  }
}

function valuesOf(options: Options, given: ReadonlyMap<string, readonly string[]>): Parsed['options'] {
  const values: Record<string, OptionValue> = {}
  for (const [name, option] of Object.entries(options)) {
    const words = given.get(name)
    if (option.value === undefined) values[name] = words !== undefined
    else values[name] = option.many === true ? (words ?? []) : words?.at(-1)
  }
  return values
}
