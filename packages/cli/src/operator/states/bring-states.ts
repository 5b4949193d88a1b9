import type { Instant } from '@trustlist/core'
import { cliProblem, fail, succeed, type CliProblem, type Result } from '../../failure.js'
import type { SourceText } from '../../render/code-frame.js'
import type { Shown } from '../../render/shown.js'
import type { World } from '../../world.js'
import type { JudgedPublisher } from '../sync/judge-publisher.js'
import { syncPublishers } from '../sync/sync-publishers.js'
import type { TrustPlace } from '../trust-place.js'
import type { Asking } from './asking.js'

/** What a run that asks sources first is told. */
export interface BringRequest {
  readonly place: TrustPlace
  readonly at: Instant
  readonly asking: Asking
  readonly texts: Map<string, SourceText>
  /** Shows progress; undefined: nothing is shown. */
  readonly talk: ((line: Shown) => void) | undefined
}

/**
 * Brings and judges every publisher, as `sync` does, before its states are taken from the lock. Who cannot be refreshed is
 * told and stops nothing: how long its last state serves is the merge's to say.
 *
 * @returns What came of each publisher; or, where somebody was never accepted, everything that keeps it from being met.
 */
export async function bringStates(
  request: BringRequest,
  world: World,
): Promise<Result<readonly JudgedPublisher[]>> {
  const { place, at, asking, texts, talk } = request
  const synced = await syncPublishers(
    { ...asking, isWhole: false, place, publishers: [], now: at, talk, texts },
    world,
  )
  if (!synced.ok) return synced
  const { publishers, findings } = synced.value
  const told = [...publishers.flatMap((each) => each.findings), ...findings]
  const unmet = publishers.filter(({ locked }) => locked === undefined)
  const [first, ...rest] = unmet.flatMap(({ problems }) => problems)
  if (first !== undefined) return fail(first, ...rest, ...told)
  return succeed(publishers, [...told, ...publishers.flatMap((each) => findUnrefreshed(each, asking))])
}

/** What is proven against somebody, the merge tells itself. */
function findUnrefreshed(
  { publisher, standing, problems }: JudgedPublisher,
  { isOffline }: Asking,
): readonly CliProblem[] {
  if (standing === 'quarantined') return []
  return problems.flatMap(({ code, what, mend, at }) => {
    // Who asks no host does not expect an answer.
    if (isOffline && code === 'cli/source-not-cached') return []
    // Publishers of one repository share the asking of it, and so the place of what went wrong.
    const place = code.startsWith('cli/source-') ? { source: publisher } : at
    return [cliProblem('cli/not-refreshed', `${publisher}: ${what}`, place, mend)]
  })
}
