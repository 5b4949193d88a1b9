import { isMap, isSeq, type ParsedNode, type YAMLSeq } from 'yaml'
import { toFlowText, toMemberText, type EditMembers, type Spelling } from './scalar-text.js'
import {
  columnOf,
  contentEndOf,
  isFirstOnLine,
  isFlow,
  lineBelow,
  lineEndOf,
  lineStartOf,
  nextLineOf,
  withoutLines,
  type Splice,
} from './splice.js'

/** A member of a mapping in which a sequence stands: what is needed to turn `[]` into lines and back. */
export interface SequenceMember {
  readonly key: ParsedNode
  readonly value: ParsedNode
}

/**
 * Adds an item to the end of a sequence, in the way the others are written.
 *
 * @returns How, or undefined where the text is written in a way that is not edited.
 */
export function appendItem(
  text: string,
  { key, value }: SequenceMember,
  members: EditMembers,
  spelling: Spelling,
): readonly Splice[] | undefined {
  if (!isSeq<ParsedNode>(value)) return undefined
  const last = value.items.at(-1)
  if (isFlow(value)) {
    return last === undefined
      ? fillEmpty(text, key, value, members, spelling)
      : appendToFlow(text, value, last, toFlowText(members, spelling))
  }
  if (last === undefined) return undefined
  const indent = ' '.repeat(columnOf(text, value.range[0]))
  const isOneLine = value.items.every((item) => isMap(item) && isFlow(item))
  const lines = isOneLine ? [`- ${toFlowText(members, spelling)}`] : blockLines(members, spelling)
  return [lineBelow(text, contentEndOf(last), joined(text, lines, indent))]
}

/** `publishers: []`: in brackets within brackets, else as lines below, so that a comment behind it stays where it is. */
function fillEmpty(
  text: string,
  key: ParsedNode,
  { range: [start, end] }: ParsedNode,
  members: EditMembers,
  spelling: Spelling,
): readonly Splice[] | undefined {
  if (text.slice(start + 1, end - 1).trim() !== '') return undefined
  if (spelling.isJson || !isFirstOnLine(text, key.range[0])) {
    return [{ start, end, text: `[${toFlowText(members, spelling)}]` }]
  }
  if (!text.slice(key.range[1], start).trimEnd().endsWith(':')) return undefined
  const colon = text.indexOf(':', key.range[1])
  const indent = ' '.repeat(columnOf(text, key.range[0]) + 2)
  const below = lineBelow(text, end, joined(text, blockLines(members, spelling), indent))
  return [{ start: colon + 1, end, text: '' }, below]
}

function appendToFlow(
  text: string,
  seq: YAMLSeq.Parsed,
  last: ParsedNode,
  item: string,
): readonly Splice[] | undefined {
  const end = contentEndOf(last)
  const behind = text.slice(end, seq.range[1] - 1)
  const comma = /^[ \t]*,/.exec(behind)
  const after = end + (comma?.[0].length ?? 0)
  const isLined = isFirstOnLine(text, last.range[0])
  const next = nextLineOf(text, after)
  if (!isLined || next === undefined || next > seq.range[1]) {
    const gap = isLined ? lineEndOf(text) + indentOf(text, last.range[0]) : ' '
    return [{ start: after, end: after, text: `${comma === null ? ',' : ''}${gap}${item}` }]
  }
  // A comma somewhere in the lines below is not looked for.
  if (comma === null && /^\s*,/m.test(behind)) return undefined
  const commaSplice = comma === null ? [{ start: end, end, text: ',' }] : []
  const line = `${indentOf(text, last.range[0])}${item}${comma === null ? '' : ','}`
  return [...commaSplice, lineBelow(text, after, line)]
}

/**
 * Takes an item out of a sequence, with the lines that it stands on. Comments above it stay: nobody can know whether they
 * are about it.
 *
 * @returns How, or undefined where the text is written in a way that is not edited.
 */
export function removeItem(
  text: string,
  { key, value }: SequenceMember,
  index: number,
): readonly Splice[] | undefined {
  const item = isSeq<ParsedNode>(value) ? value.items[index] : undefined
  if (!isSeq<ParsedNode>(value) || item === undefined) return undefined
  if (isFlow(value)) return removeFromFlow(text, value, index)
  const dash = dashOf(text, value, item)
  if (dash === undefined) return undefined
  const lines = withoutLines(text, dash, contentEndOf(item))
  if (value.items.length > 1) return [lines]
  // A member without a value is none: the brackets say that nothing is left.
  const colon = text.indexOf(':', key.range[1])
  return [{ start: colon + 1, end: colon + 1, text: ' []' }, lines]
}

/** The nearest line upwards from the item that has a dash in the column of the sequence. */
function dashOf(text: string, seq: ParsedNode, item: ParsedNode): number | undefined {
  const column = columnOf(text, seq.range[0])
  for (let line = lineStartOf(text, item.range[0]); ; line = lineStartOf(text, line - 1)) {
    const dash = line + column
    if (text[dash] === '-' && isFirstOnLine(text, dash)) return dash
    if (line <= seq.range[0]) return undefined
  }
}

function removeFromFlow(text: string, seq: YAMLSeq.Parsed, index: number): readonly Splice[] | undefined {
  const item = seq.items[index]!
  const start = item.range[0]
  const end = contentEndOf(item)
  const comma = /^[ \t]*,[ \t]*/.exec(text.slice(end, seq.range[1]))
  const after = end + (comma?.[0].length ?? 0)
  const isLined = isFirstOnLine(text, start)
  const restOfLine = text.slice(after, nextLineOf(text, after) ?? text.length)
  const before = index === 0 ? undefined : contentEndOf(seq.items[index - 1]!)
  if (comma === null && before !== undefined) {
    // The last one: the comma before it goes too, where nothing is said behind that.
    if (text.slice(before, start).replace(',', '').trim() !== '') return undefined
    return [{ start: before, end, text: '' }]
  }
  if (isLined && restOfLine.trim() === '') return [withoutLines(text, start, after)]
  return [{ start, end: after, text: '' }]
}

function blockLines(members: EditMembers, spelling: Spelling): readonly string[] {
  return members.map(
    ([name, value], index) => `${index === 0 ? '- ' : '  '}${toMemberText(name, value, spelling)}`,
  )
}

function joined(text: string, lines: readonly string[], indent: string): string {
  return lines.map((line) => indent + line).join(lineEndOf(text))
}

function indentOf(text: string, offset: number): string {
  return text.slice(lineStartOf(text, offset), offset)
}
