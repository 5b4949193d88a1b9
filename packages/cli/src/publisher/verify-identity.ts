import {
  addSeconds,
  clockToleranceSeconds,
  openIdentity,
  problem,
  type Instant,
  type Problem,
  type PublisherIdentity,
  type Trace,
} from '@trustlist/core'
import { cliProblem, fail, succeed, type CliProblem, type Result } from '../failure.js'

/** Verifies an identity by its own keys, and says how each step went. */
export function verifyIdentity(
  bytes: Uint8Array,
  source: string,
  { at, pin, trace }: { readonly at: Instant; readonly pin: string | undefined; readonly trace: Trace },
): Result<undefined> {
  const opened = openIdentity(bytes, { source, ...(pin === undefined ? {} : { pin }) })
  if (!opened.ok) return opened
  const identity = opened.value
  const { root } = identity.roles
  trace({ name: 'head', what: `a publisher's identity, ${identity.fingerprint}` })
  trace({ name: 'names', what: identity.publisher })
  trace({ name: 'identity', what: `version ${identity.version}, epoch ${identity.epoch}` })
  trace({
    name: 'signatures',
    what: `signed by its own root role, ${root.threshold} of ${root.keys.size} needed`,
  })
  const stale = findStale(identity, at, source)
  if (stale !== undefined) return fail(stale)
  trace({ name: 'freshness', what: `issued ${identity.issued}, in force until ${identity.expires}` })
  const pinned = pin === undefined ? [notPinned(identity, source)] : []
  return succeed(undefined, [...opened.findings, ...pinned])
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
