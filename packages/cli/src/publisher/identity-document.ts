import {
  prepareDocument,
  type HeadFields,
  type Instant,
  type PreparedDocument,
  type SubjectOf,
} from '@trustlist/core'
import { cliProblem, fail, succeed, type Result } from '../failure.js'
import type { World } from '../world.js'
import { expiryOf } from './dates.js'
import { everySigner, type SigningRoles } from './signing-roles.js'
import { hasGoodDates, readWaiting, replacedNotice } from './waiting.js'

/** Three years: long enough to be left alone, short enough that a forgotten identity dies. */
const usualDays = 1096

/** A version of an identity that is to be signed. */
export interface IdentityVersion {
  readonly fields: Omit<HeadFields<'publisher'>, 'issued' | 'expires'>
  readonly subject: SubjectOf['publisher']
  readonly signing: SigningRoles
  /** Where it will stand. */
  readonly path: string
}

/**
 * The document of a version: what waits for signatures and says the same, or a new one.
 *
 * @returns The document, or `cli/option-value`, `cli/prepared-unusable`, `cli/nothing-prepared`. Where something else waits:
 *   the notice `cli/prepared-replaced`.
 */
export async function documentOf(
  { fields, subject, signing, path }: IdentityVersion,
  options: { readonly expires: string | undefined; readonly attach: string | undefined },
  at: Instant,
  world: World,
): Promise<Result<PreparedDocument<'publisher'>>> {
  const expires = expiryOf(at, options.expires, usualDays)
  if (!expires.ok) return expires
  const fresh = prepareDocument('publisher', { ...fields, expires: expires.value, issued: at }, subject)
  if (!fresh.ok) return fresh
  const waiting = await readWaiting(world, path, everySigner(signing))
  if (!waiting.ok) return waiting
  const isUsable =
    waiting.value !== undefined &&
    hasGoodDates(waiting.value.head, at) &&
    isSameVersion(waiting.value, fresh.value)
  if (isUsable) return succeed(waiting.value as PreparedDocument<'publisher'>)
  if (options.attach !== undefined) {
    const what = 'expected a prepared document with this content, found none'
    return fail(cliProblem('cli/nothing-prepared', what, { source: path }))
  }
  return waiting.value === undefined ? fresh : succeed(fresh.value, [replacedNotice(path, waiting.value)])
}

/** Whether what waits is what would be made now: all but the two dates, of which those that were signed first stay. */
function isSameVersion(waiting: PreparedDocument, fresh: PreparedDocument<'publisher'>): boolean {
  const { signed } = waiting.head
  const other = fresh.head.signed
  return (
    signed.type === 'publisher' &&
    signed.publisher === other.publisher &&
    signed.version === other.version &&
    signed.epoch === other.epoch &&
    signed.subjectSha256 === other.subjectSha256
  )
}
