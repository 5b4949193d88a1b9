import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compare, type PolicyComparison } from '../../src/ask/compare.js'
import { decide, type Query } from '../../src/ask/decide.js'
import {
  compareDanger,
  isWidening,
  type ChangeCause,
  type DecisionChange,
} from '../../src/ask/decision-change.js'
import { mergeLists } from '../../src/merge/merge-lists.js'
import { judgePolicyAt, type Policy } from '../../src/merge/policy.js'
import { covers, meetOf, rankOf, typeOfPattern } from '../../src/purl/pattern.js'
import { containsVersion } from '../../src/version/contains.js'
import { parseRange } from '../../src/version/parse-range.js'
import { schemeOf } from '../../src/version/registry.js'
import { isPreRelease, parseVersion } from '../../src/version/version.js'
import {
  askedPackages,
  at,
  clean,
  digests,
  federation,
  snapshots,
  statesOf,
  trustOf,
  versionsOf,
  type Federation,
  type WorldType,
} from '../merge/arbitrary-federation.js'
import { runs } from '../merge/runs.js'

const minutes = 600_000

function policyOf({ world, judgedAt }: Judged): Policy | undefined {
  const merged = mergeLists(statesOf(world), trustOf(world), 'tier', at)
  return merged.ok ? judgePolicyAt(merged.value.policy, judgedAt) : undefined
}

const instant = fc.constantFrom(at, at, at, '2026-11-26T00:00:00Z', '2027-11-01T00:00:00Z')

/** Two worlds that have nothing to do with each other, or one that is merged by another configuration. */
const twoWorlds = fc
  .tuple(federation, federation, fc.constantFrom('other', 'profile', 'repositories'), instant, instant)
  .map(([a, b, what, x, y]): readonly [Judged, Judged] => {
    // A risk of somebody's own needs a publisher whose criteria are mapped.
    const { acceptedRisk = [], ...profile } = b.profile
    const accepted = acceptedRisk.filter((id) => !id.startsWith('x-'))
    const { repositories } = b.more
    const after =
      what === 'other'
        ? b
        : what === 'profile'
          ? { ...a, profile: { ...profile, acceptedRisk: accepted } }
          : { ...a, more: clean<Federation['more']>({ ...a.more, repositories }) }
    return [
      { world: a, judgedAt: x },
      { world: after, judgedAt: y },
    ]
  })

interface Judged {
  readonly world: Federation
  readonly judgedAt: string
}

/** Two policies; a merge of nothing gives none and is passed over. */
function policiesOf([a, b]: readonly [Judged, Judged]): readonly [Policy, Policy] {
  const [before, after] = [policyOf(a), policyOf(b)]
  fc.pre(before !== undefined && after !== undefined)
  return [before, after]
}

/** Every rule of both and what any two have in common, found the slow way. */
function allNames(a: Policy, b: Policy): readonly string[] {
  const names = new Set([...a.rules, ...b.rules].map((rule) => rule.package))
  for (let size = 0; size < names.size;) {
    size = names.size
    for (const x of [...names])
      for (const y of [...names]) {
        if (typeOfPattern(x) !== typeOfPattern(y)) continue
        const meet = meetOf(x, y)
        if (meet !== undefined) names.add(meet)
      }
  }
  return [...names]
}

function changesFor(
  { changes }: PolicyComparison,
  names: readonly string[],
  query: Query,
): readonly DecisionChange[] {
  const [name] = names.filter((each) => covers(each, query.package)).sort((x, y) => rankOf(y) - rankOf(x))
  const version = parseVersion(schemeOf(typeOfPattern(query.package)), query.version!)
  if (!version.ok) throw new Error(query.version)
  return changes.filter((each) => {
    const range = parseRange(each.versions)
    if (each.package !== name || !range.ok || !containsVersion(range.value, version.value)) return false
    if (each.only !== undefined && (each.only === 'pre-releases') !== isPreRelease(version.value))
      return false
    if (
      each.asOf !== undefined
        ? each.asOf !== query.snapshot
        : each.exceptAsOf?.includes(query.snapshot ?? '') === true
    )
      return false
    return each.sha256 !== undefined
      ? each.sha256 === query.digest
      : each.exceptSha256?.includes(query.digest ?? '') !== true
  })
}

const queries: readonly Query[] = askedPackages.flatMap((name) =>
  versionsOf[/^pkg:([^/]+)/.exec(name)![1] as WorldType].flatMap((version) =>
    [undefined, ...digests].flatMap((digest) =>
      [undefined, ...snapshots].map((snapshot) => clean<Query>({ package: name, version, digest, snapshot })),
    ),
  ),
)

const someQueries = fc.shuffledSubarray([...queries], { minLength: 100, maxLength: 100 })

const swapped = { added: 'removed', removed: 'added' } as const

function mirrorCause(cause: ChangeCause): ChangeCause {
  if (cause.kind === 'profile') return cause
  if (cause.change === 'altered') return { ...cause, input: cause.was, was: cause.input }
  return { ...cause, change: swapped[cause.change] }
}

function mirror({ changes, inputs, profile }: PolicyComparison): PolicyComparison {
  return {
    changes: changes
      .map((each) => ({
        ...each,
        before: each.after,
        after: each.before,
        because: each.because.map(mirrorCause),
      }))
      .sort(compareDanger),
    inputs: inputs.map(({ before, after }) => clean({ before: after, after: before })),
    profile,
  }
}

describe('comparing two policies', () => {
  test(
    'tells exactly what deciding tells, for every package, version, file and snapshot',
    () => {
      let changed = 0
      fc.assert(
        fc.property(twoWorlds, someQueries, (worlds, asked) => {
          const [a, b] = policiesOf(worlds)
          const comparison = compare(a, b)
          const names = allNames(a, b)
          for (const query of asked) {
            // What lacks a qualifier has the answer of several rules.
            if ([a, b].some((policy) => policy.refinementsOf(query.package).length > 0)) continue
            const [before, after] = [decide(a, query).decision, decide(b, query).decision]
            const found = changesFor(comparison, names, query)
            if (before === after) expect(found).toEqual([])
            else {
              changed++
              expect(found, JSON.stringify(query)).toHaveLength(1)
              expect([found[0]!.before.decision, found[0]!.after.decision]).toEqual([before, after])
            }
          }
        }),
        { numRuns: runs },
      )
      expect(changed).toBeGreaterThan(runs)
    },
    minutes,
  )

  test(
    'finds nothing between a policy and itself',
    () => {
      fc.assert(
        fc.property(twoWorlds, (worlds) => {
          const [a] = policiesOf(worlds)
          expect(compare(a, a)).toEqual({ changes: [], inputs: [], profile: [] })
        }),
        { numRuns: runs },
      )
    },
    minutes,
  )

  test(
    'tells the same the other way round, mirrored',
    () => {
      fc.assert(
        fc.property(twoWorlds, (worlds) => {
          const [a, b] = policiesOf(worlds)
          expect(compare(b, a)).toEqual(mirror(compare(a, b)))
        }),
        { numRuns: runs },
      )
    },
    minutes,
  )

  test(
    'tells for every change why, and what widens before what narrows',
    () => {
      fc.assert(
        fc.property(twoWorlds, (worlds) => {
          const [a, b] = policiesOf(worlds)
          const { changes } = compare(a, b)
          for (const { because } of changes) expect(because).not.toEqual([])
          const turns = changes.map(isWidening)
          expect(turns).toEqual([...turns].sort((x, y) => Number(y) - Number(x)))
        }),
        { numRuns: runs },
      )
    },
    minutes,
  )
})
