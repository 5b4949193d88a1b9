import { refusal } from '../command/answer.js'
import type { Answer, Invocation } from '../command/command.js'
import type { identityRemoveKeyCommand } from '../command/table/identity-remove-key.js'
import { changeOneKey, readRoles, readThresholds } from '../publisher/change-one-key.js'
import { findMisuse } from '../publisher/sealing-options.js'
import type { World } from '../world.js'

/** Makes the next version of an identity with one key less, in its draft too. */
export async function run(
  invocation: Invocation<typeof identityRemoveKeyCommand>,
  world: World,
): Promise<Answer> {
  const { operands, options } = invocation
  const [folder, name] = operands as readonly [string, string]
  const misuse = findMisuse(options)
  if (misuse !== undefined) return refusal([misuse])
  const roles = readRoles(options.role.length === 0 ? ['root', 'list'] : options.role)
  if (!roles.ok) return refusal(roles.problems)
  const thresholds = readThresholds(options)
  if (!thresholds.ok) return refusal(thresholds.problems)
  const change = { kind: 'remove', roles: roles.value } as const
  const request = { name, change, thresholds: thresholds.value, raisesEpoch: options['raise-epoch'] }
  return changeOneKey(folder, request, invocation, world)
}
