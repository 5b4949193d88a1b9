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
import { cliProblem, fail, succeed, type CliProblem, type Result } from '../failure.js'
import { maxDocumentBytes, readInput } from '../files/read-input.js'
import type { World } from '../world.js'
import type { IdentityChain } from './identity-folder.js'
import { chooseSubject, isBegun } from './observed-heads.js'
import { hasGoodDates, readWaiting, replacedNotice } from './waiting.js'

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
  /** A signature over exactly what waits is at hand. */
  readonly attach: boolean
}

/**
 * Decides what a compiled list becomes: the version that waits for signatures, the published one, or the next.
 *
 * Versions count on through epochs. Only where the version before has the highest number there is, as a thief of a list key
 * can give it, the first of a new epoch is version 1 again.
 *
 * @param path - Where the published list stands, or will.
 * @returns The document to sign; or `cli/previous-unusable`, `cli/prepared-unusable`. Where something else waits: the notice
 *   `cli/prepared-replaced`.
 */
export async function nextVersion(
  list: CompiledList,
  chain: IdentityChain,
  path: string,
  options: VersionOptions,
  world: World,
): Promise<Result<NextVersion>> {
  const identity = chain.newest
  const published = await readPublished(list, chain, path, world)
  if (!published.ok) return published
  const before = published.value
  const place = placeBehind(before, identity, path)
  if (!place.ok) return place
  const waiting = await readWaiting(world, path, identity.roles.list)
  if (!waiting.ok) return waiting
  const isOpen =
    waiting.value !== undefined && (options.attach || isBegun(waiting.value, identity.roles.list))
  const fresh = prepareDocument(
    'list',
    {
      epoch: identity.epoch,
      expires: options.expires,
      issued: options.issued,
      list: list.list,
      publisher: list.publisher,
      publisherVersion: identity.version,
      ...place.value,
    },
    chooseSubject(list.subject, [isOpen ? waiting.value : undefined, options.renew ? undefined : before]),
  )
  if (!fresh.ok) return fresh
  const isUnchanged =
    before !== undefined && !options.renew && isStillGood(before.head, fresh.value.head, identity)
  if (waiting.value !== undefined && hasGoodDates(waiting.value.head, options.issued)) {
    const isMore = isUnchanged && waiting.value.head.digest === before.head.digest
    if (isMore || isSameVersion(waiting.value, fresh.value)) {
      return succeed({ document: waiting.value as ListDocument, kind: 'waiting' })
    }
  }
  const findings = waiting.value === undefined ? [] : [replacedNotice(path, waiting.value)]
  return isUnchanged
    ? succeed({ document: before, kind: 'published' }, findings)
    : succeed({ document: fresh.value, kind: 'new' }, findings)
}

/** The number of the version that follows, and what it follows. */
function placeBehind(
  before: ListDocument | undefined,
  identity: PublisherIdentity,
  path: string,
): Result<{ readonly version: number; readonly previousSha256?: string }> {
  if (before === undefined) return succeed({ version: 1 })
  const { version, epoch } = before.head.signed
  if (version < Number.MAX_SAFE_INTEGER) {
    return succeed({ version: version + 1, previousSha256: before.head.digest })
  }
  if (epoch < identity.epoch) return succeed({ version: 1 })
  return fail(
    cliProblem(
      'cli/previous-unusable',
      `the version before: its number, ${version}, is the highest there is`,
      { source: path, pointer: '/signed/version' },
      'begin to count anew with trustlist identity raise-epoch, or restore the list of before from its repository',
    ),
  )
}

async function readPublished(
  list: CompiledList,
  chain: IdentityChain,
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
      ...document.problems.slice(1),
    )
  }
  const { signed } = document.value.head
  if (signed.type !== 'list' || signed.publisher !== list.publisher || signed.list !== list.list) {
    const what = `expected ${list.publisher}, list ${list.list}, found another document`
    return fail(cliProblem('cli/previous-unusable', what, { source: path }))
  }
  const unsigned = findUnsigned(document.value as ListDocument, chain, path)
  return unsigned === undefined ? succeed(document.value as ListDocument) : fail(unsigned)
}

/**
 * The next version counts on from this one. A head that nobody signed could say the highest version there is, and then no
 * list could ever follow. Under an earlier identity its own keys count; one from before the chain is not known here.
 */
function findUnsigned(
  { head }: ListDocument,
  { newest: identity, versions }: IdentityChain,
  path: string,
): CliProblem | undefined {
  const { publisherVersion } = head.signed
  const at = { source: path, pointer: '/signed/publisherVersion' }
  if (publisherVersion > identity.version) {
    const what = `the version before: signed under identity version ${publisherVersion}, known is ${identity.version}`
    return cliProblem('cli/previous-unusable', what, at, 'fetch the missing identity versions')
  }
  const signedUnder = versions.find((each) => each.version === publisherVersion)
  if (signedUnder === undefined) return undefined
  const count = countSignatures(head, signedUnder.roles.list)
  if (count.ok) return undefined
  const [first] = count.problems
  return cliProblem('cli/previous-unusable', `the version before: ${first.what}`, first.at)
}

/** Whether what waits is what would be made now: all but the two dates, of which those that were signed first stay. */
function isSameVersion(waiting: PreparedDocument, fresh: ListDocument): boolean {
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
    signed.previousSha256 === other.previousSha256
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
