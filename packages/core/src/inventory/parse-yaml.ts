import { isMap, isScalar, isSeq, parseAllDocuments, Scalar, type Document, type ParsedNode } from 'yaml'
import type { JsonValue } from '../json/canonical.js'
import { accept, problem, refuse, type Outcome, type Place } from '../problem/problem.js'
import type { ProblemCode } from '../problem/catalogue.js'
import { nameOfCodePoint } from '../text/invisible.js'
import { findYamlTokenFault } from './find-yaml-token-fault.js'
import type { InventoryText } from './inventory-text.js'
import type { JsonObject } from './parse-json.js'
import type { Extent, YamlText } from './structured-text.js'

/**
 * The most that is read of a YAML file, in UTF-16 code units: the library reads some three million a second.
 *
 * @spec inventory#limits
 */
export const maxYamlLength = 16 * 1024 * 1024

/**
 * Reads YAML 1.2 as tools write it into lockfiles, and people into environment files. Anchors, aliases, tags and directives are
 * refused: tools differ in what they make of them, and nothing needs them here.
 *
 * The nesting is bounded before the library parses: on deep nesting it can end the process in a way that nobody can catch.
 *
 * @spec inventory#yaml
 * @returns The documents, or `inventory/not-yaml`, `inventory/member-twice`, `inventory/too-deep`, `inventory/too-large`,
 *   `inventory/unseen-character`.
 */
export function parseYamlText(from: InventoryText): Outcome<YamlText> {
  const { text, source, placeOf } = from
  const refuseAt = (code: ProblemCode, what: string, offset: number) =>
    refuse(problem(code, what, placeOf(Math.min(offset, text.length))))
  if (text.length > maxYamlLength) {
    const at: Place = source === undefined ? {} : { source }
    const what = `expected at most ${maxYamlLength} characters of YAML, found ${text.length}`
    return refuse(problem('inventory/too-large', what, at))
  }
  const odd = findControl(text)
  if (odd >= 0) {
    const what = `expected text that can be seen, found ${nameOfCodePoint(text.codePointAt(odd)!)}`
    return refuseAt('inventory/unseen-character', what, odd)
  }
  const fault = findYamlTokenFault(text)
  if (fault !== undefined) {
    const code = fault.kind === 'too-deep' ? 'inventory/too-deep' : 'inventory/not-yaml'
    return refuseAt(code, fault.what, fault.offset)
  }
  const parsed = parsedDocuments(text)
  for (const { errors, warnings } of parsed) {
    const [first] = [...errors, ...warnings]
    if (first !== undefined) {
      return refuseAt('inventory/not-yaml', `expected YAML 1.2: ${first.message}`, first.pos[0])
    }
  }
  try {
    const reader = new NodeReader()
    const documents = parsed.map(({ contents }) => (contents === null ? null : reader.valueOf(contents)))
    return accept({
      documents,
      extentOf: (object) => reader.extents.get(object),
      offsetsOf: (items) => reader.offsets.get(items) ?? [],
    })
  } catch (thrown) {
    if (!(thrown instanceof NodeFault)) throw thrown
    return refuseAt(thrown.code, thrown.what, thrown.offset)
  }
}

function parsedDocuments(text: string): readonly Document.Parsed[] {
  const documents = parseAllDocuments(text, {
    version: '1.2',
    // Every scalar as text: a version such as 1.10 is no number.
    schema: 'failsafe',
    // The library compares each member with every other; here it is done with a set.
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'error',
  })
  return 'empty' in documents ? [] : documents
}

/** Controls, some of which the library uses as its own marks, and line ends that only some readers take for one; -1 where there are none. */
function findControl(text: string): number {
  for (let offset = 0; offset < text.length; offset++) {
    const unit = text.charCodeAt(offset)
    if (unit >= 0x20 && unit < 0x7f) continue
    if (unit === 0x0a || unit === 0x09) continue
    if (unit === 0x0d && text.charCodeAt(offset + 1) === 0x0a) continue
    if (unit < 0xa0 || unit === 0x2028 || unit === 0x2029 || unit === 0xfeff) return offset
  }
  return -1
}

/** Leaves the recursion; never leaves this file. */
class NodeFault extends Error {
  constructor(
    readonly code: 'inventory/not-yaml' | 'inventory/member-twice',
    readonly what: string,
    readonly offset: number,
  ) {
    super(what)
  }
}

class NodeReader {
  readonly extents = new Map<JsonObject, Extent>()
  readonly offsets = new Map<readonly JsonValue[], readonly number[]>()

  valueOf(node: ParsedNode): JsonValue {
    if (isScalar(node)) return scalarOf(node)
    if (isSeq<ParsedNode>(node)) {
      const items = node.items.map((item) => this.valueOf(item))
      this.offsets.set(
        items,
        node.items.map((item) => item.range[0]),
      )
      return items
    }
    if (!isMap<ParsedNode, ParsedNode | null>(node)) {
      throw new NodeFault('inventory/not-yaml', 'expected a value, found something else', 0)
    }
    const members: Record<string, JsonValue> = {}
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? String(key.value) : undefined
      const [offset] = key.range
      if (name === undefined || name === '__proto__' || name === '<<') {
        throw new NodeFault(
          'inventory/not-yaml',
          `expected a member name, found ${name ?? 'a collection'}`,
          offset,
        )
      }
      if (Object.hasOwn(members, name)) {
        const what = `expected the member ${JSON.stringify(name)} once, found it again`
        throw new NodeFault('inventory/member-twice', what, offset)
      }
      members[name] = value === null ? null : this.valueOf(value)
    }
    const [from, to] = node.range
    this.extents.set(members, [from, to])
    return members
  }
}

/** A plain scalar that every reader takes for a truth value or for nothing is that; every other is text as it is spelt. */
function scalarOf(node: Scalar.Parsed): JsonValue {
  const text = String(node.value)
  if (node.type !== Scalar.PLAIN) return text
  if (text === 'true' || text === 'false') return text === 'true'
  return text === '' || text === '~' || text === 'null' ? null : text
}
