import { findGateProblem } from '../json/gate.js'
import type { JsonValue } from '../json/canonical.js'
import { parseInPieces } from '../json/parse-in-pieces.js'
import { accept, problem, refuse, type Outcome, type Place } from '../problem/problem.js'
import type { DocumentHead } from './document-head.js'
import { maxFileBytes } from './limits.js'

/** The bytes of a document's subject: from `start` to `end` of the file's bytes. */
export interface SubjectBytes {
  readonly bytes: Uint8Array
  readonly start: number
  readonly end: number
}

/**
 * Finds the subject in the whole file: everything behind `"subject":` less the last closing brace. Neither canonical form
 * nor digest is checked here.
 *
 * @returns The place of the subject, or `document/too-large`, `json/syntax`.
 */
export function findSubject(bytes: Uint8Array, head: DocumentHead): Outcome<SubjectBytes> {
  const at: Place = head.source === undefined ? {} : { source: head.source }
  if (bytes.length > maxFileBytes) {
    return refuse(
      problem('document/too-large', `expected at most ${maxFileBytes} bytes, found ${bytes.length}`, at),
    )
  }
  let end = bytes.length - 1
  while (end > head.subjectAt && (bytes[end] === 0x0a || bytes[end] === 0x0d || bytes[end] === 0x09)) end--
  if (end < head.subjectAt || bytes[end] !== 0x7d) {
    const fault = findGateProblem(bytes, 0, bytes.length, at)
    return refuse(fault ?? problem('json/syntax', 'expected "}" at the end of the file', at))
  }
  return accept({ bytes, start: head.subjectAt, end })
}

/**
 * Parses a subject through the canonical gate. Only called on bytes whose digest was checked, or for drafts and reviews
 * where nothing is decided.
 *
 * @returns The value, or a problem of the gate with its line and column in the whole file.
 */
export function parseSubject(subject: SubjectBytes, source?: string): Outcome<JsonValue> {
  const { bytes, start, end } = subject
  const cuts: number[] = []
  const fault = findGateProblem(bytes, start, end, source === undefined ? {} : { source }, cuts)
  return fault === undefined ? accept(parseInPieces(bytes, start, end, cuts)) : refuse(fault)
}
