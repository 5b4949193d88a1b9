import type { Command, Completes } from '../../command/command.js'
import { families, firstWords, scriptTable, shellQuoted, type ScriptCommand } from './script-table.js'

/** A script for bash 3.2 and later. */
export function bashScript(commands: readonly Command[]): string {
  const table = scriptTable(commands)
  return `# bash completion for trustlist, made by: trustlist completion bash

_trustlist_offer() {
  case "$1" in
    file) COMPREPLY=() ;;
    folder) local IFS=$'\\n'; COMPREPLY=($(compgen -d -- "$2")); compopt -o filenames 2>/dev/null ;;
    *) COMPREPLY=($(compgen -W "$1" -- "$2")); compopt +o default 2>/dev/null ;;
  esac
}

_trustlist() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]}
  local first= command= operands=0 index word skip=
  # Readline takes --name=value apart at the equals sign.
  if [ "$current" = '=' ]; then current=; elif [ "$previous" = '=' ]; then previous=\${COMP_WORDS[COMP_CWORD-2]}; fi
  for ((index = 1; index < COMP_CWORD; index++)); do
    word=\${COMP_WORDS[index]}
    if [ "$word" = '=' ]; then skip=1; continue; fi
    if [ -n "$skip" ]; then skip=; continue; fi
    if [ -z "$command" ] && [ "\${word:0:1}" != '-' ]; then
      if [ -n "$first" ]; then word="$first $word"; first=; fi
      case "$word" in
${families(table)
  .map(([word]) => `        ${shellQuoted(word)}) first=$word; continue ;;\n`)
  .join('')}        *) command=$word; continue ;;
      esac
    fi
    case "$command $word" in
${table.flatMap(valueTakers).join('')}    esac
    if [ -n "$command" ] && { [ "\${word:0:1}" != '-' ] || [ "$word" = '-' ]; }; then operands=$((operands + 1)); fi
  done
  case "$first" in
${families(table)
  .map(
    ([word, members]) =>
      `    ${shellQuoted(word)}) _trustlist_offer ${shellQuoted(members.map((each) => each.words[1]).join(' '))} "$current"; return ;;\n`,
  )
  .join('')}  esac
  case "$command" in
    '') _trustlist_offer ${shellQuoted([...firstWords(table).map(([word]) => word), 'help', '--help', '--version'].join(' '))} "$current" ;;
${table.map(commandCase).join('')}  esac
}

complete -o default -F _trustlist trustlist
`
}

/** Options whose next word is their value, so that it is not counted as an operand. */
function valueTakers(command: ScriptCommand): readonly string[] {
  const name = command.words.join(' ')
  return command.options
    .filter((option) => option.value !== undefined)
    .flatMap((option) => [`--${option.name}`, ...(option.short === undefined ? [] : [`-${option.short}`])])
    .map(
      (option) =>
        `      ${shellQuoted(`${name} ${option}`)}) [ "\${COMP_WORDS[index+1]}" = '=' ] || skip=1; continue ;;\n`,
    )
}

function commandCase(command: ScriptCommand): string {
  const values = command.options
    .filter((option) => option.value !== undefined)
    .map((option) => {
      const names = [`--${option.name}`, ...(option.short === undefined ? [] : [`-${option.short}`])]
      return `        ${names.join('|')}) _trustlist_offer ${offered(option.completes)} "$current"; return ;;\n`
    })
  const operands = command.operands.map(
    ({ isRepeated, completes }, index) =>
      `        ${isRepeated ? '*' : String(index)}) _trustlist_offer ${offered(completes)} "$current" ;;\n`,
  )
  const isOpen = command.operands.some((each) => each.isRepeated)
  const options = command.options.map((option) => `--${option.name}`).join(' ')
  return `    ${shellQuoted(command.words.join(' '))})
      case "$previous" in
${values.join('')}      esac
      case "$current" in -*) _trustlist_offer ${shellQuoted(options)} "$current"; return ;; esac
      case "$operands" in
${operands.join('')}${isOpen ? '' : `        *) _trustlist_offer '' "$current" ;;\n`}      esac ;;
`
}

function offered(completes: Completes): string {
  if (completes === 'nothing') return "''"
  return shellQuoted(typeof completes === 'string' ? completes : completes.join(' '))
}
