import { isMap, isScalar, isSeq, parseDocument, type ParsedNode, type YAMLMap, type YAMLSeq } from 'yaml'
import { contentEndOf, dashOf, indentOf, lineEndOf } from './edit-yaml.js'

/** A change to one entry of a draft, or one more entry. */
export type EntryEdit =
  /** Behind the entry of this index; before all others where it is -1. */
  | { readonly kind: 'add'; readonly after: number; readonly text: (indent: string) => string }
  /** These members get these values, as YAML in one line, and those members go. */
  | {
      readonly kind: 'set'
      readonly index: number
      readonly members: readonly (readonly [name: string, text: string])[]
      readonly without: readonly string[]
    }
  | { readonly kind: 'remove'; readonly index: number }

interface Splice {
  readonly from: number
  readonly to: number
  readonly text: string
}

/**
 * Changes entries of a draft, each where it stands, in one pass; everything else stays as it is, to the byte.
 *
 * @param text - A draft that `parseYaml` takes.
 * @param provenance - The items of `about.provenance`, those that stand there first and in their order, each as YAML on one line;
 *   undefined for one that stays as it is.
 * @returns The changed text; undefined where entries stand in brackets or in another way that is not for people to edit. Whether the
 *   result means what was intended is for the caller to check by reading it.
 */
export function spliceDraft(
  text: string,
  edits: readonly EntryEdit[],
  provenance: readonly (string | undefined)[],
): string | undefined {
  const root = parseDocument(text, {
    version: '1.2',
    schema: 'failsafe',
    uniqueKeys: false,
    keepSourceTokens: true,
    prettyErrors: false,
  }).contents
  const entries = root === null ? undefined : memberOf(root, 'entries')
  const about = root === null ? undefined : memberOf(root, 'about')
  if (!isSeq(entries) || !isMap(about)) return undefined
  const splices: (readonly Splice[] | undefined)[] = [
    spliceProvenance(text, about, provenance),
    ...edits.map((edit) => spliceEntry(text, entries as ParsedSeq, edit)),
  ]
  if (splices.includes(undefined)) return undefined
  return applied(text, splices.flat() as readonly Splice[])
}

type ParsedMap = YAMLMap<ParsedNode, ParsedNode | null> & ParsedNode
type ParsedSeq = YAMLSeq<ParsedNode> & ParsedNode

function memberOf(node: ParsedNode, name: string): ParsedNode | undefined {
  if (!isMap(node)) return undefined
  const pair = (node as ParsedMap).items.find(({ key }) => isScalar(key) && String(key.value) === name)
  return pair?.value ?? undefined
}

/** Items that stand on lines of their own stay so, and new ones are given theirs. */
function spliceProvenance(
  text: string,
  about: ParsedMap,
  items: readonly (string | undefined)[],
): readonly Splice[] | undefined {
  if (items.every((item) => item === undefined)) return []
  const known = memberOf(about, 'provenance')
  if (isSeq(known) && known.srcToken?.type === 'block-seq') {
    const standing = (known as ParsedSeq).items
    const dash = dashOf(known.srcToken, 0)
    const last = standing.at(-1)
    if (dash === undefined || last === undefined) return undefined
    const end = lineEndOf(text, contentEndOf(last))
    return items.flatMap((item, index): readonly Splice[] => {
      if (item === undefined) return []
      const old = standing[index]
      return old === undefined
        ? [{ from: end, to: end, text: `\n${indentOf(text, dash)}- ${item}` }]
        : [{ from: old.range[0], to: contentEndOf(old), text: item }]
    })
  }
  const standing = isSeq(known) ? (known as ParsedSeq).items : []
  const whole = items.map((item, index) => {
    const old = standing[index]
    return item ?? (old === undefined ? '' : text.slice(old.range[0], contentEndOf(old)))
  })
  const isFlow = about.srcToken?.type === 'flow-collection'
  const first = about.items[0]
  if (known !== undefined || isFlow || first === undefined)
    return setMembers(text, about, [['provenance', `[${whole.join(', ')}]`]], [])
  const indent = indentOf(text, first.key.range[0])
  return setMembers(text, about, [['provenance', whole.map((item) => `\n${indent}  - ${item}`).join('')]], [])
}

function spliceEntry(text: string, entries: ParsedSeq, edit: EntryEdit): readonly Splice[] | undefined {
  const token = entries.srcToken
  if (token?.type === 'flow-collection') {
    // `entries: []` is how a person begins.
    if (entries.items.length > 0 || edit.kind !== 'add') return undefined
    return [{ from: entries.range[0], to: entries.range[1], text: `\n${edit.text('  ').trimEnd()}` }]
  }
  if (token?.type !== 'block-seq') return undefined
  if (edit.kind === 'add') {
    const dash = dashOf(token, Math.max(edit.after, 0))
    const before = entries.items[edit.after]
    if (dash === undefined) return undefined
    const indent = indentOf(text, dash)
    if (before === undefined)
      return [{ from: dash - indent.length, to: dash - indent.length, text: edit.text(indent) }]
    const end = lineEndOf(text, contentEndOf(before))
    return [{ from: end, to: end, text: `\n${edit.text(indent).trimEnd()}` }]
  }
  const item = entries.items[edit.index]
  const dash = dashOf(token, edit.index)
  if (item === undefined || dash === undefined) return undefined
  if (edit.kind === 'set') return isMap(item) ? setMembers(text, item, edit.members, edit.without) : undefined
  const start = dash - indentOf(text, dash).length
  const end = lineEndOf(text, contentEndOf(item))
  return [{ from: start, to: Math.min(end + 1, text.length), text: '' }]
}

/** Undefined where a member that is to go stands in brackets with comments, or on the line of its dash. */
function setMembers(
  text: string,
  map: ParsedMap,
  members: readonly (readonly [name: string, text: string])[],
  without: readonly string[],
): readonly Splice[] | undefined {
  const isFlow = map.srcToken?.type === 'flow-collection'
  const splices: Splice[] = []
  const last = map.items.at(-1)
  if (last === undefined) return undefined
  const find = (name: string) => map.items.find(({ key }) => isScalar(key) && String(key.value) === name)
  for (const [name, value] of members) {
    const known = find(name)
    if (known?.value != null) {
      splices.push({ from: known.value.range[0], to: contentEndOf(known.value), text: value })
    } else if (isFlow) {
      const end = contentEndOf(last.value ?? last.key)
      splices.push({ from: end, to: end, text: `, ${name}: ${value}` })
    } else {
      const end = lineEndOf(text, contentEndOf(last.value ?? last.key))
      splices.push({
        from: end,
        to: end,
        text: `\n${indentOf(text, map.items[0]!.key.range[0])}${name}:${value.startsWith('\n') ? '' : ' '}${value}`,
      })
    }
  }
  for (const name of without) {
    const index = map.items.findIndex(({ key }) => isScalar(key) && String(key.value) === name)
    if (index < 0) continue
    const { key, value } = map.items[index]!
    const before = map.items[index - 1]
    if (before === undefined) return undefined
    const from = isFlow
      ? contentEndOf(before.value ?? before.key)
      : lineEndOf(text, contentEndOf(before.value ?? before.key))
    const to = isFlow ? contentEndOf(value ?? key) : lineEndOf(text, contentEndOf(value ?? key))
    if (text.slice(from, key.range[0]).includes('#')) return undefined
    splices.push({ from, to, text: '' })
  }
  return splices
}

/** All splices of one text, from its end to its start; those at one place in their order. */
function applied(text: string, splices: readonly Splice[]): string {
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n'
  const sorted = splices.map((splice, index) => ({ ...splice, index }))
  sorted.sort((a, b) => a.from - b.from || a.index - b.index)
  let result = ''
  let at = 0
  for (const splice of sorted) {
    result += text.slice(at, splice.from) + splice.text.replaceAll('\n', lineEnd)
    at = Math.max(at, splice.to)
  }
  return result + text.slice(at)
}
