import type { Instant, PublisherState, Trust, TrustPublisher } from '@trustlist/core'
import { fail, succeed, type CliProblem, type Result } from '../../failure.js'
import type { SourceText } from '../../render/code-frame.js'
import type { World } from '../../world.js'
import { readNamedLock } from '../lock-file.js'
import { pastFinder } from '../past/past-finder.js'
import { readTrustFile } from '../read-trust-file.js'
import { sourceFinder } from '../sources/open-source.js'
import { openStore, recalling } from '../store.js'
import { bringPublishers } from '../sync/bring-publishers.js'
import type { Asking } from './asking.js'
import type { Basis } from './basis.js'
import { readLockedState, type Reopening } from './locked-state.js'
import { readOfferedState } from './offered-state.js'
import { readPastState } from './past-state.js'

/** The trust configuration, and what is known of every publisher that it names. */
export interface KnownStates {
  readonly trust: Trust
  readonly states: readonly PublisherState[]
}

/**
 * What is known of every publisher that the trust configuration names: its lists, verified. The one door through which
 * commands come to the states that they merge; {@link findBasis} says from where they are taken.
 *
 * Of a publisher about whom nothing is known there is no state: merging says so.
 *
 * @param texts - Gets the texts that problems point into.
 */
export async function readStates(
  basis: Basis,
  at: Instant,
  asking: Asking,
  texts: Map<string, SourceText>,
  world: World,
): Promise<Result<KnownStates>> {
  const trust = await readTrustFile(basis.trust, texts, world)
  if (!trust.ok) return trust
  const read = await stateReader(basis, trust.value, at, asking, world)
  if (!read.ok) return read
  const states: PublisherState[] = []
  const problems: CliProblem[] = []
  const findings: CliProblem[] = [...trust.findings, ...read.findings]
  for (const publisher of trust.value.publishers) {
    const state = await read.value.read(publisher)
    if (!state.ok) {
      problems.push(...state.problems)
      continue
    }
    findings.push(...state.findings)
    if (state.value !== undefined) states.push(state.value)
  }
  findings.push(...read.value.findings())
  const [first, ...rest] = problems
  if (first !== undefined) return fail(first, ...rest, ...findings)
  return succeed({ trust: trust.value, states }, findings)
}

interface StateReader {
  readonly read: (publisher: TrustPublisher) => Promise<Result<PublisherState | undefined>>
  readonly findings: () => readonly CliProblem[]
}

async function stateReader(
  basis: Basis,
  trust: Trust,
  at: Instant,
  asking: Asking,
  world: World,
): Promise<Result<StateReader>> {
  const { place } = basis
  if (basis.kind === 'sources') {
    const { isOffline, cache, timeoutMs } = asking
    const settings = {
      base: place.folder,
      cache,
      isOffline,
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
    }
    const signing = trust.publishers.filter(({ pin }) => pin !== undefined)
    const brought = await bringPublishers(
      signing,
      undefined,
      openStore(place.store, world),
      sourceFinder(settings, world),
      () => undefined,
    )
    const sources = new Map(brought.map(({ publisher, source }) => [publisher.id, source]))
    const read = (publisher: TrustPublisher) =>
      readOfferedState(publisher, sources.get(publisher.id), place, at, world)
    return succeed({ read, findings: () => [] })
  }
  const lock = await readNamedLock(basis.lock, world)
  if (!lock.ok) return lock
  const store = openStore(place.store, world)
  const reopening: Reopening = { lock: lock.value, store, kept: recalling(store), at }
  const { findings } = store
  if (basis.kind !== 'past') {
    return succeed({ read: (publisher) => readLockedState(publisher, reopening), findings }, lock.findings)
  }
  const find = pastFinder({ place, store, cache: asking.cache }, world)
  const read = (publisher: TrustPublisher) => readPastState(publisher, find, reopening)
  return succeed({ read, findings }, lock.findings)
}
