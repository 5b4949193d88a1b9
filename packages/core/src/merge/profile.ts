import type { EffectiveProfile, TrustProfile } from '@trustlist/schema'

/**
 * A profile with every default written out, as a policy carries it. Criteria are sorted and stand once.
 *
 * @spec policy#profile
 */
export function toEffectiveProfile(profile: TrustProfile): EffectiveProfile {
  const { basis = {} } = profile
  return {
    acceptedRisk: sortedOnce(profile.acceptedRisk),
    allowAt: profile.allowAt ?? 100,
    basis: {
      adopted: basis.adopted ?? 100,
      curated: basis.curated ?? 100,
      dependency: basis.dependency ?? 100,
      inherited: basis.inherited ?? 100,
      legacy: basis.legacy ?? 100,
      reviewed: basis.reviewed ?? 100,
    },
    criteria: sortedOnce(profile.criteria),
    denyAt: profile.denyAt ?? 1,
    ...(profile.maxAgeDays === undefined ? {} : { maxAgeDays: profile.maxAgeDays }),
    minReviewed: profile.minReviewed ?? 0,
    minVoices: profile.minVoices ?? 1,
    policyDays: profile.policyDays ?? 30,
    ...(profile.preReleases === undefined ? {} : { preReleases: profile.preReleases }),
  }
}

function sortedOnce(criteria: readonly string[] = []): readonly string[] {
  return [...new Set(criteria)].sort()
}
