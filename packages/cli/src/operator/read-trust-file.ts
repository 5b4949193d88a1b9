import { readTrust, type Trust } from '@trustlist/core'
import { cliProblem, fail, succeed, type CliProblem, type Failed, type Result } from '../failure.js'
import { readFilePlace, type FilePlace } from '../files/file-place.js'
import { maxDraftBytes, openDraft } from '../publisher/read-draft.js'
import type { SourceText } from '../render/code-frame.js'
import type { World } from '../world.js'

/**
 * Reads and checks `trust.yaml`.
 *
 * @param from - Its path, or where else it stands.
 * @param texts - Gets the text, for code frames.
 */
export async function readTrustFile(
  from: string | FilePlace,
  texts: Map<string, SourceText>,
  world: World,
): Promise<Result<Trust>> {
  const file: FilePlace = typeof from === 'string' ? { kind: 'file', text: from, path: from } : from
  const bytes = await readFilePlace(file, maxDraftBytes, world)
  if (!bytes.ok) return bytes.problems[0].code === 'cli/file-missing' ? trustMissing(file.text) : bytes
  const draft = await openDraft(bytes.value, file.text, texts)
  if (!draft.ok) return draft
  const trust = readTrust(draft.value.value, file.text)
  const place = (problem: CliProblem) => draft.value.place(problem)
  if (!trust.ok) {
    const [first, ...rest] = trust.problems
    return fail(place(first), ...rest.map(place))
  }
  return succeed(trust.value, [...draft.findings, ...trust.findings.map(place)])
}

export function trustMissing(source: string, option = '--trust'): Failed {
  const mend = `start one with: trustlist trust init --operator ID; or name it with ${option}`
  return fail(
    cliProblem('cli/trust-missing', 'expected a trust configuration, found nothing', { source }, mend),
  )
}
