import fc from 'fast-check'
import type {
  Entry,
  Trust,
  TrustOverride,
  TrustProfile,
  TrustPublisher,
  TrustRepository,
} from '@trustlist/schema'
import type { JsonValue } from '../../src/json/canonical.js'
import type { KeptDenial } from '../../src/lock/lock.js'
import type { PublisherState } from '../../src/merge/publisher-state.js'
import { readTrust } from '../../src/merge/read-trust.js'
import { sha256 } from '../../src/text/digest.js'
import { encodeUtf8 } from '../../src/text/utf8.js'
import { at, toState, type ListDraft, type StateDraft } from './federation.js'

/** Small worlds, so that statements meet: few publishers, packages, versions, days and files. */
export const operator = 'op'
export const publisherIds = ['a', 'b', 'c', 'op'] as const
export const listNames = ['main', 'extra'] as const

export const versionsOf = {
  npm: ['0.9.0', '1.0.0', '1.0.0+b', '1.5.0', '2.0.0-rc.1', '2.0.0-rc.2', '2.0.0', '3.0.0'],
  conda: ['1.0', '1.0.0', '1.5rc1', '2.0', '9'],
  github: ['v1', 'v2', 'main'],
} as const
export type WorldType = keyof typeof versionsOf

const constraints: Readonly<Record<WorldType, readonly string[]>> = {
  npm: [
    '1.0.0',
    '1.0.0+b',
    '2.0.0-rc.1',
    '2.0.0',
    '<2.0.0',
    '>=1.0.0|<2.0.0',
    '>1.0.0',
    '<=2.0.0-rc.1',
    '!=1.5.0',
    '1.0.0|2.0.0',
    '>=2.0.0-rc.1|<=2.0.0',
  ],
  conda: ['1.0', '1.0.0', '1.5rc1', '<2.0', '>=1.0|<2.0', '>1.0.0'],
  github: ['v1', 'v1|v2', '!=v1'],
}
const exact: Readonly<Record<WorldType, readonly string[]>> = {
  npm: ['1.0.0', '2.0.0-rc.1', '2.0.0'],
  conda: ['1.0', '1.5rc1'],
  github: ['v1'],
}

const packages: Readonly<Record<WorldType, readonly string[]>> = {
  npm: ['pkg:npm/foo', 'pkg:npm/bar', 'pkg:npm/%40s/foo'],
  conda: ['pkg:conda/n?channel=x', 'pkg:conda/n', 'pkg:conda/m?channel=y'],
  github: ['pkg:github/o/r', 'pkg:github/o/q'],
}
const patterns: Readonly<Record<WorldType, readonly string[]>> = {
  npm: ['pkg:npm/*', 'pkg:npm/%40s/*'],
  conda: ['pkg:conda/*', 'pkg:conda/*?channel=x', 'pkg:conda/*?channel=y'],
  github: ['pkg:github/*', 'pkg:github/o/*'],
}

/** What is asked: named packages, ones that only patterns cover, with and without their channel. */
export const askedPackages: readonly string[] = [
  ...packages.npm,
  'pkg:npm/nobody',
  'pkg:npm/%40s/nobody',
  ...packages.conda,
  'pkg:conda/m',
  'pkg:conda/n?channel=y',
  'pkg:conda/n?channel=z',
  'pkg:conda/nobody',
  ...packages.github,
  'pkg:github/p/q',
]
export const snapshots = ['2026-03-01', '2026-04-01'] as const
export const digests = ['1', '2'].map((digit) => digit.repeat(64))

/** Channels, by which a package may be refined. */
export const channels = ['x', 'y', 'z'] as const

const type = fc.constantFrom<WorldType>('npm', 'npm', 'npm', 'conda', 'github')
const lastDays = fc.constantFrom('2026-11-21', '2026-11-22', '2026-11-25', '2026-12-01')
const decidedDays = fc.constantFrom('2024-01-01', '2026-10-01', '2026-11-22', '2026-11-23')
/** A value once in a while: absent `times` as often as present. */
const sometimes = <T>(value: fc.Arbitrary<T>, times = 4): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: times, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value })

const check = fc.record({
  criterion: fc.constantFrom('vulnerabilities', 'safe-to-run-isolated', 'safe-with-network', 'x-a-scan'),
  result: fc.constantFrom('pass', 'pass', 'pass', 'fail', 'accepted-risk', 'not-applicable', 'novel'),
})

interface EntryShape {
  readonly kind: WorldType
  readonly shape: 'package' | 'pattern' | 'file'
}

const entryShape: fc.Arbitrary<EntryShape> = fc.record({
  kind: type,
  shape: fc.constantFrom<EntryShape['shape']>('package', 'package', 'package', 'pattern', 'file'),
})

/** @param only - Where given, no other decision. */
export function entryBy(publisher: string, only?: Entry['decision']): fc.Arbitrary<object> {
  return entryShape.chain(({ kind, shape }) =>
    fc
      .record({
        package: fc.constantFrom(...(shape === 'pattern' ? patterns : packages)[kind]),
        versions:
          shape === 'pattern'
            ? fc.constant('*')
            : fc.constantFrom('*', ...(shape === 'file' ? exact : constraints)[kind]),
        decision:
          only === undefined
            ? fc.constantFrom('allow', 'allow', 'allow', 'allow', 'deny', 'withdrawn', 'novel')
            : fc.constant(only),
        basis: fc.constantFrom(
          'reviewed',
          'reviewed',
          'curated',
          'dependency',
          'legacy',
          'adopted',
          'inherited',
          'novel',
        ),
        decided: decidedDays,
        until: sometimes(lastDays),
        asOf: sometimes(fc.constantFrom(...snapshots), 3),
        checks: sometimes(fc.array(check, { maxLength: 3 }), 2),
        digests: fc.subarray(digests, { minLength: 1 }),
        origins: fc.constantFrom(['a'], ['b'], ['op'], ['c', 'op'], ['pkg:npm/*']),
        references: sometimes(fc.constantFrom(['CVE-1'], ['CVE-2', 'CVE-1'])),
        novel: sometimes(fc.constant('member'), 20),
      })
      .map((raw) => toEntry(raw, kind, shape, publisher)),
  )
}

interface RawEntry {
  readonly [name: string]: unknown
  readonly package: string
  readonly versions: string
  readonly origins: readonly string[]
  readonly digests: readonly string[]
}

function toEntry(raw: RawEntry, kind: WorldType, shape: EntryShape['shape'], publisher: string): object {
  const { origins, digests: files, asOf, novel, ...rest } = raw
  const isFile = shape === 'file' && raw.versions !== '*'
  const repeats = raw['basis'] === 'adopted' || raw['basis'] === 'inherited'
  // No list allows a conda package or pattern of every channel.
  const isTooWide = kind === 'conda' && raw['decision'] === 'allow' && !raw.package.includes('?')
  const others = origins.filter((origin) => origin !== publisher)
  const all = {
    ...rest,
    package: isTooWide ? `${raw.package}?channel=x` : raw.package,
    versions: `vers:${kind}/${raw.versions}`,
    asOf: shape === 'pattern' && raw['decision'] === 'allow' ? asOf : undefined,
    digests: isFile ? files.map((digest) => ({ file: 'f', sha256: digest })) : undefined,
    origins: repeats ? (others.length === 0 ? ['pkg:npm/*'] : others) : undefined,
    reason: raw['decision'] === 'allow' ? undefined : 'because',
    novel,
  }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
}

const percentage = fc.constantFrom(0, 1, 33, 50, 60, 100)

function publisherBy(id: string): fc.Arbitrary<Partial<TrustPublisher> & { readonly id: string }> {
  return fc
    .record({
      weight: percentage,
      denyWeight: sometimes(percentage),
      veto: sometimes(fc.constant(true), 8),
      group: sometimes(fc.constantFrom('g', 'h'), 3),
      scope: sometimes(
        fc.subarray([...patterns.npm, 'pkg:npm/foo', 'pkg:conda/n', 'pkg:conda/*?channel=x', 'pkg:github/*']),
        5,
      ),
      criteria: sometimes(fc.constant({ 'x-a-scan': 'vulnerabilities' }), 3),
      maxAgeDays: sometimes(fc.constantFrom(60, 52, 1000), 5),
      lists: sometimes(
        fc.constantFrom(
          ['main'],
          ['main', { name: 'extra', weight: 40, denyWeight: 10 }],
          ['main', { name: 'extra', profiles: ['other'] }],
        ),
        4,
      ),
    })
    .map((raw) => ({ ...clean<Partial<TrustPublisher>>(raw), id }))
}

const profile: fc.Arbitrary<TrustProfile> = fc
  .record({
    allowAt: fc.constantFrom(1, 50, 100, 150),
    denyAt: fc.constantFrom(1, 1, 40, 101),
    minVoices: sometimes(fc.constantFrom(1, 2, 3), 2),
    minReviewed: sometimes(fc.constantFrom(0, 1, 2), 3),
    criteria: sometimes(fc.subarray(['vulnerabilities', 'safe-to-run-isolated'], { minLength: 1 }), 2),
    acceptedRisk: sometimes(fc.subarray(['vulnerabilities', 'x-a-scan']), 2),
    maxAgeDays: sometimes(fc.constantFrom(55, 1000), 4),
    basis: sometimes(fc.constantFrom({ legacy: 50 }, { adopted: 0, curated: 33 }), 3),
    preReleases: sometimes(fc.constant('named' as const), 2),
  })
  .map((raw) => clean<TrustProfile>(raw))

const override: fc.Arbitrary<TrustOverride> = type.chain((kind) =>
  fc
    .record({
      package: fc.constantFrom(
        ...packages[kind].filter((name) => name !== 'pkg:conda/n'),
        ...patterns[kind].filter((name) => name !== 'pkg:conda/*'),
      ),
      versions: fc.constantFrom('*', ...constraints[kind]),
      what: fc.constantFrom('allow', 'deny', 'a', 'b', 'op'),
      until: lastDays,
      reference: sometimes(fc.constant('CVE-1'), 2),
      profiles: sometimes(fc.constantFrom(['tier'], ['other']), 4),
    })
    .map(({ what, versions, reference, ...rest }) => {
      const because = { reason: 'r', by: 'me' }
      if (what === 'allow' || what === 'deny')
        return clean<TrustOverride>({
          ...rest,
          ...because,
          decision: what,
          versions: `vers:${kind}/${versions}`,
        })
      return clean<TrustOverride>({ ...rest, ...because, disregard: what, reference })
    }),
)

const repository: fc.Arbitrary<TrustRepository> = fc
  .record({
    package: fc.constantFrom(...patterns.npm, 'pkg:conda/*?channel=x', 'pkg:github/*'),
    weight: percentage,
    criteria: sometimes(fc.constantFrom(['vulnerabilities'], ['safe-with-network']), 1),
    profiles: sometimes(fc.constantFrom(['tier'], ['other']), 4),
  })
  .map((raw) => clean<TrustRepository>(raw))

const keptDenial: fc.Arbitrary<KeptDenial> = fc
  .record({
    list: fc.constantFrom(...listNames),
    package: fc.constantFrom(...packages.npm, 'pkg:conda/n'),
    versions: fc.constantFrom('*', '1.0.0'),
    decided: decidedDays,
    until: sometimes(lastDays, 6),
    references: sometimes(fc.constant(['CVE-1'])),
  })
  .map(({ versions, ...rest }) => {
    const kind = rest.package.startsWith('pkg:npm') ? 'npm' : 'conda'
    return clean<KeptDenial>({
      ...rest,
      reason: 'gone',
      versions: `vers:${kind}/${kind === 'npm' ? versions : '*'}`,
    })
  })

/** A federation as drafts, so that a property can change one thing and merge again. */
export interface Federation {
  readonly lists: Readonly<Record<string, readonly ListDraft[]>>
  readonly states: Readonly<Record<string, StateDraft>>
  readonly publishers: readonly (Partial<TrustPublisher> & { readonly id: string })[]
  readonly profile: TrustProfile
  readonly more: Pick<Trust, 'repositories' | 'overrides'>
}

export const federation: fc.Arbitrary<Federation> = fc
  .tuple(
    fc.tuple(
      ...publisherIds.map((id) =>
        fc.tuple(
          publisherBy(id),
          fc.array(entryBy(id), { maxLength: 5 }),
          sometimes(fc.array(entryBy(id), { maxLength: 3 }), 2),
          sometimes(fc.array(keptDenial, { maxLength: 1 }), 5),
          sometimes(fc.constant('quarantined' as const), 8),
        ),
      ),
    ),
    profile,
    fc.array(repository, { maxLength: 2 }),
    fc.array(override, { maxLength: 2 }),
    fc.integer({ min: 1, max: publisherIds.length }),
  )
  .map(([parts, chosen, repositories, overrides, count]) => {
    const kept = parts.slice(0, count)
    const ids = new Set(kept.map(([{ id }]) => id))
    return {
      publishers: kept.map(([config, , , , status]) => ({
        ...config,
        ...(status === undefined ? {} : { optional: true }),
      })),
      lists: Object.fromEntries(
        kept.map(([config, main, extra]) => [
          config.id,
          [
            { publisher: config.id, list: 'main', entries: withoutTwins(main) },
            ...(extra === undefined && config.lists === undefined
              ? []
              : [{ publisher: config.id, list: 'extra', entries: withoutTwins(extra ?? []) }]),
          ],
        ]),
      ),
      states: Object.fromEntries(
        kept.map(([{ id }, , , keptDenials, status]) => [
          id,
          { keptDenials: keptDenials ?? [], status: status ?? 'fresh' },
        ]),
      ),
      profile: withoutUnmapped(
        chosen,
        kept.some(([{ criteria }]) => criteria !== undefined),
      ),
      more: {
        repositories,
        overrides: overrides.filter((each) => !('disregard' in each) || ids.has(each.disregard as never)),
      },
    }
  })

/** A risk that no publisher's map could give is refused. */
function withoutUnmapped(chosen: TrustProfile, isMapped: boolean): TrustProfile {
  if (isMapped || chosen.acceptedRisk === undefined) return chosen
  return { ...chosen, acceptedRisk: chosen.acceptedRisk.filter((id) => !id.startsWith('x-')) }
}

/** No list holds one entry twice. */
function withoutTwins(entries: readonly object[]): readonly object[] {
  return [...new Map(entries.map((each) => [JSON.stringify(each), each])).values()]
}

/** Without the members that are undefined; the caller says what that gives. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- there is no other way to say it
export function clean<T extends object>(value: object): T {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T
}

export function statesOf({ publishers, lists, states }: Federation): readonly PublisherState[] {
  return publishers.map(({ id }) => toState(id, lists[id]!, states[id]))
}

export function trustOf({ publishers, profile: chosen, more }: Federation): Trust {
  const value = {
    trustlist: '1.0',
    operator,
    publishers: publishers.map((each) => ({
      from: `../${each.id}`,
      pin: `sha256:${sha256(encodeUtf8(each.id))}`,
      ...each,
    })),
    profiles: { tier: chosen, other: {} },
    ...more,
  }
  const trust = readTrust(value as unknown as JsonValue)
  if (!trust.ok)
    throw new Error(
      trust.problems.map(({ code, what, at: place }) => `${code} ${place.pointer ?? ''}: ${what}`).join('\n'),
    )
  return trust.value
}

export { at }
