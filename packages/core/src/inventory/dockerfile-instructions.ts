import type { TextLine } from './inventory-text.js'

/** One instruction of a Dockerfile, its lines joined. */
export interface DockerInstruction {
  /** In capitals. */
  readonly verb: string
  /** Words before the first that begins with no `--`. */
  readonly flags: readonly string[]
  /** What follows the flags. */
  readonly rest: string
  readonly line: number
  readonly lastLine: number
}

export interface Dockerfile {
  readonly instructions: readonly DockerInstruction[]
  /** The image that reads the file, of the directive `# syntax=`. */
  readonly syntax: { readonly image: string; readonly line: number } | undefined
}

/**
 * Cuts a Dockerfile into instructions: lines that end in the escape character go on, comment lines and empty lines within them are
 * left out, and what stands in here-documents belongs to the instruction that opens them.
 */
export function readInstructions(lines: readonly TextLine[]): Dockerfile {
  const { escape, syntax } = readDirectives(lines)
  const instructions: DockerInstruction[] = []
  for (let index = 0; index < lines.length;) {
    const first = lines[index]!
    if (isBlankOrComment(first.text)) {
      index++
      continue
    }
    let text = ''
    let goesOn = true
    while (goesOn && index < lines.length) {
      const line = lines[index++]!.text
      if (text !== '' && isBlankOrComment(line)) continue
      const content = line.trimEnd()
      goesOn = content.endsWith(escape)
      text += `${goesOn ? content.slice(0, -1) : content} `
    }
    const instruction = toInstruction(text.trim())
    for (const mark of heredocsOf(instruction)) {
      const ends = (line: string) => (mark.stripsTabs ? line.replace(/^\t+/, '') : line) === mark.word
      while (index < lines.length && !ends(lines[index]!.text)) index++
      index++
    }
    const last = lines[Math.min(index, lines.length) - 1]!.number
    instructions.push({ ...instruction, line: first.number, lastLine: last })
  }
  return { instructions, syntax }
}

/** Directives stand in comments before everything else. */
function readDirectives(lines: readonly TextLine[]): {
  readonly escape: string
  readonly syntax: Dockerfile['syntax']
} {
  let escape = '\\'
  let syntax: Dockerfile['syntax']
  for (const { text, number } of lines) {
    const [, name, value] = /^#[ \t]*([A-Za-z]+)[ \t]*=[ \t]*(.*?)[ \t]*$/.exec(text) ?? []
    if (name === undefined || value === undefined) break
    if (name.toLowerCase() === 'escape' && value === '`') escape = '`'
    if (name.toLowerCase() === 'syntax') syntax = { image: value, line: number }
  }
  return { escape, syntax }
}

function isBlankOrComment(line: string): boolean {
  const text = line.trimStart()
  return text === '' || text.startsWith('#')
}

function toInstruction(text: string): Pick<DockerInstruction, 'verb' | 'flags' | 'rest'> {
  const [verb = '', ...words] = text.split(/[ \t]+/)
  let count = 0
  while (words[count]?.startsWith('--') === true) count++
  return { verb: verb.toUpperCase(), flags: words.slice(0, count), rest: words.slice(count).join(' ') }
}

const withHeredocs: ReadonlySet<string> = new Set(['RUN', 'COPY', 'ADD'])

function heredocsOf({ verb, rest }: Pick<DockerInstruction, 'verb' | 'rest'>): readonly {
  readonly word: string
  readonly stripsTabs: boolean
}[] {
  const inner = verb === 'ONBUILD' ? (rest.split(' ', 1)[0] ?? '').toUpperCase() : verb
  if (!withHeredocs.has(inner)) return []
  return [...rest.matchAll(/(?:^|[^<])<<(-?)(["']?)([A-Za-z_][A-Za-z0-9_.]*)\2(?=[\s;&|)]|$)/g)].map(
    (found) => ({
      word: found[3]!,
      stripsTabs: found[1] === '-',
    }),
  )
}
