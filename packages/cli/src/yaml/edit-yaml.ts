import { isMap, isScalar, isSeq, parseDocument, Scalar, type CST, type ParsedNode } from 'yaml'
import { toPlainScalar } from './plain-scalar.js'

/** One change to a YAML text. Pointers are RFC 6901; what they name must be there. */
export type YamlEdit =
  /** Another value in the place of a scalar. */
  | { readonly kind: 'replace'; readonly pointer: string; readonly value: string }
  /** One more item at the end of a sequence: YAML on one line. */
  | { readonly kind: 'append'; readonly pointer: string; readonly item: string }
  /** One more member at the end of a mapping: YAML on one line, or for the whole draft any lines. */
  | { readonly kind: 'member'; readonly pointer: string; readonly text: string }
  /** An item of a sequence goes. Where it stands on lines of its own they stay as comments, with `why` before them. */
  | { readonly kind: 'remove'; readonly pointer: string; readonly why: string }

/**
 * Changes a draft where it must change and nowhere else: comments, order, quotes and line ends stay as people wrote them.
 *
 * @param text - A draft that `parseYaml` takes.
 * @returns The changed text; undefined where an edit does not fit what stands there. Whether the result means what was
 *   intended is for the caller to check by reading it.
 */
export function editYaml(text: string, edits: readonly YamlEdit[]): string | undefined {
  let edited: string | undefined = text
  for (const edit of edits) {
    edited = applyEdit(edited, edit)
    if (edited === undefined) return undefined
  }
  return edited
}

/** A text as a YAML scalar that every reader takes for this text, also inside brackets. */
export function toScalarText(value: string): string {
  const plain =
    /^[A-Za-z0-9_][A-Za-z0-9_. -]*$/.test(value) && !/ $/.test(value) ? toPlainScalar(value) : undefined
  return plain?.kind === 'value' && plain.value === value ? value : JSON.stringify(value)
}

function applyEdit(text: string, edit: YamlEdit): string | undefined {
  const root = parseDocument(text, {
    version: '1.2',
    schema: 'failsafe',
    uniqueKeys: false,
    keepSourceTokens: true,
    prettyErrors: false,
  }).contents
  if (root === null) return undefined
  const found = find(root, edit.pointer)
  if (found === undefined) return undefined
  switch (edit.kind) {
    case 'replace':
      return replaceScalar(text, found.node, edit.value)
    case 'append':
      return appendItem(text, found.node, edit.item)
    case 'member':
      return appendMember(text, found.node, edit.text, edit.pointer === '')
    case 'remove':
      return found.parent === undefined ? undefined : removeItem(text, found.parent, found.index, edit.why)
  }
}

interface Found {
  readonly node: ParsedNode
  /** The sequence that it is an item of. */
  readonly parent: ParsedNode | undefined
  readonly index: number
}

function find(root: ParsedNode, pointer: string): Found | undefined {
  let found: Found = { node: root, parent: undefined, index: -1 }
  for (const token of pointer.split('/').slice(1)) {
    const name = token.replaceAll('~1', '/').replaceAll('~0', '~')
    const { node } = found
    const isInSeq = isSeq(node)
    const inner = isMap(node)
      ? node.items.find(({ key }) => isScalar(key) && String(key.value) === name)?.value
      : isInSeq
        ? node.items[Number(name)]
        : undefined
    if (inner === undefined || inner === null) return undefined
    found = { node: inner, parent: isInSeq ? node : undefined, index: Number(name) }
  }
  return found
}

function replaceScalar(text: string, node: ParsedNode, value: string): string | undefined {
  const isOnOneLine =
    isScalar(node) && node.type !== Scalar.BLOCK_FOLDED && node.type !== Scalar.BLOCK_LITERAL
  return isOnOneLine ? splice(text, node.range[0], node.range[1], value) : undefined
}

function appendItem(text: string, node: ParsedNode, item: string): string | undefined {
  if (!isSeq(node)) return undefined
  const last = node.items.at(-1)
  const token = node.srcToken
  if (token?.type === 'flow-collection') {
    const at = last === undefined ? token.start.offset + 1 : last.range[1]
    return splice(text, at, at, last === undefined ? item : `, ${item}`)
  }
  if (token?.type !== 'block-seq' || last === undefined) return undefined
  const dash = dashOf(token, node.items.length - 1)
  if (dash === undefined) return undefined
  return insertLine(text, lineEndOf(text, contentEndOf(last)), `${indentOf(text, dash)}- ${item}`)
}

function appendMember(text: string, node: ParsedNode, member: string, isRoot: boolean): string | undefined {
  if (!isMap(node)) return undefined
  const last = node.items.at(-1)
  if (node.srcToken?.type === 'flow-collection') {
    if (member.includes('\n')) return undefined
    const at = last === undefined ? node.srcToken.start.offset + 1 : contentEndOf(last.value ?? last.key)
    return splice(text, at, at, last === undefined ? member : `, ${member}`)
  }
  if (node.srcToken?.type !== 'block-map' || last === undefined) return undefined
  // Behind all comments: what stands at the end of a draft may belong to its last member.
  if (isRoot) return insertLine(text, text.length, member)
  return insertLine(
    text,
    lineEndOf(text, contentEndOf(last.value ?? last.key)),
    `${indentOf(text, last.key.range[0])}${member}`,
  )
}

function removeItem(text: string, parent: ParsedNode, index: number, why: string): string | undefined {
  if (!isSeq(parent)) return undefined
  const item = parent.items[index]!
  if (parent.srcToken?.type === 'flow-collection') return removeFromBrackets(text, parent.items, index)
  // A mapping whose only value went would have none.
  if (parent.srcToken?.type !== 'block-seq' || parent.items.length === 1) return undefined
  const dash = dashOf(parent.srcToken, index)
  if (dash === undefined) return undefined
  const indent = indentOf(text, dash)
  const start = dash - indent.length
  // Behind the indicator of an outer item, as in "- - x", the line is not this item's alone.
  if (text.slice(start, dash) !== indent) return undefined
  const end = lineEndOf(text, contentEndOf(item))
  const [first = '', ...rest] = text.slice(start, end).split('\n')
  const commented = [
    `${indent}# ${why}: ${first.slice(indent.length)}`,
    ...rest.map((line) => (line.trim() === '' ? line : `${indent}# ${line.slice(indent.length)}`)),
  ]
  return splice(text, start, end, commented.join('\n'))
}

function removeFromBrackets(text: string, items: readonly ParsedNode[], index: number): string {
  const [start, end] = items[index]!.range
  const before = items[index - 1]
  const after = items[index + 1]
  // The comma goes with the item, and comments between the two stay.
  if (before !== undefined) {
    const between = text.slice(before.range[1], start)
    if (!between.includes('#')) return splice(text, before.range[1], end, '')
    const comma = before.range[1] + commaIn(between)
    return splice(splice(text, start, end, ''), comma, comma + 1, '')
  }
  if (after === undefined) return splice(text, start, end, '')
  const between = text.slice(end, after.range[0])
  if (!between.includes('#')) return splice(text, start, after.range[0], '')
  const comma = end + commaIn(between)
  return splice(splice(text, comma, comma + 1, ''), start, end, '')
}

/** Where the comma between two items is, and not one in a comment. */
function commaIn(between: string): number {
  return between.replaceAll(/#[^\n]*/g, (comment) => ' '.repeat(comment.length)).indexOf(',')
}

export function dashOf(token: CST.BlockSequence, index: number): number | undefined {
  return token.items[index]?.start.find((each) => each.type === 'seq-item-ind')?.offset
}

/** What stands before an offset on its line, as blanks: indicators of outer items take their room. */
export function indentOf(text: string, offset: number): string {
  return text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset).replaceAll(/[^ ]/g, ' ')
}

/** Where the last character of a value stands, comments behind it left out. */
export function contentEndOf(node: ParsedNode): number {
  if (node.srcToken?.type === 'block-map' && isMap(node)) {
    const last = node.items.at(-1)
    if (last !== undefined) return contentEndOf(last.value ?? last.key)
  }
  if (node.srcToken?.type === 'block-seq' && isSeq(node)) {
    const last = node.items.at(-1)
    if (last !== undefined) return contentEndOf(last)
  }
  return node.range[1]
}

/** The end of the line that an offset stands on, before its line feed; a block scalar ends behind one already. */
export function lineEndOf(text: string, offset: number): number {
  const from = text[offset - 1] === '\n' ? offset - 1 : offset
  const end = text.indexOf('\n', from)
  if (end < 0) return text.length
  return text[end - 1] === '\r' ? end - 1 : end
}

function insertLine(text: string, at: number, line: string): string {
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n'
  const lines = line.replaceAll('\n', lineEnd)
  if (at < text.length) return splice(text, at, at, lineEnd + lines)
  return `${text}${text.endsWith('\n') ? '' : lineEnd}${lines}${lineEnd}`
}

function splice(text: string, start: number, end: number, replacement: string): string {
  return text.slice(0, start) + replacement + text.slice(end)
}
