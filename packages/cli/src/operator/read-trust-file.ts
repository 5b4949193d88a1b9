import { readTrust, type Trust } from '@trustlist/core'
import { fail, succeed, type CliProblem, type Result } from '../failure.js'
import { readDraft } from '../publisher/read-draft.js'
import type { SourceText } from '../render/code-frame.js'
import type { World } from '../world.js'

/**
 * Reads and checks `trust.yaml`.
 *
 * @param texts - Gets the text, for code frames.
 */
export async function readTrustFile(
  path: string,
  texts: Map<string, SourceText>,
  world: World,
): Promise<Result<Trust>> {
  const draft = await readDraft(path, texts, world)
  if (!draft.ok) return draft
  const trust = readTrust(draft.value.value, path)
  const place = (problem: CliProblem) => draft.value.place(problem)
  if (!trust.ok) {
    const [first, ...rest] = trust.problems
    return fail(place(first), ...rest.map(place))
  }
  return succeed(trust.value, [...draft.findings, ...trust.findings.map(place)])
}
