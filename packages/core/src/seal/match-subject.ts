import { readHead, type DocumentHead } from '../document/document-head.js'
import { findSubject, type SubjectBytes } from '../document/subject.js'
import { accept, problem, refuse, type Outcome, type Place, type Problem } from '../problem/problem.js'
import { sha256WithoutLayout } from '../text/digest.js'

/** A document whose subject is the one that its head names. Nobody's signature was looked at. */
export interface WholeDocument {
  readonly head: DocumentHead
  readonly subject: SubjectBytes
}

/**
 * Whether a document is whole: its subject has the digest that its head states. Nothing of the subject is parsed.
 *
 * Not checked: signatures, names and dates. Who made the document is unknown.
 *
 * @spec document#digests
 * @returns Its parts, or `document/…`, `json/…`, `seal/subject-digest`.
 */
export function matchSubject(bytes: Uint8Array, source?: string): Outcome<WholeDocument> {
  const at: Place = source === undefined ? {} : { source }
  const head = readHead(bytes, source)
  if (!head.ok) return head
  const subject = findSubject(bytes, head.value)
  if (!subject.ok) return subject
  const fault = findDigestFault(subject.value, head.value, at)
  return fault === undefined ? accept({ head: head.value, subject: subject.value }) : refuse(fault)
}

/** That the subject is not the one that the head names, by their digests. */
export function findDigestFault(
  { bytes, start, end }: SubjectBytes,
  { signed }: DocumentHead,
  at: Place,
): Problem | undefined {
  const digest = sha256WithoutLayout(bytes, start, end)
  if (digest === signed.subjectSha256) return undefined
  const what = `expected a subject with the digest ${signed.subjectSha256}, found ${digest}`
  return problem('seal/subject-digest', what, { ...at, pointer: '/subject' })
}
