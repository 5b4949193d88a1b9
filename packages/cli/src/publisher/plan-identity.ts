import { toCanonicalText, toKeyRoles, type JsonValue, type KeyRoles, type SubjectOf } from '@trustlist/core'
import { cliProblem, fail, succeed, type CliProblem, type Result } from '../failure.js'
import type { SourceText } from '../render/code-frame.js'
import type { World } from '../world.js'
import { changeKey } from './identity-change.js'
import type { IdentityPlan } from './next-identity.js'
import { draftPathOf, namesOf, readOwnDraft, type OwnDraft, type OwnPublisher } from './own-publisher.js'

type Subject = SubjectOf['publisher']

/** The draft as it stands, as the next version. */
export async function planFromDraft(
  own: OwnPublisher,
  raisesEpoch: boolean,
  texts: Map<string, SourceText>,
  world: World,
): Promise<Result<IdentityPlan>> {
  const draft = await readOwnDraft(own, texts, world)
  if (!draft.ok) return draft
  if (draft.value === undefined) return fail(noDraft(own))
  const { subject, roles, names } = draft.value.compiled
  if (!raisesEpoch && isSameSubject(subject, own.subject)) {
    const what = `expected ${draft.value.path} to say something else than version ${own.newest.version}`
    return fail(cliProblem('cli/identity-unchanged', what, { source: draft.value.path }))
  }
  return succeed({
    own,
    subject,
    roles,
    epoch: epochOf(own, raisesEpoch),
    nameOf: namesOf(names),
    command: commandOf(own, 'rotate', raisesEpoch),
    findings: draft.findings,
  })
}

/** The newest identity once more, with another epoch or expiry. The draft is not needed; where it differs that is told. */
export async function planAsItStands(
  own: OwnPublisher,
  name: 'renew' | 'raise-epoch',
  world: World,
): Promise<Result<IdentityPlan>> {
  const roles = rolesOf(own.subject, own)
  if (!roles.ok) return roles
  const draft = await readOwnDraft(own, new Map(), world)
  const compiled = draft.ok ? draft.value?.compiled : undefined
  return succeed({
    own,
    subject: own.subject,
    roles: roles.value,
    epoch: epochOf(own, name === 'raise-epoch'),
    nameOf: compiled === undefined ? () => undefined : namesOf(compiled.names),
    command: commandOf(own, name, false),
    findings: findUnsigned(own, draft),
  })
}

/** Whether two subjects say the same, in whatever order their writers put keys. */
export function isSameSubject(one: Subject, other: Subject): boolean {
  return textOf(one) === textOf(other)
}

function textOf(subject: Subject): string {
  const ordered = changeKey(subject, undefined, { root: undefined, list: undefined })
  return toCanonicalText(ordered as unknown as JsonValue)
}

export function epochOf({ newest }: OwnPublisher, raises: boolean): number {
  return newest.epoch + (raises ? 1 : 0)
}

export function commandOf({ folder }: OwnPublisher, name: string, raisesEpoch: boolean): string {
  return `trustlist identity ${name} ${folder}${raisesEpoch ? ' --raise-epoch' : ''}`
}

/** The roles of a subject, or why they do not hold together, told of the draft that the subject is to stand in. */
export function rolesOf(subject: Subject, own: OwnPublisher): Result<KeyRoles> {
  const roles = toKeyRoles(subject)
  if (roles.ok) return roles
  const [first, ...rest] = roles.problems.map((each) => ({ ...each, at: { source: draftPathOf(own) } }))
  return fail(first!, ...rest)
}

function noDraft(own: OwnPublisher): CliProblem {
  const source = draftPathOf(own)
  return cliProblem('cli/file-missing', 'expected an identity draft, found nothing', { source })
}

function findUnsigned(own: OwnPublisher, draft: Result<OwnDraft | undefined>): readonly CliProblem[] {
  const source = draftPathOf(own)
  if (!draft.ok) {
    const [first] = draft.problems
    return [
      cliProblem('cli/draft-not-signed', `the draft cannot be read: ${first.what}`, { source, ...first.at }),
    ]
  }
  if (draft.value === undefined || isSameSubject(draft.value.compiled.subject, own.subject)) return []
  const what = `version ${own.newest.version} says something else`
  return [cliProblem('cli/draft-not-signed', what, { source })]
}
