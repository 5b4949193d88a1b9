import { dirname, join } from 'node:path'
import {
  findGateProblem,
  openList,
  openPolicy,
  problem,
  readHead,
  toDsseEnvelope,
  verifyHead,
  verifySubject,
  type DocumentHead,
  type Instant,
  type SealedType,
  type Trace,
  type VerifiedDocument,
} from '@trustlist/core'
import { cliProblem, fail, succeed, type CliProblem, type Result } from '../failure.js'
import { openForHead, type HeadFile } from '../files/read-input.js'
import type { SourceText } from '../render/code-frame.js'
import type { World } from '../world.js'
import { readIdentity } from './identity-folder.js'
import { placeAll } from './place-in-document.js'
import { findStale, notPinned, verifyIdentity } from './verify-identity.js'
import { writeOnce } from './write-once.js'

/** What the user said on the command line, and where to put what is found out. */
export interface Verifying {
  readonly at: Instant
  /** The instant is another than now: see `ReadChainOptions`. */
  readonly isPast: boolean
  readonly identity: string | undefined
  readonly pin: string | undefined
  readonly list: string | undefined
  readonly dsse: string | undefined
  readonly trace: Trace
  /** Gets what was read of the file, for code frames. */
  readonly texts: Map<string, SourceText>
}

/** A file whose head was read. */
interface Opened {
  readonly file: HeadFile
  readonly path: string
}

/** Verifies one document, head first: nothing more is read of a file whose head does not stand. */
export async function verifyFile(
  path: string,
  verifying: Verifying,
  world: World,
): Promise<Result<undefined>> {
  const opened = openForHead(world.files, path)
  if (!opened.ok) return opened
  const file = opened.value
  verifying.texts.set(path, file.head)
  try {
    const head = readHead(file.head, path)
    if (!head.ok) return head
    const result = verifyBody({ file, path }, head.value, verifying, world)
    if (!result.ok) return placeAll(result.problems, path, verifying.texts)
    if (verifying.dsse === undefined) return result
    const envelope = `${JSON.stringify(toDsseEnvelope(head.value))}\n`
    const written = await writeOnce(world, verifying.dsse, new TextEncoder().encode(envelope))
    return written.ok ? result : written
  } finally {
    file.close()
  }
}

function verifyBody(
  opened: Opened,
  head: DocumentHead,
  verifying: Verifying,
  world: World,
): Result<undefined> {
  const { pin, identity, list } = verifying
  if (head.type === 'publisher') {
    if (list !== undefined) return fail(notAList(list, opened.path))
    const bytes = readAll(opened, verifying)
    if (!bytes.ok) return bytes
    const verified = verifyIdentity(
      bytes.value,
      head as DocumentHead<'publisher'>,
      opened.path,
      verifying,
      world,
    )
    return verified.ok ? verified : withGateFault(verified.problems, bytes.value, opened.path)
  }
  const asksForSignature = pin !== undefined || identity !== undefined || head.signatures.length > 0
  if (head.type === 'policy' && !asksForSignature) {
    return verifyUnsignedPolicy(opened, head as DocumentHead<'policy'>, verifying)
  }
  return verifySealed(opened, head.type, verifying, world)
}

function notAList(list: string, source: string): CliProblem {
  const what = `expected the list ${list}, found a publisher's identity`
  return problem('document/other-type', what, { source, pointer: '/signed/type' })
}

function verifySealed(
  opened: Opened,
  type: SealedType,
  verifying: Verifying,
  world: World,
): Result<undefined> {
  const { file, path } = opened
  const { pin, at, isPast, list, trace } = verifying
  const folder = verifying.identity ?? join(dirname(path), 'identity')
  const identity = readIdentity(folder, { at, pin, isPast }, world)
  if (!identity.ok) return identity
  const named = list === undefined ? {} : { list }
  const head = verifyHead(file.head, type, identity.value, { now: at, source: path, trace, ...named })
  if (!head.ok) return head
  const bytes = readAll(opened, verifying)
  if (!bytes.ok) return bytes
  const document = verifySubject(head.value, bytes.value, trace)
  if (!document.ok) return withGateFault(document.problems, bytes.value, path)
  const pinned = pin === undefined ? [notPinned(identity.value, path)] : []
  const findings = [...identity.findings, ...head.findings, ...pinned]
  const content = openContent(document.value, path, verifying)
  return content.ok ? succeed(undefined, [...findings, ...content.findings]) : content
}

function openContent(document: VerifiedDocument, path: string, { at, trace }: Verifying): Result<undefined> {
  if (document.head.type === 'list') {
    const list = openList(document as VerifiedDocument<'list'>, trace)
    return list.ok ? succeed(undefined, list.findings) : list
  }
  const policy = openPolicy(document as VerifiedDocument<'policy'>, { at, source: path })
  if (!policy.ok) return policy
  trace({ name: 'content', what: `${policy.value.rules.length} rules, canonical and of the right shape` })
  return succeed(undefined, policy.findings)
}

/** A merge writes policies that nobody has signed. What can be known of one is told, and that it is unsigned. */
function verifyUnsignedPolicy(
  opened: Opened,
  { digest, signedBytes, signed }: DocumentHead<'policy'>,
  verifying: Verifying,
): Result<undefined> {
  const { path } = opened
  const { at, trace } = verifying
  const bytes = readAll(opened, verifying)
  if (!bytes.ok) return bytes
  trace({ name: 'head', what: `a policy, ${signedBytes.length} signed bytes, digest ${digest}` })
  trace({ name: 'names', what: `${signed.operator}, policy ${signed.policy}` })
  const stale = findStale(signed, at, path)
  if (stale !== undefined) return fail(stale)
  trace({ name: 'freshness', what: `issued ${signed.issued}, in force until ${signed.expires}` })
  const policy = openPolicy(bytes.value, { at, source: path })
  if (!policy.ok) return withGateFault(policy.problems, bytes.value, path)
  trace({ name: 'digest', what: `the subject is what the head says, ${signed.subjectSha256}` })
  trace({ name: 'content', what: `${policy.value.rules.length} rules, canonical and of the right shape` })
  const what = 'found no signatures; what can be known without them holds'
  return succeed(undefined, [...policy.findings, cliProblem('cli/policy-unsigned', what, { source: path })])
}

function readAll({ file, path }: Opened, { texts }: Verifying): Result<Uint8Array> {
  const bytes = file.readAll()
  if (bytes.ok) texts.set(path, bytes.value)
  return bytes
}

/**
 * A digest that does not fit says that something is wrong, not what. Where the text is not canonical JSON any more, that is
 * what the reader can mend: so it is told first.
 */
function withGateFault(
  problems: readonly [CliProblem, ...CliProblem[]],
  bytes: Uint8Array,
  source: string,
): Result<never> {
  const [first] = problems
  if (first.code !== 'seal/subject-digest' && first.code !== 'key/subject-digest') return fail(...problems)
  const fault = findGateProblem(bytes, 0, bytes.length, { source })
  return fault === undefined ? fail(...problems) : fail(fault, ...problems)
}
