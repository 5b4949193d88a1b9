import { basename, dirname } from 'node:path'
import {
  addSeconds,
  clockToleranceSeconds,
  problem,
  type DocumentHead,
  type Instant,
  type Problem,
  type PublisherIdentity,
  type Trace,
} from '@trustlist/core'
import { cliProblem, fail, succeed, type CliProblem, type Result } from '../failure.js'
import type { World } from '../world.js'
import { readIdentityChain } from './identity-folder.js'

/** What the user said on the command line, and where to put what is found out. */
export interface IdentityVerifying {
  readonly at: Instant
  readonly isPast: boolean
  /** The folder with the other versions; undefined for the one that it stands in. */
  readonly identity: string | undefined
  readonly pin: string | undefined
  readonly trace: Trace
}

/**
 * Verifies an identity by its own keys and from the version that is pinned; without a pin from the oldest that stands beside
 * it. One that a later version follows may have expired.
 */
export function verifyIdentity(
  bytes: Uint8Array,
  head: DocumentHead<'publisher'>,
  source: string,
  verifying: IdentityVerifying,
  world: World,
): Result<undefined> {
  const { at, isPast, trace } = verifying
  const folder = verifying.identity ?? dirname(source)
  const { version, publisher } = head.signed
  const isInPlace = basename(source) === `${version}.json` || verifying.identity !== undefined
  // What is kept elsewhere stands for itself: the files beside it may be anybody's.
  const pin = verifying.pin ?? (isInPlace ? undefined : `sha256:${head.digest}`)
  const before = readIdentityChain(folder, { at, pin, isPast, last: { version, bytes, source } }, world)
  if (!before.ok) return before
  const { newest: identity, versions } = before.value
  const [trusted] = versions
  const { root } = identity.roles
  trace({ name: 'head', what: `a publisher's identity, ${identity.fingerprint}` })
  trace({ name: 'names', what: publisher })
  trace({ name: 'identity', what: `version ${identity.version}, epoch ${identity.epoch}` })
  const from =
    trusted === identity
      ? ''
      : `, and by version ${version - 1}; followed from version ${trusted!.version}, ${trusted!.fingerprint}`
  const what = `signed by its own root role, ${root.threshold} of ${root.keys.size} needed${from}`
  trace({ name: 'signatures', what })
  const successor = findSuccessor(identity, folder, verifying, world)
  if (successor === undefined) {
    const stale = findStale(identity, at, source)
    if (stale !== undefined) return fail(stale)
    trace({ name: 'freshness', what: `issued ${identity.issued}, in force until ${identity.expires}` })
  } else {
    trace({ name: 'freshness', what: `issued ${identity.issued}; version ${successor} has followed it` })
  }
  const pinned = verifying.pin === undefined ? [notPinned(trusted!, source)] : []
  return succeed(undefined, [...before.findings, ...pinned])
}

/** The version that one leads to; undefined for the newest, and where what stands behind it does not follow it. */
function findSuccessor(
  { fingerprint, version }: PublisherIdentity,
  folder: string,
  { at, isPast }: IdentityVerifying,
  world: World,
): number | undefined {
  const chain = readIdentityChain(folder, { at, pin: fingerprint, isPast }, world)
  return chain.ok && chain.value.newest.version > version ? chain.value.newest.version : undefined
}

/** Whether dates of a document that nothing else judges are those of one in force. */
export function findStale(
  { issued, expires }: { readonly issued: string; readonly expires: string },
  now: Instant,
  source: string,
): Problem | undefined {
  if (expires <= issued) {
    const what = `issued ${issued}, expires ${expires}`
    return problem('seal/expires-before-issued', what, { source, pointer: '/signed/expires' })
  }
  if (issued > addSeconds(now, clockToleranceSeconds)) {
    const what = `issued ${issued}, now it is ${now}`
    return problem('seal/issued-in-future', what, { source, pointer: '/signed/issued' })
  }
  if (expires > now) return undefined
  return problem('seal/expired', `expired ${expires}, now it is ${now}`, {
    source,
    pointer: '/signed/expires',
  })
}

/** Says whose word all the rest rests on. */
export function notPinned(identity: PublisherIdentity, source: string): CliProblem {
  const what = `${identity.publisher} has the fingerprint ${identity.fingerprint}`
  return cliProblem('cli/not-pinned', what, { source })
}
