import { createSha256 } from '#platform'
import { toHex } from './hex.js'

/** A SHA-256 digest (FIPS 180-4) as 64 lower-case hex digits. */
export type Sha256 = string & { readonly __sha256?: never }

/** SHA-256 over bytes that arrive in pieces. */
export class DigestStream {
  readonly #hasher = createSha256()

  update(bytes: Uint8Array): void {
    this.#hasher.update(bytes)
  }

  finish(): Sha256 {
    return toHex(this.#hasher.digest())
  }
}

export function sha256(bytes: Uint8Array): Sha256 {
  const stream = new DigestStream()
  stream.update(bytes)
  return stream.finish()
}
