import { cliProblem, type CliProblem } from '../../failure.js'
import { shellWord } from '../../render/shell-word.js'
import type { ProfilePlan } from './plan-profile.js'

/** The command that puts into force what the plans would, whole. */
export function acceptCommand(plans: readonly ProfilePlan[], trust: string | undefined): string {
  const named = trust === undefined ? [] : ['--trust', shellWord(trust)]
  return ['trustlist update', ...named, '--locked', ...plans.map(({ digest }) => `--accept ${digest}`)].join(
    ' ',
  )
}

/** Profiles that would lose too much: with one, no policy is written. */
export function findLosses(plans: readonly ProfilePlan[], trust: string | undefined): readonly CliProblem[] {
  return plans.flatMap((plan) => {
    const { loss, path, policy } = plan
    if (!loss.isTooMuch) return []
    const what = `${policy.name} would lose ${String(loss.lost)} of ${String(loss.allowed)} that it allows, more than 20 %; no policy was written`
    const look = `trustlist merge --locked --profile ${policy.name} -o new.json --compare ${shellWord(path)}`
    const mend = `look at it with: ${look}; where it is right: ${acceptCommand([plan], trust)}`
    return [cliProblem('cli/too-much-lost', what, { source: path }, mend)]
  })
}

/** What waits for a person. */
export function findHeld(plans: readonly ProfilePlan[], trust: string | undefined): readonly CliProblem[] {
  const waiting = plans.filter(({ held }) => held.length > 0)
  return waiting.map((plan) => {
    const count = new Set(plan.held.map((each) => each.package)).size
    const what = `${plan.policy.name}: ${String(count)} ${count === 1 ? 'package waits' : 'packages wait'} to be accepted, in some or all versions`
    const mend = `look at what is held, above or with --json; where it is right: ${acceptCommand([plan], trust)}`
    return cliProblem('cli/widening-held', what, { source: plan.path }, mend)
  })
}

/** What a person accepted and was not merged. */
export function findUnknownDigests(
  accepted: ReadonlySet<string>,
  plans: readonly ProfilePlan[],
  trust: string | undefined,
): readonly CliProblem[] {
  const merged = new Set(plans.map(({ digest }) => digest))
  return [...accepted].flatMap((digest) => {
    if (merged.has(digest)) return []
    const now = plans.map((plan) => `${plan.policy.name} is ${plan.digest}`).join(', ')
    const what = `expected the digest of what is merged now, found ${digest}; ${now}`
    const mend = `look at what is held now; where it is right: ${acceptCommand(plans, trust)}`
    return [cliProblem('cli/not-what-was-told', what, {}, mend)]
  })
}
