import { readHead, type DocumentHead } from '../document/document-head.js'
import { openIdentity } from '../key/publisher-identity.js'
import type { AcceptRequest, Kept } from './accept-request.js'

/** The head of a kept document; undefined where the bytes are not the document of this digest. */
export function readKeptHead(bytes: Uint8Array | undefined, digest: string): DocumentHead | undefined {
  const head = bytes === undefined ? undefined : readHead(bytes)
  return head?.ok === true && head.value.digest === digest ? head.value : undefined
}

/**
 * The store, and where it has lost an identity the one that the source offers: no other document has its digest. Lists are
 * not taken from there, since a source offers no earlier ones.
 */
export function withOfferedIdentities({ kept, offered }: AcceptRequest): Kept {
  let opened: ReadonlyMap<string, Uint8Array> | undefined
  return (digest) => {
    const bytes = kept(digest)
    const head = readKeptHead(bytes, digest)
    // What does not open is as lost as what is not there.
    if (head !== undefined && (head.type !== 'publisher' || openIdentity(bytes!).ok)) return bytes
    opened ??= new Map(
      [...offered.identities.values()].flatMap((each) => {
        const identity = openIdentity(each)
        return identity.ok ? [[identity.value.digest, each] as const] : []
      }),
    )
    return opened.get(digest) ?? bytes
  }
}
