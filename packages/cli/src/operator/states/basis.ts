import { cliProblem, fail, succeed, type Result } from '../../failure.js'
import { findFilePlace, isThere, type FilePlace } from '../../files/file-place.js'
import type { World } from '../../world.js'
import { findLoss } from '../lock-file.js'
import { toTrustPlace, type TrustPlace } from '../trust-place.js'

/**
 * What the states of publishers are taken from.
 *
 * `sources`: there is no lock, so what the sources offer now is judged and nothing is remembered. `sync`: the sources are
 * brought and judged against the lock, and what the lock holds then is taken. `lock`: what a lock says, and nothing is
 * brought. `past`: what was in force at another instant, from everything that was ever accepted.
 *
 * @spec trust#what-a-merge-stands-on
 */
export type Basis = BasisFiles &
  ({ readonly kind: 'sources' } | { readonly kind: 'sync' | 'lock' | 'past'; readonly lock: FilePlace })

interface BasisFiles {
  readonly trust: FilePlace
  /** The operator's files; of a trust configuration of a revision those in the work tree. */
  readonly place: TrustPlace
}

export interface BasisOptions {
  /** A path, or `REV:path`. */
  readonly trust: string | undefined
  /** A path, or `REV:path`. */
  readonly lock: string | undefined
  readonly locked: boolean
  readonly isAtGiven: boolean
}

/**
 * Finds out what the states of publishers are to be taken from.
 *
 * @returns It; or `cli/lock-needed` where there is no lock and there has to be one, `cli/git-missing`,
 *   `cli/revision-missing`.
 */
export async function findBasis(options: BasisOptions, world: World): Promise<Result<Basis>> {
  const trust = await findFilePlace(options.trust ?? 'trust.yaml', world)
  if (!trust.ok) return trust
  const place = toTrustPlace(trust.value.path)
  const named = await findLock(options, trust.value, place, world)
  if (!named.ok) return named
  const lock = named.value
  const files = { trust: trust.value, place }
  if (lock !== undefined) {
    const isNamed = options.locked || options.lock !== undefined || trust.value.kind === 'revision'
    return succeed({ ...files, lock, kind: isNamed ? 'lock' : options.isAtGiven ? 'past' : 'sync' })
  }
  const [loss] = findLoss(place, world)
  if (loss !== undefined) return fail(lockNeeded(loss.what, place.lock, loss.mend))
  if (!options.locked) return succeed({ ...files, kind: 'sources' })
  return fail(lockNeeded('expected the lock that is to be taken as it is, found none', place.lock))
}

async function findLock(
  options: BasisOptions,
  trust: FilePlace,
  { lock }: TrustPlace,
  world: World,
): Promise<Result<FilePlace | undefined>> {
  if (options.lock !== undefined) return findFilePlace(options.lock, world)
  // The lock that stood beside it.
  if (trust.kind === 'revision') return findFilePlace(toTrustPlace(trust.text).lock, world)
  return succeed(isThere(lock, world) ? { kind: 'file', text: lock, path: lock } : undefined)
}

function lockNeeded(what: string, source: string, mend?: string) {
  return cliProblem('cli/lock-needed', what, { source }, mend)
}
