import { setTimeout } from 'node:timers/promises'
import type { World } from '../../world.js'
import { newClaim, releaseClaims, takeClaim } from '../claim.js'

const pauseMs = 50

/**
 * Does something to a mirror while no other run does: several fetches into one would be in each other's way. A run that was
 * killed is waited for no longer. Who waits longer than a fetch may take goes on all the same: nothing but time is lost, since
 * what is read from a mirror is verified as if it came from a stranger.
 */
export async function aloneWith<T>(
  mirror: string,
  patienceMs: number,
  world: World,
  work: () => Promise<T>,
): Promise<T> {
  const processes = await world.processes()
  const claim = newClaim('sync', processes, world)
  const begun = world.elapsedMs()
  for (;;) {
    const taken = takeClaim(`${mirror}.held`, claim, processes, world)
    if (taken.kind === 'taken') {
      try {
        return await work()
      } finally {
        releaseClaims(taken.holding, world)
      }
    }
    // A cache that cannot be written is told by whoever writes into it.
    if (taken.kind === 'fault' || world.elapsedMs() - begun > patienceMs) return work()
    await setTimeout(pauseMs)
  }
}
