import type { DocumentHead } from '../document/document-head.js'
import { maxSignatures } from '../document/limits.js'
import { reopenDocument, toPreparedBytes, withSignatures } from '../seal/prepare-document.js'
import type { VerifiedHead } from '../seal/verify-document.js'
import type { KeptDocument } from './accept-verdict.js'

/**
 * A kept document with the signatures that its head was offered with now: a publisher may have a document signed again by
 * other keys. The earlier signatures stay, so that it verifies under earlier identities too.
 *
 * @param kept - The bytes that are kept, of the same digest.
 * @param before - Their head.
 * @returns Undefined where every signature that counted is there already.
 */
export function addSignatures(
  kept: Uint8Array,
  before: DocumentHead,
  { head, signers }: VerifiedHead<'list'>,
): KeptDocument | undefined {
  const added = head.signatures.filter(
    ({ keyid, sig }) =>
      signers.keyids.includes(keyid) &&
      !before.signatures.some((each) => each.keyid === keyid && each.sig === sig),
  )
  if (added.length === 0) return undefined
  const document = reopenDocument(kept)
  if (!document.ok) return undefined
  const others = before.signatures.filter(({ keyid }) => !added.some((each) => each.keyid === keyid))
  const signatures = [...added, ...others.slice(0, maxSignatures - added.length)]
  signatures.sort((a, b) => (a.keyid < b.keyid ? -1 : 1))
  return { digest: head.digest, bytes: toPreparedBytes(withSignatures(document.value, signatures)) }
}
