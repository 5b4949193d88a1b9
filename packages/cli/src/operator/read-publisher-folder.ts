import { join } from 'node:path'
import {
  verifyList,
  type Instant,
  type PublisherState,
  type TrustPublisher,
  type VerifiedList,
} from '@trustlist/core'
import { cliProblem, fail, succeed, type CliProblem, type Result } from '../failure.js'
import { isFault } from '../files/fault.js'
import { maxDocumentBytes, readInput } from '../files/read-input.js'
import { readIdentity } from '../publisher/identity-folder.js'
import type { World } from '../world.js'

const listEnding = '.list.json'

/**
 * Reads a publisher from a plain folder: its pinned identity, and the lists that the operator asked for.
 *
 * @param folder - With `identity/` and `<list>.list.json`.
 * @returns Its state, fresh; or the first thing that could not be verified. Rollback is not checked: there is no lock yet.
 */
export async function readPublisherFolder(
  publisher: TrustPublisher,
  folder: string,
  now: Instant,
  world: World,
): Promise<Result<PublisherState>> {
  const identity = readIdentity(join(folder, 'identity'), { at: now, pin: publisher.pin }, world)
  if (!identity.ok) return identity
  if (identity.value.publisher !== publisher.id) {
    const what = `expected the publisher ${publisher.id}, found ${identity.value.publisher}`
    return fail(cliProblem('cli/other-publisher', what, { source: folder }))
  }
  const names = listNames(publisher, folder, world)
  if (!names.ok) return names
  const lists: VerifiedList[] = []
  const findings: CliProblem[] = [...identity.findings]
  for (const name of names.value) {
    const path = join(folder, name + listEnding)
    const bytes = await readInput(world, path, maxDocumentBytes)
    if (!bytes.ok) return bytes
    const list = verifyList(bytes.value, identity.value, { now, list: name, source: path })
    if (!list.ok) return list
    lists.push(list.value)
    findings.push(...list.findings)
  }
  const state: PublisherState = {
    publisher: publisher.id,
    lists,
    status: 'fresh',
    lastRefreshed: now,
    keptDenials: [],
  }
  return succeed(state, findings)
}

/** The lists that were asked for; every one in the folder where none is named. */
function listNames(publisher: TrustPublisher, folder: string, world: World): Result<readonly string[]> {
  if (publisher.lists !== undefined) {
    return succeed(publisher.lists.map((each) => (typeof each === 'string' ? each : each.name)))
  }
  try {
    const names = world.files.namesIn(folder).filter((name) => name.endsWith(listEnding))
    return succeed(names.map((name) => name.slice(0, -listEnding.length)))
  } catch (thrown) {
    if (!isFault(thrown)) throw thrown
    return fail(
      cliProblem('cli/file-unreadable', `expected the folder of ${publisher.id}`, { source: folder }),
    )
  }
}
