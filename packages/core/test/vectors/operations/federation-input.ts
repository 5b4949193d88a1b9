import {
  type JsonValue,
  mergeLists,
  type MergeResult,
  type Outcome,
  type PublisherState,
  readTrust,
} from '@trustlist/core'
import { toState, type FileDraft, type ListDraft, type StateDraft } from '../../merge/federation.js'

/** Lists stand here without their signatures; what they stand for is said beside the vectors. */
export interface Federation {
  readonly trust: JsonValue
  readonly profile: string
  readonly at: string
  readonly states: readonly (StateDraft & {
    readonly publisher: string
    readonly lists: readonly (Omit<ListDraft, 'publisher'> | Omit<FileDraft, 'publisher'>)[]
  })[]
}

export function statesOf({ states }: Federation): readonly PublisherState[] {
  return states.map((state) =>
    toState(
      state.publisher,
      state.lists.map((list) => ({ publisher: state.publisher, ...list })),
      state,
    ),
  )
}

export function mergeFederation(federation: Federation): Outcome<MergeResult> {
  const read = readTrust(federation.trust)
  if (!read.ok) return read
  return mergeLists(statesOf(federation), read.value, federation.profile, federation.at)
}
