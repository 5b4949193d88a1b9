import { addDays, dayOf } from './time.mjs'
import {
  drawBrokenName,
  drawBrokenRange,
  drawExact,
  drawPackage,
  drawPattern,
  drawRange,
  drawType,
} from './worlds.mjs'

export const digests = ['1', '2', '3'].map((digit) => digit.repeat(64))
export const references = ['CVE-2026-1', 'CVE-2026-2', 'https://advisories.example/3']
export const snapshots = ['2026-03-01', '2026-04-01']
export const ownCriterion = (publisher) => `x-${publisher}-scan`
const criteria = ['vulnerabilities', 'licence', 'safe-to-run-isolated', 'safe-with-network']

/** Without the members that are undefined. */
export const clean = (value) =>
  Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined))

/** Days around those on which something begins or ends to count. */
export function drawDecided(random, at) {
  const today = dayOf(at)
  return random.chance(50)
    ? dayOf(addDays(at, -random.int(20, 500)))
    : random.pick([
        today,
        dayOf(addDays(at, 1)),
        ...[30, 31, 60, 61].map((days) => dayOf(addDays(at, -days))),
      ])
}

export const drawUntil = (random, at) => dayOf(addDays(at, random.pick([-40, -1, 0, 1, 3, 29, 30, 400])))

function drawCheck(random, publisher, at, isPlain) {
  return clean({
    criterion: random.weighted({
      [criteria[0]]: 4,
      [criteria[1]]: 2,
      [criteria[2]]: 2,
      [criteria[3]]: 2,
      [ownCriterion(publisher)]: 2,
      'x-nobody-maps': 1,
    }),
    result: random.weighted({
      pass: 6,
      fail: 2,
      'accepted-risk': 2,
      'not-applicable': 1,
      ...(isPlain ? {} : { novel: 1 }),
    }),
    by: random.maybe(10, () => 'platform team'),
    on: random.maybe(10, () => drawDecided(random, at)),
    evidence: random.maybe(5, () => 'https://evidence.example/1'),
    note: random.maybe(5, () => 'looked at "it"\ntwice'),
    novel: isPlain ? undefined : random.maybe(3, () => 'condition'),
  })
}

/**
 * One entry, as its publisher writes it. Sound as a whole; what a later reader would not know stands in some.
 *
 * @param isPlain - Without what only a later minor version may have, such as in a draft.
 */
export function drawEntry(random, publisher, peers, at, isPlain = false) {
  const type = drawType(random)
  const shape = random.weighted({ package: 6, pattern: 3, file: 2 })
  const decision = isPlain
    ? random.weighted({ allow: 6, deny: 3, withdrawn: 1 })
    : random.weighted({ allow: 12, deny: 5, withdrawn: 2, novel: 1 })
  const basis = random.weighted({
    reviewed: 4,
    curated: 2,
    dependency: 1,
    legacy: 2,
    adopted: 2,
    inherited: 1,
    ...(isPlain ? {} : { novel: 1 }),
  })
  const repeats = basis === 'adopted' || basis === 'inherited'
  const origins = [...peers.filter((each) => each !== publisher), 'pkg:pypi/*', 'pkg:deb/debian/*']
  return clean({
    basis,
    asOf:
      shape === 'pattern' && decision === 'allow'
        ? random.maybe(35, () => random.pick(snapshots))
        : undefined,
    checks: random.maybe(45, () => random.list(1, 3, () => drawCheck(random, publisher, at, isPlain))),
    decided: drawDecided(random, at),
    decision,
    dependencyOf: random.maybe(4, () => [drawPackage(random, type)]),
    digests:
      shape === 'file'
        ? random.some(digests, 1, 2).map((sha256) => clean({ file: random.maybe(50, () => 'a.whl'), sha256 }))
        : undefined,
    origins: repeats ? random.some(origins, 1, 2) : undefined,
    package: shape === 'pattern' ? drawPattern(random, type) : drawPackage(random, type),
    reason:
      decision === 'allow' ? random.maybe(10, () => 'we need it') : random.pick(['because', 'broken wheel']),
    references: random.maybe(20, () => random.some(references, 1, 2)),
    reviewers: random.maybe(8, () => ['Anna', 'Ben']),
    until: random.maybe(20, () => drawUntil(random, at)),
    versions:
      shape === 'pattern'
        ? `vers:${type}/*`
        : shape === 'file'
          ? drawExact(random, type)
          : drawRange(random, type),
    novel: isPlain ? undefined : random.maybe(3, () => ({ condition: 1 })),
  })
}

const without = (member) => (entry) => {
  const { [member]: gone, ...rest } = entry
  return gone === undefined ? undefined : rest
}

/** What may be wrong with an entry, by name. Each gives the entry as it is then, or nothing where it does not apply. */
export const entryDamages = {
  'entry-unfolded': (entry, random) => ({ ...entry, package: drawBrokenName(random, typeOf(entry)) }),
  'entry-range': (entry, random) =>
    entry.package.includes('*') || entry.digests
      ? undefined
      : { ...entry, versions: drawBrokenRange(random, typeOf(entry)) },
  'entry-other-type': (entry) => ({ ...entry, versions: 'vers:gem/*' }),
  'entry-pattern-with-versions': (entry, random) => ({
    ...entry,
    package: 'pkg:npm/*',
    versions: drawExact(random, 'npm'),
  }),
  'entry-too-wide': (entry) => ({
    ...entry,
    decision: 'allow',
    package: 'pkg:conda/numpy',
    versions: 'vers:conda/*',
  }),
  'entry-without-package': without('package'),
  'entry-without-decided': without('decided'),
  'entry-without-origins': without('origins'),
  'entry-without-reason': (entry) => (entry.decision === 'deny' ? without('reason')(entry) : undefined),
  'entry-origins-out-of-place': (entry) => ({ ...entry, basis: 'reviewed', origins: ['somebody'] }),
  'entry-origin-is-self': (entry, random, publisher) => ({
    ...entry,
    basis: 'adopted',
    origins: [publisher],
  }),
  'entry-no-such-day': (entry) => ({ ...entry, decided: '2026-02-30' }),
  'entry-no-such-last-day': (entry) => ({ ...entry, until: '2026-13-01' }),
  'entry-day-form': (entry) => ({ ...entry, decided: '2026-1-1' }),
  'entry-as-of-out-of-place': (entry) =>
    entry.decision === 'deny' ? { ...entry, asOf: '2026-03-01' } : undefined,
  'entry-digests-of-a-range': (entry) => ({
    ...entry,
    package: 'pkg:npm/left-pad',
    versions: 'vers:npm/>=1.0.0',
    digests: [{ sha256: digests[0] }],
  }),
  'entry-digest-form': (entry) =>
    entry.digests ? { ...entry, digests: [{ sha256: 'A'.repeat(64) }] } : undefined,
  'entry-unknown-value-form': (entry) => ({ ...entry, decision: 'not an identifier' }),
  'entry-unknown-member-of-a-digest': (entry) =>
    entry.digests ? { ...entry, digests: [{ sha256: digests[0], novel: 1 }] } : undefined,
  'entry-invisible-character': (entry) => ({ ...entry, reason: 'be\u200bcause' }),
  'entry-escape': (entry) => ({ ...entry, reason: 'tab\tstop' }),
  'entry-number': (entry) => ({ ...entry, decided: 20261122 }),
}

const typeOf = (entry) => /^pkg:([a-z]+)/.exec(entry.package)?.[1] ?? 'npm'
