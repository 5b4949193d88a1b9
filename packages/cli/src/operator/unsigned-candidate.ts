import { sha256 } from '@trustlist/core'
import { succeed, type Result } from '../failure.js'
import { readInput } from '../files/read-input.js'
import type { World } from '../world.js'
import type { Candidate, JudgedCandidate, Present } from './candidate.js'
import { countEntries } from './signed-candidate.js'
import {
  judgeUnsignedSource,
  maxUnsignedBytes,
  openUnsignedBytes,
  type UnsignedSource,
} from './unsigned-source.js'

/**
 * Reads a file that its source never signs, so that it can be bound by its digest.
 *
 * @param fingerprint - The digest that it must have; undefined: whatever it has.
 * @returns It, or what reading, `matchUnsigned` and `openUnsignedList` refuse.
 */
export async function findUnsignedCandidate(
  path: string,
  publisher: string,
  fingerprint: string | undefined,
  world: World,
): Promise<Result<Candidate>> {
  const bytes = await readInput(world, path, maxUnsignedBytes)
  if (!bytes.ok) return bytes
  const reviewed = fingerprint ?? `sha256:${sha256(bytes.value)}`
  const source = await openUnsignedBytes(bytes.value, reviewed, publisher, path)
  if (!source.ok) return source
  const candidate: Candidate = {
    publisher,
    title: source.value.list.about.title,
    fingerprint: reviewed,
    isSigned: false,
    identity: null,
    judge: (present) => judge(source.value, present),
  }
  return succeed(candidate, source.findings)
}

async function judge(source: UnsignedSource, present: Present): Promise<Result<JudgedCandidate>> {
  const { list, bytes } = source
  const accepted = present.lock?.publishers.find((each) => each.publisher === list.publisher)
  const judged = await judgeUnsignedSource(source, accepted, present)
  if (!judged.ok) return judged
  return succeed(
    {
      change: judged.value,
      keep: [{ digest: list.digest, bytes }],
      lists: [{ list: list.name, version: null, expires: null, ...countEntries(list.entries) }],
      keptDenials: judged.value.lock.keptDenials.length,
    },
    judged.findings,
  )
}
