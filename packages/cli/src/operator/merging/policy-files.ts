import { dirname, join } from 'node:path'
import { readHead } from '@trustlist/core'
import { cliProblem, fail, succeed, type Result } from '../../failure.js'
import { openForHead } from '../../files/read-input.js'
import { writeOutput } from '../../files/write-output.js'
import type { World } from '../../world.js'
import type { Hold } from '../hold.js'
import type { TrustPlace } from '../trust-place.js'

/** A policy and where it is to stand. */
export interface PolicyFile {
  readonly path: string
  readonly bytes: Uint8Array
}

/** Where a profile's policy stands, where nobody says otherwise. */
export function policyPath({ trust }: TrustPlace, profile: string): string {
  return join(dirname(trust), `policy.${profile}.json`)
}

/**
 * Writes policies, each at once. Before the first one is written, every path is looked at.
 *
 * @param hold - Of the operator's files; undefined where none of them is of the merge.
 * @returns Nothing; or `cli/not-a-policy`, `cli/hold-lost`, `cli/file-not-written`, `cli/output-not-a-file`.
 */
export function writePolicies(
  files: readonly PolicyFile[],
  hold: Hold | undefined,
  world: World,
): Result<undefined> {
  for (const { path } of files) {
    const free = checkPlace(path, world)
    if (!free.ok) return free
  }
  for (const { path, bytes } of files) {
    const ours = hold?.check() ?? succeed(undefined)
    if (!ours.ok) return ours
    const written = writeOutput(world, path, bytes)
    if (!written.ok) return written
  }
  return succeed(undefined)
}

/** A policy is written over the one before it, and over nothing else: -o trust.yaml is a slip of the hand. */
function checkPlace(path: string, world: World): Result<undefined> {
  const opened = openForHead(world.files, path)
  // What is empty or absent may be written over; what is no file is writing's own refusal.
  if (!opened.ok) return succeed(undefined)
  opened.value.close()
  const head = readHead(opened.value.head)
  if (head.ok && head.value.type === 'policy') return succeed(undefined)
  const what = 'expected nothing or a policy here, found another file'
  return fail(cliProblem('cli/not-a-policy', what, { source: path }))
}
