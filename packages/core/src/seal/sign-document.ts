import { maxSignatures } from '../document/limits.js'
import type { DocumentType } from '../document/signed-bytes.js'
import { verifySignature } from '../key/ed25519.js'
import { keyIdOf } from '../key/key-id.js'
import type { KeyRole } from '../key/key-role.js'
import { accept, problem, refuse, type Outcome } from '../problem/problem.js'
import { toBase64 } from '../text/base64.js'
import { withSignatures, type PreparedDocument } from './prepare-document.js'

/** Anything that can sign: a key in memory, an agent, a card, a person with a USB stick. */
export interface Signer {
  /** 32 bytes. */
  readonly publicKey: Uint8Array
  /** Ed25519 over exactly these bytes, 64 bytes back. */
  sign(message: Uint8Array): Uint8Array | Promise<Uint8Array>
}

/**
 * Adds one signature, after checking that its key has a part in the role and that it verifies: whatever made it is not
 * believed.
 *
 * @spec seal#signing
 * @returns The document with the signature, sorted by keyid; or `seal/foreign-key`, `seal/bad-signature`,
 *   `document/shape` where it would be the 65th. Where the key
 *   has signed already the document comes back as it was, with the finding `seal/already-signed`.
 */
export function addSignature<T extends DocumentType>(
  document: PreparedDocument<T>,
  role: KeyRole,
  publicKey: Uint8Array,
  signature: Uint8Array,
): Outcome<PreparedDocument<T>> {
  const keyid = keyIdOf(publicKey)
  if (!role.keys.has(keyid)) {
    return refuse(
      problem('seal/foreign-key', `the key ${keyid} is none of the ${role.keys.size} keys of the role`),
    )
  }
  if (!verifySignature(publicKey, document.head.signedBytes, signature)) {
    return refuse(
      problem('seal/bad-signature', `the signature by ${keyid} does not verify under its own key`),
    )
  }
  const sig = toBase64(signature)
  if (document.head.signatures.some((each) => each.keyid === keyid && each.sig === sig)) {
    return accept(document, [problem('seal/already-signed', `signed by ${keyid} already`)])
  }
  const others = document.head.signatures.filter((each) => each.keyid !== keyid)
  const signatures = [...others, { keyid, sig }].sort((a, b) => (a.keyid < b.keyid ? -1 : 1))
  if (signatures.length > maxSignatures) {
    const what = `expected at most ${maxSignatures} signatures, found ${signatures.length}`
    return refuse(
      problem(
        'document/shape',
        what,
        { pointer: '/signatures' },
        'take out signatures by keys outside the role',
      ),
    )
  }
  return accept(withSignatures(document, signatures))
}

/** Has a signer sign the document and adds the signature as {@link addSignature} does. */
export async function signDocument<T extends DocumentType>(
  document: PreparedDocument<T>,
  role: KeyRole,
  signer: Signer,
): Promise<Outcome<PreparedDocument<T>>> {
  const keyid = keyIdOf(signer.publicKey)
  if (!role.keys.has(keyid)) {
    return refuse(
      problem('seal/foreign-key', `the key ${keyid} is none of the ${role.keys.size} keys of the role`),
    )
  }
  return addSignature(document, role, signer.publicKey, await signer.sign(document.head.signedBytes))
}
