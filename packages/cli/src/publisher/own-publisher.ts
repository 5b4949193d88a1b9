import { basename, join, resolve } from 'node:path'
import {
  keyIdOf,
  reopenDocument,
  type Instant,
  type JsonValue,
  type PublisherIdentity,
  type SubjectOf,
} from '@trustlist/core'
import { cliProblem, fail, succeed, type CliProblem, type CliProblems, type Result } from '../failure.js'
import type { SourceText } from '../render/code-frame.js'
import type { World } from '../world.js'
import { compileIdentity, type CompiledIdentity } from './compile-identity.js'
import { readIdentityChain } from './identity-folder.js'
import { readDraft } from './read-draft.js'
import type { NameOf } from './say-key.js'

/** A publisher's own folder, as those see it who change its identity. */
export interface OwnPublisher {
  readonly folder: string
  /** The identity that a next one follows, and what it says. */
  readonly newest: PublisherIdentity
  readonly subject: SubjectOf['publisher']
  readonly findings: readonly CliProblem[]
}

/** `identity.yaml`, compiled; where it names no keys, with those of the newest identity. */
export interface OwnDraft {
  readonly path: string
  readonly text: string
  readonly value: JsonValue
  readonly compiled: CompiledIdentity
}

/** Reads the identity of a publisher's folder and follows it to its newest. */
export function readOwnPublisher(folder: string, at: Instant, world: World): Result<OwnPublisher> {
  const chain = readIdentityChain(join(folder, 'identity'), { at }, world)
  if (!chain.ok) return chain
  const { newest, newestBytes } = chain.value
  const document = reopenDocument(newestBytes)
  if (!document.ok) return document
  const subject = document.value.subject as SubjectOf['publisher']
  return succeed({ folder, newest, subject, findings: chain.findings })
}

export function draftPathOf({ folder }: Pick<OwnPublisher, 'folder'>): string {
  return join(folder, 'identity.yaml')
}

/**
 * Reads the publisher's draft.
 *
 * @param texts - Gets its text, for code frames.
 * @returns The draft; undefined where there is none; or what reading and compiling give, `cli/other-place`.
 */
export async function readOwnDraft(
  own: OwnPublisher,
  texts: Map<string, SourceText>,
  world: World,
): Promise<Result<OwnDraft | undefined>> {
  const path = draftPathOf(own)
  const draft = await readDraft(path, texts, world)
  if (!draft.ok) return draft.problems[0].code === 'cli/file-missing' ? succeed(undefined) : draft
  const compiled = compileOwnDraft(own, draft.value.value, world)
  if (!compiled.ok) return placeAll(compiled.problems, draft.value.place)
  const text = new TextDecoder().decode(texts.get(path) as Uint8Array)
  return succeed({ path, text, value: draft.value.value, compiled: compiled.value }, draft.findings)
}

/** Compiles what a draft says, or would say. */
export function compileOwnDraft(own: OwnPublisher, value: JsonValue, world: World): Result<CompiledIdentity> {
  const source = draftPathOf(own)
  const compiled = compileIdentity(value, { subject: own.subject }, source)
  if (!compiled.ok) return compiled
  const { publisher } = own.newest
  const folder = basename(resolve(world.folder, own.folder))
  for (const [expected, why] of [
    [publisher, 'as in its identity'],
    [folder, 'as its folder is called'],
  ]) {
    if (compiled.value.publisher === expected) continue
    const what = `expected the publisher ${expected!}, ${why!}, found ${compiled.value.publisher}`
    return fail(cliProblem('cli/other-place', what, { source, pointer: '/publisher' }))
  }
  return compiled
}

/** What a draft calls the keys. */
export function namesOf(names: CompiledIdentity['names']): NameOf {
  const byKeyid = new Map([...names].map(([name, publicKey]) => [keyIdOf(publicKey), name]))
  return (keyid) => byKeyid.get(keyid)
}

function placeAll([first, ...rest]: CliProblems, place: (problem: CliProblem) => CliProblem) {
  return fail(place(first), ...rest.map(place))
}
