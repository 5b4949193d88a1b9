import { refusal } from '../command/answer.js'
import type { Answer, Invocation } from '../command/command.js'
import type { World } from '../world.js'
import { sealNextIdentity } from './next-identity.js'
import { readOwnPublisher } from './own-publisher.js'
import { planAsItStands } from './plan-identity.js'
import { findMisuse, type SealingOptions } from './sealing-options.js'

/** The way of the commands that sign an identity once more without changing its keys. */
export async function sealAsItStands(
  name: 'renew' | 'raise-epoch',
  invocation: Pick<Invocation, 'operands' | 'at' | 'talk'> & {
    readonly options: SealingOptions & { readonly expires: string | undefined }
  },
  world: World,
): Promise<Answer> {
  const misuse = findMisuse(invocation.options)
  if (misuse !== undefined) return refusal([misuse])
  const own = readOwnPublisher(invocation.operands[0]!, invocation.at, world)
  if (!own.ok) return refusal(own.problems)
  const plan = await planAsItStands(own.value, name, world)
  return plan.ok ? sealNextIdentity(plan.value, invocation, world) : refusal(plan.problems)
}
