import type { Answer, Invocation } from '../command/command.js'
import type { identityRaiseEpochCommand } from '../command/table/identity-raise-epoch.js'
import { sealAsItStands } from '../publisher/seal-as-it-stands.js'
import type { World } from '../world.js'

/** Makes the next version of an identity in a new epoch. */
export function run(invocation: Invocation<typeof identityRaiseEpochCommand>, world: World): Promise<Answer> {
  return sealAsItStands('raise-epoch', invocation, world)
}
