import { checkShape, type PublisherSubject } from '@trustlist/schema'
import { expectType, readHead, type DocumentHead } from '../document/document-head.js'
import { toShapeProblems } from '../document/shape-problems.js'
import { findSubject, parseSubject } from '../document/subject.js'
import { accept, Impossible, problem, refuse, type Outcome, type Place } from '../problem/problem.js'
import { sha256WithoutLayout, type Sha256 } from '../text/digest.js'
import { countSignatures } from './count-signatures.js'
import { toKeyRoles, type KeyRoles } from './key-role.js'

/** A private constructor binds the compiler alone; this binds whoever goes around it. */
const minting = Symbol('minting')
let mint: (
  head: DocumentHead<'publisher'>,
  subject: Readonly<PublisherSubject>,
  roles: KeyRoles,
) => PublisherIdentity
let isMinted: (value: object) => value is PublisherIdentity

/**
 * One version of a publisher's identity, signed by its own root keys. Only {@link openIdentity} makes one. Whether the
 * publisher is who it says it is, is the pin's business; whether it is still in force, freshness'.
 */
export class PublisherIdentity {
  readonly #head: DocumentHead<'publisher'>
  readonly #subject: Readonly<PublisherSubject>
  readonly #roles: KeyRoles

  private constructor(
    token: symbol,
    head: DocumentHead<'publisher'>,
    subject: Readonly<PublisherSubject>,
    roles: KeyRoles,
  ) {
    if (token !== minting) throw new Impossible('only openIdentity makes a PublisherIdentity')
    this.#head = head
    this.#subject = subject
    this.#roles = roles
    // Or a property of the object's own could stand before what was verified.
    Object.freeze(this)
  }

  static {
    mint = (head, subject, roles) => new PublisherIdentity(minting, head, subject, roles)
    isMinted = (value): value is PublisherIdentity => #head in value
  }

  get publisher(): string {
    return this.#head.signed.publisher
  }
  get version(): number {
    return this.#head.signed.version
  }
  get epoch(): number {
    return this.#head.signed.epoch
  }
  get issued(): string {
    return this.#head.signed.issued
  }
  get expires(): string {
    return this.#head.signed.expires
  }
  get about(): Readonly<PublisherSubject['about']> {
    return this.#subject.about
  }
  get roles(): KeyRoles {
    return this.#roles
  }
  get head(): DocumentHead<'publisher'> {
    return this.#head
  }
  get digest(): Sha256 {
    return this.#head.digest
  }
  /** What people compare and pin: commits to publisher, version, keys and thresholds. */
  get fingerprint(): string {
    return `sha256:${this.#head.digest}`
  }
}

/** Whether a value is an identity that was opened and not something that merely looks like one. */
export function isPublisherIdentity(value: unknown): value is PublisherIdentity {
  return typeof value === 'object' && value !== null && isMinted(value)
}

const fingerprintForm = /^sha256:[0-9a-f]{64}$/

/**
 * Opens one identity document: format, digest of the subject, keys and roles, signed by its own root threshold.
 *
 * @spec key#opening-an-identity
 * @param options.pin - The fingerprint it must have; without it nobody has vouched for whose identity this is.
 * @returns The identity, or `document/…`, `json/…`, `key/…`, `key/pin-mismatch`, `key/subject-digest`.
 */
export function openIdentity(
  bytes: Uint8Array,
  options: { readonly source?: string; readonly pin?: string } = {},
): Outcome<PublisherIdentity> {
  const at: Place = options.source === undefined ? {} : { source: options.source }
  const read = readHead(bytes, options.source)
  if (!read.ok) return read
  const typed = expectType(read.value, 'publisher')
  if (!typed.ok) return typed
  const head = typed.value

  if (options.pin !== undefined && !fingerprintForm.test(options.pin)) {
    return refuse(problem('key/pin-form', `expected sha256: and 64 hex digits, found ${options.pin}`, at))
  }
  if (options.pin !== undefined && options.pin !== `sha256:${head.digest}`) {
    return refuse(problem('key/pin-mismatch', `expected ${options.pin}, found sha256:${head.digest}`, at))
  }

  return openIdentityOf(head, bytes)
}

/** {@link openIdentity} from where its head was read, and perhaps judged, already. Of the same bytes. */
export function openIdentityOf(
  head: DocumentHead<'publisher'>,
  bytes: Uint8Array,
): Outcome<PublisherIdentity> {
  const at: Place = head.source === undefined ? {} : { source: head.source }
  const subject = findSubject(bytes, head)
  if (!subject.ok) return subject
  const digest = sha256WithoutLayout(bytes, subject.value.start, subject.value.end)
  if (digest !== head.signed.subjectSha256) {
    const what = `expected a subject with the digest ${head.signed.subjectSha256}, found ${digest}`
    return refuse(problem('key/subject-digest', what, { ...at, pointer: '/subject' }))
  }
  const value = parseSubject(subject.value, head.source)
  if (!value.ok) return value
  const [fault, ...faults] = toShapeProblems(checkShape('publisher-subject', value.value), '/subject', at)
  if (fault !== undefined) return refuse(fault, ...faults)

  const publisherSubject = value.value as unknown as PublisherSubject
  const roles = toKeyRoles(publisherSubject, at)
  if (!roles.ok) return roles
  const count = countSignatures(head, roles.value.root)
  if (!count.ok) return count
  return accept(mint(head, publisherSubject, roles.value), count.findings)
}
