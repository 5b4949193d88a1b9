import { createHash } from 'node:crypto'
import type { Place } from '@trustlist/core'
import { cliProblem, fail, succeed, type CliProblem, type Result } from '../failure.js'
import { SshReader } from './ssh-wire.js'

/** An Ed25519 public key as ssh knows it. */
export interface SshPublicKey {
  /** 32 bytes. */
  readonly publicKey: Uint8Array
  /** The bytes that agents and fingerprints go by (RFC 8709 section 4). */
  readonly blob: Uint8Array
  /** `SHA256:` and 43 characters, as ssh-add -l prints it. */
  readonly fingerprint: string
}

export function fingerprintOf(blob: Uint8Array): string {
  return `SHA256:${createHash('sha256').update(blob).digest('base64').replace('=', '')}`
}

/** Why a key of this type, as its blob names it, cannot sign for trustlist; undefined where it can. */
export function refusalOfType(type: string, at: Place): CliProblem | undefined {
  if (type === 'ssh-ed25519') return undefined
  if (type.startsWith('sk-')) {
    const what = `expected a key of type ssh-ed25519, found ${type}: a FIDO token signs its counter and flags along, so its signature is over other bytes`
    return cliProblem(
      'cli/key-not-ed25519',
      what,
      at,
      'use a key that is not on a FIDO token, or a PKCS#11 token through --signer',
    )
  }
  if (type.includes('-cert-v')) {
    const what = `expected a key of type ssh-ed25519, found the certificate ${type}`
    return cliProblem('cli/key-not-ed25519', what, at, 'name the key itself, not its certificate')
  }
  return cliProblem('cli/key-not-ed25519', `expected a key of type ssh-ed25519, found ${type}`, at)
}

/**
 * Reads a public key blob.
 *
 * @returns The key, or `cli/key-malformed`, `cli/key-not-ed25519`. Whether the 32 bytes are a point is not checked.
 */
export function parseSshPublicKey(blob: Uint8Array, at: Place): Result<SshPublicKey> {
  const reader = new SshReader(blob)
  const type = reader.text()
  if (type === undefined || !/^[!-~]{1,64}$/.test(type)) {
    return fail(
      cliProblem('cli/key-malformed', 'expected an ssh public key, found bytes that name no key type', at),
    )
  }
  const refusal = refusalOfType(type, at)
  if (refusal !== undefined) return fail(refusal)
  const publicKey = reader.bytes()
  if (publicKey?.length !== 32 || !reader.isDone()) {
    const what = 'expected an ssh-ed25519 public key of 32 bytes, found other bytes after its type'
    return fail(cliProblem('cli/key-malformed', what, at))
  }
  return succeed({
    publicKey: new Uint8Array(publicKey),
    blob: new Uint8Array(blob),
    fingerprint: fingerprintOf(blob),
  })
}

/**
 * Reads a `.pub` file: one line of type, base64 and comment. Blank lines and lines that start with # are passed over.
 *
 * @returns The key, or `cli/key-malformed`, `cli/key-not-ed25519`.
 */
export function parsePublicKeyFile(text: string, at: Place): Result<SshPublicKey> {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
  if (lines.length !== 1) {
    return fail(
      cliProblem('cli/key-malformed', `expected one public key on one line, found ${lines.length} lines`, at),
    )
  }
  const [type = '', base64 = ''] = lines[0]!.split(/[ \t]+/, 3)
  const blob = Buffer.from(base64, 'base64')
  if (base64 === '' || blob.toString('base64') !== base64) {
    const what = 'expected a line like "ssh-ed25519 AAAA… comment", found no base64 after its first word'
    return fail(cliProblem('cli/key-malformed', what, at, 'give the .pub file that ssh-keygen wrote'))
  }
  const key = parseSshPublicKey(blob, at)
  if (!key.ok || type === 'ssh-ed25519') return key
  return fail(
    cliProblem('cli/key-malformed', 'expected the line to start with ssh-ed25519 as its key does', at),
  )
}
