import type { EffectiveProfile, PolicyDisregardInput, PolicyInput, PolicySegment } from '@trustlist/schema'
import { toCanonicalText, type JsonValue } from '../json/canonical.js'
import type { Policy } from '../merge/policy.js'
import { compareSeverity } from '../merge/severity.js'
import { covers, type Pattern } from '../purl/pattern.js'
import { dayOf } from '../text/instant.js'
import type { ChangeCause, Standing } from './decision-change.js'

/** What one policy says, and the segment that says it. */
export interface Said {
  readonly standing: Standing
  readonly segment: PolicySegment | undefined
  /** It would be allowed, but what it rested on has lapsed. */
  readonly isLapsed: boolean
}

type Side = 'for' | 'against'
type Disregard = readonly [key: string, change: 'added' | 'removed', input: PolicyDisregardInput]

const none: readonly number[] = []

/** Finds what made a decision another one: the words on either side that bear on the direction of the change. */
export class CauseFinder {
  readonly #before: Policy
  readonly #after: Policy
  /** By key: two inputs with one key are the same voice, maybe saying something else. */
  readonly #beforeKeys: readonly string[]
  readonly #afterKeys: readonly string[]
  readonly #profile: readonly (keyof EffectiveProfile)[]
  readonly #disregards: readonly Disregard[]

  constructor(before: Policy, after: Policy) {
    this.#before = before
    this.#after = after
    this.#beforeKeys = keysOf(before.inputs)
    this.#afterKeys = keysOf(after.inputs)
    this.#profile = differingMembers(before.profile, after.profile)
    this.#disregards = [
      ...disregardsOf(after, this.#afterKeys, this.#beforeKeys, 'added'),
      ...disregardsOf(before, this.#beforeKeys, this.#afterKeys, 'removed'),
    ].sort(([a], [b]) => (a < b ? -1 : 1))
  }

  /** Members of the profile that differ. */
  get profile(): readonly (keyof EffectiveProfile)[] {
    return this.#profile
  }

  find(name: Pattern, before: Said, after: Said): readonly ChangeCause[] {
    const widens = compareSeverity(before.standing.decision, after.standing.decision) > 0
    const causes: ChangeCause[] = []
    const sides: readonly Side[] =
      before.standing.decision === 'deny' || after.standing.decision === 'deny'
        ? before.standing.decision === 'undecided' || after.standing.decision === 'undecided'
          ? ['against']
          : ['against', 'for']
        : ['for', 'against']
    for (const side of sides) causes.push(...this.#words(side, before, after, (side === 'for') === widens))
    const spoken = new Set(causes.flatMap((cause) => (cause.kind === 'word' ? publisherOf(cause.input) : [])))
    for (const [, change, input] of this.#disregards) {
      if (spoken.has(input.disregard) && covers(input.package, name))
        causes.push({ kind: 'disregard', change, input })
    }
    if (this.#profile.length > 0) causes.push({ kind: 'profile', members: this.#profile })
    const [wasHeld, isHeld] = [before.segment?.held === true, after.segment?.held === true]
    if (wasHeld !== isHeld) causes.push({ kind: 'held', change: isHeld ? 'added' : 'removed' })
    if (before.isLapsed !== after.isLapsed)
      causes.push({ kind: 'lapsed', change: after.isLapsed ? 'added' : 'removed' })
    if (this.#before.isInForce !== this.#after.isInForce)
      causes.push({ kind: 'force', change: this.#after.isInForce ? 'added' : 'removed' })
    return causes
  }

  /** @param grows - Whether more words on this side lead where the decision went. */
  #words(side: Side, before: Said, after: Said, grows: boolean): readonly ChangeCause[] {
    const [old, now] = [before.segment?.[side] ?? none, after.segment?.[side] ?? none]
    const oldByKey = new Map(old.map((index) => [this.#beforeKeys[index], this.#before.inputs[index]!]))
    const nowByKey = new Map(now.map((index) => [this.#afterKeys[index], this.#after.inputs[index]!]))
    const words: ChangeCause[] = []
    for (const [key, input] of grows ? nowByKey : oldByKey) {
      if ((grows ? oldByKey : nowByKey).has(key)) continue
      words.push({ kind: 'word', side, change: grows ? 'added' : 'removed', input })
    }
    if (isSameCount(side, before.standing, after.standing)) return words
    for (const [key, input] of nowByKey) {
      const was = oldByKey.get(key)
      if (was === undefined || isSameValue(was, input)) continue
      words.push({ kind: 'word', side, change: 'altered', input, was })
    }
    return words
  }
}

/** Those in force that the other policy does not have. */
function disregardsOf(
  { inputs, at }: Policy,
  keys: readonly string[],
  others: readonly string[],
  change: 'added' | 'removed',
): readonly Disregard[] {
  return inputs.flatMap((input, index): Disregard[] => {
    const key = keys[index]!
    if (input.kind !== 'disregard' || input.until < dayOf(at) || others.includes(key)) return []
    return [[key, change, input]]
  })
}

function isSameCount(side: Side, a: Standing, b: Standing): boolean {
  if (side === 'against') return a.opposition === b.opposition
  return a.support === b.support && a.voices === b.voices && a.reviewed === b.reviewed
}

function publisherOf(input: PolicyInput): readonly string[] {
  return input.kind === 'list' || input.kind === 'kept-denial' ? [input.publisher] : []
}

/**
 * What makes an input the same voice in two policies, by index; the second of one key bears a number.
 */
export function keysOf(inputs: readonly PolicyInput[]): readonly string[] {
  const met = new Map<string, number>()
  return inputs.map((input) => {
    const key = keyOf(input)
    const count = met.get(key) ?? 0
    met.set(key, count + 1)
    return count === 0 ? key : `${key} ${count}`
  })
}

function keyOf(input: PolicyInput): string {
  if (input.kind === 'list') return `list ${input.publisher} ${input.list}`
  if (input.kind === 'repository') return `repository ${input.package}`
  if (input.kind === 'override') return `override ${input.package} ${input.versions} ${input.decision}`
  if (input.kind === 'disregard')
    return `disregard ${input.disregard} ${input.package} ${input.reference ?? ''}`
  return `kept-denial ${input.publisher} ${input.list} ${input.package} ${input.versions}`
}

function differingMembers(a: EffectiveProfile, b: EffectiveProfile): readonly (keyof EffectiveProfile)[] {
  const names = new Set([...Object.keys(a), ...Object.keys(b)] as (keyof EffectiveProfile)[])
  // How long a policy lasts decides nothing.
  names.delete('policyDays')
  return [...names].filter((name) => !isSameValue(a[name], b[name])).sort()
}

/** Whether two JSON values are the same, whatever the order of their members. */
export function isSameValue(a: unknown, b: unknown): boolean {
  if (a === undefined || b === undefined) return a === b
  return toCanonicalText(a as JsonValue) === toCanonicalText(b as JsonValue)
}
