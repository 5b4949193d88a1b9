import { toCanonicalText, type JsonValue } from '../json/canonical.js'
import { encodeUtf8 } from '../text/utf8.js'
import type { DocumentSignature } from './document-head.js'

type JsonObject = { readonly [name: string]: JsonValue | undefined }

/**
 * The one layout that writers use: the three members on lines of their own, and every element of an array that is a
 * member of `subject` (entries, rules, keys, …) on a line of its own. Less its line feeds it is the RFC 8785 form.
 *
 * @spec document#layout
 */
export function toDocumentText(
  signatures: readonly DocumentSignature[],
  signed: JsonObject,
  subject: JsonObject,
): string {
  return `${toHeadText(signatures, signed)}${toSubjectText(subject)}${end}`
}

/** Everything before the subject. */
function toHeadText(signatures: readonly DocumentSignature[], signed: JsonObject): string {
  const lines = signatures.map((each) => toCanonicalText({ keyid: each.keyid, sig: each.sig }))
  return `{"signatures":${toLines(lines)},\n"signed":${toCanonicalText(signed)},\n"subject":`
}

const end = '}\n'

/** The subject alone in that layout. */
export function toSubjectText(subject: JsonObject): string {
  const members: string[] = []
  for (const name of Object.keys(subject).sort()) {
    const value = subject[name]
    if (value === undefined) continue
    const text = Array.isArray(value)
      ? toLines((value as readonly JsonValue[]).map(toCanonicalText))
      : toCanonicalText(value)
    members.push(`${JSON.stringify(name)}:${text}`)
  }
  return `{${members.join(',')}}`
}

export function toDocumentBytes(
  signatures: readonly DocumentSignature[],
  signed: JsonObject,
  subject: JsonObject,
): Uint8Array<ArrayBuffer> {
  return encodeUtf8(toDocumentText(signatures, signed, subject))
}

/** The same of a subject that is in that layout already. */
export function toWrittenBytes(
  signatures: readonly DocumentSignature[],
  signed: JsonObject,
  subject: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const before = encodeUtf8(toHeadText(signatures, signed))
  const bytes = new Uint8Array(before.length + subject.length + end.length)
  bytes.set(before)
  bytes.set(subject, before.length)
  bytes.set(encodeUtf8(end), before.length + subject.length)
  return bytes
}

function toLines(elements: readonly string[]): string {
  return elements.length === 0 ? '[]' : `[\n${elements.join(',\n')}\n]`
}
