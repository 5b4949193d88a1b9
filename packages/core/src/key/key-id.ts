import { sha256, type Sha256 } from '../text/digest.js'
import { toHex } from '../text/hex.js'
import { encodeUtf8 } from '../text/utf8.js'

/**
 * The keyid of an Ed25519 key: SHA-256 of the canonical TUF key object (TUF specification, section 4.2), the same that
 * securesystemslib computes. Recomputed wherever it is used, so no other key can carry it.
 *
 * @spec key#keyids
 */
export function keyIdOf(publicKey: Uint8Array): Sha256 {
  return sha256(
    encodeUtf8(`{"keytype":"ed25519","keyval":{"public":"${toHex(publicKey)}"},"scheme":"ed25519"}`),
  )
}
