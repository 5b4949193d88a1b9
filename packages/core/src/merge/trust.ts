import type {
  Trust,
  TrustDecisionOverride,
  TrustDisregardOverride,
  TrustListChoice,
  TrustOverride,
} from '@trustlist/schema'

export type { Trust, TrustPublisher } from '@trustlist/schema'

/** What an allow and a denial of one source are worth, 0 to 100 each. */
export interface Weights {
  readonly weight: number
  readonly denyWeight: number
}

interface Weighed {
  readonly trust?: 'full' | 'half' | 'advice'
  readonly weight?: number
  readonly denyWeight?: number
}

const words: Readonly<Record<'full' | 'half' | 'advice', Weights>> = {
  full: { weight: 100, denyWeight: 100 },
  half: { weight: 50, denyWeight: 50 },
  advice: { weight: 0, denyWeight: 100 },
}

/**
 * The weights that a publisher or a list of its own says, or undefined where it says none.
 *
 * @spec merge#weights
 */
export function toWeights(source: Weighed): Weights | undefined {
  const said = source.trust === undefined ? undefined : words[source.trust]
  const weight = said?.weight ?? source.weight
  if (weight === undefined) return undefined
  return { weight, denyWeight: source.denyWeight ?? said?.denyWeight ?? weight }
}

/** For how many days the last good state of a publisher serves where its configuration does not say. */
export const defaultGraceDays = 14

export function nameOfChoice(choice: TrustListChoice): string {
  return typeof choice === 'string' ? choice : choice.name
}

/** Whether something that may be limited to some profiles holds for this one. */
export function holdsFor(limited: { readonly profiles?: readonly string[] }, profile: string): boolean {
  return limited.profiles?.includes(profile) ?? true
}

export function isDisregard(override: TrustOverride): override is TrustDisregardOverride {
  return 'disregard' in override
}

export function isDecision(override: TrustOverride): override is TrustDecisionOverride {
  return !isDisregard(override)
}

export function overridesOf(trust: Trust): readonly TrustOverride[] {
  return trust.overrides ?? []
}
