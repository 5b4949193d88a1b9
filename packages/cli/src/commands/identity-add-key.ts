import { refusal } from '../command/answer.js'
import type { Answer, Invocation } from '../command/command.js'
import type { identityAddKeyCommand } from '../command/table/identity-add-key.js'
import { cliProblem } from '../failure.js'
import { readPublicKey } from '../keys/read-public-key.js'
import { changeOneKey, readRoles, readThresholds } from '../publisher/change-one-key.js'
import { findMisuse } from '../publisher/sealing-options.js'
import type { World } from '../world.js'

/** Makes the next version of an identity with one key more, in its draft too. */
export async function run(
  invocation: Invocation<typeof identityAddKeyCommand>,
  world: World,
): Promise<Answer> {
  const { operands, options } = invocation
  const [folder, name] = operands as readonly [string, string]
  const misuse = findMisuse(options)
  if (misuse !== undefined) return refusal([misuse])
  if (options.public === undefined || options.role.length === 0) {
    return refusal([cliProblem('cli/option-missing', 'expected --public PUBLIC and --role ROLE')])
  }
  const roles = readRoles(options.role)
  if (!roles.ok) return refusal(roles.problems)
  const thresholds = readThresholds(options)
  if (!thresholds.ok) return refusal(thresholds.problems)
  const publicKey = await readPublicKey(options.public)
  if (!publicKey.ok) return refusal(publicKey.problems)
  const change = { kind: 'add', publicKey: publicKey.value, roles: roles.value } as const
  const request = { name, change, thresholds: thresholds.value, raisesEpoch: false }
  return changeOneKey(folder, request, invocation, world)
}
