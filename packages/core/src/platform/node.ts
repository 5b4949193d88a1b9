import { createHash, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto'
import type * as Platform from './platform.js'

/** RFC 8410 section 7: the DER before the 32 bytes of an Ed25519 seed in PKCS#8. */
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex')

export const createSha256: typeof Platform.createSha256 = () => {
  const hash = createHash('sha256')
  return {
    update: (bytes) => {
      hash.update(bytes)
    },
    digest: () => new Uint8Array(hash.digest()),
  }
}

// Three times as fast as the language's own indexOf; it takes any Uint8Array for `this`.
// eslint-disable-next-line @typescript-eslint/unbound-method
const bufferIndexOf = (Buffer.prototype as Buffer).indexOf as (
  this: Uint8Array,
  byte: number,
  from: number,
) => number
export const findByte: typeof Platform.findByte = (bytes, byte, from) => bufferIndexOf.call(bytes, byte, from)

const privateKeyOf = (seed: Uint8Array): KeyObject =>
  createPrivateKey({ key: Buffer.concat([pkcs8Prefix, seed]), format: 'der', type: 'pkcs8' })

export const ed25519Verify: typeof Platform.ed25519Verify = (publicKey, message, signature) => {
  const x = Buffer.from(publicKey.buffer, publicKey.byteOffset, publicKey.length).toString('base64url')
  // RFC 8037 section 2. As DER it would take ten times as long to read, as long as verifying takes.
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
  return verify(null, message, key, signature)
}

export const ed25519Sign: typeof Platform.ed25519Sign = (seed, message) =>
  new Uint8Array(sign(null, message, privateKeyOf(seed)))

export const ed25519PublicKey: typeof Platform.ed25519PublicKey = (seed) => {
  const spki = createPublicKey(privateKeyOf(seed)).export({ format: 'der', type: 'spki' })
  return new Uint8Array(spki.subarray(spki.length - 32))
}
