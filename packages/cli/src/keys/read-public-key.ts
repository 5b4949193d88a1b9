import { createPublicKey } from 'node:crypto'
import { findKeyFault, parseHex } from '@trustlist/core'
import { cliProblem, fail, succeed, type Result } from '../failure.js'
import { readSmallFile } from './read-small-file.js'
import { parsePublicKeyFile } from './ssh-public-key.js'

const maxPublicKeyBytes = 64 * 1024

/**
 * Reads a public key as people give it: 64 hex digits, or a file with one, as `openssl pkey -pubout` or ssh-keygen write it.
 *
 * @returns 32 bytes, canonical and not of small order; or `cli/public-key`, `cli/key-malformed`, `cli/key-not-ed25519`,
 *   `cli/file-…`.
 */
export async function readPublicKey(given: string): Promise<Result<Uint8Array>> {
  if (/^[0-9a-f]{64}$/i.test(given)) return judge(parseHex(given.toLowerCase())!, given)
  if (/^[0-9a-f]{32,}$/i.test(given)) {
    return fail(cliProblem('cli/public-key', `expected 64 hex digits, found ${given.length}: ${given}`))
  }
  const file = await readSmallFile(given, maxPublicKeyBytes)
  if (!file.ok) return file
  const text = Buffer.from(file.value.bytes).toString('latin1').trim()
  if (text.startsWith('-----BEGIN PUBLIC KEY-----')) return parsePem(text, given)
  if (/^-----BEGIN .*PRIVATE KEY-----/.test(text)) {
    const what =
      'expected a public key, found a private one: it is of no use here and should stay where it is'
    return fail(cliProblem('cli/public-key', what, { source: given }))
  }
  const key = parsePublicKeyFile(text, { source: given })
  return key.ok ? judge(key.value.publicKey, given) : key
}

function parsePem(text: string, source: string): Result<Uint8Array> {
  try {
    const key = createPublicKey(text)
    const { x = '' } = key.asymmetricKeyType === 'ed25519' ? key.export({ format: 'jwk' }) : {}
    if (x !== '') return judge(new Uint8Array(Buffer.from(x, 'base64url')), source)
    const what = `expected an Ed25519 key, found one of type ${key.asymmetricKeyType ?? 'unknown'}`
    return fail(cliProblem('cli/key-not-ed25519', what, { source }))
  } catch {
    return fail(
      cliProblem('cli/key-malformed', 'expected a public key in PEM, found something else', { source }),
    )
  }
}

function judge(publicKey: Uint8Array, source: string): Result<Uint8Array> {
  const fault = findKeyFault(publicKey)
  if (fault === undefined) return succeed(publicKey)
  return fail(
    cliProblem('cli/public-key', `expected a usable public key, found one that is ${fault}: ${source}`),
  )
}
