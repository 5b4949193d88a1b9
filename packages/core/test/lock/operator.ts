import {
  acceptPublisher,
  readHead,
  reopenPublisher,
  updateLock,
  type AcceptRequest,
  type AcceptVerdict,
  type Lock,
  type OfferedState,
} from '@trustlist/core'
import {
  entry,
  identityBytes,
  listBytes,
  now,
  type IdentityParts,
  type ListParts,
} from '../seal/make-documents.js'

export const publisher = 'example-tre'

export function digestOf(bytes: Uint8Array): string {
  const head = readHead(bytes)
  if (!head.ok) throw new Error(JSON.stringify(head.problems))
  return head.value.digest
}

export function pinOf(identity: Uint8Array): string {
  return `sha256:${digestOf(identity)}`
}

/** Identity version n of example-tre. */
export const version = (n: number, parts: IdentityParts = {}): Uint8Array =>
  identityBytes({ ...parts, signed: { version: n, ...parts.signed } })

/** Version n of the list tier-3, or of another one. */
export const list = (n: number, parts: ListParts = {}): Uint8Array =>
  listBytes({ ...parts, signed: { version: n, ...parts.signed } })

/** A version that names the one before, as the format asks. */
export const next = (n: number, before: Uint8Array, parts: ListParts = {}): Uint8Array =>
  list(n, { ...parts, signed: { previousSha256: digestOf(before), ...parts.signed } })

export const deny = (name: string, members: Readonly<Record<string, unknown>> = {}) =>
  entry(name, { decision: 'deny', reason: 'because', ...members })

export const offer = (
  identities: readonly Uint8Array[],
  lists: Readonly<Record<string, Uint8Array>>,
  commit?: string,
): OfferedState => ({
  identities: new Map(identities.map((bytes, index) => [index + 1, bytes])),
  lists: new Map(Object.entries(lists)),
  ...(commit === undefined ? {} : { commit }),
})

/** An operator with lock and store, as a program around the library would be. */
export class Operator {
  lock: Lock | undefined
  readonly store = new Map<string, Uint8Array>()
  readonly proofs = new Map<string, Uint8Array>()

  constructor(public pin: string) {}

  get element() {
    return this.lock?.publishers.find((each) => each.publisher === publisher)
  }

  request(offered: OfferedState, more: Partial<AcceptRequest> = {}): AcceptRequest {
    return {
      publisher,
      pin: this.pin,
      accepted: this.element,
      offered,
      kept: (digest) => this.store.get(digest),
      lists: undefined,
      now,
      timeFloor: this.lock?.timeFloor,
      ...more,
    }
  }

  sync(offered: OfferedState, more: Partial<AcceptRequest> = {}): AcceptVerdict {
    const verdict = acceptPublisher(this.request(offered, more))
    for (const { digest, bytes } of verdict.keep) this.store.set(digest, bytes)
    for (const { digest, bytes } of verdict.proof) this.proofs.set(digest, bytes)
    this.lock = updateLock(this.lock, [verdict])
    return verdict
  }

  reopen(at = now, lists?: readonly string[]) {
    return reopenPublisher({
      pin: this.pin,
      accepted: this.element!,
      kept: (digest) => this.store.get(digest),
      lists,
      at,
      timeFloor: this.lock!.timeFloor,
    })
  }
}

/** `status code code…` of a verdict: errors first, then findings. */
export function say(verdict: AcceptVerdict): string {
  const problems = verdict.status === 'accepted' ? [] : verdict.problems
  return [
    verdict.status,
    ...problems.map(({ code }) => code),
    ...verdict.findings.map(({ code }) => code),
  ].join(' ')
}
