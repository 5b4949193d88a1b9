import { dirname } from 'node:path'
import {
  addSignature,
  problem,
  sha256,
  toPreparedBytes,
  type DocumentType,
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
import { everySigner, validKeyids } from './signing-roles.js'
import { placeDocument, removeIfThere, stateOf, type Sealed, type Sealing } from './place-document.js'
import { waitingPath } from './waiting.js'
import { writeOnce } from './write-once.js'

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
  const put = await placeDocument(
    { ...sealing, document, isPublished: sealing.isPublished && signedBy.length === 0 },
    world,
  )
  return put.ok ? succeed({ ...put.value, signedBy }, findings) : put
}

async function openSigners(
  sealing: Sealing<DocumentType>,
  options: SealingOptions,
  world: World,
  talk: Invocation['talk'],
): Promise<Result<readonly Signer[]>> {
  const { opened } = sealing
  const program =
    options.signer === undefined
      ? undefined
      : openProgram(options.signer, options['signer-key'], everySigner(sealing), world, talk)
  if (program?.ok === false) return program
  const keys = opened === undefined ? await openKeys(options, world) : succeed(opened)
  if (!keys.ok || program === undefined) return keys
  return succeed([...keys.value, program.value], [...keys.findings, ...program.findings])
}

/** @returns The document itself, not a copy, where the key has signed it already. */
async function signOnce<T extends DocumentType>(
  document: PreparedDocument<T>,
  sealing: Sealing<T>,
  signer: Signer,
): Promise<Result<PreparedDocument<T>>> {
  const { roleName, path } = sealing
  const role = everySigner(sealing)
  const { keyid } = signer
  const at = { source: path }
  // Both are found out before anybody is asked to touch a token.
  if (!role.keys.has(keyid)) {
    const what = `the ${signer.describes} has the keyid ${keyid}, which is none of the ${role.keys.size} of the role ${roleName}`
    return fail(problem('seal/foreign-key', what, at))
  }
  if (validKeyids(document, sealing).includes(keyid)) {
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
  const { document } = sealing
  const role = everySigner(sealing)
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
  const put = await placeDocument({ ...sealing, document: added.value }, world)
  return put.ok ? succeed({ ...put.value, signedBy: [chosen] }, added.findings) : put
}
