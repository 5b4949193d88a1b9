import type { Command, Completes } from '../../command/command.js'
import { families, firstWords, scriptTable, type ScriptCommand, type ScriptOption } from './script-table.js'

/** A script for fish 3. */
export function fishScript(commands: readonly Command[]): string {
  const table = scriptTable(commands)
  const first = firstWords(table).map(([word, says]) => offer("'__trustlist_at'", word, says))
  const second = families(table).flatMap(([word, members]) =>
    members.map((each) => offer(quoted(`__trustlist_at ${word}`), each.words[1]!, each.says)),
  )
  const takers = [...new Set(table.flatMap((command) => command.options.flatMap(valueTaker)))]
  return `# fish completion for trustlist, made by: trustlist completion fish

# The words before the cursor, less options and their values.
function __trustlist_words
    set -l skip
    for word in (commandline -opc)[2..-1]
        if set -q skip[1]
            set -e skip
            set -l skip
        else if contains -- $word ${takers.join(' ')}
            set skip next
        else if not string match -q -- '-*' $word
            echo -- $word
        end
    end
end

# Whether these words are all there are.
function __trustlist_at
    set -l words (__trustlist_words)
    test "$words" = "$argv"
end

# Whether these words come first, with so many after them; any number where the count is "any".
function __trustlist_in
    set -l words (__trustlist_words)
    set -l count (count $argv[2..-1])
    test (count $words) -ge $count; or return 1
    test "$words[1..$count]" = "$argv[2..-1]"; or return 1
    test $argv[1] = any; or test (math (count $words) - $count) -eq $argv[1]
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
  const words = command.words.join(' ')
  const startOf = (count: string) => `complete -c trustlist -n ${quoted(`__trustlist_in ${count} ${words}`)}`
  const operands = command.operands.flatMap(({ completes, isRepeated }, index) => {
    const start = startOf(isRepeated ? 'any' : String(index))
    if (completes === 'nothing') return []
    return [completes === 'file' ? `${start} -F` : `${start} -a ${action(completes)}`]
  })
  return [...command.options.map((option) => `${startOf('any')}${optionText(option)}`), ...operands]
}

function valueTaker(option: ScriptOption): readonly string[] {
  if (option.value === undefined) return []
  return [`--${option.name}`, ...(option.short === undefined ? [] : [`-${option.short}`])]
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
