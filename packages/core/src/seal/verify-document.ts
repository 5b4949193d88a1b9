import { readHead, type DocumentHead } from '../document/document-head.js'
import { findSubject, type SubjectBytes } from '../document/subject.js'
import { countSignatures, type SignatureCount } from '../key/count-signatures.js'
import { isPublisherIdentity, type PublisherIdentity } from '../key/publisher-identity.js'
import {
  accept,
  Impossible,
  problem,
  refuse,
  type Outcome,
  type Place,
  type Problem,
} from '../problem/problem.js'
import type { Instant } from '../text/instant.js'
import { findFreshnessFault } from './check-freshness.js'
import { findDigestFault } from './match-subject.js'
import type { Trace } from './verification-step.js'

/** What a publisher signs with its `list` role. */
export type SealedType = 'list' | 'policy'

export interface VerifyOptions {
  /** The instant to judge by, fixed by the caller once for a whole run. */
  readonly now: Instant
  /** The list's name as it was ASKED for; what the file calls itself proves nothing. */
  readonly list?: string
  readonly source?: string
  readonly trace?: Trace
}

/** A private constructor binds the compiler alone; this binds whoever goes around it. */
const minting = Symbol('minting')
let mintHead: <T extends SealedType>(head: DocumentHead<T>, count: SignatureCount) => VerifiedHead<T>
let mintDocument: <T extends SealedType>(head: VerifiedHead<T>, subject: SubjectBytes) => VerifiedDocument<T>
let isHead: (value: object) => value is VerifiedHead
let isDocument: (value: object) => value is VerifiedDocument

/** A head that enough keys of its publisher signed; in force, now or when it was accepted. The subject has not been looked at. */
export class VerifiedHead<T extends SealedType = SealedType> {
  readonly #head: DocumentHead<T>
  readonly #count: SignatureCount

  private constructor(token: symbol, head: DocumentHead<T>, count: SignatureCount) {
    if (token !== minting) throw new Impossible('only verifyHead makes a VerifiedHead')
    this.#head = head
    this.#count = count
    // Or a property of the object's own could stand before what was verified.
    Object.freeze(this)
  }

  static {
    mintHead = (head, count) => new VerifiedHead(minting, head, count)
    isHead = (value): value is VerifiedHead => #head in value
  }

  get head(): DocumentHead<T> {
    return this.#head
  }
  /** Which keys signed. */
  get signers(): SignatureCount {
    return this.#count
  }
}

/**
 * A document whose head verified and whose subject has the signed digest. Only {@link verifySubject} makes one. The
 * subject's bytes are what was signed; whether they are canonical JSON of the right shape is the next arrow's question.
 */
export class VerifiedDocument<T extends SealedType = SealedType> {
  readonly #head: VerifiedHead<T>
  readonly #subject: SubjectBytes

  private constructor(token: symbol, head: VerifiedHead<T>, subject: SubjectBytes) {
    if (token !== minting) throw new Impossible('only verifySubject makes a VerifiedDocument')
    this.#head = head
    this.#subject = subject
    // Or a property of the object's own could stand before what was verified.
    Object.freeze(this)
  }

  static {
    mintDocument = (head, subject) => new VerifiedDocument(minting, head, subject)
    isDocument = (value): value is VerifiedDocument => #head in value
  }

  get head(): DocumentHead<T> {
    return this.#head.head
  }
  get signers(): SignatureCount {
    return this.#head.signers
  }
  /** The bytes that were hashed. Whoever changes them afterwards changes what is read from them. */
  get subject(): SubjectBytes {
    return this.#subject
  }
}

/** Whether a value is a verified document and not something that merely looks like one. */
export function isVerifiedDocument(value: unknown): value is VerifiedDocument {
  return typeof value === 'object' && value !== null && isDocument(value)
}

/**
 * Verifies the head of a list or a policy from the first 64 KiB of its file, against one identity of its publisher.
 *
 * Not checked: whether the identity is the newest, whether the document is newer than one seen before (both need the
 * operator's lock), and the subject.
 *
 * @spec seal#verification
 * @returns The verified head with the findings of counting, or `document/…`, `json/…`, `key/…`, `seal/other-publisher`,
 *   `seal/other-list`, `seal/identity-withheld`, `seal/epoch-revoked`, `seal/identity-expired`, `seal/expired`,
 *   `seal/issued-in-future`, `seal/expires-before-issued`.
 */
export function verifyHead<T extends SealedType>(
  prefix: Uint8Array,
  type: T,
  identity: PublisherIdentity,
  options: VerifyOptions,
): Outcome<VerifiedHead<T>> {
  return judgeHead(prefix, type, identity, options, options.now)
}

/**
 * The same but for the dates of identity and document, which somebody else judges: for a document that was accepted when
 * both were in force, and for one that is to be compared with such a one first.
 */
export function verifyHeadUndated<T extends SealedType>(
  prefix: Uint8Array,
  type: T,
  identity: PublisherIdentity,
  options: Omit<VerifyOptions, 'now'>,
): Outcome<VerifiedHead<T>> {
  return judgeHead(prefix, type, identity, options, undated)
}

/** Not `undefined`: a caller that is not type-checked and forgets `now` must not get off without dates. */
const undated = Symbol('undated')

function judgeHead<T extends SealedType>(
  prefix: Uint8Array,
  type: T,
  identity: PublisherIdentity,
  options: Omit<VerifyOptions, 'now'>,
  now: Instant | typeof undated,
): Outcome<VerifiedHead<T>> {
  if (!isPublisherIdentity(identity))
    throw new Impossible('verifyHead was given what openIdentity did not make')
  const read = readHead(prefix, options.source)
  if (!read.ok) return read
  const head = read.value
  const at: Place = options.source === undefined ? {} : { source: options.source }
  if (head.type !== type) {
    const what = `expected a ${type}, found a ${head.type}`
    return refuse(problem('document/other-type', what, { ...at, pointer: '/signed/type' }))
  }
  const { signed } = head as DocumentHead<SealedType>
  options.trace?.({
    name: 'head',
    what: `a ${type}, ${head.signedBytes.length} signed bytes, digest ${head.digest}`,
  })

  const named = findNameFault(signed, identity, options.list, at)
  if (named !== undefined) return refuse(named)
  options.trace?.({ name: 'names', what: nameOf(signed) })

  const bound = findIdentityFault(signed, identity, now, at)
  if (bound !== undefined) return refuse(bound)
  options.trace?.({
    name: 'identity',
    what: `version ${identity.version}, epoch ${identity.epoch}, ${identity.fingerprint}`,
  })

  const count = countSignatures(head, identity.roles.list)
  if (!count.ok) return count
  const { keyids, threshold } = count.value
  options.trace?.({
    name: 'signatures',
    what: `${keyids.length} valid, ${threshold} needed: ${keyids.join(', ')}`,
  })

  if (now !== undated) {
    const stale = findFreshnessFault(signed, now, at)
    if (stale !== undefined) return refuse(stale)
    options.trace?.({ name: 'freshness', what: `issued ${signed.issued}, in force until ${signed.expires}` })
  }
  return accept(mintHead(head as DocumentHead<T>, count.value), count.findings)
}

/**
 * Checks the subject of the whole file against a verified head, before anything of it is parsed.
 *
 * @spec seal#check-digest
 * @param bytes - The whole file. They must not change as long as the document is used.
 * @returns The verified document, or `seal/subject-digest`, `seal/other-head`, `document/too-large`, `json/syntax`.
 */
export function verifySubject<T extends SealedType>(
  verified: VerifiedHead<T>,
  bytes: Uint8Array,
  trace?: Trace,
): Outcome<VerifiedDocument<T>> {
  if (!isHead(verified)) throw new Impossible('verifySubject was given what verifyHead did not make')
  const { head } = verified
  const at: Place = head.source === undefined ? {} : { source: head.source }
  // The place of the subject is taken from these bytes, not from the earlier ones.
  const again = readHead(bytes, head.source)
  if (!again.ok) return again
  if (again.value.digest !== head.digest) {
    return refuse(problem('seal/other-head', `expected ${head.digest}, found ${again.value.digest}`, at))
  }
  const subject = findSubject(bytes, again.value)
  if (!subject.ok) return subject
  const fault = findDigestFault(subject.value, head, at)
  if (fault !== undefined) return refuse(fault)
  trace?.({ name: 'digest', what: `the subject is what was signed, ${head.signed.subjectSha256}` })
  return accept(mintDocument(verified, subject.value))
}

/** {@link verifyHead}, then {@link verifySubject}. */
export function verifyDocument<T extends SealedType>(
  bytes: Uint8Array,
  type: T,
  identity: PublisherIdentity,
  options: VerifyOptions,
): Outcome<VerifiedDocument<T>> {
  const head = verifyHead(bytes, type, identity, options)
  if (!head.ok) return head
  const document = verifySubject(head.value, bytes, options.trace)
  return document.ok ? accept(document.value, head.findings) : document
}

type SealedHead = DocumentHead<SealedType>['signed']

function nameOf(signed: SealedHead): string {
  return signed.type === 'list'
    ? `${signed.publisher}, list ${signed.list}`
    : `${signed.operator}, policy ${signed.policy}`
}

function findNameFault(
  signed: SealedHead,
  identity: PublisherIdentity,
  list: string | undefined,
  at: Place,
): Problem | undefined {
  const publisher = signed.type === 'list' ? signed.publisher : signed.operator
  const name = signed.type === 'list' ? signed.list : signed.policy
  if (publisher !== identity.publisher) {
    const pointer = signed.type === 'list' ? '/signed/publisher' : '/signed/operator'
    return problem('seal/other-publisher', `expected ${identity.publisher}, found ${publisher}`, {
      ...at,
      pointer,
    })
  }
  if (list !== undefined && name !== list) {
    const pointer = signed.type === 'list' ? '/signed/list' : '/signed/policy'
    return problem('seal/other-list', `expected ${list}, found ${name}`, { ...at, pointer })
  }
  return undefined
}

function findIdentityFault(
  signed: SealedHead,
  identity: PublisherIdentity,
  now: Instant | typeof undated,
  at: Place,
): Problem | undefined {
  const stale = now === undated ? undefined : findIdentityExpiry(identity, now)
  if (stale !== undefined) return stale
  if (signed.type !== 'list') return undefined
  if (signed.publisherVersion > identity.version) {
    const what = `signed under identity version ${signed.publisherVersion}, known is ${identity.version}`
    return problem('seal/identity-withheld', what, { ...at, pointer: '/signed/publisherVersion' })
  }
  if (signed.epoch !== identity.epoch) {
    const what = `the list is of epoch ${signed.epoch}, the identity of epoch ${identity.epoch}`
    return problem('seal/epoch-revoked', what, { ...at, pointer: '/signed/epoch' })
  }
  return undefined
}

/** What {@link findFreshnessFault} finds of an identity, told as such. */
export function findIdentityExpiry(identity: PublisherIdentity, now: Instant): Problem | undefined {
  const { source } = identity.head
  const fault = findFreshnessFault(identity, now, {})
  if (fault === undefined) return undefined
  const code = fault.code === 'seal/expired' ? 'seal/identity-expired' : fault.code
  return problem(code, `the identity: ${fault.what}`, source === undefined ? {} : { ...fault.at, source })
}
