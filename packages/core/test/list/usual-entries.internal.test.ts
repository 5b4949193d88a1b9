import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkShape, listSchema } from '@trustlist/schema'
import { maxEntries } from '../../src/document/limits.js'
import { checkListRules, type RuledSubject } from '../../src/list/check-rules.js'
import { readListSubject } from '../../src/list/read-subject.js'
import { findUsualEntries } from '../../src/list/usual-entries.js'
import { nearlyPlainText } from '../purl/arbitrary-purl.js'

const publisher = 'example-tre'
const isUsual = (entry: unknown) => findUsualEntries([entry])[0] === 1
const usual = {
  basis: 'legacy',
  decided: '2026-10-12',
  decision: 'allow',
  package: 'pkg:pypi/numpy',
  versions: 'vers:pypi/>=1.26.0|<2.1.0',
}

/** What stands where a string is expected, in other entries or by somebody's mistake. */
const odd = fc.constantFrom<unknown>(null, 0, true, '', [], {}, ['legacy'], '*', 'x'.repeat(600), undefined)
const oneOf = (...values: readonly string[]) => fc.constantFrom<unknown>(...values)
const rarely = (often: fc.Arbitrary<unknown>, rare: fc.Arbitrary<unknown> = odd) =>
  fc.oneof({ weight: 12, arbitrary: often }, { weight: 1, arbitrary: rare })
const name = fc.oneof(
  oneOf('pkg:pypi/a', 'pkg:cran/a.b', 'pkg:conda/a?channel=b', 'pkg:npm/%40a/b', 'pkg:deb/debian/a'),
  nearlyPlainText,
  oneOf('pkg:conda/a', 'pkg:pypi/*', 'pkg:cran/*', 'pkg:oci/a', 'pkg:pypi/a@1'),
)
const day = fc.oneof(
  oneOf('2026-10-12', '2028-02-29', '2026-10-31'),
  fc.stringMatching(/^20[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])$/),
  oneOf('2026-02-29', '2026-04-31', '2026-13-01', '2026-1-01', '2026-10-12 '),
)
const range = fc.stringMatching(/^(?:vers:)?(?:pypi|cran|conda|npm|deb|Pypi|)\/?[a-z0-9.*<>=| é\n-]{0,6}$/)

const nearlyUsual = fc
  .record({
    basis: rarely(
      oneOf('legacy', 'dependency', 'reviewed', 'curated'),
      oneOf('adopted', 'inherited', 'later'),
    ),
    decided: rarely(day),
    decision: rarely(fc.constant('allow'), oneOf('deny', 'withdrawn', 'Allow', 'later')),
    package: rarely(name),
    versions: fc.oneof({ weight: 3, arbitrary: fc.constant('of its type') }, rarely(range)),
    extra: fc.oneof(
      { weight: 6, arbitrary: fc.constant({}) },
      { weight: 3, arbitrary: fc.record({ dependencyOf: rarely(fc.array(rarely(name), { maxLength: 3 })) }) },
      {
        weight: 1,
        arbitrary: fc.dictionary(
          fc.constantFrom('asOf', 'checks', 'digests', 'origins', 'reason', 'until', 'future'),
          odd,
        ),
      },
    ),
    left: rarely(fc.constant(undefined), oneOf('basis', 'decided', 'decision', 'package', 'versions')),
  })
  .map(({ extra, left, ...members }) => {
    const entry: Record<string, unknown> = { ...members, ...extra }
    if (entry['versions'] === 'of its type') {
      entry['versions'] = `vers:${/^pkg:([^/]*)/.exec(String(entry['package']))?.[1] ?? ''}/1`
    }
    // As JSON gives it: no member is undefined, and the members are in any order.
    return JSON.parse(
      JSON.stringify(Object.fromEntries(Object.entries(entry).filter(([each]) => each !== left))),
    ) as Record<string, unknown>
  })

/** A list of it, read from its canonical text. */
const read = (subject: string) => {
  const bytes = new TextEncoder().encode(subject)
  const outcome = readListSubject({ bytes, start: 0, end: bytes.length }, publisher)
  return outcome.ok ? 'accepted' : outcome.problems[0].code
}

describe('an entry that is recognised at sight', () => {
  test('is one that the validator takes and the rules of lists do not refuse', () => {
    const tries = 20_000
    let recognised = 0
    let refused = 0
    fc.assert(
      fc.property(nearlyUsual, (entry) => {
        const faults = checkShape('entry', entry)
        if (faults.length > 0) refused++
        if (!isUsual(entry)) return
        recognised++
        expect(faults).toEqual([])
        expect(checkListRules({ entries: [entry] } as unknown as RuledSubject, publisher, {})).toEqual([])
      }),
      { numRuns: tries },
    )
    expect(recognised / tries).toBeGreaterThan(0.05)
    expect(refused / tries).toBeGreaterThan(0.05)
  })

  test('changes nothing of what is said of a list: neither faults nor their places', () => {
    fc.assert(
      fc.property(fc.array(nearlyUsual, { maxLength: 6 }), (entries) => {
        const wellFormed = entries.filter((entry) => checkShape('entry', entry).length === 0)
        const subject = { entries: wellFormed } as unknown as RuledSubject
        expect(checkListRules(subject, publisher, {}, findUsualEntries(wellFormed))).toEqual(
          checkListRules(subject, publisher, {}),
        )
      }),
      { numRuns: 2000 },
    )
  })

  test('does not hide what is wrong with the rest of its list', () => {
    const line = JSON.stringify(usual)
    const subject = (entries: string, more = '') => `{"about":{"title":"a"},"entries":${entries}${more}}`
    expect(read(subject(`[${line}]`))).toBe('accepted')
    expect(read(subject(`[${line},{}]`))).toBe('list/shape')
    expect(read(subject(`[${line},${line}]`))).toBe('list/duplicate-entry')
    expect(read(subject(`[${line}]`, ',"future":1'))).toBe('list/shape')
    expect(read(subject(line))).toBe('list/shape')
    expect(read(`{"entries":[${line}]}`)).toBe('list/shape')
    for (const other of ['null', '0', '""', '[]', `[${line}]`, '{}']) expect(read(other)).toBe('list/shape')
  })

  test('is counted: a list of too many goes to the validator, whose limit is the same', () => {
    const { entries } = listSchema.$defs!['subject']!.properties!
    expect(entries!.maxItems).toBe(maxEntries)
  })

  test.each<[what: string, members: object]>([
    ['the five members', {}],
    ['packages that need it', { basis: 'dependency', dependencyOf: ['pkg:pypi/pandas'] }],
    ['a judgement of the publisher’s own', { basis: 'reviewed' }],
    ['one version', { versions: 'vers:pypi/1.26.4' }],
    ['a channel', { package: 'pkg:conda/numpy?channel=conda-forge', versions: 'vers:conda/*' }],
  ])('has %s', (_, members) => expect(isUsual({ ...usual, ...members })).toBe(true))

  test.each<[what: string, members: object]>([
    ['another member', { until: '2027-10-12' }],
    ['another member in the place of one of the five', { basis: undefined, until: '2027-10-12' }],
    ['a member that nobody knows', { future: 1 }],
    ['somebody else’s word', { basis: 'adopted', origins: ['turing-dsh'] }],
    ['a basis of a later minor', { basis: 'later' }],
    ['a denial', { decision: 'deny', reason: 'broken' }],
    ['a day that does not exist', { decided: '2026-02-30' }],
    ['a day with a line end', { decided: '2026-10-12\n' }],
    ['a pattern', { package: 'pkg:pypi/*', versions: 'vers:pypi/*' }],
    ['a package that is not folded', { package: 'pkg:pypi/NumPy' }],
    ['a package without its channel', { package: 'pkg:conda/numpy', versions: 'vers:conda/*' }],
    ['versions of another type', { versions: 'vers:npm/*' }],
    ['versions of a type that begins alike', { versions: 'vers:pypi2/*' }],
    ['no versions', { versions: 'vers:pypi/' }],
    ['packages that need it with a version', { dependencyOf: ['pkg:pypi/pandas@2'] }],
    ['a text for the packages that need it', { dependencyOf: 'pkg:pypi/pandas' }],
    ['a list for its package', { package: ['pkg:pypi/numpy'] }],
  ])('has not %s', (_, members) => expect(isUsual({ ...usual, ...members })).toBe(false))

  test.each([[null], [0], ['allow'], [[]], [{}], [undefined]])('is not %j', (value) =>
    expect(isUsual(value)).toBe(false),
  )
})
