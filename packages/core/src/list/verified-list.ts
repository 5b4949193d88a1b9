import type { DocumentHead } from '../document/document-head.js'
import type { SignatureCount } from '../key/count-signatures.js'
import type { PublisherIdentity } from '../key/publisher-identity.js'
import { accept, Impossible, type Outcome } from '../problem/problem.js'
import type { Sha256 } from '../text/digest.js'
import { verifyDocument, type VerifiedDocument, type VerifyOptions } from '../seal/verify-document.js'
import type { Trace } from '../seal/verification-step.js'
import type { ListEntry } from './entry.js'
import { readListSubject, type ReadSubject, type SubjectReading } from './read-subject.js'

/** A private constructor binds the compiler alone; this binds whoever goes around it. */
const minting = Symbol('minting')
let mint: (document: VerifiedDocument<'list'>, reading: SubjectReading) => VerifiedList
let isMinted: (value: object) => value is VerifiedList

/**
 * A list that enough keys of its publisher signed, that is in force, and whose every entry was read from the signed bytes.
 * Only {@link openList} makes one; merging takes nothing else.
 */
export class VerifiedList {
  readonly #document: VerifiedDocument<'list'>
  readonly #reading: SubjectReading

  private constructor(token: symbol, document: VerifiedDocument<'list'>, reading: SubjectReading) {
    if (token !== minting) throw new Impossible('only openList makes a VerifiedList')
    this.#document = document
    this.#reading = reading
    // Or a property of the object's own could stand before what was verified.
    Object.freeze(this)
  }

  static {
    mint = (document, reading) => new VerifiedList(minting, document, reading)
    isMinted = (value): value is VerifiedList => #document in value
  }

  get publisher(): string {
    return this.#document.head.signed.publisher
  }
  get name(): string {
    return this.#document.head.signed.list
  }
  get version(): number {
    return this.#document.head.signed.version
  }
  get epoch(): number {
    return this.#document.head.signed.epoch
  }
  get issued(): string {
    return this.#document.head.signed.issued
  }
  get expires(): string {
    return this.#document.head.signed.expires
  }
  get digest(): Sha256 {
    return this.#document.head.digest
  }
  get head(): DocumentHead<'list'> {
    return this.#document.head
  }
  get signers(): SignatureCount {
    return this.#document.signers
  }
  /** Publisher-controlled text. */
  get about(): ReadSubject['about'] {
    return this.#reading.subject.about
  }
  get criteria(): NonNullable<ReadSubject['criteria']> {
    return this.#reading.subject.criteria ?? []
  }
  get observed(): NonNullable<ReadSubject['observed']> {
    return this.#reading.subject.observed ?? []
  }
  /** In the one order: sorted by package. */
  get entries(): readonly ListEntry[] {
    return this.#reading.subject.entries
  }
  /** By index of the entry: the members and bases this reader does not know. An allow among these does not count. */
  get notUnderstood(): ReadonlyMap<number, readonly string[]> {
    return this.#reading.notUnderstood
  }
}

/** Whether a value is a verified list and not something that merely looks like one. For callers that are not type-checked. */
export function isVerifiedList(value: unknown): value is VerifiedList {
  return typeof value === 'object' && value !== null && isMinted(value)
}

/**
 * Reads the entries of a verified document.
 *
 * @spec seal#read-the-content
 * @returns The list, or `json/…`, `list/…`, `document/not-a-day`: a publisher signed what the format does not allow.
 */
export function openList(document: VerifiedDocument<'list'>, trace?: Trace): Outcome<VerifiedList> {
  const { head } = document
  const reading = readListSubject(document.subject, head.signed.publisher, head.source)
  if (!reading.ok) return reading
  trace?.({
    name: 'content',
    what: `${reading.value.subject.entries.length} entries, canonical and of the right shape`,
  })
  return accept(mint(document, reading.value), reading.findings)
}

/**
 * Bytes to list in one call: {@link verifyDocument}, then {@link openList}.
 *
 * @example
 * const identity = openIdentity(identityBytes, { pin: 'sha256:…' })
 * const list = identity.ok && verifyList(bytes, identity.value, { now: '2026-11-22T00:00:00Z', list: 'tier-3' })
 */
export function verifyList(
  bytes: Uint8Array,
  identity: PublisherIdentity,
  options: VerifyOptions,
): Outcome<VerifiedList> {
  const document = verifyDocument(bytes, 'list', identity, options)
  if (!document.ok) return document
  const list = openList(document.value, options.trace)
  return list.ok ? accept(list.value, [...document.findings, ...list.findings]) : list
}
