import { createSha256, findByte } from '#platform'
import { toHex } from './hex.js'

/** A SHA-256 digest (FIPS 180-4) as 64 lower-case hex digits. */
export type Sha256 = string & { readonly __sha256?: never }

export function sha256(bytes: Uint8Array): Sha256 {
  const hasher = createSha256()
  hasher.update(bytes)
  return toHex(hasher.digest())
}

const scratchBytes = 1 << 16

/**
 * SHA-256 of the bytes from `start` to `end` less every TAB, LF and CR. Of canonical text this is the digest of its
 * RFC 8785 form; whether the text is canonical is not checked here.
 *
 * @spec document#digests
 */
export function sha256WithoutLayout(bytes: Uint8Array, start = 0, end = bytes.length): Sha256 {
  const hasher = createSha256()
  const scratch = new Uint8Array(scratchBytes)
  for (let from = start; from < end; from += scratchBytes) {
    const length = Math.min(scratchBytes, end - from)
    scratch.set(bytes.subarray(from, from + length))
    hasher.update(scratch.subarray(0, removeLayout(scratch, length)))
  }
  return toHex(hasher.digest())
}

/** Moves what is not layout to the front of the first `length` bytes; returns how much that is. */
function removeLayout(bytes: Uint8Array, length: number): number {
  // Where each kind of layout byte comes next; a kind that is absent is looked for once.
  let lf = next(bytes, 0x0a, 0, length)
  let cr = next(bytes, 0x0d, 0, length)
  let tab = next(bytes, 0x09, 0, length)
  let kept = 0
  let from = 0
  for (;;) {
    const to = Math.min(lf, cr, tab)
    if (kept !== from) bytes.copyWithin(kept, from, to)
    kept += to - from
    if (to === length) return kept
    from = to + 1
    if (to === lf) lf = next(bytes, 0x0a, from, length)
    else if (to === cr) cr = next(bytes, 0x0d, from, length)
    else tab = next(bytes, 0x09, from, length)
  }
}

function next(bytes: Uint8Array, byte: number, from: number, length: number): number {
  const at = findByte(bytes, byte, from)
  return at < 0 || at > length ? length : at
}
