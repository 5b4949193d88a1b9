import {
  addSignature,
  countSignatures,
  reopenDocument,
  sha256,
  toPreparedBytes,
  type DocumentType,
  type KeyRole,
  type PreparedDocument,
} from '@trustlist/core'
import type { Invocation } from '../command/command.js'
import { cliProblem, fail, succeed, type CliProblem, type Result } from '../failure.js'
import { maxDocumentBytes, readInput } from '../files/read-input.js'
import { writeOutput } from '../files/write-output.js'
import { readSignatureFile } from '../keys/read-signature-file.js'
import type { Signer } from '../keys/signer.js'
import type { World } from '../world.js'
import { openKeys, openProgram, type SignerOptions } from './open-signers.js'

export interface SealingOptions extends SignerOptions {
  readonly prepare: string | undefined
  readonly attach: string | undefined
  readonly keyid: string | undefined
}

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

/** Where a document waits that too few keys have signed; what is published stays in its place meanwhile. */
export function waitingPath(path: string): string {
  return `${path}.prepared`
}

/** Reads the document that waits for signatures, where there is one. */
export async function readWaiting(world: World, path: string): Promise<Result<PreparedDocument | undefined>> {
  const bytes = await readInput(world, waitingPath(path), maxDocumentBytes)
  if (!bytes.ok) return bytes.problems[0].code === 'cli/file-missing' ? succeed(undefined) : bytes
  return reopenDocument(bytes.value, waitingPath(path))
}

/**
 * Collects signatures for a document and puts it into its place as soon as enough keys have signed. Every signature is
 * verified before anything is written.
 *
 * @param document - With the signatures that it has already.
 * @param role - The keys that may sign it, and how many must.
 * @param path - Its place.
 * @param opened - The signers of `--key`, where they are open already: nobody is asked for a passphrase twice.
 */
export async function sealFile<T extends DocumentType>(
  document: PreparedDocument<T>,
  role: KeyRole,
  path: string,
  options: SealingOptions,
  world: World,
  talk: Invocation['talk'],
  opened?: readonly Signer[],
): Promise<Result<Sealed>> {
  const misused = findMisuse(options)
  if (misused !== undefined) return fail(misused)
  if (options.prepare !== undefined) return prepare(document, role, path, options.prepare, world)
  if (options.attach !== undefined) return attach(document, role, path, options.attach, options.keyid, world)
  const signers = await openSigners(options, role, world, talk, opened)
  if (!signers.ok) return signers
  let signed = document
  const findings: CliProblem[] = [...signers.findings]
  for (const signer of signers.value) {
    const added = await signOnce(signed, role, signer)
    if (!added.ok) return added
    signed = added.value
    findings.push(...added.findings)
  }
  const put = place(signed, role, path, world)
  if (!put.ok) return put
  return succeed({ ...put.value, signedBy: signers.value.map((each) => each.keyid) }, findings)
}

async function openSigners(
  options: SealingOptions,
  role: KeyRole,
  world: World,
  talk: Invocation['talk'],
  opened: readonly Signer[] | undefined,
): Promise<Result<readonly Signer[]>> {
  const keys = opened === undefined ? await openKeys(options, world) : succeed(opened)
  if (!keys.ok || options.signer === undefined) return keys
  const program = openProgram(options.signer, options['signer-key'], role, world, talk)
  return program.ok
    ? succeed([...keys.value, program.value], [...keys.findings, ...program.findings])
    : program
}

async function signOnce<T extends DocumentType>(
  document: PreparedDocument<T>,
  role: KeyRole,
  signer: Signer,
): Promise<Result<PreparedDocument<T>>> {
  // A key that may not sign is refused before anybody is asked to touch a token.
  if (!role.keys.has(signer.keyid)) return addSignature(document, role, signer.publicKey, new Uint8Array(64))
  const signature = await signer.sign(document.head.signedBytes)
  if (!signature.ok) return signature
  return addSignature(document, role, signer.publicKey, signature.value)
}

function prepare(
  document: PreparedDocument,
  role: KeyRole,
  path: string,
  output: string,
  world: World,
): Result<Sealed> {
  const waiting = writeOutput(world, waitingPath(path), toPreparedBytes(document))
  if (!waiting.ok) return waiting
  const { signedBytes, payload } = document.head
  const written = writeOutput(world, output, signedBytes)
  if (!written.ok) return written
  return succeed({
    ...stateOf(document, role, 'waiting', path),
    toSign: { path: output, sha256: sha256(signedBytes), head: new TextDecoder().decode(payload) },
  })
}

async function attach(
  document: PreparedDocument,
  role: KeyRole,
  path: string,
  file: string,
  keyid: string | undefined,
  world: World,
): Promise<Result<Sealed>> {
  const signature = await readSignatureFile(file)
  if (!signature.ok) return signature
  const keyids = [...role.keys.keys()]
  const chosen = keyid ?? (keyids.length === 1 ? keyids[0] : undefined)
  const publicKey = chosen === undefined ? undefined : role.keys.get(chosen)
  if (chosen === undefined || publicKey === undefined) {
    const what = `expected --keyid with one of ${keyids.join(', ')}, found ${chosen ?? 'none'}`
    return fail(cliProblem('cli/signer-key-unknown', what))
  }
  const added = addSignature(document, role, publicKey, signature.value)
  if (!added.ok) return added
  const put = place(added.value, role, path, world)
  return put.ok ? succeed({ ...put.value, signedBy: [chosen] }, added.findings) : put
}

/** Writes the document to its place where it has signatures enough, beside it otherwise. */
function place(document: PreparedDocument, role: KeyRole, path: string, world: World): Result<Sealed> {
  const count = countOf(document, role)
  const bytes = toPreparedBytes(document)
  if (count < role.threshold) {
    const written = writeOutput(world, waitingPath(path), bytes)
    return written.ok ? succeed(stateOf(document, role, 'waiting', path)) : written
  }
  const written = writeOutput(world, path, bytes)
  if (!written.ok) return written
  removeWaiting(path, world)
  return succeed(stateOf(document, role, 'sealed', path))
}

function removeWaiting(path: string, world: World): void {
  try {
    world.files.remove(waitingPath(path))
  } catch {
    // There was none; or it cannot be removed, and then it is replaced by the next preparation.
  }
}

function stateOf(document: PreparedDocument, role: KeyRole, state: Sealed['state'], path: string): Sealed {
  return {
    state,
    path: state === 'sealed' ? path : waitingPath(path),
    digest: document.head.digest,
    signatures: countOf(document, role),
    threshold: role.threshold,
    signedBy: [],
  }
}

/** Keys of the role whose signatures verify: those that were there already are believed as little as the new ones. */
function countOf(document: PreparedDocument, role: KeyRole): number {
  const count = countSignatures(document.head, { ...role, threshold: 0 })
  return count.ok ? count.value.keyids.length : 0
}

function findMisuse(options: SealingOptions): CliProblem | undefined {
  const wants = (what: string) => cliProblem('cli/option-value', what)
  const hasSigner = options.key.length > 0 || options.signer !== undefined
  if (options.prepare !== undefined && (hasSigner || options.attach !== undefined)) {
    return wants('--prepare goes with neither --key, --signer nor --attach')
  }
  if (options.attach !== undefined && hasSigner) return wants('--attach goes with neither --key nor --signer')
  if (options.keyid !== undefined && options.attach === undefined) return wants('--keyid goes with --attach')
  if (!hasSigner && options.prepare === undefined && options.attach === undefined) {
    return cliProblem(
      'cli/option-missing',
      'expected --key KEY, --signer CMD, --prepare FILE or --attach FILE',
    )
  }
  return undefined
}
