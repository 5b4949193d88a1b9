import type { DocumentHead } from '../document/document-head.js'
import { accept, problem, refuse, type Outcome, type Place, type Problem } from '../problem/problem.js'
import { parseBase64 } from '../text/base64.js'
import { verifySignature } from './ed25519.js'
import type { KeyRole } from './key-role.js'

/** Which keys of a role have signed a head; at least the threshold of them. */
export interface SignatureCount {
  /** The keyids whose signatures verify, in the order of the document. */
  readonly keyids: readonly string[]
  readonly threshold: number
}

/**
 * Counts the keys of a role that signed exactly the head's bytes. Each key counts once. Signatures by keys outside the
 * role are passed over; an invalid one by a key of the role is not counted and is reported.
 *
 * @spec key#counting-signatures
 * @returns The count where it reaches the threshold, with `key/signature-invalid` and `key/unknown-keyid` among the
 *   findings; or `key/duplicate-keyid`, `key/signature-encoding`, `key/threshold-not-met`.
 */
export function countSignatures(head: DocumentHead, role: KeyRole): Outcome<SignatureCount> {
  const at: Place = head.source === undefined ? {} : { source: head.source }
  const findings: Problem[] = []
  const seen = new Set<string>()
  const counted: string[] = []
  for (const [index, { keyid, sig }] of head.signatures.entries()) {
    const place = { ...at, pointer: `/signatures/${index}` }
    // Refused as a whole: of two signatures under one keyid a lenient verifier may count both.
    if (seen.has(keyid))
      return refuse(problem('key/duplicate-keyid', `two signatures carry the keyid ${keyid}`, place))
    seen.add(keyid)
    const signature = parseBase64(sig)
    if (signature?.length !== 64) {
      const what = 'expected 88 characters of padded base64 that spell 64 bytes in the one way'
      return refuse(problem('key/signature-encoding', what, { ...place, pointer: `${place.pointer}/sig` }))
    }
    const key = role.keys.get(keyid)
    if (key === undefined) {
      findings.push(problem('key/unknown-keyid', `the keyid ${keyid} is not in the role`, place))
    } else if (verifySignature(key, head.signedBytes, signature)) {
      counted.push(keyid)
    } else {
      findings.push(problem('key/signature-invalid', `the signature by ${keyid} does not verify`, place))
    }
  }
  if (counted.length < role.threshold) {
    const what = `expected valid signatures by ${role.threshold} of ${role.keys.size} keys, found ${counted.length}`
    const missed = problem('key/threshold-not-met', what, { ...at, pointer: '/signatures' })
    return { ok: false, problems: [missed, ...findings] }
  }
  return accept({ keyids: counted, threshold: role.threshold }, findings)
}
