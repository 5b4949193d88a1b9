import type { Result } from '../failure.js'
import { readSmallFile } from './read-small-file.js'
import { maxSignatureFileBytes, parseSignature } from './signature-text.js'

/**
 * Reads the file that `--attach` names: a signature that was made elsewhere.
 *
 * @returns 64 raw bytes, or `cli/signature-malformed`, `cli/file-missing`, `cli/file-unreadable`, `cli/not-a-file`,
 *   `cli/file-too-large`. Whether they verify is checked by `takeSignature`.
 */
export async function readSignatureFile(path: string): Promise<Result<Uint8Array>> {
  const file = await readSmallFile(path, maxSignatureFileBytes)
  return file.ok ? parseSignature(file.value.bytes, { source: path }) : file
}
