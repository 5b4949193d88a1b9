import { checkShape, type ListHead, type PolicyHead, type PublisherHead } from '@trustlist/schema'
import { toCanonicalText, type JsonValue } from '../json/canonical.js'
import { findGateProblem } from '../json/gate.js'
import {
  accept,
  placed,
  problem,
  refuse,
  type Outcome,
  type Place,
  type Problem,
} from '../problem/problem.js'
import { sha256, type Sha256 } from '../text/digest.js'
import { isInstant } from '../text/instant.js'
import { encodeUtf8 } from '../text/utf8.js'
import { maxHeadBytes, maxSignatures, maxSignedBytes } from './limits.js'
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

const subjectMember = encodeUtf8('"subject":')

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
  if (head.length === 0)
    return refuse(problem('document/empty', 'expected a sealed document, found no bytes', at))

  const memberAt = findBytes(head, subjectMember)
  if (memberAt < 0) return refuse(noSubject(head, prefix.length, at))
  let comma = memberAt - 1
  while (comma > 0 && isLayout(head[comma]!)) comma--
  if (head[comma] !== 0x2c) return refuse(noSubject(head, prefix.length, at))

  const alone = new Uint8Array(comma + 1)
  alone.set(head.subarray(0, comma))
  alone[comma] = 0x7d
  const fault = findGateProblem(alone, 0, alone.length, at)
  if (fault !== undefined) return refuse(fault)

  const value = JSON.parse(new TextDecoder().decode(alone)) as JsonValue
  return toHead(value, memberAt + subjectMember.length, at)
}

/** From the parsed first two members of a document to its head. */
function toHead(value: JsonValue, subjectAt: number, at: Place): Outcome<DocumentHead> {
  if (!isObject(value) || Object.keys(value).join() !== 'signatures,signed') {
    return refuse(
      problem('document/shape', 'expected exactly the members signatures, signed and subject', at),
    )
  }
  const signed = value['signed']
  if (!isObject(signed))
    return refuse(problem('document/shape', 'expected signed to be an object', { ...at, pointer: '/signed' }))
  const type = signed['type']
  if (type !== 'list' && type !== 'policy' && type !== 'publisher') {
    const what = `expected type to be list, policy or publisher, found ${JSON.stringify(type)}`
    return refuse(problem('document/shape', what, { ...at, pointer: '/signed/type' }))
  }
  const spec = signed['spec']
  if (typeof spec === 'string' && /^[0-9]{1,9}\.[0-9]{1,9}$/.test(spec) && !spec.startsWith('1.')) {
    const what = `expected a document of specification 1, found ${spec}`
    return refuse(problem('document/other-major', what, { ...at, pointer: '/signed/spec' }))
  }
  const problems: Problem[] = [
    ...toShapeProblems(checkShape(`${type}-head`, signed), '/signed', at),
    ...toShapeProblems(checkShape('signatures', value['signatures']), '/signatures', at),
  ]
  const signatures = value['signatures'] as unknown as readonly DocumentSignature[]
  if (problems.length === 0 && signatures.length > maxSignatures) {
    problems.push(
      problem('document/shape', `expected at most ${maxSignatures} signatures`, {
        ...at,
        pointer: '/signatures',
      }),
    )
  }
  for (const name of ['issued', 'expires'] as const) {
    const instant = signed[name]
    if (typeof instant === 'string' && !isInstant(instant) && problems.length === 0) {
      problems.push(
        problem('document/not-a-day', `${name} is ${instant}`, { ...at, pointer: `/signed/${name}` }),
      )
    }
  }
  const [first, ...rest] = problems
  if (first !== undefined) return { ok: false, problems: [first, ...rest] }

  const payload = encodeUtf8(toCanonicalText(signed))
  const signedBytes = toSignedBytes(payloadTypeOf(type), payload)
  if (signedBytes.length > maxSignedBytes) {
    const what = `expected at most ${maxSignedBytes} bytes to sign, found ${signedBytes.length}`
    return refuse(problem('document/signed-bytes-too-long', what, { ...at, pointer: '/signed' }))
  }
  return accept({
    type,
    signed: signed as unknown as HeadOf[DocumentType],
    signatures,
    payload,
    signedBytes,
    digest: sha256(payload),
    subjectAt,
    source: at.source,
  })
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
  const fault = findGateProblem(head, 0, head.length, at)
  const cutShort = fileBytes >= maxHeadBytes
  if (fault !== undefined && !cutShort) return fault
  if (cutShort && (fault === undefined || fault.what === 'the text ends too early')) {
    return problem('document/head-too-large', 'expected "subject" within the first 65536 bytes', at)
  }
  if (fault !== undefined) return fault
  return placed(problem('document/not-sealed', 'expected an object with signatures, signed and subject'), at)
}

function isObject(value: JsonValue | undefined): value is { readonly [name: string]: JsonValue | undefined } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isLayout(byte: number): boolean {
  return byte === 0x0a || byte === 0x0d || byte === 0x09
}

function findBytes(bytes: Uint8Array, wanted: Uint8Array): number {
  for (let at = bytes.indexOf(wanted[0]!); at >= 0; at = bytes.indexOf(wanted[0]!, at + 1)) {
    if (wanted.every((byte, index) => bytes[at + index] === byte)) return at
  }
  return -1
}
