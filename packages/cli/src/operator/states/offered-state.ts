import {
  acceptPublisher,
  problem,
  type Instant,
  type PublisherState,
  type TrustPublisher,
} from '@trustlist/core'
import { fail, succeed, type Result } from '../../failure.js'
import type { World } from '../../world.js'
import { openStore } from '../store.js'
import { wantedOf, type AskedSource } from '../sync/bring-publishers.js'
import type { TrustPlace } from '../trust-place.js'
import { readUnsignedSource } from '../unsigned-source.js'

/**
 * What a publisher's source offers now, judged by its pin alone: as when it is met for the first time, whatever was seen of
 * it before.
 *
 * @param asked - Its source; undefined for one that never signs.
 * @returns Its state, fresh; or everything that was refused, since of a first meeting nothing is taken then.
 */
export async function readOfferedState(
  publisher: TrustPublisher,
  asked: Result<AskedSource> | undefined,
  place: TrustPlace,
  at: Instant,
  world: World,
): Promise<Result<PublisherState>> {
  const { id, pin, unsigned, maxAgeDays } = publisher
  const state = { publisher: id, status: 'fresh' as const, lastRefreshed: at, keptDenials: [] }
  if (unsigned !== undefined) {
    const source = await readUnsignedSource(
      { ...publisher, unsigned },
      place,
      openStore(place.store, world),
      world,
    )
    return source.ok ? succeed({ ...state, lists: [source.value.list] }, source.findings) : source
  }
  if (asked === undefined) return fail(problem('merge/publisher-missing', `nothing is known of ${id}`))
  if (!asked.ok) return asked
  const wanted = wantedOf(publisher)
  const offered = await asked.value.source.read(wanted)
  if (!offered.ok) return offered
  const verdict = acceptPublisher({
    publisher: id,
    pin: pin!,
    accepted: undefined,
    offered: offered.value,
    kept: () => undefined,
    lists: wanted.lists,
    now: at,
    timeFloor: undefined,
    ...(maxAgeDays === undefined ? {} : { maxAgeDays }),
  })
  if (verdict.status !== 'accepted') return fail(...verdict.problems)
  const findings = [...offered.findings, ...verdict.findings]
  return succeed({ ...state, lists: verdict.changes.map(({ after }) => after) }, findings)
}
