import { isMap, isScalar, type Pair, type ParsedNode, type YAMLMap } from 'yaml'
import { toMemberText, type EditValue, type Spelling } from './scalar-text.js'
import {
  columnOf,
  contentEndOf,
  isFirstOnLine,
  isFlow,
  lineBelow,
  lineEndOf,
  withoutLines,
  type Splice,
} from './splice.js'

type Mapping = YAMLMap<ParsedNode, ParsedNode | null>

/** A change of one member of a mapping. */
export interface MemberEdit {
  readonly name: string
  /** Undefined takes the member out. */
  readonly value: EditValue | undefined
  /** A member whose place the new one takes, as `weight` does that of `trust`. */
  readonly insteadOf?: string
}

/**
 * Changes members of one mapping: in its place what is there, at the end what is new.
 *
 * @returns How, or undefined where the text is written in a way that is not edited.
 */
export function editMembers(
  text: string,
  node: ParsedNode,
  edits: readonly MemberEdit[],
  spelling: Spelling,
): readonly Splice[] | undefined {
  if (!isMap<ParsedNode, ParsedNode | null>(node)) return undefined
  const splices: Splice[] = []
  const added: string[] = []
  for (const { name, value, insteadOf } of edits) {
    const pair = findPair(node, name) ?? (insteadOf === undefined ? undefined : findPair(node, insteadOf))
    if (value !== undefined && pair === undefined) {
      added.push(toMemberText(name, value, spelling))
    } else if (pair !== undefined) {
      const splice =
        value === undefined ? withoutPair(text, node, pair) : inPlace(pair, name, value, spelling)
      if (splice === undefined) return undefined
      splices.push(splice)
    }
  }
  return [...splices, ...addMembers(text, node, added)]
}

function findPair(node: Mapping, name: string): Pair<ParsedNode, ParsedNode | null> | undefined {
  return node.items.find(({ key }) => isScalar(key) && String(key.value) === name)
}

function inPlace(
  { key, value: before }: Pair<ParsedNode, ParsedNode | null>,
  name: string,
  value: EditValue,
  spelling: Spelling,
): Splice | undefined {
  // What is more than a word is a person's layout.
  if (before === null || !isScalar(before) || before.type?.startsWith('BLOCK') === true) return undefined
  return { start: key.range[0], end: before.range[1], text: toMemberText(name, value, spelling) }
}

function addMembers(text: string, node: Mapping, added: readonly string[]): readonly Splice[] {
  const [first] = node.items
  if (added.length === 0 || first === undefined) return []
  const end = contentEndOf(node.items.at(-1)!.value ?? first.key)
  if (isFlow(node)) return [{ start: end, end, text: added.map((each) => `, ${each}`).join('') }]
  const indent = ' '.repeat(columnOf(text, first.key.range[0]))
  return [lineBelow(text, end, added.map((each) => indent + each).join(lineEndOf(text)))]
}

function withoutPair(
  text: string,
  node: Mapping,
  pair: Pair<ParsedNode, ParsedNode | null>,
): Splice | undefined {
  const index = node.items.indexOf(pair)
  const start = pair.key.range[0]
  const end = contentEndOf(pair.value ?? pair.key)
  if (!isFlow(node) && isFirstOnLine(text, start)) return withoutLines(text, start, end)
  const next = node.items[index + 1]?.key.range[0]
  const isLast = next === undefined
  const before = node.items[index - 1]
  if (isLast && before === undefined) return undefined
  const splice = isLast
    ? { start: contentEndOf(before!.value ?? before!.key), end, text: '' }
    : { start, end: next, text: '' }
  // A comment between the two belongs to one of them, and nobody can know to which.
  const between = isLast ? text.slice(splice.start, start) : text.slice(end, splice.end)
  return between.includes('#') ? undefined : splice
}
