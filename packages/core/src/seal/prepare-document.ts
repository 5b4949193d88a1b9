import type { ListSubject, PolicySubject, PublisherSubject } from '@trustlist/schema'
import {
  readHead,
  type DocumentHead,
  type DocumentSignature,
  type HeadOf,
} from '../document/document-head.js'
import { toDocumentBytes, toSubjectText, toWrittenBytes } from '../document/layout.js'
import type { DocumentType } from '../document/signed-bytes.js'
import { findSubject, parseSubject } from '../document/subject.js'
import type { JsonValue } from '../json/canonical.js'
import { findGateProblem } from '../json/gate.js'
import { findValueProblem } from '../json/check-value.js'
import { accept, refuse, type Outcome, type Place } from '../problem/problem.js'
import { sha256WithoutLayout } from '../text/digest.js'
import { encodeUtf8 } from '../text/utf8.js'
import { findDigestFault } from './match-subject.js'

export interface SubjectOf {
  readonly list: Readonly<ListSubject>
  readonly policy: Readonly<PolicySubject>
  readonly publisher: Readonly<PublisherSubject>
}

/** The members of a head that its author decides; the rest follows. */
export type HeadFields<T extends DocumentType> = Omit<HeadOf[T], 'type' | 'spec' | 'subjectSha256'>

/** A document on its way to its signatures. As long as they are too few, nobody accepts it. */
export interface PreparedDocument<T extends DocumentType = DocumentType> {
  /** With the signatures that it has so far. */
  readonly head: DocumentHead<T>
  readonly subject: SubjectOf[T]
  /** The subject's bytes in the layout of all writers, where they were made already. */
  readonly written?: Uint8Array
}

/** The version of the specification that this release writes. */
export const specVersion = '1.0'

/**
 * Binds a subject to a head: everything but the signatures. What comes out has passed the same gate and the same reader as
 * any document; whether the subject has the shape of its type is the caller's check.
 *
 * @spec seal#signing
 * @returns The document without signatures, or what a reader would refuse: `json/…`, `document/…`.
 */
export function prepareDocument<T extends DocumentType>(
  type: T,
  fields: HeadFields<T>,
  subject: SubjectOf[T],
): Outcome<PreparedDocument<T>> {
  const fault =
    findValueProblem(fields, { pointer: '/signed' }) ?? findValueProblem(subject, { pointer: '/subject' })
  if (fault !== undefined) return refuse(fault)
  const subjectBytes = encodeUtf8(toSubjectText(subject as unknown as Record<string, JsonValue>))
  const signed = { ...fields, type, spec: specVersion, subjectSha256: sha256WithoutLayout(subjectBytes) }
  return reopen<T>(toDocumentBytes([], signed, subject as unknown as Record<string, JsonValue>))
}

/**
 * As {@link prepareDocument}, of a subject that its maker has written in that layout. The bytes pass the gate; that they say
 * what the subject says is the maker's word.
 */
export function prepareWritten<T extends DocumentType>(
  type: T,
  fields: HeadFields<T>,
  subject: SubjectOf[T],
  written: Uint8Array,
): Outcome<PreparedDocument<T>> {
  const fault =
    findValueProblem(fields, { pointer: '/signed' }) ?? findGateProblem(written, 0, written.length)
  if (fault !== undefined) return refuse(fault)
  const signed = { ...fields, type, spec: specVersion, subjectSha256: sha256WithoutLayout(written) }
  const head = readHead(toDocumentBytes([], signed, {}))
  if (!head.ok) return head
  return accept({ head: head.value as unknown as DocumentHead<T>, subject, written })
}

/**
 * Opens a document that has some signatures already, so that more can be added. The signatures are not checked; the digest
 * is.
 *
 * @returns The document, or `seal/subject-digest` and what {@link prepareDocument} refuses.
 */
export function reopenDocument(bytes: Uint8Array, source?: string): Outcome<PreparedDocument> {
  return reopen<DocumentType>(bytes, source)
}

function reopen<T extends DocumentType>(bytes: Uint8Array, source?: string): Outcome<PreparedDocument<T>> {
  const at: Place = source === undefined ? {} : { source }
  const head = readHead(bytes, source)
  if (!head.ok) return head
  const subject = findSubject(bytes, head.value)
  if (!subject.ok) return subject
  const value = parseSubject(subject.value, source)
  if (!value.ok) return value
  const fault = findDigestFault(subject.value, head.value, at)
  if (fault !== undefined) return refuse(fault)
  return accept({
    head: head.value as unknown as DocumentHead<T>,
    subject: value.value as unknown as SubjectOf[T],
  })
}

/** The document's file: one layout for all writers. */
export function toPreparedBytes({ head, subject, written }: PreparedDocument): Uint8Array<ArrayBuffer> {
  const { signatures, signed } = head
  return written === undefined
    ? toDocumentBytes(signatures, signed, subject as unknown as Record<string, JsonValue>)
    : toWrittenBytes(signatures, signed, written)
}

/** The same document with other signatures. */
export function withSignatures<T extends DocumentType>(
  document: PreparedDocument<T>,
  signatures: readonly DocumentSignature[],
): PreparedDocument<T> {
  return { ...document, head: { ...document.head, signatures } }
}
