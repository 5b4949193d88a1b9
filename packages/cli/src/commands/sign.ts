import { basename, dirname, join, resolve } from 'node:path'
import {
  compileList,
  daysBetween,
  dayOf,
  problem,
  readUntrustedList,
  reopenDocument,
  type CompiledList,
  type Instant,
  type PublisherIdentity,
} from '@trustlist/core'
import type { ListSubject } from '@trustlist/schema'
import { refusal, summary } from '../command/answer.js'
import type { Answer, Invocation } from '../command/command.js'
import type { signCommand } from '../command/table/sign.js'
import { cliProblem, fail, succeed, type CliProblem, type Result } from '../failure.js'
import { maxDocumentBytes, readInput } from '../files/read-input.js'
import { expiryOf } from '../publisher/dates.js'
import { readIdentityChain } from '../publisher/identity-folder.js'
import { nextVersion } from '../publisher/next-version.js'
import { readObserved, withObserved } from '../publisher/observed-heads.js'
import { readDraft } from '../publisher/read-draft.js'
import { sealFile } from '../publisher/seal-file.js'
import { sealedAnswer } from '../publisher/sealed-answer.js'
import { findMisuse } from '../publisher/sealing-options.js'
import type { SourceText } from '../render/code-frame.js'
import { nothing, say, type Shown } from '../render/shown.js'
import type { World } from '../world.js'

const usualDays = 400

/** Compiles, checks and signs a list. */
export async function run(invocation: Invocation<typeof signCommand>, world: World): Promise<Answer> {
  const { options, at, talk } = invocation
  const file = invocation.operands[0]!
  const misuse = findMisuse(options)
  if (misuse !== undefined) return refusal([misuse])
  const expires = expiryOf(at, options.expires, usualDays)
  if (!expires.ok) return refusal(expires.problems)
  const texts = new Map<string, SourceText>()
  const source = await readList(file, texts, world)
  if (!source.ok) return refusal(source.problems, texts)
  const observed = await observe(source.value, options.observed, world)
  if (!observed.ok) return refusal(observed.problems)
  const list = observed.value
  const path = join(dirname(file), `${list.list}.list.json`)
  const chain = readIdentityChain(join(dirname(file), 'identity'), { at }, world)
  if (!chain.ok) return refusal(chain.problems)
  const identity = chain.value.newest
  const unfit = findMisplaced(list, identity.publisher, file, world) ?? findEnded(identity, at)
  if (unfit !== undefined) return refusal([source.place(unfit)], texts)

  const how = {
    issued: at,
    expires: expires.value,
    renew: options.renew,
    attach: options.attach !== undefined,
  }
  const next = await nextVersion(list, chain.value, path, how, world)
  if (!next.ok) return refusal(next.problems, texts)
  const { document, kind } = next.value
  if (kind !== 'waiting' && options.attach !== undefined) {
    const what = 'expected a prepared document with this content, found none'
    return refusal([cliProblem('cli/nothing-prepared', what, { source: path })])
  }
  const role = identity.roles.list
  const sealing = { document, role, roleName: 'list', path, isPublished: kind === 'published' } as const
  const sealed = await sealFile(sealing, options, world, talk)
  if (!sealed.ok) return refusal(sealed.problems)
  const { version, expires: until } = document.head.signed
  const unchanged =
    kind === 'published' && options.prepare === undefined && sealed.value.signedBy.length === 0
  const facts = {
    publisher: list.publisher,
    list: list.list,
    version,
    entries: list.subject.entries.length,
    observed: document.subject.observed?.length ?? 0,
    expires: until,
    daysLeft: daysBetween(dayOf(at), dayOf(until)),
    unchanged,
  }
  const problems = [...source.findings, ...chain.findings, ...next.findings, ...sealed.findings].filter(
    ({ code }) => !unchanged || code !== 'seal/already-signed',
  )
  return unchanged
    ? summary({ ...facts, ...sealed.value }, sayUnchanged, { problems, texts })
    : sealedAnswer(sealed.value, facts, { says: sayVersion }, problems)
}

/** The list with what its publisher saw of its peers, where the lock that knows it is named. */
async function observe(
  list: CompiledList,
  lock: string | undefined,
  world: World,
): Promise<Result<CompiledList>> {
  if (lock === undefined) return succeed(list)
  const observed = await readObserved(lock, list.publisher, world)
  return observed.ok ? succeed({ ...list, subject: withObserved(list.subject, observed.value) }) : observed
}

type Facts = Readonly<Record<'version' | 'entries' | 'observed' | 'daysLeft', number>> & {
  readonly expires: string
}

function sayVersion({ version, entries, observed, expires }: Facts): Shown {
  const heads = observed === 0 ? nothing : say`, ${observed} ${observed === 1 ? 'head' : 'heads'} of peers`
  return say`version ${version}, ${entries} ${entries === 1 ? 'entry' : 'entries'}${heads}, in force until ${expires}`
}

function sayUnchanged({ path, version, expires, daysLeft }: Facts & { readonly path: string }): Shown {
  const term = daysLeft > 0 ? say`in force for ${daysLeft} more days` : say`expired ${expires}`
  return say`${path}: unchanged, version ${version} stays; ${term} (--renew signs it again)`
}

function findEnded(identity: PublisherIdentity, at: Instant): CliProblem | undefined {
  if (identity.expires > at) return undefined
  const what = `the identity expired ${identity.expires}, now it is ${at}: nobody would accept the list`
  const { source } = identity.head
  return problem('seal/identity-expired', what, source === undefined ? {} : { source })
}

/** A list to be signed, from whatever file it came, and where its problems stand in that file. */
type ListSource = Result<CompiledList> & { readonly place: (problem: CliProblem) => CliProblem }

async function readList(file: string, texts: Map<string, SourceText>, world: World): Promise<ListSource> {
  if (file.endsWith('.list.json')) {
    return { ...(await readSealedList(file, texts, world)), place: (problem) => problem }
  }
  const draft = await readDraft(file, texts, world)
  if (!draft.ok) return { ...draft, place: (problem) => problem }
  const { place } = draft.value
  const list = compileList(draft.value.value, file)
  if (list.ok) return { ...succeed(list.value, [...draft.findings, ...list.findings.map(place)]), place }
  const [first, ...rest] = list.problems
  return { ...fail(place(first), ...rest.map(place)), place }
}

/** A sealed list is its own draft: signed by one more key, or renewed. What was not signed is not taken over. */
async function readSealedList(
  file: string,
  texts: Map<string, SourceText>,
  world: World,
): Promise<Result<CompiledList>> {
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
  return succeed({ publisher, list: name, subject }, list.findings)
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
