import { basename, join, resolve } from 'node:path'
import type { JsonValue } from '@trustlist/core'
import { refusal } from '../command/answer.js'
import type { Answer, Invocation } from '../command/command.js'
import type { identityCreateCommand } from '../command/table/identity-create.js'
import { cliProblem, fail, succeed, type CliProblem, type Result } from '../failure.js'
import type { Signer } from '../keys/signer.js'
import { compileIdentity, type CompiledIdentity } from '../publisher/compile-identity.js'
import { documentOf } from '../publisher/identity-document.js'
import { identityPath } from '../publisher/identity-folder.js'
import { openKeys } from '../publisher/open-signers.js'
import { readDraft } from '../publisher/read-draft.js'
import { sealFile } from '../publisher/seal-file.js'
import { sealedAnswer } from '../publisher/sealed-answer.js'
import { findMisuse } from '../publisher/sealing-options.js'
import type { SourceText } from '../render/code-frame.js'
import { say } from '../render/shown.js'
import type { World } from '../world.js'

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
  const { publisher, subject, roles } = compiled.value
  const signing = { role: roles.root, roleName: 'root' } as const
  const version = { fields: { epoch: 1, publisher, version: 1 }, subject, signing, path }
  const document = await documentOf(version, options, invocation.at, world)
  if (!document.ok) return refusal(document.problems)

  const sealed = await sealFile(
    {
      ...signing,
      document: document.value,
      path,
      isPublished: false,
      isOnce: true,
      opened: own.value,
    },
    options,
    world,
    invocation.talk,
  )
  if (!sealed.ok) return refusal(sealed.problems)
  const facts = {
    publisher,
    version: 1,
    fingerprint: `sha256:${document.value.head.digest}`,
    expires: document.value.head.signed.expires,
  }
  return sealedAnswer(
    sealed.value,
    facts,
    {
      says: (each) =>
        say`identity of ${each.publisher}, version ${each.version}, in force until ${each.expires}`,
      more: (each) => say`  fingerprint ${each.fingerprint}`,
    },
    [...draft.findings, ...own.findings, ...document.findings, ...sealed.findings],
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
  const compiled = compileIdentity(value, { ownKeys: publicKeys }, source)
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
