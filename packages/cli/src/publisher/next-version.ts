import {
  countSignatures,
  prepareDocument,
  reopenDocument,
  type CompiledList,
  type DocumentHead,
  type Instant,
  type PreparedDocument,
  type PublisherIdentity,
} from '@trustlist/core'
import { cliProblem, fail, succeed, type Result } from '../failure.js'
import { maxDocumentBytes, readInput } from '../files/read-input.js'
import type { World } from '../world.js'
import { readWaiting } from './seal-file.js'

type ListDocument = PreparedDocument<'list'>

/** What is to be signed, and why. */
export interface NextVersion {
  readonly document: ListDocument
  /**
   * `new`: its content, epoch or expiry is another than that of the version before. `waiting`: it waits for more
   * signatures. `published`: nothing has changed since it was published.
   */
  readonly kind: 'new' | 'waiting' | 'published'
}

export interface VersionOptions {
  readonly issued: Instant
  readonly expires: Instant
  /** Make a new version although nothing has changed. */
  readonly renew: boolean
}

/**
 * Decides what a compiled list becomes: the version that waits for signatures, the published one, or the next.
 *
 * @param path - Where the published list stands, or will.
 * @returns The document to sign, or `cli/previous-unusable`.
 */
export async function nextVersion(
  list: CompiledList,
  identity: PublisherIdentity,
  path: string,
  options: VersionOptions,
  world: World,
): Promise<Result<NextVersion>> {
  const published = await readPublished(list, path, world)
  if (!published.ok) return published
  const before = published.value
  const fresh = prepareDocument(
    'list',
    {
      epoch: identity.epoch,
      expires: options.expires,
      issued: options.issued,
      list: list.list,
      publisher: list.publisher,
      publisherVersion: identity.version,
      version: (before?.head.signed.version ?? 0) + 1,
      ...(before === undefined ? {} : { previousSha256: before.head.digest }),
    },
    list.subject,
  )
  if (!fresh.ok) return fresh
  const waiting = await readWaiting(world, path)
  if (!waiting.ok) return waiting
  if (waiting.value !== undefined && isSameVersion(waiting.value, fresh.value, options.issued)) {
    return succeed({ document: waiting.value as ListDocument, kind: 'waiting' })
  }
  if (before !== undefined && !options.renew && isStillGood(before.head, fresh.value.head, identity)) {
    return succeed({ document: before, kind: 'published' })
  }
  return succeed({ document: fresh.value, kind: 'new' })
}

async function readPublished(
  list: CompiledList,
  path: string,
  world: World,
): Promise<Result<ListDocument | undefined>> {
  const bytes = await readInput(world, path, maxDocumentBytes)
  if (!bytes.ok) return bytes.problems[0].code === 'cli/file-missing' ? succeed(undefined) : bytes
  const document = reopenDocument(bytes.value, path)
  if (!document.ok) {
    const [first] = document.problems
    return fail(
      cliProblem('cli/previous-unusable', `the version before: ${first.what}`, first.at),
      ...document.problems,
    )
  }
  const { signed } = document.value.head
  if (signed.type !== 'list' || signed.publisher !== list.publisher || signed.list !== list.list) {
    const what = `expected ${list.publisher}, list ${list.list}, found another document`
    return fail(cliProblem('cli/previous-unusable', what, { source: path }))
  }
  return succeed(document.value as ListDocument)
}

/** Whether what waits is what would be made now: all but the two dates, of which those that were signed first stay. */
function isSameVersion(waiting: PreparedDocument, fresh: ListDocument, now: Instant): boolean {
  const { signed } = waiting.head
  const other = fresh.head.signed
  return (
    signed.type === 'list' &&
    signed.publisher === other.publisher &&
    signed.list === other.list &&
    signed.subjectSha256 === other.subjectSha256 &&
    signed.version === other.version &&
    signed.epoch === other.epoch &&
    signed.publisherVersion === other.publisherVersion &&
    signed.previousSha256 === other.previousSha256 &&
    signed.expires > now
  )
}

/** Whether the published version says the same and would still be accepted, but for its expiry. */
function isStillGood(
  published: DocumentHead<'list'>,
  fresh: DocumentHead<'list'>,
  identity: PublisherIdentity,
): boolean {
  return (
    published.signed.subjectSha256 === fresh.signed.subjectSha256 &&
    published.signed.epoch === identity.epoch &&
    countSignatures(published, identity.roles.list).ok
  )
}
