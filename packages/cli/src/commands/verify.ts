import { dirname, join } from 'node:path'
import {
  findGateProblem,
  openIdentity,
  openList,
  readHead,
  toDsseEnvelope,
  verifyHead,
  verifySubject,
  type DocumentHead,
  type PublisherIdentity,
  type SealedType,
  type VerificationStep,
} from '@trustlist/core'
import { refusal, summary } from '../command/answer.js'
import type { Answer, Invocation } from '../command/command.js'
import type { verifyCommand } from '../command/table/verify.js'
import { cliProblem, fail, succeed, type CliProblem, type Result } from '../failure.js'
import { openForHead, type HeadFile } from '../files/read-input.js'
import { writeOutput } from '../files/write-output.js'
import { readIdentity } from '../publisher/identity-folder.js'
import type { SourceText } from '../render/code-frame.js'
import { lines, say } from '../render/shown.js'
import type { World } from '../world.js'

type Invoked = Invocation<typeof verifyCommand>

interface Verdict {
  readonly path: string
  readonly valid: boolean
  readonly steps: readonly VerificationStep[]
}

/** Verifies each document for itself; the exit is that of the worst. */
export async function run(invocation: Invoked, world: World): Promise<Answer> {
  const { operands, options } = invocation
  if (options.dsse !== undefined && operands.length > 1) {
    return refusal([cliProblem('cli/option-value', '--dsse takes one document at a time')])
  }
  const texts = new Map<string, SourceText>()
  const problems: CliProblem[] = []
  const verdicts: Verdict[] = []
  for (const path of operands) {
    const steps: VerificationStep[] = []
    const verified = await verify(path, invocation, steps, texts, world)
    problems.push(...(verified.ok ? verified.findings : verified.problems))
    verdicts.push({ path, valid: verified.ok, steps })
  }
  return summary(
    { at: invocation.at, documents: verdicts },
    (result) =>
      lines(
        result.documents.map((each) =>
          lines([
            ...each.steps.map((step) => say`  ok  ${step.name.padEnd(10)} ${step.what}`),
            say`${each.path}: ${each.valid ? 'valid' : 'NOT valid'}`,
          ]),
        ),
      ),
    { problems, texts },
  )
}

async function verify(
  path: string,
  invocation: Invoked,
  steps: VerificationStep[],
  texts: Map<string, SourceText>,
  world: World,
): Promise<Result<undefined>> {
  const opened = openForHead(world.files, path)
  if (!opened.ok) return opened
  const file = opened.value
  try {
    const head = readHead(file.head, path)
    if (!head.ok) {
      texts.set(path, file.head)
      return head
    }
    const result =
      head.value.type === 'publisher'
        ? verifyIdentity(file, path, invocation, steps, texts)
        : await verifySealed(
            file,
            path,
            head.value as DocumentHead<SealedType>,
            invocation,
            steps,
            texts,
            world,
          )
    if (!result.ok || invocation.options.dsse === undefined) return result
    const envelope = JSON.stringify(toDsseEnvelope(head.value))
    const written = writeOutput(world, invocation.options.dsse, new TextEncoder().encode(`${envelope}\n`))
    return written.ok ? result : written
  } finally {
    file.close()
  }
}

async function verifySealed(
  file: HeadFile,
  path: string,
  head: DocumentHead<SealedType>,
  { options, at }: Invoked,
  steps: VerificationStep[],
  texts: Map<string, SourceText>,
  world: World,
): Promise<Result<undefined>> {
  const identity = await readIdentity(options.identity ?? join(dirname(path), 'identity'), options.pin, world)
  if (!identity.ok) return identity
  const trace = (step: VerificationStep) => steps.push(step)
  const verified = verifyHead(file.head, head.type, identity.value, {
    now: at,
    source: path,
    trace,
    ...(options.list === undefined ? {} : { list: options.list }),
  })
  if (!verified.ok) return verified
  const bytes = file.readAll()
  if (!bytes.ok) return bytes
  texts.set(path, bytes.value)
  const document = verifySubject(verified.value, bytes.value, trace)
  if (!document.ok) return withGateFault(document.problems, bytes.value, path)
  const findings = [
    ...identity.findings,
    ...verified.findings,
    ...pinFinding(identity.value, options.pin, path),
  ]
  if (head.type === 'policy') return succeed(undefined, findings)
  const list = openList(document.value as Parameters<typeof openList>[0], trace)
  return list.ok ? succeed(undefined, [...findings, ...list.findings]) : list
}

function verifyIdentity(
  file: HeadFile,
  path: string,
  { options, at }: Invoked,
  steps: VerificationStep[],
  texts: Map<string, SourceText>,
): Result<undefined> {
  const bytes = file.readAll()
  if (!bytes.ok) return bytes
  texts.set(path, bytes.value)
  const identity = openIdentity(bytes.value, {
    source: path,
    ...(options.pin === undefined ? {} : { pin: options.pin }),
  })
  if (!identity.ok) return withGateFault(identity.problems, bytes.value, path)
  const { publisher, version, epoch, fingerprint, roles, issued, expires } = identity.value
  steps.push(
    { name: 'head', what: `a publisher's identity, ${fingerprint}` },
    { name: 'names', what: publisher },
    { name: 'identity', what: `version ${version}, epoch ${epoch}` },
    {
      name: 'signatures',
      what: `signed by its own root role, ${roles.root.threshold} of ${roles.root.keys.size} needed`,
    },
    { name: 'freshness', what: `issued ${issued}, in force until ${expires}` },
  )
  if (at >= expires) {
    return fail(
      cliProblem('cli/identity-expired', `expired ${expires}, now it is ${at}`, {
        source: path,
        pointer: '/signed/expires',
      }),
    )
  }
  return succeed(undefined, [...identity.findings, ...pinFinding(identity.value, options.pin, path)])
}

function pinFinding(
  identity: PublisherIdentity,
  pin: string | undefined,
  source: string,
): readonly CliProblem[] {
  if (pin !== undefined) return []
  return [
    cliProblem('cli/not-pinned', `${identity.publisher} has the fingerprint ${identity.fingerprint}`, {
      source,
    }),
  ]
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
