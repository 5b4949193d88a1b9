import { compareIdentities, keyIdOf, toHex, type KeyRoles, type SubjectOf } from '@trustlist/core'
import { cliProblem, fail, succeed, type CliProblem, type Result } from '../failure.js'
import type { SourceText } from '../render/code-frame.js'
import type { World } from '../world.js'
import { readYaml } from '../yaml/read-yaml.js'
import { changeKey, publicKeysOf, type KeyChange, type RoleName, type Thresholds } from './identity-change.js'
import type { IdentityPlan } from './next-identity.js'
import {
  compileOwnDraft,
  draftPathOf,
  namesOf,
  readOwnDraft,
  type OwnDraft,
  type OwnPublisher,
} from './own-publisher.js'
import { commandOf, epochOf, isSameSubject, rolesOf } from './plan-identity.js'
import { sayChanges } from './say-changes.js'
import type { NameOf } from './say-key.js'

/** What is to become of a key that is meant by a name. */
export interface KeyRequest {
  /** As the draft calls the key, or the beginning of its keyid. */
  readonly name: string
  readonly change:
    | { readonly kind: 'add'; readonly publicKey: Uint8Array; readonly roles: readonly RoleName[] }
    | { readonly kind: 'remove'; readonly roles: readonly RoleName[] }
    | { readonly kind: 'replace'; readonly by: Uint8Array }
  readonly thresholds: Thresholds
  readonly raisesEpoch: boolean
}

/**
 * The newest identity with one key changed, and the draft with the same change. What is signed is never more than that: a
 * draft that says more is refused.
 *
 * @returns The plan, and whether the newest identity says it all already; or `cli/key-name-unknown`, `cli/key-name-taken`,
 *   `cli/last-key`, `key/threshold`, `cli/draft-differs`, `cli/draft-not-edited`, and what reading the draft gives.
 */
export async function planKeyChange(
  own: OwnPublisher,
  request: KeyRequest,
  texts: Map<string, SourceText>,
  world: World,
): Promise<Result<{ readonly plan: IdentityPlan; readonly isUnchanged: boolean }>> {
  const draft = await readOwnDraft(own, texts, world)
  if (!draft.ok) return draft
  const named = nameKey(own, request, draft.value)
  if (!named.ok) return named
  const { name, change } = named.value
  const subject = changeKey(own.subject, change, request.thresholds)
  const roles = findEmptyRole(subject, own) ?? rolesOf(subject, own)
  if (!roles.ok) return withMend(roles.problems)
  const edited =
    draft.value === undefined
      ? succeed(undefined)
      : await editDraft(own, draft.value, { name, change, thresholds: request.thresholds }, subject, world)
  if (!edited.ok) return edited
  const names = [draft.value?.compiled.names, edited.value?.names].map((each) => namesOf(each ?? new Map()))
  const plan: IdentityPlan = {
    own,
    subject,
    roles: roles.value,
    epoch: epochOf(own, request.raisesEpoch),
    nameOf: (keyid) => names[0]!(keyid) ?? names[1]!(keyid),
    draftText: edited.value?.text === draft.value?.text ? undefined : edited.value?.text,
    command: commandOf(own, 'rotate', request.raisesEpoch),
    findings: draft.findings,
  }
  return succeed({ plan, isUnchanged: !request.raisesEpoch && isSameSubject(subject, own.subject) })
}

interface NamedChange {
  readonly name: string
  readonly change: KeyChange
}

/** Finds the key that is meant, and checks that a new one gets a name of its own. */
function nameKey(
  own: OwnPublisher,
  { name, change }: KeyRequest,
  draft: OwnDraft | undefined,
): Result<NamedChange> {
  const names = draft?.compiled.names ?? new Map<string, Uint8Array>()
  if (change.kind === 'add') {
    const called = namesOf(names)(keyIdOf(change.publicKey))
    const other = names.get(name)
    if (called !== undefined && called !== name)
      return fail(taken(`this key is called ${called} in the draft`, own))
    if (other !== undefined && toHex(other) !== toHex(change.publicKey))
      return fail(taken(`another key is called ${name} in the draft`, own))
    return succeed({ name, change })
  }
  const keys = publicKeysOf(own.subject)
  const begun = [...keys.keys()].filter((keyid) => /^[0-9a-f]{8,64}$/.test(name) && keyid.startsWith(name))
  const publicKey = names.get(name) ?? (begun.length === 1 ? keys.get(begun[0]!) : undefined)
  if (publicKey === undefined) {
    const known = names.size === 0 ? [...keys.keys()] : [...names.keys()]
    const what = `expected the name of a key (${known.join(', ')}) or its keyid, found ${name}`
    return fail(cliProblem('cli/key-name-unknown', what, { source: draftPathOf(own) }))
  }
  const called = names.has(name) ? name : (namesOf(names)(keyIdOf(publicKey)) ?? '')
  return succeed({ name: called, change: { ...change, publicKey } })
}

function taken(what: string, own: OwnPublisher): CliProblem {
  return cliProblem('cli/key-name-taken', what, { source: draftPathOf(own) })
}

function findEmptyRole({ roles }: SubjectOf['publisher'], own: OwnPublisher): Result<KeyRoles> | undefined {
  const empty = (['root', 'list'] as const).find((role) => roles[role].keyids.length === 0)
  if (empty === undefined) return undefined
  const harm = empty === 'root' ? 'the identity could never change again' : 'no list could be signed'
  const what = `expected a key in the role ${empty}, found none left: ${harm}`
  return fail(cliProblem('cli/last-key', what, { source: draftPathOf(own) }))
}

function withMend([first, ...rest]: readonly [CliProblem, ...CliProblem[]]): Result<never> {
  const told = (problem: CliProblem): CliProblem =>
    problem.code === 'key/threshold'
      ? { ...problem, mend: 'give a threshold that can be met with --root-threshold or --list-threshold' }
      : problem
  return fail(told(first), ...rest.map(told))
}

interface EditedDraft {
  readonly text: string
  readonly names: ReadonlyMap<string, Uint8Array>
}

/** The draft with the change in it: read again, and compared with what is to be signed. */
async function editDraft(
  own: OwnPublisher,
  draft: OwnDraft,
  change: NamedChange & { readonly thresholds: Thresholds },
  subject: SubjectOf['publisher'],
  world: World,
): Promise<Result<EditedDraft>> {
  const source = draft.path
  // Loaded here, as the library for YAML is.
  const { editIdentityDraft } = await import('./edit-identity-draft.js')
  const text = editIdentityDraft(draft.text, draft.value, change, change.name, subject)
  const read = text === undefined ? undefined : await readYaml(new TextEncoder().encode(text), source)
  const compiled = read?.ok === true ? compileOwnDraft(own, read.value.value, world) : undefined
  if (text === undefined || compiled?.ok !== true) {
    const what = 'expected keys and roles that can be changed line by line'
    return fail(cliProblem('cli/draft-not-edited', what, { source }))
  }
  if (isSameSubject(compiled.value.subject, subject)) return succeed({ text, names: compiled.value.names })
  return fail(toDifference(own, subject, compiled.value, draft))
}

function toDifference(
  own: OwnPublisher,
  subject: SubjectOf['publisher'],
  compiled: OwnDraft['compiled'],
  { path }: OwnDraft,
): CliProblem {
  const intended = rolesOf(subject, own)
  const { epoch, expires } = own.newest
  const rest = { epoch, expires }
  const changes = intended.ok
    ? compareIdentities(
        { ...rest, roles: intended.value, about: subject.about },
        { ...rest, roles: compiled.roles, about: compiled.subject.about },
      )
    : []
  const nameOf: NameOf = namesOf(compiled.names)
  const told = sayChanges(changes, nameOf).map(String)
  const what = `beside this change the draft would say: ${told.length === 0 ? 'another key without a role' : told.join('; ')}`
  const mend = `${commandOf(own, 'rotate', false)} signs the draft as it stands; or take the other changes back`
  return cliProblem('cli/draft-differs', what, { source: path }, mend)
}
