import { refusal, summary } from '../command/answer.js'
import type { Answer, Invocation } from '../command/command.js'
import type { trustInitCommand } from '../command/table/trust-init.js'
import { cliProblem } from '../failure.js'
import { createOutput } from '../files/write-output.js'
import { trustTemplate } from '../operator/trust-template.js'
import { findIdFault } from '../publisher/id-form.js'
import { lines, say } from '../render/shown.js'
import type { World } from '../world.js'
import { readYaml } from '../yaml/read-yaml.js'

/** Starts a trust configuration; one that exists stays as it is. */
export async function run({ options }: Invocation<typeof trustInitCommand>, world: World): Promise<Answer> {
  const { operator, contact, config = 'trust.yaml' } = options
  if (operator === undefined) {
    return refusal([cliProblem('cli/option-missing', 'expected --operator ID, such as example-tre')])
  }
  const misnamed = findIdFault('--operator', operator)
  if (misnamed !== undefined) return refusal([misnamed])
  const bytes = new TextEncoder().encode(trustTemplate(operator, contact))
  // The contact is the one part that is not ours.
  const read = await readYaml(bytes, config)
  if (!read.ok) return refusal(read.problems, new Map([[config, bytes]]))
  const written = createOutput(world, config, bytes)
  if (!written.ok) return refusal(written.problems)
  const result = { config, operator, contact: contact ?? null, profiles: ['tier-2', 'tier-3'] }
  return summary(result, (each) =>
    lines([
      say`${each.config}: the trust configuration of ${each.operator}, with the profiles ${each.profiles.join(' and ')}`,
      say`  next: trustlist trust add FROM --trust half`,
    ]),
  )
}
