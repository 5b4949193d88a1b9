import {
  accept,
  decide,
  type JsonValue,
  judgePolicyAt,
  type KeptDenial,
  openPolicy,
  openPolicyPart,
  preparePolicy,
  type Query,
  readTrust,
  toCanonicalText,
  toPreparedBytes,
} from '@trustlist/core'
// Takes and gives plain data, and has no door of its own: accepting a publisher is what calls it.
// eslint-disable-next-line @typescript-eslint/no-restricted-imports
import { keepDenials } from '../../../src/lock/vanished-denials.js'
import { toList, type ListDraft } from '../../merge/federation.js'
import { mergeFederation, type Federation } from './federation-input.js'
import { describeDecision } from './describe-decision.js'
import type { Operations } from './operation.js'

/** Lists are the same here, so package and text decide. */
function inLockOrder(kept: readonly KeptDenial[]): readonly KeptDenial[] {
  const textOf = (each: KeptDenial) => `${each.package} ${toCanonicalText(each as unknown as JsonValue)}`
  return [...kept].sort((a, b) => (textOf(a) < textOf(b) ? -1 : 1))
}

/** What an implementation does to answer the vectors of merge. */
export const mergeOperations = {
  'read-trust': ({ trust }: { readonly trust: JsonValue }) => {
    const read = readTrust(trust)
    return read.ok ? accept({ findings: read.findings.map(({ code }) => code) }) : read
  },
  merge: (federation: Federation) => {
    const merged = mergeFederation(federation)
    if (!merged.ok) return merged
    const { policy, dropped } = merged.value
    return accept({
      rules: policy.rules,
      dropped: dropped.map(({ publisher, list, index, reason }) => ({ publisher, list, index, reason })),
      findings: merged.findings.map(({ code }) => code).sort(),
    })
  },
  ask: (federation: Federation & { readonly ask: readonly Query[]; readonly askedAt?: string }) => {
    const merged = mergeFederation(federation)
    if (!merged.ok) return merged
    const policy = judgePolicyAt(merged.value.policy, federation.askedAt ?? federation.at)
    return accept(federation.ask.map((query) => describeDecision(decide(policy, query))))
  },
  'policy-head': (federation: Federation) => {
    const merged = mergeFederation(federation)
    if (!merged.ok) return merged
    const prepared = preparePolicy(merged.value.policy)
    if (!prepared.ok) return prepared
    const { inputs, profile } = merged.value.policy
    return accept({ signed: prepared.value.head.signed, inputs, profile })
  },
  'policy-text': (federation: Federation) => {
    const merged = mergeFederation(federation)
    if (!merged.ok) return merged
    const prepared = preparePolicy(merged.value.policy)
    return prepared.ok ? accept(new TextDecoder().decode(toPreparedBytes(prepared.value))) : prepared
  },
  'open-policy': ({
    document,
    at,
    ask,
  }: {
    readonly document: string
    readonly at: string
    readonly ask: readonly Query[]
  }) => {
    const opened = openPolicy(new TextEncoder().encode(document), { at })
    return opened.ok ? accept(ask.map((query) => describeDecision(decide(opened.value, query)))) : opened
  },
  'open-policy-part': ({
    document,
    at,
    ask,
  }: {
    readonly document: string
    readonly at: string
    readonly ask: readonly Query[]
  }) => {
    const names = ask.map((query) => query.package)
    const opened = openPolicyPart(new TextEncoder().encode(document), names, { at })
    return opened.ok ? accept(ask.map((query) => describeDecision(decide(opened.value, query)))) : opened
  },
  'keep-denials': ({
    kept,
    before,
    now,
    at,
  }: {
    readonly kept: readonly KeptDenial[]
    readonly before: ListDraft
    readonly now: ListDraft
    readonly at: string
  }) => accept(inLockOrder(keepDenials(kept, toList(before), toList(now), at))),
} satisfies Operations
