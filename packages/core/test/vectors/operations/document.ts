import {
  accept,
  addSignature,
  compileList,
  countSignatures,
  encodeUtf8,
  findGateProblem,
  findKeyFault,
  followIdentities,
  keyIdOf,
  openIdentity,
  parseBase64,
  parseHex,
  prepareDocument,
  problem,
  readHead,
  refuse,
  toCanonicalText,
  toDocumentText,
  toDsseEnvelope,
  toPreparedBytes,
  reopenDocument,
  verifyHead,
  verifyList,
  verifySignature,
  verifySubject,
  type DocumentSignature,
  type HeadFields,
  type Instant,
  type JsonValue,
  type Outcome,
  type PublisherIdentity,
  type SubjectOf,
} from '@trustlist/core'
import type { Operations } from './operation.js'

interface Documents {
  readonly document: string
  readonly identity: string
  readonly list?: string
  readonly now: Instant
}

interface Chain {
  readonly trusted: string
  readonly offered: readonly { readonly version: number; readonly document: string }[]
  readonly now: Instant
}

/** The next step with what this one gave, or why it gave nothing. */
function then<T, U>(outcome: Outcome<T>, next: (value: T) => Outcome<U>): Outcome<U> {
  return outcome.ok ? next(outcome.value) : outcome
}
const identityOf = (text: string): Outcome<PublisherIdentity> => openIdentity(encodeUtf8(text))
const bytesOf = (input: { readonly text?: string; readonly base64?: string }) =>
  input.text === undefined ? parseBase64(input.base64!)! : encodeUtf8(input.text)

/** What an implementation does to answer a vector; the pages of the specification say what each takes and gives. */
export const documentOperations = {
  gate: (input: { readonly text?: string; readonly base64?: string }) => {
    const found = findGateProblem(bytesOf(input))
    return found === undefined ? accept(true) : refuse(found)
  },
  'canonical-text': ({ value }: { readonly value: JsonValue }) => accept(toCanonicalText(value)),
  'read-head': ({ document }: Documents) =>
    then(readHead(encodeUtf8(document)), ({ type, digest }) => accept({ type, digest })),
  'signed-bytes': ({ document }: Documents) =>
    then(readHead(encodeUtf8(document)), (head) => accept(new TextDecoder().decode(head.signedBytes))),
  digests: ({ document }: Documents) =>
    then(reopenDocument(encodeUtf8(document)), ({ head }) =>
      accept({ document: head.digest, subject: head.signed.subjectSha256 }),
    ),
  layout: ({ value }: { readonly value: Layout }) =>
    accept(toDocumentText(value.signatures, value.signed, value.subject)),
  keyid: ({ publicKey }: { readonly publicKey: string }) => accept(keyIdOf(parseHex(publicKey)!)),
  'check-key': ({ publicKey }: { readonly publicKey: string }) => {
    const fault = findKeyFault(parseHex(publicKey)!)
    return fault === undefined ? accept(true) : refuse(problem(`key/${fault}`, publicKey))
  },
  'verify-signature': (input: Readonly<Record<'publicKey' | 'message' | 'signature', string>>) =>
    accept(
      verifySignature(parseHex(input.publicKey)!, encodeUtf8(input.message), parseHex(input.signature)!),
    ),
  'count-signatures': ({ document, identity }: Documents) =>
    then(identityOf(identity), ({ roles }) =>
      then(readHead(encodeUtf8(document)), (head) => {
        const counted = countSignatures(head, roles.list)
        if (!counted.ok) return counted
        return accept({ keyids: counted.value.keyids, findings: counted.findings.map((each) => each.code) })
      }),
    ),
  'open-identity': (input: { readonly identity: string; readonly pin?: string }) => {
    const { identity, ...options } = input
    return then(openIdentity(encodeUtf8(identity), options), ({ fingerprint }) => accept({ fingerprint }))
  },
  'follow-identities': ({ trusted, offered, now }: Chain) =>
    then(identityOf(trusted), (from) => {
      const documents = new Map(offered.map((each) => [each.version, encodeUtf8(each.document)]))
      const followed = followIdentities(from, (version) => documents.get(version), { now })
      if (!followed.ok) return followed
      const { version, fingerprint } = followed.value.identity
      return accept({ version, fingerprint, findings: followed.findings.map((each) => each.code) })
    }),
  'verify-list': ({ document, identity, list, now }: Documents) =>
    then(identityOf(identity), (by) =>
      then(
        verifyList(encodeUtf8(document), by, { now, ...(list === undefined ? {} : { list }) }),
        (verified) => accept({ digest: verified.digest, entries: verified.entries.length }),
      ),
    ),
  'verify-subject': (input: Documents & { readonly verified: string }) =>
    then(identityOf(input.identity), (by) =>
      then(verifyHead(encodeUtf8(input.verified), 'list', by, { now: input.now }), (head) =>
        then(verifySubject(head, encodeUtf8(input.document)), (document) =>
          accept({ subjectSha256: document.head.signed.subjectSha256 }),
        ),
      ),
    ),
  'read-list': ({ document, identity, now }: Documents) =>
    then(identityOf(identity), (by) => {
      const read = verifyList(encodeUtf8(document), by, { now })
      if (!read.ok) return read
      const entries = read.value.entries.map(({ package: name, decision, basis, checks }) => ({
        package: name,
        decision,
        basis,
        ...(checks === undefined ? {} : { checks: checks.map((check) => check.result) }),
      }))
      const findings = [...new Set(read.findings.map((each) => each.code))].sort()
      return accept({ entries, doesNotCount: [...read.value.notUnderstood.keys()], findings })
    }),
  'compile-list': ({ draft }: { readonly draft: JsonValue }) => compileList(draft),
  'prepare-list': ({
    head,
    subject,
  }: {
    readonly head: HeadFields<'list'>
    readonly subject: SubjectOf['list']
  }) =>
    then(prepareDocument('list', head, subject), (prepared) =>
      accept(new TextDecoder().decode(toPreparedBytes(prepared))),
    ),
  'add-signature': (input: Documents & Readonly<Record<'publicKey' | 'signature', string>>) =>
    then(identityOf(input.identity), ({ roles }) =>
      then(reopenDocument(encodeUtf8(input.document)), (prepared) =>
        then(
          addSignature(prepared, roles.list, parseHex(input.publicKey)!, parseHex(input.signature)!),
          (signed) => accept(new TextDecoder().decode(toPreparedBytes(signed))),
        ),
      ),
    ),
  dsse: ({ document }: Documents) =>
    then(readHead(encodeUtf8(document)), (head) => accept(toDsseEnvelope(head))),
} satisfies Operations

interface Layout {
  readonly signatures: readonly DocumentSignature[]
  readonly signed: Readonly<Record<string, JsonValue>>
  readonly subject: Readonly<Record<string, JsonValue>>
}
