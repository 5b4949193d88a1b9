import { setTimeout } from 'node:timers/promises'
import { cliProblem, fail, succeed, type CliProblem, type Result } from '../failure.js'
import { say, type Shown } from '../render/shown.js'
import type { World } from '../world.js'
import {
  findClaim,
  newClaim,
  releaseClaims,
  sweepClaims,
  takeClaim,
  type Claim,
  type Holding,
} from './claim.js'
import type { TrustPlace } from './trust-place.js'

const patienceMs = 30_000
const pauseMs = 50
/** After so long people want to know what is going on. */
const quietMs = 1000

/** Says that this run alone changes the operator's files. {@link withHold} makes it, and it ends with its callback. */
export interface Hold {
  readonly place: TrustPlace
  /**
   * That the files are still this run's to change: to be asked before each write. They are not where somebody removed
   * the hold by hand: `cli/hold-lost`.
   */
  readonly check: () => Result<undefined>
}

/**
 * Does something while no other run changes the operator's files: so what it reads, it may change and write. Others wait,
 * up to half a minute. A run that was killed holds nothing: the next one finds out that its process has ended and goes on.
 *
 * @spec trust#one-writer-at-a-time
 * @param command - What holds them, for those who wait.
 * @returns What `act` gives, or `cli/files-held`, `cli/file-not-written`.
 */
export async function withHold<T>(
  place: TrustPlace,
  command: string,
  world: World,
  talk: (line: Shown) => void,
  act: (hold: Hold) => Promise<Result<T>>,
): Promise<Result<T>> {
  const processes = await world.processes()
  const claim = newClaim(command, processes, world)
  const begun = world.elapsedMs()
  let isTold = false
  for (;;) {
    const taken = takeClaim(place.hold, claim, processes, world)
    if (taken.kind === 'fault') return fail(taken.problem)
    if (taken.kind === 'taken') {
      sweepClaims(taken.holding, world)
      return actAndRelease(toHold(place, taken.holding, world), taken.holding, world, act)
    }
    const waitedMs = world.elapsedMs() - begun
    if (waitedMs > patienceMs) return fail(heldBy(taken.by, taken.path))
    if (waitedMs > quietMs && !isTold) {
      isTold = true
      talk(say`waiting for ${holderText(taken.by)}, which changes ${place.trust} or ${place.lock}`)
    }
    await setTimeout(pauseMs)
  }
}

function toHold(place: TrustPlace, { chain }: Holding, world: World): Hold {
  return {
    place,
    check: () => {
      const isOurs = chain.every(({ path, token }) => findClaim(path, world)?.token === token)
      if (isOurs) return succeed(undefined)
      const what = 'expected to hold the files of the operator still, found the hold removed'
      return fail(cliProblem('cli/hold-lost', what, { source: place.hold }))
    },
  }
}

async function actAndRelease<T>(
  hold: Hold,
  holding: Holding,
  world: World,
  act: (hold: Hold) => Promise<Result<T>>,
): Promise<Result<T>> {
  try {
    return await act(hold)
  } finally {
    releaseClaims(holding, world)
  }
}

function heldBy(claim: Claim | undefined, path: string): CliProblem {
  const what = `expected the files of the operator to be free within ${String(patienceMs / 1000)} s, found them held by ${holderText(claim)}`
  const mend =
    claim === undefined
      ? 'if no other trustlist runs here, remove the file that is named, then run the command again'
      : `wait for it, then run the command again; if it runs no more, remove the file that is named`
  return cliProblem('cli/files-held', what, { source: path }, mend)
}

function holderText(claim: Claim | undefined): string {
  if (claim === undefined) return 'somebody who did not say who it is'
  return `trustlist ${claim.command}, process ${String(claim.pid)} on ${claim.host}, since ${claim.since}`
}
