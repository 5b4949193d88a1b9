import type { Trust } from '@trustlist/core'
import { cliProblem, fail, succeed, type Result } from '../failure.js'

/** The profile that was named, or the only one there is. */
export function chooseProfile(trust: Trust, named: string | undefined): Result<string> {
  if (named !== undefined) return succeed(named)
  const [only, ...others] = Object.keys(trust.profiles).sort()
  if (only !== undefined && others.length === 0) return succeed(only)
  const names = [only ?? '', ...others].join(', ')
  return fail(cliProblem('cli/profile-unsaid', `expected --profile with one of ${names}`))
}
