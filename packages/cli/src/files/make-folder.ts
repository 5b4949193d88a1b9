import { cliProblem, fail, succeed, type Result } from '../failure.js'
import type { World } from '../world.js'
import { faultText, isFault } from './fault.js'

/**
 * Makes a folder and those above it that are missing. One that is there is no fault.
 *
 * @returns Nothing, or `cli/file-not-written`.
 */
export function makeFolder(world: World, path: string): Result<undefined> {
  try {
    world.files.makeFolder(path)
    return succeed(undefined)
  } catch (thrown) {
    if (!isFault(thrown)) throw thrown
    const found = thrown.code === 'EEXIST' ? 'something else stands there' : faultText(thrown)
    return fail(cliProblem('cli/file-not-written', `could not make the folder: ${found}`, { source: path }))
  }
}
