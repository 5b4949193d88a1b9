import { randomBytes } from 'node:crypto'
import { cliProblem, fail, succeed, type Result } from '../failure.js'
import { keyIdOf, publicKeyOf } from '@trustlist/core'
import { parseEncryptedPkcs8, parsePlainPkcs8, toEncryptedPkcs8, toPlainPkcs8 } from './pkcs8.js'
import { checkVacant, writeNewFile } from './write-new-file.js'

/** What keeps a reader of the file from using the key. */
export type Protection =
  | { readonly kind: 'passphrase'; readonly passphrase: Uint8Array }
  /** Nothing but the file's mode: for CI, where the passphrase would lie beside it. */
  | { readonly kind: 'plain' }

export interface GeneratedKey {
  /** 32 bytes. */
  readonly publicKey: Uint8Array
  readonly keyid: string
  readonly path: string
}

/**
 * Makes a new Ed25519 key and writes it as PKCS#8 PEM, mode 0600, into a file that must not exist yet. What is
 * written was read back before: a key that cannot be opened again is not given out.
 *
 * @returns The public half, or `cli/file-exists`, `cli/file-not-written`.
 */
export async function generateKeyFile(path: string, protection: Protection): Promise<Result<GeneratedKey>> {
  const vacant = await checkVacant(path)
  if (!vacant.ok) return vacant
  const seed = new Uint8Array(randomBytes(32))
  const isPlain = protection.kind === 'plain'
  const pem = isPlain ? toPlainPkcs8(seed) : await toEncryptedPkcs8(seed, protection.passphrase)
  const at = { source: path }
  const readBack = isPlain ? parsePlainPkcs8(pem, at) : parseEncryptedPkcs8(pem, protection.passphrase, at)
  if (!readBack.ok || !Buffer.from(readBack.value).equals(seed)) {
    const what =
      "expected to read the new key back before it is written, found that this machine's OpenSSL cannot"
    return fail(
      cliProblem(
        'cli/file-not-written',
        what,
        at,
        'run the command where node has the default OpenSSL provider',
      ),
    )
  }
  const publicKey = publicKeyOf(seed)
  seed.fill(0)
  const written = await writeNewFile(path, Buffer.from(pem), 0o600)
  return written.ok ? succeed({ publicKey, keyid: keyIdOf(publicKey), path }) : written
}
