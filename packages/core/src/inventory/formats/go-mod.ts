import { problem, refuse, type Outcome } from '../../problem/problem.js'
import { splitGoModule } from '../go-module.js'
import { InventoryBuilder } from '../inventory-builder.js'
import { splitLines, type InventoryText, type TextLine } from '../inventory-text.js'
import type { Inventory } from '../inventory.js'

/** One directive, taken out of its block. */
interface Directive {
  readonly verb: string
  readonly words: readonly string[]
  readonly comment: string
  readonly line: number
}

/** Directives that name no module to use. */
const otherVerbs: ReadonlySet<string> = new Set([
  ...['module', 'go', 'toolchain', 'godebug', 'exclude', 'retract', 'tool', 'ignore'],
])

/**
 * go.mod: what a module requires, `// indirect` or by itself. What `replace` puts in a module's place is taken instead of it.
 *
 * From Go 1.17 on the file names every module that is built in; before that others may raise a version.
 *
 * @spec inventory#go-mod
 */
export function readGoMod(text: InventoryText): Outcome<Inventory> {
  const lines = splitLines(text)
  if (!lines.ok) return lines
  const directives = toDirectives(lines.value)
  if (!directives.some(({ verb }) => verb === 'module')) {
    return refuse(problem('inventory/other-form', 'expected the directive module', text.placeOf(0)))
  }
  const builder = new InventoryBuilder('go-mod', text.source)
  const isWhole = namesAllModules(directives)
  const replacements = directives.filter(({ verb }) => verb === 'replace')
  for (const directive of directives) {
    const { verb, words, line } = directive
    const at = builder.at(line)
    if (verb === 'module') builder.addOther(words[0] ?? '.', at)
    if (verb === 'require') takeRequired(builder, directive, replacements, isWhole)
    else if (verb !== 'replace' && !otherVerbs.has(verb)) {
      const what = `expected a directive of go.mod, found ${verb.slice(0, 80)}`
      builder.addUnreadable([verb, ...words].join(' '), 'inventory/line-unread', what, at)
    } else if (verb === 'replace' && replacementOf(directive) === undefined) {
      builder.addUnreadable(words.join(' '), 'inventory/line-unread', 'expected MODULE => MODULE VERSION', at)
    }
  }
  return builder.finish()
}

function takeRequired(
  builder: InventoryBuilder,
  { words, comment, line }: Directive,
  replacements: readonly Directive[],
  isWhole: boolean,
): void {
  const at = builder.at(line)
  const [path, version, ...rest] = words
  if (path === undefined || version === undefined || rest.length > 0) {
    builder.addUnreadable(words.join(' '), 'inventory/line-unread', 'expected a module and its version', at)
    return
  }
  const found = replacements
    .flatMap((each) => replacementOf(each) ?? [])
    .find((each) => each.path === path && (each.version === undefined || each.version === version))
  const isDirect = !/^\s*indirect\b/.test(comment)
  if (found === undefined) {
    addModule(builder, path, version, isWhole, { isDirect, at, lastLine: line, remarks: [] })
    return
  }
  if (found.by[1] === undefined) {
    const what = `${found.by[0].slice(0, 120)} stands in its place, which is a path`
    builder.addUnreadable(`${path} ${version}`, 'inventory/source-elsewhere', what, at)
    return
  }
  const remarks = [`in place of ${path} ${version}`]
  addModule(builder, found.by[0], found.by[1], true, { isDirect, at, lastLine: line, remarks })
}

function addModule(
  builder: InventoryBuilder,
  path: string,
  version: string,
  isExact: boolean,
  rest: Pick<Inventory['packages'][number], 'isDirect' | 'at' | 'lastLine' | 'remarks'>,
): void {
  const said = isExact ? { version } : { atLeast: version }
  builder.addNamed({ type: 'golang', ...splitGoModule(path), ...said, ...rest })
}

interface Replacement {
  readonly path: string
  readonly version: string | undefined
  readonly by: readonly [path: string, version?: string]
}

/** `old [version] => new [version]`; without a version the new one is a path. */
function replacementOf({ words }: Directive): Replacement | undefined {
  const arrow = words.indexOf('=>')
  const [path, version, ...rest] = words.slice(0, Math.max(0, arrow))
  const [by, byVersion, ...others] = words.slice(arrow + 1)
  if (path === undefined || by === undefined || rest.length + others.length > 0) return undefined
  return { path, version, by: byVersion === undefined ? [by] : [by, byVersion] }
}

/** Since Go 1.17, and only where the file says so. */
function namesAllModules(directives: readonly Directive[]): boolean {
  const said = directives.find(({ verb }) => verb === 'go')?.words[0]
  const [, major, minor] = /^([0-9]+)\.([0-9]+)/.exec(said ?? '') ?? []
  return major !== undefined && (Number(major) > 1 || Number(minor) >= 17)
}

function toDirectives(lines: readonly TextLine[]): readonly Directive[] {
  const directives: Directive[] = []
  let block: string | undefined
  for (const { text, number } of lines) {
    const mark = text.indexOf('//')
    const content = (mark < 0 ? text : text.slice(0, mark)).trim()
    const comment = mark < 0 ? '' : text.slice(mark + 2)
    if (content === '') continue
    const words = content.split(/[ \t]+/).map(withoutQuotes)
    if (block !== undefined) {
      if (content === ')') block = undefined
      else directives.push({ verb: block, words, comment, line: number })
      continue
    }
    const [verb = '', ...rest] = words
    if (rest.length === 1 && rest[0] === '(') block = verb
    else if (verb.endsWith('(') && rest.length === 0) block = verb.slice(0, -1)
    else directives.push({ verb, words: rest, comment, line: number })
  }
  return directives
}

function withoutQuotes(word: string): string {
  return /^(["`]).*\1$/.test(word) && word.length > 1 ? word.slice(1, -1) : word
}
