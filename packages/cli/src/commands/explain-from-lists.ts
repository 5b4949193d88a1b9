import {
  mergeLists,
  openHearing,
  openPolicyPart,
  packagesNamed,
  packagesNamedIn,
  toCanonicalText,
  type Hearing,
  type Instant,
  type JsonValue,
  type PolicyPart,
} from '@trustlist/core'
import type { Invocation } from '../command/command.js'
import type { explainCommand } from '../command/table/explain.js'
import type { Asked } from '../explanation/asked.js'
import { explainAsked, type Explained } from '../explanation/explain-asked.js'
import { cliProblem, succeed, type CliProblem, type Result } from '../failure.js'
import { maxDocumentBytes, readInput } from '../files/read-input.js'
import { chooseProfile } from '../operator/choose-profile.js'
import type { Asking } from '../operator/states/asking.js'
import { findBasis, type Basis } from '../operator/states/basis.js'
import { readStates, type KnownStates } from '../operator/states/read-states.js'
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
  const found = await findBasis({ ...options, locked: false, isAtGiven: invocation.isAtGiven }, world)
  if (!found.ok) return found
  // Nothing is brought to explain: what was accepted is what was merged.
  const basis: Basis = found.value.kind === 'sync' ? { ...found.value, kind: 'lock' } : found.value
  return options.policy === undefined
    ? explainMerge(asked, invocation, basis, texts, world)
    : explainPolicy(asked, options.policy, invocation, basis, texts, world)
}

/** What is at hand is taken; a host is asked only where nothing is remembered. */
const asking: Asking = { isOffline: false, cache: undefined, timeoutMs: undefined }

async function explainMerge(
  asked: Asked,
  { options: given, at }: Invoked,
  basis: Basis,
  texts: Map<string, SourceText>,
  world: World,
): Promise<Result<Explained>> {
  const known = await readStates(basis, at, asking, texts, world)
  if (!known.ok) return known
  const { trust, states } = known.value
  const profile = chooseProfile(trust, given.profile)
  if (!profile.ok) return profile
  const merged = mergeLists(states, trust, profile.value, at)
  if (!merged.ok) return merged
  const hearing = openHearing(states, trust, profile.value, at)
  if (!hearing.ok) return hearing
  const { policy } = merged.value
  const named = policy.rules.map((rule) => rule.package)
  const found = asked.package === undefined ? packagesNamed(named, asked.name) : [asked.package]
  const options = { trust: basis.trust.text, profile: profile.value }
  const source = {
    file: null,
    options,
    trustBeside: basis.trust.text,
    packagesNamed: (name: string) => packagesNamed(named, name),
  }
  const explained = explainAsked(asked, found, policy, source, hearing.value)
  return succeed(explained, [...known.findings, ...merged.findings])
}

async function explainPolicy(
  asked: Asked,
  path: string,
  { options, at }: Invoked,
  basis: Basis,
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
  const known = await readStatesOf(issued, basis, texts, world)
  if (!known.ok) return known
  const { states, trust } = known.value
  const hearing = openHearing(states, trust, options.profile ?? name, issued)
  if (!hearing.ok) return hearing
  const beside = basis.trust.text
  const source = {
    file: path,
    options: { policy: path, trust: beside },
    trustBeside: beside,
    packagesNamed: (each: string) => packagesNamedIn(bytes.value, each),
  }
  const explained = explainAsked(asked, found, part.value, source, hearing.value)
  const findings: CliProblem[] = [...part.findings, ...known.findings, ...hearing.findings]
  const other = findOtherInputs(part.value, hearing.value)
  if (other !== undefined) findings.push(cliProblem('cli/policy-of-other-lists', other, { source: path }))
  return succeed(explained, findings)
}

/** By the lock; where that is about a later time, what was in force then. */
async function readStatesOf(
  issued: Instant,
  basis: Basis,
  texts: Map<string, SourceText>,
  world: World,
): Promise<Result<KnownStates>> {
  const known = await readStates(basis, issued, asking, texts, world)
  const isLater = !known.ok && known.problems.some(({ code }) => code === 'lock/clock-behind')
  if (!isLater || basis.kind !== 'lock') return known
  return readStates({ ...basis, kind: 'past' }, issued, asking, texts, world)
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
