import { asIs, type Shown } from '../render/shown.js'
import type { Command, Group, Option } from './command.js'
import { globalOptions } from './global-options.js'
import { operandText } from './parse-arguments.js'
import { commandNames, commands } from './table.js'

const width = 100

const groups: readonly (readonly [Group, string])[] = [
  ['publish', 'For those who publish lists:'],
  ['consume', 'For those who use them:'],
  ['ours', 'Beside these:'],
]

/** The help of the whole program, or of the commands that start with `word`, as `identity`. */
export function programHelp(word?: string): Shown {
  const shown = commandNames.filter((name) => word === undefined || name.startsWith(`${word} `))
  const column = Math.max(...shown.map((name) => name.length)) + 4
  const sections = groups.flatMap(([group, title]) => {
    const rows = shown
      .filter((name) => commands[name].group === group)
      .map((name) => [name, commands[name].says] as const)
    return rows.length === 0 ? [] : [[title, ...rows.flatMap((row) => rowLines(row, column))].join('\n')]
  })
  return help([
    `Usage: trustlist ${word ?? ''}${word === undefined ? '' : ' '}<command> …`,
    ...(word === undefined ? ['Signed, versioned package lists, merged by trust.'] : []),
    ...sections,
    optionSection('With every command:', globalOptions),
    ...(word === undefined ? [exitSection] : []),
    'More on one command: trustlist <command> --help',
  ])
}

const exitSection = `Exits:
  0  yes: valid, same, permitted
  1  no: the question was answered, and the answer is no
  2  the command line is wrong
  3  an input was refused: malformed, unsafe, too large
  4  the outside failed: a file, git, a signer
  70 a bug of trustlist`

/** The help of one command. */
export function commandHelp(command: Command): Shown {
  const hasOptions = Object.keys(command.options).length > 0
  const usage = [
    'trustlist',
    command.name,
    ...(hasOptions ? ['[options]'] : []),
    ...command.operands.map(operandText),
  ]
  const column = Math.max(0, ...command.operands.map((each) => each.name.length)) + 4
  const operands = command.operands.flatMap((each) => rowLines([each.name, each.says], column))
  return help([
    `Usage: ${usage.join(' ')}`,
    `${command.says[0]!.toUpperCase()}${command.says.slice(1)}.`,
    ...(operands.length === 0 ? [] : [operands.join('\n')]),
    ...(command.more ?? []).map((each) => wrapped(each, width).join('\n')),
    ...(hasOptions ? [optionSection('Options:', command.options)] : []),
    optionSection('With every command:', globalOptions),
    ...(command.examples.length === 0 ? [] : [exampleSection(command)]),
  ])
}

function help(sections: readonly string[]): Shown {
  return asIs(`${sections.join('\n\n')}\n`)
}

function optionSection(title: string, options: Readonly<Record<string, Option>>): string {
  const rows = Object.entries(options).map(([name, option]) => {
    const short = option.short === undefined ? '    ' : `-${option.short}, `
    return [
      `${short}--${name}${option.value === undefined ? '' : ` ${option.value}`}`,
      saysOf(option),
    ] as const
  })
  const column = Math.max(...rows.map(([left]) => left.length)) + 4
  return [title, ...rows.flatMap((row) => rowLines(row, column))].join('\n')
}

function saysOf(option: Option): string {
  const choices = typeof option.completes === 'object' ? ` (${option.completes.join(', ')})` : ''
  return `${option.says}${choices}${option.many === true ? '; may be given several times' : ''}`
}

function exampleSection(command: Command): string {
  return ['Examples:', ...command.examples.flatMap(([line, does]) => [`  ${line}`, `      ${does}`])].join(
    '\n',
  )
}

function rowLines([left, right]: readonly [string, string], column: number): readonly string[] {
  const indent = ' '.repeat(column)
  return wrapped(right, width - column).map(
    (line, index) => (index === 0 ? `  ${left}`.padEnd(column) : indent) + line,
  )
}

function wrapped(text: string, columns: number): readonly string[] {
  const rows: string[] = []
  let row = ''
  for (const word of text.split(' ')) {
    if (row !== '' && row.length + 1 + word.length > columns) {
      rows.push(row)
      row = word
    } else row = row === '' ? word : `${row} ${word}`
  }
  return [...rows, row]
}
