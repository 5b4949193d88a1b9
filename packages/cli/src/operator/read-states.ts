import { dirname, isAbsolute, join } from 'node:path'
import type { Instant, PublisherState, Trust } from '@trustlist/core'
import { cliProblem, fail, succeed, type CliProblem, type Result } from '../failure.js'
import type { World } from '../world.js'
import { readPublisherFolder } from './read-publisher-folder.js'

/**
 * What is known of every publisher that the trust configuration names: its lists, verified. The one door through which
 * commands come to the states that they merge.
 *
 * @param trustPath - Where the trust configuration stands; folders are meant from there.
 */
export async function readStates(
  trust: Trust,
  trustPath: string,
  at: Instant,
  world: World,
): Promise<Result<readonly PublisherState[]>> {
  const states: PublisherState[] = []
  const findings: CliProblem[] = []
  for (const publisher of trust.publishers) {
    if (publisher.pin === undefined || /^[a-z+]+:|#|\.bundle$/.test(publisher.from)) {
      const what = `expected ${publisher.id} to be a folder with a pin, found ${publisher.from}`
      return fail(cliProblem('cli/source-not-a-folder', what, { source: trustPath }))
    }
    const folder = isAbsolute(publisher.from) ? publisher.from : join(dirname(trustPath), publisher.from)
    const state = await readPublisherFolder(publisher, folder, at, world)
    if (!state.ok) return state
    states.push(state.value)
    findings.push(...state.findings)
  }
  return succeed(states, findings)
}
