import type { Trust, TrustPublisher } from '@trustlist/schema'
import { isUnsignedList } from '../list/unsigned-list.js'
import type { KeptDenial } from '../lock/lock.js'
import { Impossible, problem, settle, type Outcome, type Problem } from '../problem/problem.js'
import type { Instant } from '../text/instant.js'
import { findStatus, type HeardStatus } from './find-status.js'
import { isMergeableList, type MergeableList, type PublisherState } from './publisher-state.js'
import { holdsFor, nameOfChoice, toWeights, type Weights } from './trust.js'

/** One list that this merge hears. */
export interface HeardList extends Weights {
  readonly list: MergeableList
}

/** One publisher that this merge hears. */
export interface HeardPublisher {
  readonly config: TrustPublisher
  /** Publishers of one group count once. */
  readonly group: string
  readonly status: HeardStatus
  /** Sorted by name. */
  readonly lists: readonly HeardList[]
  readonly keptDenials: readonly KeptDenial[]
  /** What a list of this name is worth, also one that is gone. */
  weightsOf(list: string): Weights
}

/**
 * Puts together whom a merge hears: every publisher of the trust configuration with its lists, sorted by group and id so
 * that groups stand together. Fails closed: where denials may be missing, there is no merge.
 *
 * @spec merge#missing-and-failing-publishers
 */
export function hearPublishers(
  states: readonly PublisherState[],
  trust: Trust,
  profile: string,
  at: Instant,
): Outcome<readonly HeardPublisher[]> {
  const problems: Problem[] = []
  const byId = new Map<string, PublisherState>()
  const configured = new Set(trust.publishers.map(({ id }) => id))
  for (const state of states) {
    const { publisher } = state
    if (byId.has(publisher)) problems.push(problem('merge/publisher-twice', `two states are of ${publisher}`))
    if (!configured.has(publisher)) {
      problems.push(problem('merge/unknown-publisher', `no publisher of trust.yaml has the id ${publisher}`))
    }
    byId.set(publisher, state)
  }
  const heard: HeardPublisher[] = []
  for (const config of trust.publishers) {
    if (!isHeard(config, profile)) continue
    const state = byId.get(config.id)
    if (state === undefined)
      problems.push(problem('merge/publisher-missing', `nothing is known of ${config.id}`))
    else heard.push(hearPublisher(config, state, profile, at, problems))
  }
  heard.sort((a, b) => compareKeys([a.group, a.config.id], [b.group, b.config.id]))
  return settle(heard, problems)
}

function compareKeys(a: readonly [string, string], b: readonly [string, string]): number {
  if (a[0] !== b[0]) return a[0] < b[0] ? -1 : 1
  return a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : 0
}

/** Not where every list that is named is for other profiles. */
function isHeard(config: TrustPublisher, profile: string): boolean {
  return config.lists?.some((choice) => typeof choice === 'string' || holdsFor(choice, profile)) ?? true
}

function hearPublisher(
  config: TrustPublisher,
  state: PublisherState,
  profile: string,
  at: Instant,
  problems: Problem[],
): HeardPublisher {
  const { id } = config
  const own = toWeights(config)!
  const weights = new Map<string, Weights>()
  for (const choice of config.lists ?? []) {
    if (typeof choice === 'string') weights.set(choice, own)
    else if (holdsFor(choice, profile)) weights.set(nameOfChoice(choice), toWeights(choice) ?? own)
  }
  const isWanted = (name: string) => config.lists === undefined || weights.has(name)
  const weightsOf = (name: string) => weights.get(name) ?? own

  const lists = new Map<string, MergeableList>()
  for (const list of state.lists) {
    // The types say so already, to those who are type-checked.
    if (!isMergeableList(list)) throw new Impossible(`the state of ${id} holds a list that nobody opened`)
    const unbound = findBindingFault(config, list)
    if (unbound !== undefined) problems.push(unbound)
    if (list.publisher !== id) {
      problems.push(problem('merge/foreign-list', `the state of ${id} holds a list of ${list.publisher}`))
    }
    const twin = lists.get(list.name)
    if (twin !== undefined && twin.digest !== list.digest) {
      const what = `two lists of ${id} are named ${list.name}, ${twin.digest} and ${list.digest}`
      problems.push(problem('merge/list-twice', what))
    }
    if (isWanted(list.name)) lists.set(list.name, list)
  }
  for (const name of weights.keys()) {
    if (!lists.has(name))
      problems.push(problem('merge/list-missing', `the list ${name} of ${id} is not there`))
  }
  const sorted = [...lists.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
  const status = findStatus(config, state, sorted, at)
  problems.push(...status.problems)
  return {
    config,
    group: config.group ?? id,
    status: status.status,
    lists: sorted.map((list) => ({ list, ...weightsOf(list.name) })),
    keptDenials: state.keptDenials.filter(({ list }) => isWanted(list)),
    weightsOf,
  }
}

/** A pin asks for signatures, and a reviewed file is that file alone: otherwise one could stand for the other. */
function findBindingFault({ id, unsigned }: TrustPublisher, list: MergeableList): Problem | undefined {
  const reviewed = isUnsignedList(list) ? `sha256:${list.digest}` : undefined
  if (reviewed === unsigned) return undefined
  const expected = unsigned === undefined ? 'a list that is signed' : `the file ${unsigned}`
  const found = reviewed === undefined ? 'a list that is signed' : `the file ${reviewed}, which nobody signed`
  return problem('merge/other-binding', `${id}, list ${list.name}: expected ${expected}, found ${found}`)
}
