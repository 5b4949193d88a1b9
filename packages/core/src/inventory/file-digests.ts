import type { InventoryDigest } from './inventory.js'

/** One file of a package, and its digest as `sha256:…`, where the inventory has one. */
export interface HashedFile {
  readonly file: string | undefined
  readonly hash: string | undefined
}

/**
 * The digests of a package's files, any one of which may be used. Where one has no SHA-256 none counts as known, since the file may
 * be that one.
 *
 * @spec inventory#what-reading-gives
 */
export function digestsOf(files: readonly HashedFile[]): readonly InventoryDigest[] {
  const digests: InventoryDigest[] = []
  for (const { file, hash } of files) {
    const sha256 = sha256Of(hash)
    if (sha256 === undefined) return []
    digests.push({ file, sha256 })
  }
  return digests
}

const hashForm = /^(?:sha256:)?[0-9a-f]{64}$/

/** Of `sha256:…` or the hex digits alone. */
function sha256Of(hash: string | undefined): string | undefined {
  return hash !== undefined && hashForm.test(hash) ? hash.slice(-64) : undefined
}

/** The last segment of a URL or path, without query and fragment. */
export function fileNameOf(url: string): string {
  const path = url.split(/[?#]/, 1)[0]!
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
}
