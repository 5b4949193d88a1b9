import { dirname, join } from 'node:path'
import {
  checkInventory,
  decide,
  identifyPackage,
  openPolicy,
  parsePurl,
  type CheckOptions,
  type Decision,
  type Policy,
} from '@trustlist/core'
import { refusal, summary } from '../command/answer.js'
import type { Answer, Invocation } from '../command/command.js'
import type { checkCommand } from '../command/table/check.js'
import { exits } from '../exit.js'
import { cliProblem, fail, succeed, type CliProblem, type Result } from '../failure.js'
import { isThere } from '../files/file-place.js'
import { maxDocumentBytes, readInput } from '../files/read-input.js'
import { readFormat } from '../inventory/read-format.js'
import { readInventoryFile } from '../inventory/read-inventory-file.js'
import { readTrustFile } from '../operator/read-trust-file.js'
import { checkFacts, sayCheck, saySupport, type Required } from '../operator/say-check.js'
import { speakersOf } from '../operator/speakers-of.js'
import type { SourceText } from '../render/code-frame.js'
import { lines, say, type Shown } from '../render/shown.js'
import type { World } from '../world.js'

type Invoked = Invocation<typeof checkCommand>

/** Asks a policy about single packages, and about everything that files name. */
export async function run(invocation: Invoked, world: World): Promise<Answer> {
  const { operands, options, at } = invocation
  if (options.policy === undefined) {
    return refusal([cliProblem('cli/option-missing', 'expected --policy FILE, as trustlist merge writes it')])
  }
  const bytes = await readInput(world, options.policy, maxDocumentBytes)
  if (!bytes.ok) return refusal(bytes.problems)
  const policy = openPolicy(bytes.value, { at, source: options.policy })
  if (!policy.ok) return refusal(policy.problems, new Map([[options.policy, bytes.value]]))
  const purls = operands.filter((each) => each.startsWith('pkg:'))
  const paths = operands.filter((each) => !each.startsWith('pkg:'))
  const texts = new Map<string, SourceText>()
  const files = await checkFiles(policy.value, paths, invocation, texts, world)
  if (!files.ok) return refusal(files.problems, texts)
  const answers: Answered[] = []
  const problems: CliProblem[] = [...policy.findings, ...files.findings]
  for (const purl of purls) {
    const answer = ask(policy.value, purl)
    if (answer.ok) answers.push(answer.value)
    problems.push(...(answer.ok ? answer.findings : answer.problems))
  }
  const unreadable = problems.some((each) => each.severity === 'error')
  const isPermitted =
    answers.length === purls.length &&
    answers.every((each) => each.decision === 'allow') &&
    files.value.every((each) => each.permitted)
  const { allowAt, minVoices, minReviewed } = policy.value.profile
  const result = {
    policy: options.policy,
    profile: policy.value.name,
    required: { allowAt, minVoices, minReviewed },
    ...(purls.length === 0 ? {} : { packages: answers }),
    ...(paths.length === 0 ? {} : { files: files.value }),
  }
  return summary(
    result,
    (each) =>
      lines([
        ...(each.packages ?? []).map((answered) => sayAnswered(answered, each.required)),
        ...(each.files ?? []).map((file) => sayCheck(file, each.required)),
      ]),
    { problems, texts, ...(unreadable ? {} : { exit: isPermitted ? exits.yes : exits.no }) },
  )
}

type FileFacts = ReturnType<typeof checkFacts>

async function checkFiles(
  policy: Policy,
  paths: readonly string[],
  { options }: Invoked,
  texts: Map<string, SourceText>,
  world: World,
): Promise<Result<readonly FileFacts[]>> {
  if (paths.length === 0) return succeed([])
  const as = readFormat(options.as)
  if (!as.ok) return as
  const trust = await readOptions(options.trust, options.policy ?? '.', texts, world)
  if (!trust.ok) return trust
  const checked: FileFacts[] = []
  const findings: CliProblem[] = [...trust.findings]
  for (const path of paths) {
    const file = await readInventoryFile(path, as.value, texts, world)
    if (!file.ok) return file
    const check = checkInventory(policy, file.value.inventory, trust.value)
    findings.push(...file.findings, ...check.findings)
    checked.push(checkFacts(policy, path, check))
  }
  return succeed(checked, findings)
}

/** What the trust configuration says of registries and the platform; without one nobody says anything. */
async function readOptions(
  named: string | undefined,
  policyPath: string,
  texts: Map<string, SourceText>,
  world: World,
): Promise<Result<CheckOptions>> {
  const beside = join(dirname(policyPath), 'trust.yaml')
  if (named === undefined && !isThere(beside, world)) return succeed({})
  const trust = await readTrustFile(named ?? beside, texts, world)
  if (!trust.ok) return trust
  const { registries, comesWith } = trust.value
  return succeed({
    ...(registries === undefined ? {} : { registries }),
    ...(comesWith === undefined ? {} : { comesWith }),
  })
}

interface Answered {
  readonly purl: string
  readonly decision: Decision['decision']
  readonly cause: Decision['cause']
  readonly support: number
  readonly voices: number
  readonly reviewed: number
  readonly opposition: number
  /** The publishers and rows that were heard for it, and against it. */
  readonly for: readonly string[]
  readonly against: readonly string[]
}

function sayAnswered(each: Answered, required: Required): Shown {
  const heard = each.for.length === 0 ? '' : `, on the word of ${each.for.join(', ')}`
  const opposed = each.against.length === 0 ? '' : `; against it ${each.against.join(', ')}`
  return say`${each.purl}: ${each.decision}, ${saySupport(each, required)}${heard}${opposed}`
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
  return succeed({
    purl: text,
    decision: decision.decision,
    cause: decision.cause,
    support: decision.support,
    voices: decision.voices,
    reviewed: decision.reviewed,
    opposition: decision.opposition,
    for: speakersOf(policy, decision.for),
    against: speakersOf(policy, decision.against),
  })
}

function placeAll(
  [first, ...rest]: readonly [CliProblem, ...CliProblem[]],
  at: { readonly source: string },
): Result<never> {
  const place = (each: CliProblem): CliProblem => ({ ...each, at: { ...each.at, ...at } })
  return fail(place(first), ...rest.map(place))
}
