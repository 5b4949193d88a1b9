import { refusal, summary } from '../command/answer.js'
import type { Answer, Invocation } from '../command/command.js'
import type { updateCommand } from '../command/table/update.js'
import { cliProblem, fail, succeed, type CliProblem, type Result } from '../failure.js'
import { withHold, type Hold } from '../operator/hold.js'
import { mergeProfiles, withoutRepeats } from '../operator/merging/merge-profiles.js'
import { policyPath, writePolicies } from '../operator/merging/policy-files.js'
import { readAsking, type Asking } from '../operator/states/asking.js'
import { findBasis, type Basis } from '../operator/states/basis.js'
import { bringStates } from '../operator/states/bring-states.js'
import { readStates } from '../operator/states/read-states.js'
import { findHeld, findLosses, findUnknownDigests } from '../operator/update/find-faults.js'
import { planProfile, type ProfilePlan } from '../operator/update/plan-profile.js'
import { sayUpdate, toUpdateResult } from '../operator/update/say-update.js'
import type { SourceText } from '../render/code-frame.js'
import type { World } from '../world.js'

type Invoked = Invocation<typeof updateCommand>

/** Brings, merges every profile, and puts into force what does not widen; what widens waits for a person. */
export async function run(invocation: Invoked, world: World): Promise<Answer> {
  const { options, at, isSilent, talk } = invocation
  const unfit = findUnfit(invocation)
  if (unfit !== undefined) return refusal([unfit])
  const asking = readAsking(options)
  if (!asking.ok) return refusal(asking.problems)
  const texts = new Map<string, SourceText>()
  const find = () =>
    findBasis({ trust: options.trust, lock: undefined, locked: options.locked, isAtGiven: false }, world)
  const basis = await find()
  if (!basis.ok) return refusal(basis.problems)
  if (basis.value.trust.kind === 'revision') {
    return refusal([
      cliProblem('cli/option-value', 'update is about now: expected a trust configuration on the disk'),
    ])
  }
  const { place } = basis.value
  const request = { place, at, asking: asking.value, texts, talk: isSilent ? undefined : talk }
  const brought = options.locked ? succeed([]) : await bringStates(request, world)
  if (!brought.ok) return refusal(brought.problems, texts)
  const updated = await withHold(place, 'update', world, talk, async (hold) => {
    // The first run has made the lock.
    const found = await find()
    return found.ok ? mergeAndApply(hold, found.value, invocation, asking.value, texts, world) : found
  })
  if (!updated.ok) {
    const [first, ...rest] = withoutRepeats([...updated.problems, ...brought.findings])
    return refusal([first!, ...rest], texts)
  }
  const problems = withoutRepeats([...updated.findings, ...updated.value.problems, ...brought.findings])
  return summary(toUpdateResult(at, place.lock, updated.value.plans), sayUpdate, { problems, texts })
}

interface Updated {
  readonly plans: readonly ProfilePlan[]
  /** Errors too: they are about single profiles and stop none of the others. */
  readonly problems: readonly CliProblem[]
}

async function mergeAndApply(
  hold: Hold,
  basis: Basis,
  { options, at }: Invoked,
  asking: Asking,
  texts: Map<string, SourceText>,
  world: World,
): Promise<Result<Updated>> {
  const { trust } = options
  const accepted = new Set(options.accept)
  const known = await readStates(basis, at, asking, texts, world)
  if (!known.ok) return known
  const merged = mergeProfiles(known.value, undefined, at)
  if (!merged.ok) return fail(...merged.problems, ...known.findings)
  const plans: ProfilePlan[] = []
  const problems: CliProblem[] = []
  for (const each of merged.value) {
    const path = policyPath(basis.place, each.policy.name)
    const plan = await planProfile(each, path, accepted, at, texts, world)
    if (plan.ok) plans.push(plan.value)
    else problems.push(...plan.problems)
  }
  const findings = [...known.findings, ...merged.findings]
  const [loss, ...losses] = findLosses(plans, trust)
  if (loss !== undefined) return fail(loss, ...losses, ...problems, ...findings)
  const [problem, ...others] = problems
  if (plans.length === 0 && problem !== undefined) return fail(problem, ...others, ...findings)
  const written = writePolicies(plans, hold, world)
  if (!written.ok) return written
  const told = [...problems, ...findUnknownDigests(accepted, plans, trust), ...findHeld(plans, trust)]
  return succeed({ plans, problems: told }, findings)
}

/** What is accepted for another time than now would be in force now. */
function findUnfit({ options, isAtGiven }: Invoked): CliProblem | undefined {
  if (isAtGiven) {
    const mend = 'ask about another time with: trustlist merge --at INSTANT -o FILE'
    return cliProblem('cli/option-value', 'update is about now and takes no --at', {}, mend)
  }
  const malformed = options.accept.find((each) => !/^sha256:[0-9a-f]{64}$/.test(each))
  if (malformed === undefined) return undefined
  return cliProblem('cli/option-value', `--accept takes sha256: and 64 hex digits and was given ${malformed}`)
}
