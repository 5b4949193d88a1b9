import {
  encodeUtf8,
  keyIdOf,
  openIdentity,
  payloadTypeOf,
  publicKeyOf,
  sha256,
  signWithSeed,
  toBase64,
  toCanonicalText,
  toHex,
  toSignedBytes,
  type DocumentType,
  type JsonValue,
  type PublisherIdentity,
} from '@trustlist/core'

/** Throw-away keys for tests: the seed of key n is 32 bytes of n. */
export const seedOf = (n: number) => new Uint8Array(32).fill(n)
/** Made once each: making them takes milliseconds, and chains of identities name them thousands of times. */
const publicKeys = new Map<number, ReturnType<typeof publicKeyOf>>()
export function publicKey(n: number): ReturnType<typeof publicKeyOf> {
  const known = publicKeys.get(n) ?? publicKeyOf(seedOf(n))
  publicKeys.set(n, known)
  return known
}
export const keyid = (n: number) => keyIdOf(publicKey(n))

type Members = Readonly<Record<string, unknown>>

export interface Sealed {
  readonly type: DocumentType
  /** Members of the head; what is undefined is left out. `subjectSha256` is computed unless given. */
  readonly signed: Members
  readonly subject: unknown
  /** The numbers of the keys that sign. */
  readonly by: readonly number[]
  /** More or other signatures, as they are to stand in the file. */
  readonly signatures?: readonly { readonly keyid: string; readonly sig: string }[]
  /** Written instead of the subject's own canonical text, and hashed as it is less TAB, LF and CR. */
  readonly subjectText?: string
}

/** Seals whatever it is given, right or wrong: what a publisher with a faulty or malicious writer can sign. */
export function seal(document: Sealed): Uint8Array<ArrayBuffer> {
  const subjectText = document.subjectText ?? toLines(document.subject as Members)
  const subjectSha256 = sha256(encodeUtf8(subjectText.replaceAll(/[\t\n\r]/g, '')))
  const head = { spec: '1.0', subjectSha256, type: document.type, ...document.signed }
  const signed = toCanonicalText(head)
  const message = toSignedBytes(payloadTypeOf(document.type), encodeUtf8(signed))
  const signatures = [...document.by.map((n) => signatureBy(n, message)), ...(document.signatures ?? [])]
  const lines = signatures.map((each) => JSON.stringify(each)).join(',\n')
  return encodeUtf8(
    `{"signatures":${lines === '' ? '[]' : `[\n${lines}\n]`},\n"signed":${signed},\n"subject":${subjectText}}\n`,
  )
}

export function signatureBy(
  n: number,
  message: Uint8Array,
): { readonly keyid: string; readonly sig: string } {
  return { keyid: keyid(n), sig: toBase64(signWithSeed(seedOf(n), message)!) }
}

/** The subject in canonical text with one element of its arrays on a line. */
function toLines(subject: Members): string {
  const members = Object.keys(subject)
    .sort()
    .map((name) => {
      const value = subject[name] as JsonValue
      const text =
        Array.isArray(value) && value.length > 0
          ? `[\n${(value as readonly JsonValue[]).map(toCanonicalText).join(',\n')}\n]`
          : toCanonicalText(value)
      return `${JSON.stringify(name)}:${text}`
    })
  return `{${members.join(',')}}`
}

export const issued = '2026-11-01T00:00:00Z'
export const expires = '2027-11-01T00:00:00Z'
export const now = '2026-11-22T00:00:00Z'

export interface IdentityParts {
  readonly signed?: Members
  readonly subject?: Members
  readonly keys?: readonly number[]
  readonly list?: { readonly keys: readonly number[]; readonly threshold: number }
  readonly root?: { readonly keys: readonly number[]; readonly threshold: number }
  readonly by?: readonly number[]
  readonly signatures?: Sealed['signatures']
  readonly subjectText?: string
}

/** An identity of example-tre: keys 1, 2, 3 sign lists, two of them needed; key 4 is the root. */
export function identityBytes(parts: IdentityParts = {}): Uint8Array<ArrayBuffer> {
  const list = parts.list ?? { keys: [1, 2, 3], threshold: 2 }
  const root = parts.root ?? { keys: [4], threshold: 1 }
  const keys = parts.keys ?? [...new Set([...list.keys, ...root.keys])].sort((a, b) => a - b)
  const role = (of: typeof list) => ({ keyids: of.keys.map(keyid).sort(), threshold: of.threshold })
  return seal({
    type: 'publisher',
    signed: { epoch: 1, expires, issued, publisher: 'example-tre', version: 1, ...parts.signed },
    subject: {
      about: { title: 'Example TRE' },
      keys: keys.map((n) => ({ keytype: 'ed25519', public: toHex(publicKey(n)), scheme: 'ed25519' })),
      roles: { list: role(list), root: role(root) },
      ...parts.subject,
    },
    by: parts.by ?? root.keys.slice(0, root.threshold),
    ...(parts.signatures === undefined ? {} : { signatures: parts.signatures }),
    ...(parts.subjectText === undefined ? {} : { subjectText: parts.subjectText }),
  })
}

export function identity(parts: IdentityParts = {}): PublisherIdentity {
  const opened = openIdentity(identityBytes(parts))
  if (!opened.ok) throw new Error(JSON.stringify(opened.problems))
  return opened.value
}

export const entry = (name: string, members: Members = {}): Members => ({
  basis: 'reviewed',
  decided: '2026-10-12',
  decision: 'allow',
  package: `pkg:pypi/${name}`,
  versions: 'vers:pypi/*',
  ...members,
})

export interface ListParts {
  readonly signed?: Members
  readonly subject?: Members
  readonly entries?: readonly Members[]
  readonly by?: readonly number[]
  readonly signatures?: Sealed['signatures']
  readonly subjectText?: string
}

/** The list tier-3 of example-tre, signed by exactly its threshold unless said otherwise. */
export function listBytes(parts: ListParts = {}): Uint8Array<ArrayBuffer> {
  return seal({
    type: 'list',
    signed: {
      epoch: 1,
      expires,
      issued,
      list: 'tier-3',
      publisher: 'example-tre',
      publisherVersion: 1,
      version: 3,
      ...parts.signed,
    },
    subject: {
      about: { licence: 'CC0-1.0', title: 'Tier 3' },
      entries: parts.entries ?? [entry('numpy'), entry('pandas')],
      ...parts.subject,
    },
    by: parts.by ?? [1, 2],
    ...(parts.signatures === undefined ? {} : { signatures: parts.signatures }),
    ...(parts.subjectText === undefined ? {} : { subjectText: parts.subjectText }),
  })
}

export const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

/** A change of the file's text that nobody signs again. */
export function edit(bytes: Uint8Array, from: string, to: string): Uint8Array<ArrayBuffer> {
  const text = textOf(bytes)
  if (!text.includes(from)) throw new Error(`${from} is not in the text to be edited`)
  return encodeUtf8(text.replace(from, to))
}

/** `code pointer line:column` of every problem of an outcome, or `accepted`. */
export function verdict(outcome: {
  readonly ok: boolean
  readonly problems?: readonly { readonly code: string }[]
}): string {
  return outcome.ok ? 'accepted' : (outcome.problems ?? []).map((each) => each.code).join(' ')
}
