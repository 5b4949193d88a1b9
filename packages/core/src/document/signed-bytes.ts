import { encodeUtf8 } from '../text/utf8.js'

/** What a sealed document can be. @spec document#types */
export type DocumentType = 'list' | 'policy' | 'publisher'

/** The DSSE payload type: it is derived from the head's `type` and not stored, so no document passes as another kind. */
export function payloadTypeOf(type: DocumentType): string {
  return `application/vnd.trustlist.${type}.v1+json`
}

/**
 * DSSE pre-authentication encoding (DSSE protocol 1.0, "PAE"): `DSSEv1 SP LEN(type) SP type SP LEN(body) SP body`, lengths
 * counted in bytes.
 *
 * @spec document#signed-bytes
 */
export function toSignedBytes(payloadType: string, body: Uint8Array): Uint8Array<ArrayBuffer> {
  const type = encodeUtf8(payloadType)
  const start = encodeUtf8(`DSSEv1 ${type.length} `)
  const middle = encodeUtf8(` ${body.length} `)
  const bytes = new Uint8Array(start.length + type.length + middle.length + body.length)
  bytes.set(start)
  bytes.set(type, start.length)
  bytes.set(middle, start.length + type.length)
  bytes.set(body, start.length + type.length + middle.length)
  return bytes
}
