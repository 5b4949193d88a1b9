import {
  openHearing,
  toCanonicalText,
  type AskedPolicy,
  type Hearing,
  type Instant,
  type JsonValue,
  type PolicyPart,
} from '@trustlist/core'
import { cliProblem, succeed, type CliProblem, type Result } from '../../failure.js'
import type { SourceText } from '../../render/code-frame.js'
import type { World } from '../../world.js'
import type { Basis } from './basis.js'
import { quiet } from './merge-quietly.js'
import { readStates, type KnownStates } from './read-states.js'

/** What a policy says of where it comes from. */
type Merged = Pick<AskedPolicy, 'issued' | 'name' | 'profile'> & Pick<PolicyPart, 'inputs'>

/**
 * Opens what was heard when a policy was merged, as far as the lists are at hand: by the lock, or, where that is about a later
 * time, by what was in force then. What lapsed since counted on the day of the merge.
 *
 * @param path - Of the policy, for problems.
 * @param profile - Undefined: that of the policy.
 * @returns The hearing, with the warning `cli/policy-of-other-lists` where the policy was merged from something else.
 */
export async function hearAsMerged(
  policy: Merged,
  path: string,
  basis: Basis,
  profile: string | undefined,
  texts: Map<string, SourceText>,
  world: World,
): Promise<Result<Hearing>> {
  const { issued, name } = policy
  const known = await readStatesOf(issued, basis, texts, world)
  if (!known.ok) return known
  const { states, trust } = known.value
  const hearing = openHearing(states, trust, profile ?? name, issued)
  if (!hearing.ok) return hearing
  const findings: CliProblem[] = [...known.findings, ...hearing.findings]
  const other = findOtherInputs(policy, hearing.value)
  if (other !== undefined) findings.push(cliProblem('cli/policy-of-other-lists', other, { source: path }))
  return succeed(hearing.value, findings)
}

async function readStatesOf(
  issued: Instant,
  basis: Basis,
  texts: Map<string, SourceText>,
  world: World,
): Promise<Result<KnownStates>> {
  const known = await readStates(basis, issued, quiet, texts, world)
  const isLater = !known.ok && known.problems.some(({ code }) => code === 'lock/clock-behind')
  if (!isLater || basis.kind !== 'lock') return known
  return readStates({ ...basis, kind: 'past' }, issued, quiet, texts, world)
}

/** Says what a policy was merged from and the lists at hand are not. */
function findOtherInputs(policy: Merged, hearing: Hearing): string | undefined {
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
