import { expectType, readHead, type DocumentHead } from '../document/document-head.js'
import {
  accept,
  Impossible,
  problem,
  refuse,
  type Outcome,
  type Place,
  type Problem,
} from '../problem/problem.js'
import { addSeconds, clockToleranceSeconds, type Instant } from '../text/instant.js'
import { countSignatures } from './count-signatures.js'
import { isPublisherIdentity, openIdentityOf, type PublisherIdentity } from './publisher-identity.js'

/** How many versions are followed in one run. @spec identity#what-is-offered */
export const maxRotations = 1024

/** Where following a chain of identities has led. */
export interface FollowedIdentity {
  /** The newest: the trusted one itself where no later one is offered. Whether it is in force is not checked here. */
  readonly identity: PublisherIdentity
  /** Every version after the trusted one, oldest first; the last of them is `identity`. */
  readonly passed: readonly PublisherIdentity[]
}

export interface FollowOptions {
  /** The instant to judge by, fixed by the caller once for a whole run. */
  readonly now: Instant
  /** How the caller names the file of a version, for messages. */
  readonly source?: (version: number) => string
}

/**
 * Follows a publisher's identity from a trusted version to the newest that is offered. Each step is signed by the root
 * threshold of the version before and by its own. Where any step is refused, all of them are: then the trusted identity is
 * still the one to go by.
 *
 * Not checked: whether the newest is in force (expiry of the others does not matter), and whether newer ones were
 * withheld from the end of the chain.
 *
 * @spec identity#following
 * @param offered - The bytes of a version, as the file of this number holds them; publisher-controlled. Undefined where
 *   there is none. Asked for the versions after the trusted one, in order; behind the last one for the 1,024 after it.
 * @returns The newest identity, with `key/signature-invalid` and `key/unknown-keyid` among the findings; or what
 *   `openIdentity` gives, `key/other-publisher`, `key/other-version`, `key/previous-threshold-not-met`,
 *   `key/issued-in-future`, `key/epoch-lowered`, `key/identity-missing`, `key/too-many-rotations`.
 */
export function followIdentities(
  trusted: PublisherIdentity,
  offered: (version: number) => Uint8Array | undefined,
  options: FollowOptions,
): Outcome<FollowedIdentity> {
  if (!isPublisherIdentity(trusted))
    throw new Impossible('followIdentities was given what openIdentity did not make')
  const passed: PublisherIdentity[] = []
  const findings: Problem[] = []
  let identity = trusted
  for (
    let bytes = offered(identity.version + 1);
    bytes !== undefined;
    bytes = offered(identity.version + 1)
  ) {
    const source = options.source?.(identity.version + 1)
    if (passed.length === maxRotations) {
      const what = `expected at most ${maxRotations} versions after version ${trusted.version}, found version ${identity.version + 1}`
      return refuse(problem('key/too-many-rotations', what, source === undefined ? {} : { source }))
    }
    const next = succeed(identity, bytes, options.now, source)
    if (!next.ok) return next
    identity = next.value
    passed.push(identity)
    findings.push(...next.findings)
  }
  const gap = findGap(identity.version + 1, offered, options)
  return gap === undefined ? accept({ identity, passed }, findings) : refuse(gap)
}

/** One step: the next version, from one that is trusted. */
function succeed(
  before: PublisherIdentity,
  bytes: Uint8Array,
  now: Instant,
  source: string | undefined,
): Outcome<PublisherIdentity> {
  const read = readHead(bytes, source)
  if (!read.ok) return read
  const typed = expectType(read.value, 'publisher')
  if (!typed.ok) return typed
  const head = typed.value
  const at: Place = source === undefined ? {} : { source }

  const misnamed = findNameFault(before, head, at)
  if (misnamed !== undefined) return refuse(misnamed)
  // Before the subject is parsed: until here nobody who is trusted has signed anything of it.
  const old = countSignatures(head, before.roles.root)
  if (!old.ok) {
    const [first, ...rest] = old.problems
    return refuse(toPreviousThreshold(first), ...rest)
  }
  const untimely = findTimeFault(before, head, now, at)
  if (untimely !== undefined) return refuse(untimely)
  const opened = openIdentityOf(head, bytes)
  if (!opened.ok) return opened
  return accept(opened.value, mergeFindings(old.findings, opened.findings))
}

function findNameFault(
  before: PublisherIdentity,
  { signed }: DocumentHead<'publisher'>,
  at: Place,
): Problem | undefined {
  if (signed.publisher !== before.publisher) {
    const what = `expected ${before.publisher}, found ${signed.publisher}`
    return problem('key/other-publisher', what, { ...at, pointer: '/signed/publisher' })
  }
  if (signed.version !== before.version + 1) {
    const what = `expected version ${before.version + 1}, found ${signed.version}`
    return problem('key/other-version', what, { ...at, pointer: '/signed/version' })
  }
  return undefined
}

function findTimeFault(
  before: PublisherIdentity,
  { signed }: DocumentHead<'publisher'>,
  now: Instant,
  at: Place,
): Problem | undefined {
  if (signed.issued > addSeconds(now, clockToleranceSeconds)) {
    const what = `issued ${signed.issued}, now it is ${now}`
    return problem('key/issued-in-future', what, { ...at, pointer: '/signed/issued' })
  }
  if (signed.epoch < before.epoch) {
    const what = `expected epoch ${before.epoch} or higher, found ${signed.epoch}`
    return problem('key/epoch-lowered', what, { ...at, pointer: '/signed/epoch' })
  }
  return undefined
}

/** The same refusal of counting, told as that of the version before. */
function toPreviousThreshold(each: Problem): Problem {
  if (each.code !== 'key/threshold-not-met') return each
  return problem('key/previous-threshold-not-met', `${each.what}, of the version before`, each.at)
}

/** A root key of one of the two versions is no stranger, and what is invalid is invalid once. */
function mergeFindings(old: readonly Problem[], own: readonly Problem[]): readonly Problem[] {
  const isSame = (a: Problem) => (b: Problem) => a.code === b.code && a.at.pointer === b.at.pointer
  const strangers = own.filter((each) => each.code === 'key/unknown-keyid' && old.some(isSame(each)))
  const invalid = [...old, ...own].filter((each) => each.code !== 'key/unknown-keyid')
  return [...strangers, ...invalid.filter((each, index) => invalid.findIndex(isSame(each)) === index)]
}

function findGap(
  missing: number,
  offered: (version: number) => Uint8Array | undefined,
  { source }: FollowOptions,
): Problem | undefined {
  for (let version = missing + 1; version <= missing + maxRotations; version++) {
    if (offered(version) === undefined) continue
    const what = `expected version ${missing}, found version ${version} without it`
    return problem('key/identity-missing', what, source === undefined ? {} : { source: source(missing) })
  }
  return undefined
}
