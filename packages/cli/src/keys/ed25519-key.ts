import type { KeyObject } from 'node:crypto'
import { keyIdOf, publicKeyOf, signWithSeed, verifySignature } from '@trustlist/core'
import { cliProblem, fail, succeed, type Result } from '../failure.js'
import type { Signer } from './signer.js'

/** RFC 8410 section 7: the DER before the 32 bytes of an Ed25519 seed in PKCS#8. */
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex')

/** The PKCS#8 DER of a 32-byte seed: 48 bytes. */
export function toPkcs8Der(seed: Uint8Array): Buffer {
  return Buffer.concat([pkcs8Prefix, seed])
}

/** The 32-byte seed in a private key of node's, or undefined where it is not Ed25519. */
export function seedOf(key: KeyObject): Uint8Array | undefined {
  if (key.asymmetricKeyType !== 'ed25519') return undefined
  return new Uint8Array(key.export({ format: 'der', type: 'pkcs8' }).subarray(-32))
}

/**
 * Signs in this process. The public half is always made from the seed: one taken from a file could be foreign, and
 * signing with a foreign public half gives the private key away.
 */
export function toSeedSigner(seed: Uint8Array, describes: string): Signer {
  const publicKey = publicKeyOf(seed)
  const keyid = keyIdOf(publicKey)
  const sign = (message: Uint8Array): Result<Uint8Array> => {
    const signature = signWithSeed(seed, message)
    if (signature !== undefined) return succeed(signature)
    const what = `expected a signature by key ${keyid} that verifies, found that ${describes} made another`
    const mend = 'run the command on another machine: this one computes wrongly'
    return fail(cliProblem('cli/signature-wrong', what, {}, mend))
  }
  return { publicKey, keyid, describes, sign: (message) => Promise.resolve(sign(message)) }
}

/**
 * Takes a fresh signature only where it verifies by the project's one rule, so that a signer that hashed first, signed
 * other bytes or used another key is found out where it is known who that was.
 *
 * @returns The same 64 bytes, or `cli/signature-malformed`, `cli/signature-wrong`.
 */
export function takeSignature(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
  describes: string,
): Result<Uint8Array> {
  if (signature.length !== 64) {
    const what = `expected 64 bytes from ${describes}, found ${signature.length}`
    return fail(cliProblem('cli/signature-malformed', what))
  }
  if (verifySignature(publicKey, message, signature)) return succeed(signature)
  const found = `expected a signature by key ${keyIdOf(publicKey)} over the bytes given`
  return fail(cliProblem('cli/signature-wrong', `${found}; the one from ${describes} does not verify`))
}
