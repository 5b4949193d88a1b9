import { createHash } from 'node:crypto'

/**
 * The id of an Ed25519 public key: SHA-256, in hex, of its TUF key object in canonical JSON.
 *
 * @param publicKey - 32 bytes.
 */
export function keyIdOf(publicKey: Uint8Array): string {
  const object = `{"keytype":"ed25519","keyval":{"public":"${Buffer.from(publicKey).toString('hex')}"},"scheme":"ed25519"}`
  return createHash('sha256').update(object).digest('hex')
}
