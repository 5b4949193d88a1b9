import { dirname } from 'node:path'
import { toPreparedBytes, type DocumentType, type PreparedDocument } from '@trustlist/core'
import { succeed, type Result } from '../failure.js'
import { makeFolder } from '../files/make-folder.js'
import { writeOutput } from '../files/write-output.js'
import type { Signer } from '../keys/signer.js'
import type { World } from '../world.js'
import { countRoles, type Lack, type RoleCount, type SigningRoles } from './signing-roles.js'
import { waitingPath } from './waiting.js'
import { writeOnce } from './write-once.js'

/** How far a document has come. */
export interface Sealed {
  /** `sealed`: enough keys have signed and it stands in its place. `waiting`: it waits beside it for more signatures. */
  readonly state: 'sealed' | 'waiting'
  readonly path: string
  readonly digest: string
  readonly signatures: number
  readonly threshold: number
  /** The same of the version before, where that has a say. */
  readonly before?: RoleCount
  /** What a document that waits waits for. */
  readonly waitsFor?: readonly Lack[]
  /** The keys that signed in this run. */
  readonly signedBy: readonly string[]
  /** Where the bytes to be signed were written, and their SHA-256. */
  readonly toSign?: { readonly path: string; readonly sha256: string; readonly head: string }
}

/** What is to be sealed, by whom, and where it goes. */
export interface Sealing<T extends DocumentType> extends SigningRoles {
  /** With the signatures that it has already. */
  readonly document: PreparedDocument<T>
  readonly path: string
  /** It stands in its place as it is: written again only with another signature. */
  readonly isPublished: boolean
  /** The signers of `--key`, where they are open already: nobody is asked for a passphrase twice. */
  readonly opened?: readonly Signer[] | undefined
  /** Nothing else may stand in its place already. */
  readonly isOnce?: boolean
  /** Judges the whole document before it takes its place. */
  readonly check?: (bytes: Uint8Array) => Result<unknown>
}

/**
 * Writes the document to its place where it has signatures enough, beside it otherwise.
 *
 * @returns Where it stands; or what the check of the document gives, `cli/file-exists`, `cli/file-not-written`.
 */
export async function placeDocument(sealing: Sealing<DocumentType>, world: World): Promise<Result<Sealed>> {
  const { document, path, isPublished } = sealing
  const isEnough = countRoles(document, sealing).lacks.length === 0
  if (!isPublished || !isEnough) {
    const bytes = toPreparedBytes(document)
    const checked = isEnough ? sealing.check?.(bytes) : undefined
    if (checked?.ok === false) return checked
    const folder = makeFolder(world, dirname(path))
    if (!folder.ok) return folder
    const written =
      isEnough && sealing.isOnce === true
        ? await writeOnce(world, path, bytes)
        : writeOutput(world, isEnough ? path : waitingPath(path), bytes)
    if (!written.ok) return written
  }
  if (isEnough) removeIfThere(waitingPath(path), world)
  return succeed(stateOf(sealing, isEnough ? 'sealed' : 'waiting'))
}

export function removeIfThere(path: string, world: World): void {
  try {
    world.files.remove(path)
  } catch {
    // There was none; or it cannot be removed, and then it is in nobody's way: what stands there is compared before use.
  }
}

/** What is to be told of a document in a state. */
export function stateOf(sealing: Sealing<DocumentType>, state: Sealed['state']): Sealed {
  const { document, path } = sealing
  const { own, before, lacks } = countRoles(document, sealing)
  return {
    state,
    path: state === 'sealed' ? path : waitingPath(path),
    digest: document.head.digest,
    ...own,
    ...(before === undefined ? {} : { before }),
    ...(lacks.length === 0 ? {} : { waitsFor: lacks }),
    signedBy: [],
  }
}
