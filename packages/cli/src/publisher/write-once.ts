import { succeed, type Result } from '../failure.js'
import { readInput } from '../files/read-input.js'
import { createOutput } from '../files/write-output.js'
import type { World } from '../world.js'

/**
 * Writes a file that must not stand over anything else. The same bytes once more are no fault: who runs a command twice
 * gets the same answer twice.
 *
 * @returns Whether it was written or stood there already; or `cli/file-exists`, `cli/file-not-written`.
 */
export async function writeOnce(
  world: World,
  path: string,
  bytes: Uint8Array,
): Promise<Result<'written' | 'standing'>> {
  const written = createOutput(world, path, bytes)
  if (written.ok) return succeed('written')
  if (written.problems[0].code !== 'cli/file-exists') return written
  const standing = await readInput(world, path, bytes.length)
  return standing.ok && Buffer.compare(standing.value, bytes) === 0 ? succeed('standing') : written
}
