import { checkShape, type Trust } from '@trustlist/schema'
import type { JsonValue } from '../json/canonical.js'
import { problem, refuse, settle, type Outcome, type Place } from '../problem/problem.js'
import { checkOverrides } from './check-overrides.js'
import { checkPatterns } from './check-patterns.js'
import { checkTrustNames } from './check-trust-names.js'

/**
 * Reads a trust configuration, as parsed from `trust.yaml`: its shape, and the rules that a schema cannot say.
 *
 * Not checked: whether the publishers' identities have these pins, and whether their lists exist.
 *
 * @spec merge#trust-configuration
 * @returns The configuration as it stands, defaults not filled in. Or every reason it was refused: `merge/trust-shape`
 *   alone, else `merge/publisher-twice`, `merge/pin-twice`, `merge/group-taken`, `merge/list-twice`,
 *   `merge/unknown-profile`, `merge/unknown-criterion`, `merge/unknown-publisher`, `merge/other-type`,
 *   `document/not-a-day`, `purl/…`, `version/…`. Findings: `merge/override-on-pattern`, `merge/overrides-overlap`.
 */
export function readTrust(value: JsonValue, source?: string): Outcome<Trust> {
  const at: Place = source === undefined ? {} : { source }
  const faults = checkShape('trust', value).map((fault) =>
    problem('merge/trust-shape', fault.what, { ...at, pointer: fault.pointer }),
  )
  const [first, ...rest] = faults
  if (first !== undefined) return refuse(first, ...rest)
  const trust = value as unknown as Trust
  return settle(trust, [
    ...checkTrustNames(trust, at),
    ...checkPatterns(trust, at),
    ...checkOverrides(trust, at),
  ])
}
