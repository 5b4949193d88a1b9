import { join } from 'node:path'
import { compareIdentities, type IdentityChange, type KeyRoles, type SubjectOf } from '@trustlist/core'
import { refusal, summary } from '../command/answer.js'
import type { Answer, Invocation } from '../command/command.js'
import { succeed, type CliProblem, type Result } from '../failure.js'
import { writeOutput } from '../files/write-output.js'
import { lines, nothing, say, type Shown } from '../render/shown.js'
import type { World } from '../world.js'
import { documentOf } from './identity-document.js'
import { identityPath } from './identity-folder.js'
import { checkFollows, findNoSpare, findUnfit } from './judge-next-identity.js'
import { findSignAgain } from './lists-to-sign-again.js'
import { draftPathOf, type OwnPublisher } from './own-publisher.js'
import type { Sealed } from './place-document.js'
import { sayChanges } from './say-changes.js'
import type { NameOf } from './say-key.js'
import { sealFile } from './seal-file.js'
import { sealedAnswer } from './sealed-answer.js'
import type { SealingOptions } from './sealing-options.js'
import type { SigningRoles } from './signing-roles.js'

/** What the next version of an identity is to say. */
export interface IdentityPlan {
  readonly own: OwnPublisher
  readonly subject: SubjectOf['publisher']
  readonly roles: KeyRoles
  readonly epoch: number
  readonly nameOf: NameOf
  /** What the draft is to say afterwards, where it says something else now. */
  readonly draftText?: string | undefined
  /** What the others run who must sign too. */
  readonly command: string
  readonly findings: readonly CliProblem[]
}

interface Invoked extends Pick<Invocation, 'at' | 'talk'> {
  readonly options: SealingOptions & { readonly expires: string | undefined }
}

/**
 * Makes the next version of an identity, collects signatures, and puts it into its place as soon as enough old and new root
 * keys have signed.
 */
export async function sealNextIdentity(
  plan: IdentityPlan,
  { options, at, talk }: Invoked,
  world: World,
): Promise<Answer> {
  const { own, subject, roles, epoch } = plan
  const { newest } = own
  const { publisher } = newest
  const version = newest.version + 1
  const path = identityPath(join(own.folder, 'identity'), version)
  const unfit = findUnfit(own, roles, at)
  if (unfit !== undefined) return refusal([unfit])
  const signing: SigningRoles = {
    role: roles.root,
    roleName: 'root',
    before: { version: newest.version, role: newest.roles.root },
  }
  const fields = { epoch, publisher, version }
  const next = await documentOf({ fields, subject, signing, path }, options, at, world)
  if (!next.ok) return refusal(next.problems)
  const document = next.value
  const check = (bytes: Uint8Array) => checkFollows(own, bytes, at)
  const sealing = { ...signing, document, path, isPublished: false, isOnce: true, check }
  const sealed = await sealFile(sealing, options, world, talk)
  if (!sealed.ok) return refusal(sealed.problems)
  // Behind the document: whoever was stopped between the two says the same again, and the draft is brought up.
  const draft = writeDraft(plan, world)
  if (!draft.ok) return refusal(draft.problems)
  const { expires } = document.head.signed
  const facts: Facts = {
    publisher,
    version,
    epoch,
    fingerprint: `sha256:${document.head.digest}`,
    expires,
    changes: compareIdentities(newest, { roles, epoch, expires, about: subject.about }),
    draft: draft.value,
    signAgain: findSignAgain(own, roles.list, epoch, world),
    command: plan.command,
  }
  const { nameOf } = plan
  return sealedAnswer(sealed.value, facts, { says: sayVersion, more: tellMore(nameOf), nameOf }, [
    ...own.findings,
    ...plan.findings,
    ...next.findings,
    ...sealed.findings,
    ...findNoSpare(own, roles),
  ])
}

/** The newest identity says it already: a run that was stopped may have left the draft behind. */
export function tellUnchanged(plan: IdentityPlan, world: World): Answer {
  const draft = writeDraft(plan, world)
  if (!draft.ok) return refusal(draft.problems)
  const { publisher, version, epoch, fingerprint, expires } = plan.own.newest
  return summary(
    { publisher, version, epoch, fingerprint, expires, unchanged: true, draft: draft.value },
    (each) =>
      lines([
        say`version ${each.version} of ${each.publisher} says so already; no other was made`,
        each.draft === null ? nothing : say`  ${each.draft} says so now too`,
      ]),
    { problems: [...plan.own.findings, ...plan.findings] },
  )
}

interface Facts {
  readonly publisher: string
  readonly version: number
  readonly epoch: number
  readonly fingerprint: string
  readonly expires: string
  readonly changes: readonly IdentityChange[]
  /** The draft, where it was changed. */
  readonly draft: string | null
  /** Lists that nobody accepts any more under this version. */
  readonly signAgain: readonly string[]
  readonly command: string
}

function sayVersion({ publisher, version, expires }: Facts): Shown {
  return say`identity of ${publisher}, version ${version}, in force until ${expires}`
}

function tellMore(nameOf: NameOf): (facts: Facts & Sealed) => Shown {
  return ({ fingerprint, changes, draft, signAgain, state, command }) => {
    const isSealed = state === 'sealed'
    return lines([
      say`  fingerprint ${fingerprint}`,
      ...sayChanges(changes, nameOf).map((each) => say`  ${each}`),
      draft === null ? nothing : say`  ${draft} says the same`,
      ...signAgain.map(
        (each) => say`  ${isSealed ? '' : 'then '}sign again: trustlist sign ${each} --key KEY`,
      ),
      isSealed ? nothing : say`  the others run: ${command} --key KEY`,
    ])
  }
}

/** @returns The path of the draft where there was something to write. */
function writeDraft({ own, draftText }: IdentityPlan, world: World): Result<string | null> {
  if (draftText === undefined) return succeed(null)
  const path = draftPathOf(own)
  const written = writeOutput(world, path, new TextEncoder().encode(draftText))
  return written.ok ? succeed(path) : written
}
