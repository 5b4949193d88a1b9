import type { Command, Completes } from '../../command/command.js'
import { families, firstWords, scriptTable, type ScriptCommand, type ScriptOption } from './script-table.js'

/** A script for fish 3. */
export function fishScript(commands: readonly Command[]): string {
  const table = scriptTable(commands)
  const first = firstWords(table).map(([word, says]) => offer("'__trustlist_at'", word, says))
  const second = families(table).flatMap(([word, members]) =>
    members.map((each) => offer(quoted(`__trustlist_at ${word}`), each.words[1]!, each.says)),
  )
  return `# fish completion for trustlist, made by: trustlist completion fish

# The words before the cursor that are no options: exactly these.
function __trustlist_at
    set -l words (commandline -opc | string match -v -r -- '^-')
    test (string join ' ' -- $words[2..-1]) = (string join ' ' -- $argv)
end

# The words before the cursor that are no options: these first.
function __trustlist_in
    set -l words (commandline -opc | string match -v -r -- '^-')
    set -l last (math 1 + (count $argv))
    test (count $words) -ge $last; and test (string join ' ' -- $words[2..$last]) = (string join ' ' -- $argv)
end

complete -c trustlist -f
complete -c trustlist -n '__trustlist_at' -l version -d 'the version'
complete -c trustlist -n '__trustlist_at' -l help -d 'all commands'
${[...first, ...second, ...table.flatMap(commandLines)].join('\n')}
`
}

function offer(condition: string, word: string, says: string): string {
  return `complete -c trustlist -n ${condition} -a ${word} -d ${quoted(says)}`
}

function commandLines(command: ScriptCommand): readonly string[] {
  const condition = quoted(`__trustlist_in ${command.words.join(' ')}`)
  const start = `complete -c trustlist -n ${condition}`
  const operands = command.operands.map(({ completes }) => {
    if (completes === 'nothing') return []
    return [completes === 'file' ? `${start} -F` : `${start} -a ${action(completes)}`]
  })
  return [...command.options.map((option) => `${start}${optionText(option)}`), ...operands.flat()]
}

function optionText(option: ScriptOption): string {
  const short = option.short === undefined ? '' : ` -s ${option.short}`
  const text = `${short} -l ${option.name} -d ${quoted(option.says)}`
  if (option.value === undefined) return text
  if (option.completes === 'file') return `${text} -r -F`
  return option.completes === 'nothing' ? `${text} -x` : `${text} -x -a ${action(option.completes)}`
}

function action(completes: Exclude<Completes, 'file' | 'nothing'>): string {
  return completes === 'folder' ? "'(__fish_complete_directories)'" : quoted(completes.join(' '))
}

/** Inside single quotes fish knows two escapes: of the backslash and of the quote. */
function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}
