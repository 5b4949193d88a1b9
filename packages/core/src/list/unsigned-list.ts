import type { JsonValue } from '../json/canonical.js'
import { accept, Impossible, problem, refuse, type Outcome, type Place } from '../problem/problem.js'
import { sha256, type Sha256 } from '../text/digest.js'
import { compileList, type CompiledList } from './compile-list.js'
import type { ListEntry } from './entry.js'
import type { ReadSubject } from './read-subject.js'

/** A private constructor binds the compiler alone; this binds whoever goes around it. */
const minting = Symbol('minting')
let mintFile: (bytes: Uint8Array, digest: Sha256, source: string | undefined) => UnsignedFile
let isFile: (value: object) => value is UnsignedFile
let mintList: (digest: Sha256, compiled: CompiledList) => UnsignedList
let isList: (value: object) => value is UnsignedList

/** The bytes of a file that nobody signed, and which are those that the operator reviewed. */
export class UnsignedFile {
  readonly #bytes: Uint8Array
  readonly #digest: Sha256
  readonly #source: string | undefined

  private constructor(token: symbol, bytes: Uint8Array, digest: Sha256, source: string | undefined) {
    if (token !== minting) throw new Impossible('only matchUnsigned makes an UnsignedFile')
    this.#bytes = bytes
    this.#digest = digest
    this.#source = source
    // Or a property of the object's own could stand before what was matched.
    Object.freeze(this)
  }

  static {
    mintFile = (bytes, digest, source) => new UnsignedFile(minting, bytes, digest, source)
    isFile = (value): value is UnsignedFile => #bytes in value
  }

  /** What was hashed. Whoever changes them afterwards changes what is read from them. */
  get bytes(): Uint8Array {
    return this.#bytes
  }
  /** SHA-256 of the file, byte by byte: layout and comments count. */
  get digest(): Sha256 {
    return this.#digest
  }
  get source(): string | undefined {
    return this.#source
  }
}

/**
 * A list that nobody signed, from a file that the operator reviewed and bound by its digest. Only {@link openUnsignedList}
 * makes one. It has neither version, epoch nor end: it is as good as the day on which it was reviewed.
 */
export class UnsignedList {
  readonly #digest: Sha256
  readonly #compiled: CompiledList

  private constructor(token: symbol, digest: Sha256, compiled: CompiledList) {
    if (token !== minting) throw new Impossible('only openUnsignedList makes an UnsignedList')
    this.#digest = digest
    this.#compiled = compiled
    // Or a property of the object's own could stand before what was read.
    Object.freeze(this)
  }

  static {
    mintList = (digest, compiled) => new UnsignedList(minting, digest, compiled)
    isList = (value): value is UnsignedList => #compiled in value
  }

  /** The id that the operator gave it. */
  get publisher(): string {
    return this.#compiled.publisher
  }
  get name(): string {
    return this.#compiled.list
  }
  /** Of the file, not of a document. */
  get digest(): Sha256 {
    return this.#digest
  }
  /** Text of a stranger. */
  get about(): ReadSubject['about'] {
    return this.#compiled.subject.about
  }
  get criteria(): NonNullable<ReadSubject['criteria']> {
    return this.#compiled.subject.criteria ?? []
  }
  /** In the one order: sorted by package. */
  get entries(): readonly ListEntry[] {
    return this.#compiled.subject.entries
  }
  /** Always empty: a draft with what this reader does not know is refused. */
  get notUnderstood(): ReadonlyMap<number, readonly string[]> {
    return nothingNew
  }
}

const nothingNew: ReadonlyMap<number, readonly string[]> = new Map()

/** Whether a value is an unsigned list and not something that merely looks like one. For callers that are not type-checked. */
export function isUnsignedList(value: unknown): value is UnsignedList {
  return typeof value === 'object' && value !== null && isList(value)
}

/**
 * Compares a file with the digest that the operator reviewed, before anything of it is parsed.
 *
 * @spec trust#unsigned-sources
 * @param bytes - The whole file. They must not change as long as the result is used.
 * @param reviewed - `sha256:` and 64 hex digits, as `unsigned` of `trust.yaml` has it.
 * @returns The file, or `key/pin-form`, `list/unsigned-changed`.
 */
export function matchUnsigned(bytes: Uint8Array, reviewed: string, source?: string): Outcome<UnsignedFile> {
  const at: Place = source === undefined ? {} : { source }
  if (!/^sha256:[0-9a-f]{64}$/.test(reviewed)) {
    return refuse(problem('key/pin-form', `expected sha256: and 64 hex digits, found ${reviewed}`, at))
  }
  const digest = sha256(bytes)
  if (`sha256:${digest}` === reviewed) return accept(mintFile(bytes, digest, source))
  return refuse(problem('list/unsigned-changed', `expected ${reviewed}, found sha256:${digest}`, at))
}

/**
 * Reads a list from a file that the operator reviewed, by the rules of drafts.
 *
 * Not checked: whether `draft` is what the file says. Core reads no YAML; whoever does hands in what it read from
 * `file.bytes` and from nothing else.
 *
 * @spec trust#unsigned-sources
 * @param publisher - The id that the operator gave the source; the draft names the same.
 * @returns The list, or `seal/other-publisher` and what {@link compileList} refuses.
 */
export function openUnsignedList(
  file: UnsignedFile,
  draft: JsonValue,
  publisher: string,
): Outcome<UnsignedList> {
  if (!isFile(file)) throw new Impossible('openUnsignedList was given what matchUnsigned did not make')
  const compiled = compileList(draft, file.source)
  if (!compiled.ok) return compiled
  const { value, findings } = compiled
  if (value.publisher !== publisher) {
    const what = `expected ${publisher}, found ${value.publisher}`
    const at: Place = file.source === undefined ? {} : { source: file.source }
    return refuse(problem('seal/other-publisher', what, { ...at, pointer: '/publisher' }))
  }
  const entries = Object.freeze([...value.subject.entries])
  const subject = Object.freeze({ ...value.subject, entries }) as unknown as CompiledList['subject']
  return accept(mintList(file.digest, Object.freeze({ ...value, subject })), findings)
}
