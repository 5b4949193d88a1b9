import { expectType, readHead, type DocumentHead } from '../document/document-head.js'
import { findSubject } from '../document/subject.js'
import { accept, Impossible, type Outcome } from '../problem/problem.js'
import { readListSubject, type ReadSubject, type SubjectReading } from './read-subject.js'

/** A private constructor binds the compiler alone; this binds whoever goes around it. */
const minting = Symbol('minting')
let mint: (head: DocumentHead<'list'>, reading: SubjectReading) => UntrustedList

/**
 * A list of which nobody checked signature, digest or date: for linting, formatting and comparing drafts and pull requests.
 * Nothing that decides takes one.
 */
export class UntrustedList {
  readonly #head: DocumentHead<'list'>
  readonly #reading: SubjectReading

  private constructor(token: symbol, head: DocumentHead<'list'>, reading: SubjectReading) {
    if (token !== minting) throw new Impossible('only readUntrustedList makes a UntrustedList')
    this.#head = head
    this.#reading = reading
    // Or a property of the object's own could stand before what was verified.
    Object.freeze(this)
  }

  static {
    mint = (head, reading) => new UntrustedList(minting, head, reading)
  }

  get head(): DocumentHead<'list'> {
    return this.#head
  }
  get subject(): ReadSubject {
    return this.#reading.subject
  }
  get notUnderstood(): SubjectReading['notUnderstood'] {
    return this.#reading.notUnderstood
  }
}

/** Reads a sealed list without verifying it: gate, shape and rules only. */
export function readUntrustedList(bytes: Uint8Array, source?: string): Outcome<UntrustedList> {
  const read = readHead(bytes, source)
  if (!read.ok) return read
  const head = expectType(read.value, 'list')
  if (!head.ok) return head
  const subject = findSubject(bytes, head.value)
  if (!subject.ok) return subject
  const reading = readListSubject(subject.value, head.value.signed.publisher, source)
  return reading.ok ? accept(mint(head.value, reading.value), reading.findings) : reading
}
