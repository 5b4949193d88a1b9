import { dirname, join } from 'node:path'
import { openPolicyPart, packagesNamedIn } from '@trustlist/core'
import { refusal, summary } from '../command/answer.js'
import type { Answer, Invocation } from '../command/command.js'
import type { explainCommand } from '../command/table/explain.js'
import { readAsked } from '../explanation/asked.js'
import { explainAsked, type Explained } from '../explanation/explain-asked.js'
import { showExplained } from '../explanation/show-explained.js'
import { cliProblem, succeed, type CliProblem, type Result } from '../failure.js'
import { maxDocumentBytes, readInput } from '../files/read-input.js'
import type { SourceText } from '../render/code-frame.js'
import type { World } from '../world.js'

type Invoked = Invocation<typeof explainCommand>

/** Tells why. From a policy alone, little of the program is loaded; what reads lists is loaded where it is needed. */
export async function run(invocation: Invoked, world: World): Promise<Answer> {
  const { operands, options, style } = invocation
  const texts = new Map<string, SourceText>()
  const asked = readAsked(operands[0]!, options)
  if (!asked.ok) return refusal(asked.problems)
  const explained =
    options.policy !== undefined && options.trust === undefined
      ? await explainFromPolicy(options.policy)
      : await (
          await import('./others.js')
        ).explainFromLists.explainFromLists(asked.value, invocation, texts, world)
  if (!explained.ok) return refusal(explained.problems, texts)
  const problems: CliProblem[] = [...explained.findings]
  if (explained.value.candidates?.length === 0)
    problems.push(
      cliProblem('cli/nobody-names', `expected a package that is named ${asked.value.name}, found none`),
    )
  return summary(explained.value, (result) => showExplained(result, style), { problems, texts })

  async function explainFromPolicy(path: string): Promise<Result<Explained>> {
    if (!asked.ok) return asked
    const bytes = await readInput(world, path, maxDocumentBytes)
    if (!bytes.ok) return bytes
    texts.set(path, bytes.value)
    const { package: name } = asked.value
    const found = name === undefined ? packagesNamedIn(bytes.value, asked.value.name) : [name]
    const part = openPolicyPart(bytes.value, found, { at: invocation.at, source: path })
    if (!part.ok) return part
    const trustBeside = join(dirname(path), 'trust.yaml')
    const source = {
      file: path,
      options: { policy: path },
      trustBeside,
      packagesNamed: (each: string) => packagesNamedIn(bytes.value, each),
    }
    return succeed(explainAsked(asked.value, found, part.value, source), part.findings)
  }
}
