import { readTrust, toCanonicalText, type JsonValue, type Trust } from '@trustlist/core'
import { cliProblem, fail, succeed, type CliProblem, type Failed, type Result } from '../failure.js'
import { readInput } from '../files/read-input.js'
import { writeOutput } from '../files/write-output.js'
import type { SourceText } from '../render/code-frame.js'
import type { World } from '../world.js'
import type { MemberEdit } from '../yaml/edit-members.js'
import type { YamlDraft } from '../yaml/parse-yaml.js'
import { placeInDraft, readYaml } from '../yaml/read-yaml.js'
import type { TrustChange } from './edit-publishers.js'
import type { Hold } from './hold.js'
import { trustMissing } from './read-trust-file.js'

/** A trust configuration with its text, so that it can be changed as people wrote it. */
export interface TrustFile {
  readonly path: string
  readonly trust: Trust
  readonly bytes: Uint8Array
  readonly draft: YamlDraft
}

/** More than any trust configuration has. */
const maxTrustBytes = 8 * 1024 * 1024

/**
 * Reads a trust configuration to change it.
 *
 * @param texts - Gets the text, for code frames.
 * @returns It, or `cli/trust-missing` and what reading and `readTrust` give.
 */
export async function openTrustFile(
  path: string,
  texts: Map<string, SourceText>,
  world: World,
): Promise<Result<TrustFile>> {
  const bytes = await readInput(world, path, maxTrustBytes)
  if (bytes.ok) {
    texts.set(path, bytes.value)
    return parseTrustFile(bytes.value, path)
  }
  if (bytes.problems[0].code !== 'cli/file-missing') return bytes
  return trustMissing(path, '--config')
}

async function parseTrustFile(bytes: Uint8Array, path: string): Promise<Result<TrustFile>> {
  const draft = await readYaml(bytes, path)
  if (!draft.ok) return draft
  const place = (problem: CliProblem) => placeInDraft(problem, draft.value, path)
  const trust = readTrust(draft.value.value, path)
  if (!trust.ok) {
    const [first, ...rest] = trust.problems
    return fail(place(first), ...rest.map(place))
  }
  return succeed({ path, trust: trust.value, bytes, draft: draft.value }, trust.findings.map(place))
}

/**
 * Changes the text of a trust configuration. Only the text of the change is touched: comments, order and layout stay. What
 * comes out is read again; where anything else than what was asked for would differ, it is refused. Nothing is written.
 *
 * @returns The configuration as it is to be; or `cli/trust-not-edited`, and what `readTrust` has against the change.
 */
export async function editTrustFile(file: TrustFile, change: TrustChange): Promise<Result<TrustFile>> {
  const { editPublishers } = await import('./edit-publishers.js')
  const text = editPublishers(file.draft, change)
  if (text === undefined) return notEdited(file, change)
  const edited = await parseTrustFile(new TextEncoder().encode(text), file.path)
  if (!edited.ok)
    return edited.problems[0].code.startsWith('yaml/') ? notEdited(file, change) : unplaced(edited)
  return isSameValue(edited.value.draft.value, expectedValue(file, change)) ? edited : notEdited(file, change)
}

/**
 * Writes a trust configuration that was changed.
 *
 * @param before - As it was read under the same hold.
 * @returns Nothing, or `cli/file-changed`, `cli/hold-lost`, `cli/file-not-written`.
 */
export async function writeTrustFile(
  hold: Hold,
  before: TrustFile,
  { bytes }: TrustFile,
  world: World,
): Promise<Result<undefined>> {
  const ours = hold.check()
  if (!ours.ok) return ours
  // The hold keeps other runs away, and no editor.
  const present = await readInput(world, before.path, maxTrustBytes)
  if (present.ok && Buffer.compare(present.value, before.bytes) === 0)
    return writeOutput(world, before.path, bytes)
  const what = 'expected the trust configuration as it was read, found it changed'
  return fail(cliProblem('cli/file-changed', what, { source: before.path }))
}

/** The problems are about a text that was never written. */
function unplaced({ problems }: Failed): Failed {
  const [first, ...rest] = problems.map((each) => {
    const { source, pointer } = each.at
    return {
      ...each,
      at: { ...(source === undefined ? {} : { source }), ...(pointer === undefined ? {} : { pointer }) },
    }
  })
  return fail(first!, ...rest)
}

function notEdited(file: TrustFile, change: TrustChange): Failed {
  const id = change.kind === 'add' ? undefined : file.trust.publishers[change.index]?.id
  const what = 'expected publishers written in a way that can be changed without touching anything else'
  const mend = `make the change in ${file.path} by hand: ${describeChange(change, id)}`
  return fail(cliProblem('cli/trust-not-edited', what, { source: file.path, pointer: '/publishers' }, mend))
}

function describeChange(change: TrustChange, id = ''): string {
  if (change.kind === 'remove') return `take the publisher ${id} out`
  const members =
    change.kind === 'add' ? change.members : change.edits.map(({ name, value }) => [name, value] as const)
  const texts = members.map(([name, value]) =>
    value === undefined ? `no ${name}` : `${name}: ${JSON.stringify(value)}`,
  )
  return change.kind === 'add' ? `- { ${texts.join(', ')} }` : `${id} gets ${texts.join(', ')}`
}

type Members = Readonly<Record<string, JsonValue | undefined>>

function expectedValue(file: TrustFile, change: TrustChange): JsonValue {
  const { publishers, ...others } = file.draft.value as unknown as {
    publishers: readonly Members[]
  } & Members
  return { ...others, publishers: changed(publishers, change) }
}

function changed(publishers: readonly Members[], change: TrustChange): readonly JsonValue[] {
  if (change.kind === 'add') return [...publishers, Object.fromEntries(change.members)]
  if (change.kind === 'remove') return publishers.filter((_, index) => index !== change.index)
  return publishers.map((each, index) => (index === change.index ? edited(each, change.edits) : each))
}

function edited(publisher: Members, edits: readonly MemberEdit[]): Members {
  const members = new Map(Object.entries(publisher))
  for (const { name, value, insteadOf } of edits) {
    if (insteadOf !== undefined) members.delete(insteadOf)
    if (value === undefined) members.delete(name)
    else members.set(name, value)
  }
  return Object.fromEntries(members)
}

function isSameValue(a: JsonValue, b: JsonValue): boolean {
  return toCanonicalText(a) === toCanonicalText(b)
}
