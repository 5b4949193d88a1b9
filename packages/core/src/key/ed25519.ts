import { ed25519PublicKey, ed25519Sign, ed25519Verify } from '#platform'
import { parseHex } from '../text/hex.js'

/** The field prime 2^255 - 19 and the group order L (RFC 8032 section 5.1), little-endian as they stand in encodings. */
const fieldPrime = parseHex('edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f')!
const groupOrder = parseHex('edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010')!

/**
 * The encodings of the eight points of small order, canonical and not, without the sign bit. Under such a key, or with
 * such an R, a signature can verify that nobody made.
 */
const smallOrder: readonly Uint8Array[] = [
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
].map((text) => parseHex(text)!)

/** Little-endian comparison of 32 bytes, the top bit of `a` left out where it is a sign. */
function isBelow(a: Uint8Array, b: Uint8Array, signBit: boolean): boolean {
  for (let index = 31; index >= 0; index--) {
    const byte = index === 31 && signBit ? a[index]! & 0x7f : a[index]!
    if (byte !== b[index]!) return byte < b[index]!
  }
  return false
}

function isSmallOrder(point: Uint8Array): boolean {
  return smallOrder.some((encoding) =>
    encoding.every((byte, index) => byte === (index === 31 ? point[31]! & 0x7f : point[index])),
  )
}

/**
 * What is wrong with a public key, apart from nobody holding it: `not-canonical` where y is not below the field prime
 * (RFC 8032 section 5.1.3, step 1) or the length is not 32; `small-order` for the eight points that make signatures
 * meaningless. That the bytes decode to a point of the curve is not checked: such a key verifies nothing.
 *
 * @spec key#public-keys
 */
export function findKeyFault(publicKey: Uint8Array): 'not-canonical' | 'small-order' | undefined {
  if (publicKey.length !== 32) return 'not-canonical'
  if (isSmallOrder(publicKey)) return 'small-order'
  return isBelow(publicKey, fieldPrime, true) ? undefined : 'not-canonical'
}

/**
 * The project's one rule for Ed25519: RFC 8032 section 5.1.7 without cofactor, S below L, A canonical, A and R not of
 * small order. Every platform gives the same verdict. Anything of a wrong length is false, never an exception.
 *
 * @spec key#verification-rule
 */
export function verifySignature(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (signature.length !== 64 || findKeyFault(publicKey) !== undefined) return false
  if (isSmallOrder(signature.subarray(0, 32))) return false
  if (!isBelow(signature.subarray(32), groupOrder, false)) return false
  return ed25519Verify(publicKey, message, signature)
}

/**
 * Signs with a 32-byte seed and checks the fresh signature before handing it out: a fault while signing can give away
 * the key.
 *
 * @returns The 64 bytes, or undefined where the fresh signature does not verify.
 */
export function signWithSeed(seed: Uint8Array, message: Uint8Array): Uint8Array | undefined {
  const signature = ed25519Sign(seed, message)
  return verifySignature(ed25519PublicKey(seed), message, signature) ? signature : undefined
}

/** The public key of a 32-byte seed. */
export function publicKeyOf(seed: Uint8Array): Uint8Array {
  return ed25519PublicKey(seed)
}
