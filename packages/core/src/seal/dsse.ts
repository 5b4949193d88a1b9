import type { DocumentHead } from '../document/document-head.js'
import { payloadTypeOf } from '../document/signed-bytes.js'
import { toBase64 } from '../text/base64.js'

/** A DSSE envelope (DSSE protocol 1.0). */
export interface DsseEnvelope {
  readonly payload: string
  readonly payloadType: string
  readonly signatures: readonly { readonly keyid: string; readonly sig: string }[]
}

/**
 * The head of a document as a DSSE envelope, so that other verifiers can check it. Nothing is lost: the payload is the
 * canonical head, whose `subjectSha256` binds the subject; that digest is for the other side to compare.
 *
 * @spec seal#dsse
 */
export function toDsseEnvelope(head: DocumentHead): DsseEnvelope {
  return {
    payload: toBase64(head.payload),
    payloadType: payloadTypeOf(head.type),
    signatures: head.signatures.map(({ keyid, sig }) => ({ keyid, sig })),
  }
}
