import { dirname } from 'node:path'
import { cliProblem, fail, succeed, type Failed, type Result } from '../../failure.js'
import type { World } from '../../world.js'
import { ObjectStream, type GitObject, type ObjectHeader, type ObjectStreamOptions } from './object-stream.js'
import { runGit } from './run-git.js'

/** A mirror that something was fetched into. */
export interface Fetched {
  /** Of the mirror. */
  readonly repository: string
  /** As it is called in the source. */
  readonly ref: string
  readonly folder: string
  /** Of the source, for problems. */
  readonly source: string
}

export interface ReadOptions extends ObjectStreamOptions {
  /** Says what it means that an object is not in the mirror; by default it is left out of the answer. */
  readonly absent?: (name: string) => Failed
  /** Default: two minutes. */
  readonly timeoutMs?: number
}

const readingTimeoutMs = 120_000
const maxTreeBytes = 16 * 1024 * 1024

/** Whether an object is no larger than trees and commits are. */
export function isTreeSized({ byteCount }: ObjectHeader): boolean {
  return byteCount <= maxTreeBytes
}

/**
 * Reads objects by one `git cat-file --batch`.
 *
 * @param admits - False ends the reading, with a failure: the object is not to be read.
 * @returns The objects, by the names that were asked for.
 */
export async function readObjects(
  asked: readonly string[],
  admits: (header: ObjectHeader) => boolean,
  { repository, source }: Pick<Fetched, 'repository' | 'source'>,
  world: World,
  options: ReadOptions = {},
): Promise<Result<ReadonlyMap<string, GitObject>>> {
  if (asked.length === 0) return succeed(new Map())
  const { absent, timeoutMs = readingTimeoutMs } = options
  const stream = new ObjectStream(asked, admits, options)
  const ran = await runGit(
    {
      words: ['cat-file', '--batch'],
      folder: dirname(repository),
      repository,
      protocol: 'none',
      source,
      input: Buffer.from(`${asked.join('\n')}\n`),
      timeoutMs,
      maxOutputBytes: Number.MAX_SAFE_INTEGER,
      onOutput: (piece) => stream.take(piece),
    },
    world,
  )
  const [missing] = stream.missing
  if (absent !== undefined && missing !== undefined) return absent(missing)
  // In a mirror that left objects behind git does not say «missing»: it ends.
  if (absent !== undefined && !ran.ok && ran.problems[0].code === 'cli/source-too-large' && !stream.isRefused)
    return absent(stream.next ?? '')
  if (!ran.ok) return ran
  if (!stream.isComplete) {
    return fail(cliProblem('cli/source-damaged', 'expected every object from git, found fewer', { source }))
  }
  return succeed(new Map(stream.objects.map((each) => [each.asked, each])))
}
