import { createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto'
import { cliProblem, fail, succeed, type Result } from '../failure.js'
import { keyIdOf } from './key-id.js'
import type { Signer } from './signer.js'

/** RFC 8410 section 7: the DER before the 32 bytes of an Ed25519 seed in PKCS#8. */
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex')
/** RFC 8410 section 4: the DER before the 32 bytes of an Ed25519 public key in SubjectPublicKeyInfo. */
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex')

/** The PKCS#8 DER of a 32-byte seed: 48 bytes. */
export function toPkcs8Der(seed: Uint8Array): Buffer {
  return Buffer.concat([pkcs8Prefix, seed])
}

function privateKeyOf(seed: Uint8Array): KeyObject {
  return createPrivateKey({ key: toPkcs8Der(seed), format: 'der', type: 'pkcs8' })
}

/** The 32-byte seed in a private key of node's, or undefined where it is not Ed25519. */
export function seedOf(key: KeyObject): Uint8Array | undefined {
  if (key.asymmetricKeyType !== 'ed25519') return undefined
  return new Uint8Array(key.export({ format: 'der', type: 'pkcs8' }).subarray(-32))
}

/** The 32-byte public key of a 32-byte seed. */
export function publicKeyOfSeed(seed: Uint8Array): Uint8Array {
  const spki = createPublicKey(privateKeyOf(seed)).export({ format: 'der', type: 'spki' })
  return new Uint8Array(spki.subarray(-32))
}

/**
 * Signs in this process. The public half is always made from the seed: one taken from a file could be foreign, and
 * signing with a foreign public half gives the private key away.
 */
export function toSeedSigner(seed: Uint8Array, describes: string): Signer {
  const key = privateKeyOf(seed)
  const publicKey = publicKeyOfSeed(seed)
  return {
    publicKey,
    keyid: keyIdOf(publicKey),
    describes,
    sign: (message) =>
      Promise.resolve(takeSignature(publicKey, message, new Uint8Array(sign(null, message, key)), describes)),
  }
}

/**
 * Takes a fresh signature only where it verifies, so that a signer that hashed first, signed other bytes or used
 * another key is found out where it is known who that was.
 *
 * @returns The same 64 bytes, or `cli/signature-malformed`, `cli/signature-wrong`. The strict rules on encodings are
 *   core's, which checks again.
 */
export function takeSignature(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
  describes: string,
): Result<Uint8Array> {
  if (signature.length !== 64) {
    return fail(
      cliProblem('cli/signature-malformed', `expected 64 bytes from ${describes}, found ${signature.length}`),
    )
  }
  const key = createPublicKey({ key: Buffer.concat([spkiPrefix, publicKey]), format: 'der', type: 'spki' })
  if (verify(null, message, key, signature)) return succeed(signature)
  const found = `expected a signature by key ${keyIdOf(publicKey)} over the bytes given`
  return fail(cliProblem('cli/signature-wrong', `${found}; the one from ${describes} does not verify`))
}
