import type { Result } from '../failure.js'

/**
 * Something that signs with one Ed25519 key: a key file, an ssh-agent, another program. The private key may be
 * anywhere; only the signature comes here.
 */
export interface Signer {
  /** 32 bytes (RFC 8032 section 5.1.5). */
  readonly publicKey: Uint8Array
  /** 64 lower-case hex digits, see `keyIdOf`. */
  readonly keyid: string
  /** For messages: "key file root.pem", "ssh-agent key SHA256:…". May hold text from files: escape it before it is shown. */
  readonly describes: string
  /**
   * Signs exactly these bytes by pure Ed25519 (no prehash).
   *
   * @returns 64 raw bytes that verify under `publicKey`, or why there are none: a `cli/agent-…`, `cli/signer-…` or
   *   `cli/signature-…` code. Whether the key may sign this document is not checked.
   */
  sign(message: Uint8Array): Promise<Result<Uint8Array>>
}
