import {
  addSeconds,
  clockToleranceSeconds,
  countSignatures,
  dayOf,
  daysBetween,
  reopenDocument,
  type DocumentHead,
  type Instant,
  type KeyRole,
  type PreparedDocument,
} from '@trustlist/core'
import { cliProblem, fail, succeed, type CliProblem, type Result } from '../failure.js'
import { maxDocumentBytes, readInput } from '../files/read-input.js'
import type { World } from '../world.js'
import { maxDays } from './dates.js'

/** Where a document waits that too few keys have signed; what is published stays in its place meanwhile. */
export function waitingPath(path: string): string {
  return `${path}.prepared`
}

/** Reads the document that waits for signatures, where there is one; or `cli/prepared-unusable` and why. */
export async function readWaiting(
  world: World,
  path: string,
  role: KeyRole,
): Promise<Result<PreparedDocument | undefined>> {
  const source = waitingPath(path)
  const bytes = await readInput(world, source, maxDocumentBytes)
  if (!bytes.ok) return bytes.problems[0].code === 'cli/file-missing' ? succeed(undefined) : bytes
  const document = reopenDocument(bytes.value, source)
  if (!document.ok) return unusable(document.problems)
  const count = countSignatures(document.value.head, { ...role, threshold: 0 })
  if (!count.ok) return unusable(count.problems)
  // Nobody but a program that puts signatures into the file without checking them writes one that does not verify.
  const invalid = count.findings.find(({ code }) => code === 'key/signature-invalid')
  return invalid === undefined ? succeed(document.value) : unusable([invalid])
}

function unusable(problems: readonly [CliProblem, ...CliProblem[]]): Result<never> {
  const [first] = problems
  return fail(cliProblem('cli/prepared-unusable', `what waits for signatures: ${first.what}`, first.at))
}

/**
 * Whether a document that waits may still be signed. Its dates were chosen by whoever began it, and anybody may have put the
 * file there: so they must be dates that this command could have chosen.
 */
export function hasGoodDates({ signed }: DocumentHead, now: Instant): boolean {
  const { issued, expires } = signed
  return (
    expires > now &&
    issued <= addSeconds(now, clockToleranceSeconds) &&
    daysBetween(dayOf(issued), dayOf(expires)) <= maxDays
  )
}

/** Says that what waited goes: with it go the signatures that it had. */
export function replacedNotice(path: string, waiting: PreparedDocument): CliProblem {
  const what = `${waiting.head.digest} waited there with ${waiting.head.signatures.length} signatures`
  return cliProblem('cli/prepared-replaced', what, { source: waitingPath(path) })
}
