import { cliProblem, fail, succeed, type Result } from '../../failure.js'

/** How sources are asked. */
export interface Asking {
  /** No host is; what the cache holds is taken. */
  readonly isOffline: boolean
  /** The folder of the cache, where one was named. */
  readonly cache: string | undefined
  /** For one source. */
  readonly timeoutMs: number | undefined
}

const maxSeconds = 86_400

/** Reads the options that say how sources are asked: or `cli/timeout-malformed`. */
export function readAsking(options: {
  readonly offline: boolean
  readonly cache: string | undefined
  readonly timeout: string | undefined
}): Result<Asking> {
  const seconds = options.timeout === undefined ? undefined : Number(options.timeout)
  if (seconds !== undefined && !(Number.isInteger(seconds) && seconds >= 1 && seconds <= maxSeconds)) {
    const what = `expected a number of seconds from 1 to ${String(maxSeconds)}, found ${options.timeout!}`
    return fail(cliProblem('cli/timeout-malformed', what))
  }
  const timeoutMs = seconds === undefined ? undefined : seconds * 1000
  return succeed({ isOffline: options.offline, cache: options.cache, timeoutMs })
}
