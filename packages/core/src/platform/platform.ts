/** What core asks of the machine. The two platforms beside this file implement it; nothing else in core may. */

export interface Sha256Hasher {
  update(bytes: Uint8Array): void
  digest(): Uint8Array
}

export declare function createSha256(): Sha256Hasher

/** The offset of the first such byte at or behind `from`; -1 where there is none. */
export declare function findByte(bytes: Uint8Array, byte: number, from: number): number

/** RFC 8032 section 5.1.7, cofactorless; never called before the checks of key/ed25519.ts. */
export declare function ed25519Verify(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): boolean

/** RFC 8032 section 5.1.6, from the 32-byte seed alone. */
export declare function ed25519Sign(seed: Uint8Array, message: Uint8Array): Uint8Array

/** RFC 8032 section 5.1.5. */
export declare function ed25519PublicKey(seed: Uint8Array): Uint8Array
