import type { Command, Completes } from '../../command/command.js'
import {
  families,
  firstWords,
  leadingOptions,
  scriptTable,
  shellQuoted,
  type ScriptCommand,
  type ScriptOption,
} from './script-table.js'

/** A script for zsh 5, to be found on its `fpath` as `_trustlist`. */
export function zshScript(commands: readonly Command[]): string {
  const table = scriptTable(commands)
  return `#compdef trustlist
# zsh completion for trustlist, made by: trustlist completion zsh

_trustlist() {
  local curcontext="$curcontext" state line name
  _arguments -C ${leadingOptions.flatMap(optionSpecs).join(' ')} '--version[the version]' '(-): :->first' '(-)*:: :->rest'
  case "$state" in
    first) ${described(firstWords(table))} ;;
    rest)
      name=$words[1]
      case "$name" in
${families(table).map(familyCase).join('')}      esac
      case "$name" in
${table.map(commandCase).join('')}      esac ;;
  esac
}

if [ "$funcstack[1]" = _trustlist ]; then _trustlist "$@"; else compdef _trustlist trustlist; fi
`
}

function familyCase([word, members]: readonly [string, readonly ScriptCommand[]]): string {
  const offers = described(members.map((each) => [each.words[1]!, each.says] as const))
  return `        ${word})
          if (( CURRENT == 2 )); then ${offers}; return; fi
          name="$words[1] $words[2]"; shift words; (( CURRENT-- )) ;;
`
}

function described(words: readonly (readonly [string, string])[]): string {
  const rows = words.map(([word, says]) => shellQuoted(`${word.replaceAll(':', '\\:')}:${says}`))
  return `local -a offered; offered=(${rows.join(' ')}); _describe command offered`
}

function commandCase(command: ScriptCommand): string {
  const operands = command.operands.map(({ name, isRepeated, completes }) =>
    shellQuoted(`${isRepeated ? '*' : ''}:${name}:${action(completes)}`),
  )
  const specs = [...command.options.flatMap(optionSpecs), ...operands]
  return `        ${shellQuoted(command.words.join(' '))}) _arguments -S ${specs.join(' ')} ;;\n`
}

function optionSpecs(option: ScriptOption): readonly string[] {
  const says = option.says.replace(/[\\[\]:]/g, (sign) => `\\${sign}`)
  const value = option.value === undefined ? '' : `:${option.value}:${action(option.completes)}`
  const names = option.short === undefined ? [] : [`-${option.short}${value === '' ? '' : '+'}`]
  const repeated = option.isRepeated ? '*' : ''
  return [...names, `--${option.name}${value === '' ? '' : '='}`].map((name) =>
    shellQuoted(`${repeated}${name}[${says}]${value}`),
  )
}

function action(completes: Completes): string {
  if (completes === 'file') return '_files'
  if (completes === 'folder') return '_files -/'
  return completes === 'nothing' ? ' ' : `(${completes.join(' ')})`
}
