import {
  accept,
  compare,
  type DecisionChange,
  explain,
  type Explanation,
  holdWidening,
  type JsonValue,
  openHearing,
  type Outcome,
  type Query,
  readTrust,
  suggest,
  summarise,
  toCanonicalText,
} from '@trustlist/core'
import type { PolicySegment } from '@trustlist/schema'
import { clean } from '../../merge/arbitrary-federation.js'
import type { ListDraft } from '../../merge/federation.js'
import { mergeFederation, statesOf, type Federation } from './federation-input.js'
import type { Operations } from './operation.js'

type Asked = Federation & { readonly ask: Query }

/** Explains with the lists at hand. */
function explainIn(federation: Asked): Outcome<Explanation> {
  const merged = mergeFederation(federation)
  if (!merged.ok) return merged
  const trust = readTrust(federation.trust)
  if (!trust.ok) return trust
  const hearing = openHearing(statesOf(federation), trust.value, federation.profile, federation.at)
  return hearing.ok ? accept(explain(merged.value.policy, federation.ask, hearing.value)) : hearing
}

const canonical = (value: unknown) => toCanonicalText(value as JsonValue)
const words = ({ reasons }: Explanation) => reasons.filter((each) => each.kind === 'word')

/** Each entry by its place in its list, and what became of it. */
function entriesIn(explained: Explanation, { states }: Federation): unknown {
  return words(explained).map(({ input, entry, taken }) => {
    const [list] = states.find(({ publisher }) => publisher === input.publisher)!
      .lists as readonly ListDraft[]
    const index = list!.entries.findIndex((each) => canonical(each) === canonical(entry))
    const { kind, ...rest } = taken!
    // Why an entry was dropped is said in words, which are the reader's own.
    return { publisher: input.publisher, index, taken: clean({ kind, ...rest, what: undefined }) }
  })
}

/** What an implementation does to answer the vectors of ask. */
export const askOperations = {
  summarise: (federation: Federation) => {
    const merged = mergeFederation(federation)
    if (!merged.ok) return merged
    const trust = readTrust(federation.trust)
    if (!trust.ok) return trust
    const hearing = openHearing(statesOf(federation), trust.value, federation.profile, federation.at)
    return hearing.ok ? accept(summarise(merged.value.policy, hearing.value)) : hearing
  },
  suggest: (federation: Federation & { readonly wanted?: readonly Query[] }) => {
    const merged = mergeFederation(federation)
    if (!merged.ok) return merged
    const trust = readTrust(federation.trust)
    if (!trust.ok) return trust
    const hearing = openHearing(statesOf(federation), trust.value, federation.profile, federation.at)
    if (!hearing.ok) return hearing
    const found = suggest(merged.value.policy, hearing.value, federation.wanted)
    return accept({
      ...found,
      suggestions: found.suggestions.map(({ by, effort, settles }) => ({
        by: by.map(({ publisher, does }) => ({ publisher, does })),
        effort,
        settles: settles.map(({ package: name, versions }) => ({ package: name, versions })),
      })),
    })
  },
  explain: (federation: Asked) => {
    const explained = explainIn(federation)
    if (!explained.ok) return explained
    const { decision, support, opposition } = explained.value
    const merged = mergeFederation(federation)
    if (!merged.ok) return merged
    const byPolicy = words(explain(merged.value.policy, federation.ask))
    const heard = (side: string) =>
      byPolicy.filter((each) => each.side === side).map((each) => each.input.publisher)
    return accept({
      decision,
      support,
      opposition,
      for: heard('for'),
      against: heard('against'),
      entries: entriesIn(explained.value, federation),
    })
  },
  'explain-entries': (federation: Asked) => {
    const explained = explainIn(federation)
    return explained.ok ? accept(entriesIn(explained.value, federation)) : explained
  },
  settle: (federation: Asked) => {
    const explained = explainIn(federation)
    if (!explained.ok) return explained
    return accept(
      explained.value.wouldChange.flatMap((change) =>
        change.kind === 'remedy'
          ? [change.remedies.map(({ publisher, does, entry }) => ({ publisher, does, entry }))]
          : [],
      ),
    )
  },
  compare: ({ before, after }: { readonly before: Federation; readonly after: Federation }) => {
    const [was, is] = [mergeFederation(before), mergeFederation(after)]
    if (!was.ok) return was
    if (!is.ok) return is
    const { changes } = compare(was.value.policy, is.value.policy)
    const inWords = (change: DecisionChange) =>
      clean({ ...change, because: undefined, before: change.before.decision, after: change.after.decision })
    return accept(changes.map(inWords))
  },
  hold: ({ before, after }: { readonly before: Federation; readonly after: Federation }) => {
    const [was, is] = [mergeFederation(before), mergeFederation(after)]
    if (!was.ok) return was
    if (!is.ok) return is
    const { rules } = holdWidening(was.value.policy, is.value.policy)
    const inWords = ({ decision, held, versions, files }: PolicySegment) =>
      clean({
        versions,
        decision,
        held,
        files: files?.map((file) => ({ sha256: file.sha256, decision: file.decision })),
      })
    return accept(
      rules.map(({ package: name, segments }) => ({ package: name, segments: segments.map(inWords) })),
    )
  },
} satisfies Operations
