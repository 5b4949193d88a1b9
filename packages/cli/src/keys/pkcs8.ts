import { createCipheriv, createPrivateKey, pbkdf2, randomBytes, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import type { Place } from '@trustlist/core'
import { cliProblem, fail, succeed, type Result } from '../failure.js'
import { tags, toDer, toDerInteger } from './der.js'
import { seedOf, toPkcs8Der } from './ed25519-key.js'
import { checkProtection, oids } from './pkcs8-protection.js'

const derive = promisify(pbkdf2)

/** node and openssl take 2048 by themselves, which a graphics card tries a hundred thousand times a second. */
const iterations = 1_000_000

const labels = { plain: 'PRIVATE KEY', encrypted: 'ENCRYPTED PRIVATE KEY' } as const

function toPem(label: string, der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`
}

/** PKCS#8 PEM (RFC 8410 section 7) of a 32-byte seed, for whoever reads it to use. */
export function toPlainPkcs8(seed: Uint8Array): string {
  return toPem(labels.plain, toPkcs8Der(seed))
}

/**
 * Encrypted PKCS#8 PEM of a 32-byte seed: PBES2 (RFC 8018) with PBKDF2-HMAC-SHA256, 1,000,000 iterations, and
 * AES-256-CBC. `openssl pkey` reads it. CBC does not authenticate: a changed file is noticed only because it does not
 * give a key any more.
 */
export async function toEncryptedPkcs8(seed: Uint8Array, passphrase: Uint8Array): Promise<string> {
  const salt = randomBytes(16)
  const iv = randomBytes(16)
  const key = await derive(passphrase, salt, iterations, 32, 'sha256')
  const cipher = createCipheriv('aes-256-cbc', key, iv)
  const encrypted = Buffer.concat([cipher.update(toPkcs8Der(seed)), cipher.final()])
  key.fill(0)
  const prf = toDer(tags.sequence, oids.hmacWithSha256, toDer(tags.null))
  const parameters = toDer(tags.sequence, toDer(tags.octetString, salt), toDerInteger(iterations), prf)
  const derivation = toDer(tags.sequence, oids.pbkdf2, parameters)
  const encryption = toDer(tags.sequence, oids.aes256Cbc, toDer(tags.octetString, iv))
  const algorithm = toDer(tags.sequence, oids.pbes2, toDer(tags.sequence, derivation, encryption))
  return toPem(labels.encrypted, toDer(tags.sequence, algorithm, toDer(tags.octetString, encrypted)))
}

/** Whether a PEM file is PKCS#8, and of which kind, by its first line alone. */
export function kindOfPkcs8(pem: string): 'plain' | 'encrypted' | undefined {
  if (pem.startsWith(`-----BEGIN ${labels.plain}-----`)) return 'plain'
  return pem.startsWith(`-----BEGIN ${labels.encrypted}-----`) ? 'encrypted' : undefined
}

function toSeed(key: KeyObject, at: Place): Result<Uint8Array> {
  const seed = seedOf(key)
  if (seed !== undefined) return succeed(seed)
  const kind = key.asymmetricKeyType ?? 'another'
  return fail(cliProblem('cli/key-not-ed25519', `expected an Ed25519 key, found a key of type ${kind}`, at))
}

/**
 * Reads a plain PKCS#8 PEM file.
 *
 * @returns The 32-byte seed, or `cli/key-malformed`, `cli/key-not-ed25519`.
 */
export function parsePlainPkcs8(pem: string, at: Place): Result<Uint8Array> {
  let key: KeyObject
  try {
    key = createPrivateKey(pem)
  } catch {
    return fail(
      cliProblem('cli/key-malformed', 'expected a PKCS#8 private key, found PEM that holds none', at),
    )
  }
  return toSeed(key, at)
}

/**
 * Decrypts a PKCS#8 PEM file. How it is protected is looked at first, so that a hostile file cannot keep the machine
 * busy for hours and an unreadable protection is not called a wrong passphrase.
 *
 * @returns The 32-byte seed, or `cli/wrong-passphrase`, `cli/key-malformed`, `cli/key-not-ed25519`.
 */
export function parseEncryptedPkcs8(pem: string, passphrase: Uint8Array, at: Place): Result<Uint8Array> {
  const protection = checkProtection(pem, at)
  if (!protection.ok) return protection
  let key: KeyObject
  try {
    key = createPrivateKey({ key: pem, passphrase: Buffer.from(passphrase) })
  } catch {
    // One wrong passphrase in 256 decrypts to good padding and fails later, as bad ASN.1: the error code says nothing.
    const what =
      'expected the passphrase of this key, found one that does not decrypt it (or the file is damaged)'
    return fail(cliProblem('cli/wrong-passphrase', what, at))
  }
  return toSeed(key, at)
}
