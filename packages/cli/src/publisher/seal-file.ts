import { dirname } from 'node:path'
import {
  addSignature,
  countSignatures,
  problem,
  sha256,
  toPreparedBytes,
  type DocumentType,
  type KeyRole,
  type PreparedDocument,
} from '@trustlist/core'
import type { Invocation } from '../command/command.js'
import { cliProblem, fail, succeed, type CliProblem, type Result } from '../failure.js'
import { makeFolder } from '../files/make-folder.js'
import { writeOutput } from '../files/write-output.js'
import { readSignatureFile } from '../keys/read-signature-file.js'
import type { Signer } from '../keys/signer.js'
import type { World } from '../world.js'
import { openKeys, openProgram } from './open-signers.js'
import type { SealingOptions } from './sealing-options.js'
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
  /** The keys that signed in this run. */
  readonly signedBy: readonly string[]
  /** Where the bytes to be signed were written, and their SHA-256. */
  readonly toSign?: { readonly path: string; readonly sha256: string; readonly head: string }
}

/** What is to be sealed, by whom, and where it goes. */
export interface Sealing<T extends DocumentType> {
  /** With the signatures that it has already. */
  readonly document: PreparedDocument<T>
  /** The keys that may sign it, and how many must. */
  readonly role: KeyRole
  readonly roleName: 'list' | 'root'
  readonly path: string
  /** It stands in its place as it is: written again only with another signature. */
  readonly isPublished: boolean
  /** The signers of `--key`, where they are open already: nobody is asked for a passphrase twice. */
  readonly opened?: readonly Signer[] | undefined
}

/**
 * Collects signatures for a document and puts it into its place as soon as enough keys have signed. Every signature is
 * verified before anything is written.
 */
export async function sealFile<T extends DocumentType>(
  sealing: Sealing<T>,
  options: SealingOptions,
  world: World,
  talk: Invocation['talk'],
): Promise<Result<Sealed>> {
  if (options.prepare !== undefined) return prepare(sealing, options.prepare, world)
  if (options.attach !== undefined) return attach(sealing, options.attach, options.keyid, world)
  const signers = await openSigners(sealing, options, world, talk)
  if (!signers.ok) return signers
  let { document } = sealing
  const findings: CliProblem[] = [...signers.findings]
  const signedBy: string[] = []
  for (const signer of signers.value) {
    const added = await signOnce(document, sealing, signer)
    if (!added.ok) return added
    if (added.value !== document) signedBy.push(signer.keyid)
    document = added.value
    findings.push(...added.findings)
  }
  const put = place(
    { ...sealing, document, isPublished: sealing.isPublished && signedBy.length === 0 },
    world,
  )
  return put.ok ? succeed({ ...put.value, signedBy }, findings) : put
}

async function openSigners(
  { role, opened }: Sealing<DocumentType>,
  options: SealingOptions,
  world: World,
  talk: Invocation['talk'],
): Promise<Result<readonly Signer[]>> {
  const program =
    options.signer === undefined
      ? undefined
      : openProgram(options.signer, options['signer-key'], role, world, talk)
  if (program?.ok === false) return program
  const keys = opened === undefined ? await openKeys(options, world) : succeed(opened)
  if (!keys.ok || program === undefined) return keys
  return succeed([...keys.value, program.value], [...keys.findings, ...program.findings])
}

/** @returns The document itself, not a copy, where the key has signed it already. */
async function signOnce<T extends DocumentType>(
  document: PreparedDocument<T>,
  { role, roleName, path }: Sealing<T>,
  signer: Signer,
): Promise<Result<PreparedDocument<T>>> {
  const { keyid } = signer
  const at = { source: path }
  // Both are found out before anybody is asked to touch a token.
  if (!role.keys.has(keyid)) {
    const what = `the ${signer.describes} has the keyid ${keyid}, which is none of the ${role.keys.size} of the role ${roleName}`
    return fail(problem('seal/foreign-key', what, at))
  }
  if (validKeyids(document, role).includes(keyid)) {
    return succeed(document, [problem('seal/already-signed', `signed by ${keyid} already`, at)])
  }
  const signature = await signer.sign(document.head.signedBytes)
  return signature.ok ? addSignature(document, role, signer.publicKey, signature.value) : signature
}

async function prepare(
  sealing: Sealing<DocumentType>,
  output: string,
  world: World,
): Promise<Result<Sealed>> {
  const { document, path } = sealing
  const { signedBytes, payload } = document.head
  const folder = makeFolder(world, dirname(path))
  if (!folder.ok) return folder
  const written = await writeOnce(world, output, signedBytes)
  if (!written.ok) return written
  const waiting = writeOutput(world, waitingPath(path), toPreparedBytes(document))
  if (!waiting.ok) {
    if (written.value === 'written') removeIfThere(output, world)
    return waiting
  }
  return succeed({
    ...stateOf(sealing, 'waiting'),
    toSign: { path: output, sha256: sha256(signedBytes), head: new TextDecoder().decode(payload) },
  })
}

async function attach(
  sealing: Sealing<DocumentType>,
  file: string,
  keyid: string | undefined,
  world: World,
): Promise<Result<Sealed>> {
  const { document, role } = sealing
  const keyids = [...role.keys.keys()]
  const chosen = keyid ?? (keyids.length === 1 ? keyids[0] : undefined)
  const publicKey = chosen === undefined ? undefined : role.keys.get(chosen)
  if (chosen === undefined || publicKey === undefined) {
    const what = `expected --keyid with one of ${keyids.join(', ')}, found ${chosen ?? 'none'}`
    return fail(cliProblem('cli/signer-key-unknown', what))
  }
  const signature = await readSignatureFile(file)
  if (!signature.ok) return signature
  const added = addSignature(document, role, publicKey, signature.value)
  if (!added.ok) {
    const [first, ...rest] = added.problems
    return fail({ ...first, at: { source: file } }, ...rest)
  }
  const put = place({ ...sealing, document: added.value }, world)
  return put.ok ? succeed({ ...put.value, signedBy: [chosen] }, added.findings) : put
}

/** Writes the document to its place where it has signatures enough, beside it otherwise. */
function place(sealing: Sealing<DocumentType>, world: World): Result<Sealed> {
  const { document, role, path, isPublished } = sealing
  const isEnough = validKeyids(document, role).length >= role.threshold
  const state = isEnough ? 'sealed' : 'waiting'
  if (!isPublished || !isEnough) {
    const folder = makeFolder(world, dirname(path))
    if (!folder.ok) return folder
    const written = writeOutput(world, isEnough ? path : waitingPath(path), toPreparedBytes(document))
    if (!written.ok) return written
  }
  if (isEnough) removeIfThere(waitingPath(path), world)
  return succeed(stateOf(sealing, state))
}

function removeIfThere(path: string, world: World): void {
  try {
    world.files.remove(path)
  } catch {
    // There was none; or it cannot be removed, and then it is in nobody's way: what stands there is compared before use.
  }
}

function stateOf({ document, role, path }: Sealing<DocumentType>, state: Sealed['state']): Sealed {
  return {
    state,
    path: state === 'sealed' ? path : waitingPath(path),
    digest: document.head.digest,
    signatures: validKeyids(document, role).length,
    threshold: role.threshold,
    signedBy: [],
  }
}

/** Keys of the role whose signatures verify: those that were there already are believed as little as the new ones. */
function validKeyids(document: PreparedDocument, role: KeyRole): readonly string[] {
  const count = countSignatures(document.head, { ...role, threshold: 0 })
  return count.ok ? count.value.keyids : []
}
