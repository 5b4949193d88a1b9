import { checkShape, type ListHead, type PolicyHead, type PublisherHead } from '@trustlist/schema'
import { toCanonicalText, type JsonValue } from '../json/canonical.js'
import { findGateFault, findGateProblem } from '../json/gate.js'
import { locatePointer } from '../json/locate.js'
import { placeOfOffset } from '../json/place.js'
import { accept, problem, refuse, type Outcome, type Place, type Problem } from '../problem/problem.js'
import { sha256, type Sha256 } from '../text/digest.js'
import { isInstant } from '../text/instant.js'
import { encodeUtf8 } from '../text/utf8.js'
import { maxHeadBytes, maxSignedBytes } from './limits.js'
import { payloadTypeOf, toSignedBytes, type DocumentType } from './signed-bytes.js'
import { toShapeProblems } from './shape-problems.js'

/** The members of `signed`, by document type. */
export interface HeadOf {
  readonly list: Readonly<ListHead>
  readonly policy: Readonly<PolicyHead>
  readonly publisher: Readonly<PublisherHead>
}

export interface DocumentSignature {
  readonly keyid: string
  /** Ed25519, 64 bytes as 88 characters of base64. */
  readonly sig: string
}

/** The head of a sealed document as it was read: well formed, and nothing more. Nobody has checked a signature yet. */
export interface DocumentHead<T extends DocumentType = DocumentType> {
  readonly type: T
  readonly signed: HeadOf[T]
  readonly signatures: readonly DocumentSignature[]
  /** The canonical bytes of `signed`: the DSSE payload. */
  readonly payload: Uint8Array
  /** What every signature covers. */
  readonly signedBytes: Uint8Array
  /** SHA-256 of `payload`; commits to the subject through `subjectSha256`. */
  readonly digest: Sha256
  /** Where the value of `subject` begins in the file, right behind the colon. */
  readonly subjectAt: number
  readonly source: string | undefined
}

const subjectName = encodeUtf8('"subject"')

/**
 * Reads the head of a sealed document from the first bytes of its file. Of the rest nothing is looked at.
 *
 * @spec document#reading-the-head
 * @param prefix - The first 64 KiB of the file, or all of a smaller one; a longer array is read as far as that.
 * @param source - How the caller names the file, for messages.
 * @returns The head, or `document/empty`, `document/not-sealed`, `document/head-too-large`, `document/shape`,
 *   `document/other-major`, `document/signed-bytes-too-long`, `document/not-a-day`, `json/…`, `text/…`.
 */
export function readHead(prefix: Uint8Array, source?: string): Outcome<DocumentHead> {
  const at: Place = source === undefined ? {} : { source }
  const head = prefix.subarray(0, maxHeadBytes)
  if (head.length === 0) {
    return refuse(problem('document/empty', 'expected a sealed document, found no bytes', at))
  }
  const member = findSubjectMember(head)
  if (member === undefined) return refuse(noSubject(head, prefix.length, at))

  // No quote stands unescaped in a string, so the first hit is a member; one inside an inner object leaves text that
  // does not parse.
  const alone = new Uint8Array(member.comma + 1)
  alone.set(head.subarray(0, member.comma))
  alone[member.comma] = 0x7d
  const fault = findGateProblem(alone, 0, alone.length, at)
  if (fault !== undefined) return refuse(fault)

  const read = toHead(JSON.parse(new TextDecoder().decode(alone)) as JsonValue, member.valueAt, at)
  if (read.ok) return read
  const [first, ...rest] = read.problems
  return refuse(locate(first, alone), ...rest.map((each) => locate(each, alone)))
}

/** From the parsed first two members of a document to its head. */
function toHead(value: JsonValue, subjectAt: number, at: Place): Outcome<DocumentHead> {
  if (!isObject(value) || Object.keys(value).join() !== 'signatures,signed') {
    const what = 'expected exactly the members signatures, signed and subject'
    return refuse(problem('document/shape', what, { ...at, pointer: '' }))
  }
  const signed = value['signed']
  if (!isObject(signed)) {
    return refuse(problem('document/shape', 'expected signed to be an object', { ...at, pointer: '/signed' }))
  }
  // Before all else: what another major means by the other members is not known here.
  const spec = signed['spec']
  if (typeof spec === 'string' && /^[0-9]{1,9}\.[0-9]{1,9}$/.test(spec) && !spec.startsWith('1.')) {
    const what = `expected a document of specification 1, found ${spec}`
    return refuse(problem('document/other-major', what, { ...at, pointer: '/signed/spec' }))
  }
  const type = signed['type']
  if (type !== 'list' && type !== 'policy' && type !== 'publisher') {
    const what = `expected type to be list, policy or publisher, found ${JSON.stringify(type)}`
    return refuse(problem('document/shape', what, { ...at, pointer: '/signed/type' }))
  }
  const problems: Problem[] = [
    ...toShapeProblems(checkShape(`${type}-head`, signed), '/signed', at),
    ...toShapeProblems(checkShape('signatures', value['signatures']), '/signatures', at),
  ]
  for (const name of ['issued', 'expires'] as const) {
    const instant = signed[name]
    if (typeof instant === 'string' && !isInstant(instant) && problems.length === 0) {
      const place = { ...at, pointer: `/signed/${name}` }
      problems.push(problem('document/not-a-day', `${name} is ${instant}`, place))
    }
  }
  const [first, ...rest] = problems
  if (first !== undefined) return refuse(first, ...rest)

  const payload = encodeUtf8(toCanonicalText(signed))
  const signedBytes = toSignedBytes(payloadTypeOf(type), payload)
  if (signedBytes.length > maxSignedBytes) {
    const what = `expected at most ${maxSignedBytes} bytes to sign, found ${signedBytes.length}`
    return refuse(problem('document/signed-bytes-too-long', what, { ...at, pointer: '/signed' }))
  }
  const head: DocumentHead = {
    type,
    signed: signed as unknown as HeadOf[DocumentType],
    signatures: value['signatures'] as unknown as readonly DocumentSignature[],
    payload,
    signedBytes,
    digest: sha256(payload),
    subjectAt,
    source: at.source,
  }
  // Later arrows ask the head again what was signed: nobody changes it in between.
  Object.freeze(head.signed)
  Object.freeze(head.signatures)
  return accept(Object.freeze(head))
}

/**
 * Narrows a head to one document type.
 *
 * @returns The same head, or `document/other-type`.
 */
export function expectType<T extends DocumentType>(head: DocumentHead, type: T): Outcome<DocumentHead<T>> {
  if (head.type === type) return accept(head as DocumentHead<T>)
  const at = { ...(head.source === undefined ? {} : { source: head.source }), pointer: '/signed/type' }
  return refuse(problem('document/other-type', `expected a ${type}, found a ${head.type}`, at))
}

/** Why there is no head: text that is no JSON at all says so, at the place where it breaks. */
function noSubject(head: Uint8Array, fileBytes: number, at: Place): Problem {
  const fault = findGateFault(head)
  // A fault in the last few bytes of a text that goes on is the cut's, not the text's.
  const isCut = fileBytes >= maxHeadBytes && (fault === undefined || fault.offset > head.length - 16)
  if (isCut) {
    return problem('document/head-too-large', `expected "subject" within the first ${maxHeadBytes} bytes`, at)
  }
  if (fault !== undefined) {
    return problem(fault.code, fault.what, { ...at, ...placeOfOffset(head, fault.offset) })
  }
  return problem('document/not-sealed', 'expected an object with signatures, signed and subject', at)
}

function locate(each: Problem, head: Uint8Array): Problem {
  if (each.at.pointer === undefined) return each
  return { ...each, at: { ...each.at, ...placeOfOffset(head, locatePointer(head, 0, each.at.pointer)) } }
}

function isObject(value: JsonValue | undefined): value is { readonly [name: string]: JsonValue | undefined } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isLayout(byte: number | undefined): boolean {
  return byte === 0x0a || byte === 0x0d || byte === 0x09
}

/** The first member called subject that follows another one: where its comma is, and where its value begins. */
function findSubjectMember(
  head: Uint8Array,
): { readonly comma: number; readonly valueAt: number } | undefined {
  for (let at = head.indexOf(0x22); at >= 0; at = head.indexOf(0x22, at + 1)) {
    if (!subjectName.every((byte, index) => head[at + index] === byte)) continue
    let colon = at + subjectName.length
    while (isLayout(head[colon])) colon++
    let comma = at - 1
    while (isLayout(head[comma])) comma--
    if (head[colon] === 0x3a && head[comma] === 0x2c) return { comma, valueAt: colon + 1 }
  }
  return undefined
}
