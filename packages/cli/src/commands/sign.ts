import { basename, dirname, join, resolve } from 'node:path'
import {
  compileList,
  daysBetween,
  dayOf,
  readUntrustedList,
  reopenDocument,
  type CompiledList,
} from '@trustlist/core'
import type { ListSubject } from '@trustlist/schema'
import { refusal, summary } from '../command/answer.js'
import type { Answer, Invocation } from '../command/command.js'
import type { signCommand } from '../command/table/sign.js'
import { cliProblem, fail, succeed, type CliProblem, type Result } from '../failure.js'
import { maxDocumentBytes, readInput } from '../files/read-input.js'
import { expiryOf } from '../publisher/dates.js'
import { readIdentity } from '../publisher/identity-folder.js'
import { nextVersion } from '../publisher/next-version.js'
import { readDraft } from '../publisher/read-draft.js'
import { sealFile } from '../publisher/seal-file.js'
import { sealedAnswer } from '../publisher/sealed-answer.js'
import type { SourceText } from '../render/code-frame.js'
import { lines, say } from '../render/shown.js'
import type { World } from '../world.js'

const usualDays = 400

/** A list to be signed, from whatever file it came. */
interface ListSource {
  readonly list: CompiledList
  readonly texts: ReadonlyMap<string, SourceText>
}

/** Compiles, checks and signs a list. */
export async function run(invocation: Invocation<typeof signCommand>, world: World): Promise<Answer> {
  const { options, at, talk } = invocation
  const file = invocation.operands[0]!
  const texts = new Map<string, SourceText>()
  const source = await readList(file, texts, world)
  if (!source.ok) return refusal(source.problems, texts)
  const { list } = source.value
  const path = join(dirname(file), `${list.list}.list.json`)
  const identity = await readIdentity(join(dirname(file), 'identity'), undefined, world)
  if (!identity.ok) return refusal(identity.problems)
  const misplaced = findMisplaced(list, identity.value.publisher, file, world)
  if (misplaced !== undefined) return refusal([misplaced], texts)
  const expires = expiryOf(at, options.expires, usualDays)
  if (!expires.ok) return refusal(expires.problems)

  const next = await nextVersion(
    list,
    identity.value,
    path,
    { issued: at, expires: expires.value, renew: options.renew },
    world,
  )
  if (!next.ok) return refusal(next.problems)
  const { document, kind } = next.value
  if (kind !== 'waiting' && options.attach !== undefined) {
    const what = 'expected a prepared document with this content, found none'
    return refusal([cliProblem('cli/nothing-prepared', what, { source: path })])
  }
  const { version, expires: until } = document.head.signed
  const facts = {
    publisher: list.publisher,
    list: list.list,
    version,
    entries: list.subject.entries.length,
    expires: until,
  }
  if (kind === 'published' && options.prepare === undefined && !bringsKey(options)) {
    return refusal([
      cliProblem('cli/option-missing', 'expected --key KEY, --signer CMD, --prepare FILE or --attach FILE'),
    ])
  }

  const sealed = await sealFile(document, identity.value.roles.list, path, options, world, talk)
  if (!sealed.ok) return refusal(sealed.problems)
  const problems = [...source.findings, ...identity.findings, ...next.findings, ...sealed.findings]
  const isUnchanged = kind === 'published' && sealed.value.signatures === document.head.signatures.length
  if (isUnchanged) {
    const days = daysBetween(dayOf(at), dayOf(until))
    return summary(
      { ...facts, ...sealed.value, unchanged: true, daysLeft: days },
      (each) =>
        say`${each.path}: unchanged, version ${each.version} stays; it is in force for ${each.daysLeft} more days (--renew signs it again)`,
    )
  }
  return sealedAnswer(
    sealed.value,
    facts,
    (each) =>
      lines([
        say`${path}: version ${each.version}, ${each.entries} entries, ${sealed.value.signatures} of ${sealed.value.threshold} signatures, in force until ${each.expires}`,
      ]),
    problems,
  )
}

function bringsKey(options: {
  readonly key: readonly string[]
  readonly signer: string | undefined
  readonly attach: string | undefined
}): boolean {
  return options.key.length > 0 || options.signer !== undefined || options.attach !== undefined
}

async function readList(
  file: string,
  texts: Map<string, SourceText>,
  world: World,
): Promise<Result<ListSource>> {
  if (file.endsWith('.list.json')) return readSealedList(file, texts, world)
  const draft = await readDraft(file, world)
  if (!draft.ok) return draft
  texts.set(file, draft.value.bytes)
  const list = compileList(draft.value.value, file)
  if (!list.ok) {
    const [first, ...rest] = list.problems
    return fail(draft.value.place(first), ...rest.map(draft.value.place))
  }
  return succeed({ list: list.value, texts }, [...draft.findings, ...list.findings])
}

/** A sealed list is its own draft: signed by one more key, or renewed. What was not signed is not taken over. */
async function readSealedList(
  file: string,
  texts: Map<string, SourceText>,
  world: World,
): Promise<Result<ListSource>> {
  const bytes = await readInput(world, file, maxDocumentBytes)
  if (!bytes.ok) return bytes
  texts.set(file, bytes.value)
  const document = reopenDocument(bytes.value, file)
  if (!document.ok) return document
  const list = readUntrustedList(bytes.value, file)
  if (!list.ok) return list
  if (list.value.notUnderstood.size > 0) {
    return fail(
      cliProblem('cli/not-a-draft', 'expected entries that this release understands', { source: file }),
    )
  }
  const { publisher, list: name } = list.value.head.signed
  const subject = document.value.subject as ListSubject
  return succeed({ list: { publisher, list: name, subject }, texts }, list.findings)
}

function findMisplaced(
  list: CompiledList,
  publisher: string,
  file: string,
  world: World,
): CliProblem | undefined {
  const at = { source: file }
  if (list.publisher !== publisher) {
    const what = `expected the publisher ${publisher}, as in its identity, found ${list.publisher}`
    return cliProblem('cli/other-place', what, { ...at, pointer: '/publisher' })
  }
  const folder = basename(dirname(resolve(world.folder, file)))
  if (folder !== publisher) {
    return cliProblem('cli/other-place', `expected the folder ${publisher}, found ${folder}`, at)
  }
  const name = basename(file).replace(/(\.list)?\.(json|ya?ml)$/, '')
  if (name === list.list) return undefined
  return cliProblem(
    'cli/other-place',
    `expected the list ${name}, as its file is called, found ${list.list}`,
    { ...at, pointer: '/list' },
  )
}
