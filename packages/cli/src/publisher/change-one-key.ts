import { refusal } from '../command/answer.js'
import type { Answer, Invocation } from '../command/command.js'
import { cliProblem, fail, succeed, type Result } from '../failure.js'
import type { SourceText } from '../render/code-frame.js'
import type { World } from '../world.js'
import type { RoleName, Thresholds } from './identity-change.js'
import { sealNextIdentity, tellUnchanged } from './next-identity.js'
import { readOwnPublisher } from './own-publisher.js'
import { planKeyChange, type KeyRequest } from './plan-key-change.js'
import type { SealingOptions } from './sealing-options.js'

/** The way of every command that changes one key of an identity. */
export async function changeOneKey(
  folder: string,
  request: KeyRequest,
  invoked: Pick<Invocation, 'at' | 'talk'> & {
    readonly options: SealingOptions & { readonly expires: string | undefined }
  },
  world: World,
): Promise<Answer> {
  const own = readOwnPublisher(folder, invoked.at, world)
  if (!own.ok) return refusal(own.problems)
  const texts = new Map<string, SourceText>()
  const planned = await planKeyChange(own.value, request, texts, world)
  if (!planned.ok) return refusal(planned.problems, texts)
  const { plan, isUnchanged } = planned.value
  return isUnchanged ? tellUnchanged(plan, world) : sealNextIdentity(plan, invoked, world)
}

/** `--role`, where it names nothing but roles. */
export function readRoles(given: readonly string[]): Result<readonly RoleName[]> {
  const roles = given.filter((each): each is RoleName => each === 'root' || each === 'list')
  const stranger = given.find((each) => each !== 'root' && each !== 'list')
  if (stranger === undefined) return succeed([...new Set(roles)])
  return fail(cliProblem('cli/option-value', `--role takes root or list and was given ${stranger}`))
}

/** `--root-threshold` and `--list-threshold`. */
export function readThresholds(options: {
  readonly 'root-threshold': string | undefined
  readonly 'list-threshold': string | undefined
}): Result<Thresholds> {
  const thresholds: Record<RoleName, number | undefined> = { root: undefined, list: undefined }
  for (const role of ['root', 'list'] as const) {
    const given = options[`${role}-threshold`]
    if (given === undefined) continue
    if (!/^[1-9][0-9]?$/.test(given)) {
      const what = `--${role}-threshold takes a number from 1 to 64 and was given ${given}`
      return fail(cliProblem('cli/option-value', what))
    }
    thresholds[role] = Number(given)
  }
  return succeed(thresholds)
}
