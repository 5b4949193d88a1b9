import { decide, identifyPackage, openPolicy, parsePurl, type Decision, type Policy } from '@trustlist/core'
import { refusal, summary } from '../command/answer.js'
import type { Answer, Invocation } from '../command/command.js'
import type { checkCommand } from '../command/table/check.js'
import { exits } from '../exit.js'
import { cliProblem, fail, succeed, type CliProblem, type Result } from '../failure.js'
import { maxDocumentBytes, readInput } from '../files/read-input.js'
import { lines, say } from '../render/shown.js'
import type { World } from '../world.js'

interface Answered {
  readonly purl: string
  readonly decision: Decision['decision']
  readonly cause: Decision['cause']
  readonly support: number
  readonly opposition: number
  /** The publishers and rows that were heard for it, and against it. */
  readonly for: readonly string[]
  readonly against: readonly string[]
}

/** Asks a policy about single packages. */
export async function run(
  { operands, options, at }: Invocation<typeof checkCommand>,
  world: World,
): Promise<Answer> {
  if (options.policy === undefined) {
    return refusal([cliProblem('cli/option-missing', 'expected --policy FILE, as trustlist merge writes it')])
  }
  const bytes = await readInput(world, options.policy, maxDocumentBytes)
  if (!bytes.ok) return refusal(bytes.problems)
  const policy = openPolicy(bytes.value, { at, source: options.policy })
  if (!policy.ok) return refusal(policy.problems, new Map([[options.policy, bytes.value]]))
  const answers: Answered[] = []
  const problems: CliProblem[] = [...policy.findings]
  for (const purl of operands) {
    const answer = ask(policy.value, purl)
    if (answer.ok) answers.push(answer.value)
    problems.push(...(answer.ok ? answer.findings : answer.problems))
  }
  const isPermitted = answers.every((each) => each.decision === 'allow') && answers.length === operands.length
  const unreadable = problems.some((each) => each.severity === 'error')
  return summary(
    { policy: options.policy, profile: policy.value.name, packages: answers },
    (result) =>
      lines(
        result.packages.map(
          (each) =>
            say`${each.purl}: ${each.decision}, support ${each.support} of ${policy.value.profile.allowAt}${each.for.length === 0 ? '' : `, on the word of ${each.for.join(', ')}`}${each.against.length === 0 ? '' : `; against it ${each.against.join(', ')}`}`,
        ),
      ),
    { problems, ...(unreadable ? {} : { exit: isPermitted ? exits.yes : exits.no }) },
  )
}

function ask(policy: Policy, text: string): Result<Answered> {
  const at = { source: text }
  const purl = parsePurl(text)
  if (!purl.ok) return placeAll(purl.problems, at)
  const found = identifyPackage(purl.value)
  if (!found.ok) return placeAll(found.problems, at)
  const { package: name, version } = found.value
  if (version === undefined)
    return fail(cliProblem('cli/no-version', `expected a version, found ${text}`, at))
  const decision = decide(policy, { package: name, version })
  const nameOf = (index: number) => {
    const input = policy.inputs[index]
    if (input === undefined) return 'an unknown input'
    if (input.kind === 'list' || input.kind === 'kept-denial') return input.publisher
    return input.kind === 'repository' ? `the repository ${input.package}` : 'an override'
  }
  const names = (indexes: readonly number[]) => [...new Set(indexes.map(nameOf))]
  return succeed({
    purl: text,
    decision: decision.decision,
    cause: decision.cause,
    support: decision.support,
    opposition: decision.opposition,
    for: names(decision.for),
    against: names(decision.against),
  })
}

function placeAll(
  [first, ...rest]: readonly [CliProblem, ...CliProblem[]],
  at: { readonly source: string },
): Result<never> {
  const place = (each: CliProblem): CliProblem => ({ ...each, at: { ...each.at, ...at } })
  return fail(place(first), ...rest.map(place))
}
