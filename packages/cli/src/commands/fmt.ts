import { decodeUtf8, reopenDocument, toDocumentBytes, type JsonValue } from '@trustlist/core'
import { refusal, summary } from '../command/answer.js'
import type { Answer, Invocation } from '../command/command.js'
import type { fmtCommand } from '../command/table/fmt.js'
import { cliProblem, fail, succeed, type CliProblem, type Result } from '../failure.js'
import { maxDocumentBytes, readInput, standardInput } from '../files/read-input.js'
import { writeOutput } from '../files/write-output.js'
import { countMembers, countWrittenMembers, isTooDeep, isWritable } from '../publisher/loose-json.js'
import { lines, say } from '../render/shown.js'
import type { World } from '../world.js'

type JsonObject = { readonly [name: string]: JsonValue | undefined }

/** Brings documents into the one layout, each for itself. */
export async function run(
  { operands, options }: Invocation<typeof fmtCommand>,
  world: World,
): Promise<Answer> {
  if (operands.includes(standardInput)) {
    return refusal([
      cliProblem('cli/operands', 'fmt writes where it reads, and standard input is no such place'),
    ])
  }
  const problems: CliProblem[] = []
  const results: { readonly path: string; readonly changed: boolean }[] = []
  for (const path of operands) {
    const done = await format(path, options.check, world)
    if (done.ok) results.push({ path, changed: done.value })
    problems.push(...(done.ok ? done.findings : done.problems))
  }
  if (results.length === 0 && problems[0] !== undefined) return refusal([problems[0], ...problems.slice(1)])
  return summary(
    { files: results },
    (result) =>
      lines(
        result.files.map(
          (each) => say`${each.path}: ${each.changed ? 'in the one layout now' : 'in the one layout'}`,
        ),
      ),
    { problems },
  )
}

/** @returns Whether the file had another layout. */
async function format(path: string, check: boolean, world: World): Promise<Result<boolean>> {
  const bytes = await readInput(world, path, maxDocumentBytes)
  if (!bytes.ok) return bytes
  const formatted = toLayout(bytes.value, path)
  if (!formatted.ok) return formatted
  if (Buffer.compare(bytes.value, formatted.value) === 0) return succeed(false)
  if (check)
    return fail(
      cliProblem('cli/other-layout', 'expected the layout that trustlist fmt writes', { source: path }),
    )
  const written = writeOutput(world, path, formatted.value)
  return written.ok ? succeed(true) : written
}

/**
 * Any JSON spelling of a sealed document in the one layout. The result must have the digest that its head states, so what a
 * spelling hid in the subject (a member twice, a number in other digits) does not pass. Signatures are not checked here: one
 * over the head as it was meant stays good, and no other becomes good.
 */
function toLayout(bytes: Uint8Array, source: string): Result<Uint8Array> {
  const text = decodeUtf8(bytes)
  if (!text.ok) return fail({ ...text.problems[0], at: { source } })
  if (isTooDeep(bytes))
    return fail(cliProblem('cli/not-a-document', 'the nesting is deeper than any document', { source }))
  let value: JsonValue
  try {
    value = JSON.parse(text.value) as JsonValue
  } catch {
    // The strict reader says where; a text that it takes is JSON and does not come here.
    const strict = reopenDocument(bytes, source)
    return strict.ok ? fail(cliProblem('cli/not-a-document', 'expected JSON', { source })) : strict
  }
  const wrong = (what: string) => fail(cliProblem('cli/not-a-document', what, { source }))
  // JSON.parse keeps the last of two: a reviewer may have read the first.
  if (countMembers(value) !== countWrittenMembers(bytes))
    return wrong('expected every member once, found one twice')
  if (!isWritable(value))
    return wrong('expected text and whole numbers, found half a character or a huge number')
  if (!isDocument(value)) return wrong('expected exactly the members signatures, signed and subject')
  const formatted = toDocumentBytes(value.signatures, value.signed, value.subject)
  const reopened = reopenDocument(formatted, source)
  return reopened.ok ? succeed(formatted) : reopened
}

interface DocumentValue {
  readonly signatures: readonly { readonly keyid: string; readonly sig: string }[]
  readonly signed: JsonObject
  readonly subject: JsonObject
}

function isDocument(value: JsonValue): value is JsonValue & DocumentValue {
  if (!isObject(value) || Object.keys(value).sort().join() !== 'signatures,signed,subject') return false
  const { signatures, signed, subject } = value
  if (!isObject(signed) || !isObject(subject) || !Array.isArray(signatures)) return false
  return (signatures as readonly JsonValue[]).every(
    (each) =>
      isObject(each) &&
      Object.keys(each).sort().join() === 'keyid,sig' &&
      typeof each['keyid'] === 'string' &&
      typeof each['sig'] === 'string',
  )
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
