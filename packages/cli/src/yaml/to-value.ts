import { findInvisible, nameOfCodePoint } from '@trustlist/core'
import { isAlias, isMap, isScalar, isSeq, Scalar, type ParsedNode, type YAMLMap } from 'yaml'
import { toPlainScalar } from './plain-scalar.js'
import type { YamlFault } from './yaml-fault.js'

/** What a YAML draft holds: JSON, with whole numbers alone. */
export type DraftValue =
  string | number | boolean | readonly DraftValue[] | { readonly [name: string]: DraftValue | undefined }

type Report = (fault: YamlFault) => void

/**
 * The value of a parsed node. Faults are reported and stand as an empty text in the value, which is then not to be used.
 */
export function toValue(node: ParsedNode, report: Report): DraftValue {
  if (isMap(node)) return mappingOf(node, report)
  if (isSeq(node)) return node.items.map((item) => toValue(item, report))
  if (isScalar(node)) return scalarOf(node, report) ?? ''
  report({
    code: 'yaml/anchor',
    what: `expected a value, found ${isAlias(node) ? 'an alias' : 'something else'}`,
    offset: startOf(node),
  })
  return ''
}

function mappingOf(node: YAMLMap<ParsedNode, ParsedNode | null>, report: Report): DraftValue {
  const members: Record<string, DraftValue> = {}
  const seen = new Set<string>()
  for (const { key, value } of node.items) {
    const name = memberName(key, report)
    if (name === undefined) continue
    if (seen.has(name)) {
      report({
        code: 'yaml/duplicate-member',
        what: `expected ${name} once, found it again`,
        offset: startOf(key),
      })
    } else if (value === null) {
      report({
        code: 'yaml/no-value',
        what: `expected a value for ${name}, found none`,
        offset: startOf(key),
      })
    } else members[name] = toValue(value, report)
    seen.add(name)
  }
  return members
}

function memberName(key: ParsedNode, report: Report): string | undefined {
  const offset = startOf(key)
  if (isScalar(key) && key.type === Scalar.PLAIN && key.source === '<<') {
    report({ code: 'yaml/anchor', what: 'expected a member name, found the merge key <<', offset })
    return undefined
  }
  const name = isScalar(key) ? (isQuoted(key) ? String(key.value) : textOfPlain(key)) : undefined
  if (name === undefined || name === '__proto__') {
    const found = name ?? (isScalar(key) ? (key.source ?? '') : isSeq(key) ? 'a sequence' : 'a mapping')
    const what = `expected a member name, found ${found === '' ? 'nothing' : found}`
    report({ code: 'yaml/member-name', what, offset })
    return undefined
  }
  return checkSeen(name, offset, report)
}

/** A word is text here whatever it may mean as a value: no member is called true, and one is called on. */
function textOfPlain(key: Scalar): string | undefined {
  if (/^[A-Za-z_][A-Za-z0-9_.-]*$/.test(key.source ?? '')) return key.source
  const plain = toPlainScalar(key.source ?? '')
  return plain.kind === 'value' && typeof plain.value === 'string' ? plain.value : undefined
}

function scalarOf(node: Scalar.Parsed, report: Report): DraftValue | undefined {
  const offset = startOf(node)
  if (isQuoted(node)) return checkSeen(String(node.value), offset, report)
  const text = String(node.value)
  const plain = toPlainScalar(text)
  switch (plain.kind) {
    case 'value':
      return plain.value
    case 'none': {
      const found = text === '' ? 'nothing' : text
      report({ code: 'yaml/no-value', what: `expected a value, found ${found}`, offset })
      return undefined
    }
    case 'number-too-large':
      report({
        code: 'yaml/number-too-large',
        what: `expected a number of at most 2^53-1, found ${text}`,
        offset,
      })
      return undefined
    case 'ambiguous': {
      const what = `expected text in quotes, or a value that all readers agree on; some read ${text} as ${plain.as}`
      report({
        code: 'yaml/ambiguous-scalar',
        what,
        offset,
        mend: `put it in quotes if it is text: "${text}"`,
      })
      return undefined
    }
  }
}

/** An escape in double quotes can name any character. */
function checkSeen(text: string, offset: number, report: Report): string | undefined {
  const at = /\p{Surrogate}/u.exec(text)?.index ?? findInvisible(text)
  if (at < 0) return text
  const what = `expected text that can be seen, found an escape for ${nameOfCodePoint(text.codePointAt(at)!)}`
  report({ code: 'yaml/unseen-character', what, offset })
  return undefined
}

function isQuoted(node: Scalar): boolean {
  return node.type !== undefined && node.type !== Scalar.PLAIN
}

function startOf(node: ParsedNode): number {
  return node.range[0]
}
