import { decodeUtf8, findYamlTokenFault, isInvisible, nameOfCodePoint } from '@trustlist/core'
import { isMap, isScalar, isSeq, parseDocument, Scalar, type Document, type ParsedNode } from 'yaml'
import { cliProblem, fail, succeed, type CliProblem, type Failed, type Result } from '../failure.js'
import { toValue, type DraftValue } from './to-value.js'
import type { YamlFault } from './yaml-fault.js'

/** The most that a draft may have: 8 MiB. A list that is larger is written as JSON. @see docs/drafts.md#limits */
export const maxYamlBytes = 8 * 1024 * 1024

const maxProblems = 100

/** A place in a text, both counted from 1, the column in UTF-16 code units. */
export interface TextPlace {
  readonly line: number
  readonly column: number
}

/** A YAML text that was taken. */
export interface YamlDraft {
  readonly value: DraftValue
  /** The text, for code frames. */
  readonly text: string
  /** Where the value of an RFC 6901 pointer begins; of the deepest part of the pointer that there is. */
  readonly placeOf: (pointer: string) => TextPlace
  /** The node of a pointer, for editing the text; of the deepest part of the pointer that there is. */
  readonly nodeOf: (pointer: string) => ParsedNode
}

/**
 * Reads a draft. Only what every reader of YAML takes for the same value is taken.
 *
 * @param source - How the caller names the file.
 * @returns The value with places; or everything that is wrong with it: `yaml/…`, `text/byte-order-mark`, `text/not-utf8`.
 */
export function parseYaml(bytes: Uint8Array, source: string): Result<YamlDraft> {
  if (bytes.length > maxYamlBytes) {
    const what = `expected at most ${String(maxYamlBytes)} bytes, found ${String(bytes.length)}`
    return fail(cliProblem('yaml/too-large', what, { source }))
  }
  const decoded = decodeUtf8(bytes)
  if (!decoded.ok) {
    const [first, ...rest] = decoded.problems
    const placed = (problem: CliProblem): CliProblem => ({ ...problem, at: { source, ...problem.at } })
    return fail(placed(first), ...rest.map(placed))
  }
  const text = decoded.value
  const fault = findUnseen(text) ?? findTokenFault(text)
  if (fault !== undefined) return refusal([fault], text, source)
  const parsed = parsedDocument(text)
  const faults = [...parsed.errors, ...parsed.warnings].map(toSyntaxFault)
  if (faults.length > 0) return refusal(faults, text, source)
  const root = parsed.contents
  if (root === null || (isScalar(root) && root.type === Scalar.PLAIN && root.source === '')) {
    return refusal(
      [{ code: 'yaml/no-document', what: 'expected a document, found none', offset: 0 }],
      text,
      source,
    )
  }
  const value = toValue(root, (each) => void faults.push(each))
  if (faults.length > 0) return refusal(faults, text, source)
  const nodeOf = (pointer: string) => findNode(root, pointer)
  return succeed({ value, text, nodeOf, placeOf: (pointer) => placeOfOffset(text, nodeOf(pointer).range[0]) })
}

function parsedDocument(text: string): Document.Parsed {
  const { stackTraceLimit } = Error
  // The library makes an Error of each fault it finds: without stacks, a text full of faults costs a tenth.
  Error.stackTraceLimit = 0
  try {
    return parseDocument(text, {
      version: '1.2',
      // Every scalar as text: what a plain one means is decided here and not by the library.
      schema: 'failsafe',
      // The library compares each member with every other; here it is done with a set.
      uniqueKeys: false,
      prettyErrors: false,
      // Prints nothing here; with 'silent' a second document would go unnoticed.
      logLevel: 'error',
    })
  } finally {
    Error.stackTraceLimit = stackTraceLimit
  }
}

function toSyntaxFault(error: {
  readonly code: string
  readonly message: string
  readonly pos: readonly number[]
}): YamlFault {
  const code = error.code === 'MULTIPLE_DOCS' ? 'yaml/several-documents' : 'yaml/syntax'
  return { code, what: `expected YAML 1.2: ${error.message}`, offset: error.pos[0] ?? 0 }
}

/** Nesting that is too deep, found before the parser recurses into it, and what a draft does not have. */
function findTokenFault(text: string): YamlFault | undefined {
  const fault = findYamlTokenFault(text)
  return fault === undefined
    ? undefined
    : { code: `yaml/${fault.kind}`, what: fault.what, offset: fault.offset }
}

/** Characters that a reviewer does not see, and line ends that only some readers take for one, comments included. */
function findUnseen(text: string): YamlFault | undefined {
  for (let offset = 0; offset < text.length; offset++) {
    const codePoint = text.codePointAt(offset)!
    if (isInvisible(codePoint)) {
      const isLayout = text[offset] === '\t' || (text[offset] === '\r' && text[offset + 1] === '\n')
      const what = `expected text that can be seen, found ${nameOfCodePoint(codePoint)}`
      if (!isLayout) return { code: 'yaml/unseen-character', what, offset }
    }
    if (codePoint > 0xffff) offset++
  }
  return undefined
}

function findNode(root: ParsedNode, pointer: string): ParsedNode {
  let node = root
  for (const token of pointer.split('/').slice(1)) {
    const name = token.replaceAll('~1', '/').replaceAll('~0', '~')
    const inner = isMap(node)
      ? node.items.find(({ key }) => isScalar(key) && String(key.value) === name)?.value
      : isSeq(node)
        ? node.items[Number(name)]
        : undefined
    if (inner === undefined || inner === null) return node
    node = inner
  }
  return node
}

function placeOfOffset(text: string, offset: number): TextPlace {
  let line = 1
  let start = 0
  for (let end = text.indexOf('\n'); end >= 0 && end < offset; end = text.indexOf('\n', start)) {
    line++
    start = end + 1
  }
  return { line, column: offset - start + 1 }
}

function refusal(faults: readonly YamlFault[], text: string, source: string): Failed {
  const problems = faults.slice(0, maxProblems).map((fault) => {
    return cliProblem(fault.code, fault.what, { source, ...placeOfOffset(text, fault.offset) }, fault.mend)
  })
  return fail(problems[0]!, ...problems.slice(1))
}
