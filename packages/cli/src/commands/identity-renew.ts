import type { Answer, Invocation } from '../command/command.js'
import type { identityRenewCommand } from '../command/table/identity-renew.js'
import { sealAsItStands } from '../publisher/seal-as-it-stands.js'
import type { World } from '../world.js'

/** Makes the next version of an identity, which says the same and expires later. */
export function run(invocation: Invocation<typeof identityRenewCommand>, world: World): Promise<Answer> {
  return sealAsItStands('renew', invocation, world)
}
