import { refusal } from '../command/answer.js'
import type { Answer, Invocation } from '../command/command.js'
import type { identityRotateCommand } from '../command/table/identity-rotate.js'
import { cliProblem, type CliProblem } from '../failure.js'
import { readPublicKey } from '../keys/read-public-key.js'
import { sealNextIdentity } from '../publisher/next-identity.js'
import { readOwnPublisher } from '../publisher/own-publisher.js'
import { planFromDraft } from '../publisher/plan-identity.js'
import { changeOneKey } from '../publisher/change-one-key.js'
import { findMisuse } from '../publisher/sealing-options.js'
import type { SourceText } from '../render/code-frame.js'
import type { World } from '../world.js'

type Invoked = Invocation<typeof identityRotateCommand>

/** Makes the next version of an identity from its draft, or with one key in the place of another. */
export async function run(invocation: Invoked, world: World): Promise<Answer> {
  const { operands, options, at } = invocation
  const [folder] = operands as readonly [string]
  const misuse = findMisuse(options) ?? findHalf(options)
  if (misuse !== undefined) return refusal([misuse])
  const raisesEpoch = options['raise-epoch']
  if (options.replace !== undefined && options.public !== undefined) {
    const by = await readPublicKey(options.public)
    if (!by.ok) return refusal(by.problems)
    const change = { kind: 'replace', by: by.value } as const
    const thresholds = { root: undefined, list: undefined }
    const request = { name: options.replace, change, thresholds, raisesEpoch }
    return changeOneKey(folder, request, invocation, world)
  }
  const own = readOwnPublisher(folder, at, world)
  if (!own.ok) return refusal(own.problems)
  const texts = new Map<string, SourceText>()
  const plan = await planFromDraft(own.value, raisesEpoch, texts, world)
  return plan.ok ? sealNextIdentity(plan.value, invocation, world) : refusal(plan.problems, texts)
}

function findHalf({ replace, public: key }: Invoked['options']): CliProblem | undefined {
  if ((replace === undefined) === (key === undefined)) return undefined
  return cliProblem('cli/option-missing', 'expected --replace NAME and --public PUBLIC together')
}
