import {
  mergeLists,
  openHearing,
  openPolicyPart,
  packagesNamed,
  packagesNamedIn,
  toCanonicalText,
  type Hearing,
  type JsonValue,
  type PolicyPart,
  type Trust,
} from '@trustlist/core'
import type { Invocation } from '../command/command.js'
import type { explainCommand } from '../command/table/explain.js'
import type { Asked } from '../explanation/asked.js'
import { explainAsked, type Explained } from '../explanation/explain-asked.js'
import { cliProblem, succeed, type CliProblem, type Result } from '../failure.js'
import { maxDocumentBytes, readInput } from '../files/read-input.js'
import { chooseProfile } from '../operator/choose-profile.js'
import { readStates } from '../operator/read-states.js'
import { readTrustFile } from '../operator/read-trust-file.js'
import type { SourceText } from '../render/code-frame.js'
import type { World } from '../world.js'

type Invoked = Invocation<typeof explainCommand>

/** Explains with what the lists say: of a policy that is given, or of the one that a merge would give now. */
export async function explainFromLists(
  asked: Asked,
  invocation: Invoked,
  texts: Map<string, SourceText>,
  world: World,
): Promise<Result<Explained>> {
  const { options } = invocation
  const trustPath = options.trust ?? 'trust.yaml'
  const trust = await readTrustFile(trustPath, texts, world)
  if (!trust.ok) return trust
  const explained =
    options.policy === undefined
      ? await explainMerge(asked, invocation, trust.value, trustPath, world)
      : await explainPolicy(asked, options.policy, invocation, trust.value, trustPath, texts, world)
  return explained.ok ? succeed(explained.value, [...trust.findings, ...explained.findings]) : explained
}

async function explainMerge(
  asked: Asked,
  { options: given, at }: Invoked,
  trust: Trust,
  trustPath: string,
  world: World,
): Promise<Result<Explained>> {
  const profile = chooseProfile(trust, given.profile)
  if (!profile.ok) return profile
  const states = await readStates(trust, trustPath, at, world)
  if (!states.ok) return states
  const merged = mergeLists(states.value, trust, profile.value, at)
  if (!merged.ok) return merged
  const hearing = openHearing(states.value, trust, profile.value, at)
  if (!hearing.ok) return hearing
  const { policy } = merged.value
  const named = policy.rules.map((rule) => rule.package)
  const found = asked.package === undefined ? packagesNamed(named, asked.name) : [asked.package]
  const options = { trust: trustPath, profile: profile.value }
  const source = {
    file: null,
    options,
    trustBeside: trustPath,
    packagesNamed: (name: string) => packagesNamed(named, name),
  }
  const explained = explainAsked(asked, found, policy, source, hearing.value)
  return succeed(explained, [...states.findings, ...merged.findings])
}

async function explainPolicy(
  asked: Asked,
  path: string,
  { options, at }: Invoked,
  trust: Trust,
  trustPath: string,
  texts: Map<string, SourceText>,
  world: World,
): Promise<Result<Explained>> {
  const bytes = await readInput(world, path, maxDocumentBytes)
  if (!bytes.ok) return bytes
  texts.set(path, bytes.value)
  const found = asked.package === undefined ? packagesNamedIn(bytes.value, asked.name) : [asked.package]
  const part = openPolicyPart(bytes.value, found, { at, source: path })
  if (!part.ok) return part
  // As it was heard then: what lapsed since counted on the day of the merge.
  const { issued, name } = part.value
  const states = await readStates(trust, trustPath, issued, world)
  if (!states.ok) return states
  const hearing = openHearing(states.value, trust, options.profile ?? name, issued)
  if (!hearing.ok) return hearing
  const source = {
    file: path,
    options: { policy: path, trust: trustPath },
    trustBeside: trustPath,
    packagesNamed: (name: string) => packagesNamedIn(bytes.value, name),
  }
  const explained = explainAsked(asked, found, part.value, source, hearing.value)
  const findings: CliProblem[] = [...part.findings, ...states.findings, ...hearing.findings]
  const other = findOtherInputs(part.value, hearing.value)
  if (other !== undefined) findings.push(cliProblem('cli/policy-of-other-lists', other, { source: path }))
  return succeed(explained, findings)
}

/** Says what a policy was merged from and the lists at hand are not. */
function findOtherInputs(policy: PolicyPart, hearing: Hearing): string | undefined {
  const textOf = (value: unknown) => toCanonicalText(value as JsonValue)
  const { inputs, profile } = hearing.context
  if (textOf(policy.profile) !== textOf(profile)) return `the profile ${policy.name} was another one then`
  const here = new Set(inputs.all.map(textOf))
  const then = new Set(policy.inputs.map(textOf))
  const gone = policy.inputs.find((each) => !here.has(textOf(each)))
  const extra = inputs.all.find((each) => !then.has(textOf(each)))
  const differing = gone ?? extra
  if (differing === undefined) return undefined
  const what =
    differing.kind === 'list' || differing.kind === 'kept-denial'
      ? `${differing.publisher}, list ${differing.list}`
      : `${differing.kind} of ${differing.package}`
  return `the policy and the lists at hand differ in ${what}`
}
