import type { Place } from '@trustlist/core'
import { cliProblem, fail, succeed, type Result } from '../failure.js'

/** No form of a signature, with its comments, comes near this. */
export const maxSignatureFileBytes = 16 * 1024

/** Before the 64 bytes of a signature, signify and minisign write two letters and eight bytes of key number. */
const signifyPrefixBytes = 10

function exactBase64(text: string): Uint8Array | undefined {
  const bytes = Buffer.from(text, 'base64')
  return bytes.toString('base64') === text ? new Uint8Array(bytes) : undefined
}

function ofSignify(text: string): Uint8Array | 'prehashed' | undefined {
  const [comment = '', line = ''] = text.split('\n', 2)
  const bytes = comment.startsWith('untrusted comment:') ? exactBase64(line.trim()) : undefined
  if (bytes?.length !== signifyPrefixBytes + 64) return undefined
  const algorithm = Buffer.from(bytes.subarray(0, 2)).toString('latin1')
  if (algorithm === 'ED') return 'prehashed'
  return algorithm === 'Ed' ? bytes.slice(signifyPrefixBytes) : undefined
}

function ofText(text: string): Uint8Array | 'prehashed' | undefined {
  const word = text.trim()
  if (/^[0-9a-fA-F]{128}$/.test(word)) return new Uint8Array(Buffer.from(word, 'hex'))
  const bytes = word.length === 88 ? exactBase64(word) : undefined
  return bytes?.length === 64 ? bytes : ofSignify(text)
}

/**
 * Reads a signature in any form that other programs write: 64 raw bytes; base64 (padded) or hex of them, with blanks
 * and line ends around it; a file of signify, or of minisign made with `-l`.
 *
 * @returns 64 raw bytes, or `cli/signature-malformed`. Whether they verify is not checked.
 */
export function parseSignature(bytes: Uint8Array, at: Place): Result<Uint8Array> {
  if (bytes.length === 64) return succeed(new Uint8Array(bytes))
  const found =
    bytes.length > maxSignatureFileBytes ? undefined : ofText(Buffer.from(bytes).toString('latin1'))
  if (found === 'prehashed') {
    const what = 'expected a signature over the bytes themselves, found one of minisign over their hash'
    return fail(cliProblem('cli/signature-malformed', what, at, 'sign with: minisign -S -l'))
  }
  if (found !== undefined) return succeed(found)
  const what = `expected 64 raw bytes, or base64 or hex of them, found ${bytes.length} bytes that are neither`
  return fail(cliProblem('cli/signature-malformed', what, at))
}
