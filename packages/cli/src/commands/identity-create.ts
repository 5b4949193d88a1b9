import { basename, join, resolve } from 'node:path'
import {
  prepareDocument,
  type DocumentType,
  type HeadOf,
  type JsonValue,
  type PreparedDocument,
} from '@trustlist/core'
import { refusal } from '../command/answer.js'
import type { Answer, Invocation } from '../command/command.js'
import type { identityCreateCommand } from '../command/table/identity-create.js'
import { cliProblem, fail, succeed, type CliProblem, type Result } from '../failure.js'
import type { Signer } from '../keys/signer.js'
import { compileIdentity, type CompiledIdentity } from '../publisher/compile-identity.js'
import { expiryOf } from '../publisher/dates.js'
import { identityPath } from '../publisher/identity-folder.js'
import { openKeys } from '../publisher/open-signers.js'
import { readDraft } from '../publisher/read-draft.js'
import { sealFile } from '../publisher/seal-file.js'
import { sealedAnswer } from '../publisher/sealed-answer.js'
import { findMisuse } from '../publisher/sealing-options.js'
import { hasGoodDates, readWaiting, replacedNotice } from '../publisher/waiting.js'
import type { SourceText } from '../render/code-frame.js'
import { say } from '../render/shown.js'
import type { World } from '../world.js'

/** Three years: long enough to be left alone, short enough that a forgotten identity dies. */
const usualDays = 1096

type Invoked = Invocation<typeof identityCreateCommand>

/** Makes and signs version 1 of an identity. */
export async function run(invocation: Invoked, world: World): Promise<Answer> {
  const folder = invocation.operands[0]!
  const { options } = invocation
  const misuse = findMisuse(options)
  if (misuse !== undefined) return refusal([misuse])
  const draftPath = join(folder, 'identity.yaml')
  const path = identityPath(join(folder, 'identity'), 1)
  if (isThere(path, world)) {
    return refusal([
      cliProblem('cli/identity-exists', `expected no identity yet, found ${path}`, { source: path }),
    ])
  }
  const texts = new Map<string, SourceText>()
  const draft = await readDraft(draftPath, texts, world)
  if (!draft.ok) return refusal(draft.problems, texts)
  const own = await ownKeys(draft.value.value, invocation, world)
  if (!own.ok) return refusal(own.problems)
  const compiled = compile(draft.value.value, own.value ?? [], draftPath, folder, world)
  if (!compiled.ok) return refusal(mapAll(compiled.problems, draft.value.place), texts)
  const document = await documentFor(compiled.value, path, invocation, world)
  if (!document.ok) return refusal(document.problems)

  const sealed = await sealFile(
    {
      document: document.value,
      role: compiled.value.roles.root,
      roleName: 'root',
      path,
      isPublished: false,
      opened: own.value,
    },
    options,
    world,
    invocation.talk,
  )
  if (!sealed.ok) return refusal(sealed.problems)
  const facts = {
    publisher: compiled.value.publisher,
    version: 1,
    fingerprint: `sha256:${document.value.head.digest}`,
    expires: document.value.head.signed.expires,
  }
  return sealedAnswer(
    sealed.value,
    facts,
    (each) => say`identity of ${each.publisher}, version ${each.version}, in force until ${each.expires}`,
    [...draft.findings, ...own.findings, ...document.findings, ...sealed.findings],
    (each) => say`  fingerprint ${each.fingerprint}`,
  )
}

function compile(
  value: JsonValue,
  own: readonly Signer[],
  source: string,
  folder: string,
  world: World,
): Result<CompiledIdentity> {
  const publicKeys = own.map((each) => each.publicKey)
  const compiled = compileIdentity(value, publicKeys, source)
  if (!compiled.ok) return compiled
  const name = basename(resolve(world.folder, folder))
  if (name === compiled.value.publisher) return compiled
  const what = `expected the publisher ${name}, as its folder is called, found ${compiled.value.publisher}`
  return fail(cliProblem('cli/other-place', what, { source, pointer: '/publisher' }))
}

/**
 * Where the draft names no keys, those of `--key` are the publisher's. Otherwise none is opened before there is something to
 * sign.
 */
async function ownKeys(
  value: JsonValue,
  { options }: Invoked,
  world: World,
): Promise<Result<readonly Signer[] | undefined>> {
  const namesKeys = typeof value === 'object' && value !== null && 'keys' in value
  if (namesKeys) return succeed(undefined)
  if (options.key.length > 0) return openKeys(options, world)
  const what =
    'expected --key KEY, or keys and roles in the draft: of a key elsewhere only the draft can tell'
  return fail(cliProblem('cli/option-missing', what, {}, 'give --key KEY, or name the keys in identity.yaml'))
}

/** What waits for signatures with the same content, or a new document. */
async function documentFor(
  { publisher, subject, roles }: CompiledIdentity,
  path: string,
  { options, at }: Invoked,
  world: World,
): Promise<Result<PreparedDocument<'publisher'>>> {
  const expires = expiryOf(at, options.expires, usualDays)
  if (!expires.ok) return expires
  const fresh = prepareDocument(
    'publisher',
    { epoch: 1, expires: expires.value, issued: at, publisher, version: 1 },
    subject,
  )
  if (!fresh.ok) return fresh
  const waiting = await readWaiting(world, path, roles.root)
  if (!waiting.ok) return waiting
  const isSame =
    waiting.value !== undefined &&
    waiting.value.head.signed.subjectSha256 === fresh.value.head.signed.subjectSha256 &&
    isFirstVersion(waiting.value.head.signed, publisher) &&
    hasGoodDates(waiting.value.head, at)
  if (isSame) return succeed(waiting.value as PreparedDocument<'publisher'>)
  if (options.attach === undefined) {
    return waiting.value === undefined ? fresh : succeed(fresh.value, [replacedNotice(path, waiting.value)])
  }
  return fail(
    cliProblem('cli/nothing-prepared', 'expected a prepared document with this content, found none', {
      source: path,
    }),
  )
}

function isFirstVersion(signed: HeadOf[DocumentType], publisher: string): boolean {
  return (
    signed.type === 'publisher' &&
    signed.publisher === publisher &&
    signed.version === 1 &&
    signed.epoch === 1
  )
}

function isThere(path: string, world: World): boolean {
  try {
    world.files.factsOf(path)
    return true
  } catch {
    return false
  }
}

function mapAll(
  [first, ...rest]: readonly [CliProblem, ...CliProblem[]],
  place: (problem: CliProblem) => CliProblem,
): [CliProblem, ...CliProblem[]] {
  return [place(first), ...rest.map(place)]
}
