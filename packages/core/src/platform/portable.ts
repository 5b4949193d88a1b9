import { sha256 } from '@noble/hashes/sha2.js'
import nacl from 'tweetnacl'
import type * as Platform from './platform.js'

export const createSha256: typeof Platform.createSha256 = () => {
  const hash = sha256.create()
  return {
    update: (bytes) => {
      hash.update(bytes)
    },
    digest: () => hash.digest(),
  }
}

export const findByte: typeof Platform.findByte = (bytes, byte, from) => bytes.indexOf(byte, from)

export const ed25519Verify: typeof Platform.ed25519Verify = (publicKey, message, signature) =>
  nacl.sign.detached.verify(message, signature, publicKey)

// Always from the seed: a 64-byte secret key with a foreign public half makes tweetnacl sign so that the secret leaks.
export const ed25519Sign: typeof Platform.ed25519Sign = (seed, message) =>
  nacl.sign.detached(message, nacl.sign.keyPair.fromSeed(seed).secretKey)

export const ed25519PublicKey: typeof Platform.ed25519PublicKey = (seed) =>
  nacl.sign.keyPair.fromSeed(seed).publicKey
