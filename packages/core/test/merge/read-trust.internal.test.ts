import { describe, expect, test } from 'vitest'
import type { JsonValue } from '../../src/json/canonical.js'
import { readTrust } from '../../src/merge/read-trust.js'

const pinOf = (digit: string) => `sha256:${digit.repeat(64)}`
const a = { id: 'a', from: '../a', pin: pinOf('a'), trust: 'half' }
const b = { id: 'b', from: '../b', pin: pinOf('b'), weight: 60, denyWeight: 70 }
const good = { trustlist: '1.0', operator: 'op', publishers: [a, b], profiles: { tier: {} } }
const because = { reason: 'r', by: 'me', until: '2027-03-01' }
const allow = { package: 'pkg:pypi/torch', versions: 'vers:pypi/2.4.1', decision: 'allow', ...because }

function read(value: object) {
  return readTrust(value as JsonValue, 'trust.yaml')
}

/** The codes and places of what was refused, or of what was found. */
function findingsOf(value: object): readonly string[] {
  const outcome = read(value)
  const problems = outcome.ok ? outcome.findings : outcome.problems
  return problems.map(({ code, at }) => `${code} ${at.pointer ?? ''}`)
}

test('a configuration of two publishers and a profile is taken as it stands', () => {
  const outcome = read(good)
  expect(outcome).toMatchObject({ ok: true, value: good, findings: [] })
})

describe('weights', () => {
  test.each([
    ['above 100', { ...a, trust: undefined, weight: 101 }],
    ['below 0', { ...a, trust: undefined, weight: -1 }],
    ['a fraction', { ...a, trust: undefined, weight: 50.5 }],
    ['both trust and weight', { ...a, weight: 50 }],
    ['neither', { ...a, trust: undefined }],
    ['an unknown word', { ...a, trust: 'total' }],
  ])('%s is refused', (_, publisher) => {
    const value = JSON.parse(JSON.stringify({ ...good, publishers: [publisher] })) as object
    const outcome = read(value)
    expect(outcome.ok).toBe(false)
    if (!outcome.ok) for (const { code } of outcome.problems) expect(code).toBe('merge/trust-shape')
  })

  test.each(['allowAt', 'denyAt', 'minVoices'])(
    '%s of 0 would allow what nobody names, and is refused',
    (member) => {
      expect(findingsOf({ ...good, profiles: { tier: { [member]: 0 } } })).toEqual([
        `merge/trust-shape /profiles/tier/${member}`,
      ])
      expect(findingsOf({ ...good, profiles: { tier: { [member]: 1 } } })).toEqual([])
    },
  )
})

describe('names', () => {
  test('two publishers with one id are refused', () => {
    expect(findingsOf({ ...good, publishers: [a, { ...b, id: 'a' }] })).toEqual([
      'merge/publisher-twice /publishers/1',
    ])
  })

  test('a pin used twice is refused, since one word would count twice', () => {
    expect(findingsOf({ ...good, publishers: [a, { ...b, pin: a.pin }] })).toEqual([
      'merge/pin-twice /publishers/1/pin',
    ])
  })

  test('a group is not named like another publisher or the operator', () => {
    const grouped = (group: string) => findingsOf({ ...good, publishers: [{ ...a, group }, b] })
    expect(grouped('b')).toEqual(['merge/group-taken /publishers/0/group'])
    expect(grouped('op')).toEqual(['merge/group-taken /publishers/0/group'])
    expect(grouped('universities')).toEqual([])
    expect(grouped('a')).toEqual([])
  })

  test('one list is not named twice', () => {
    const lists = ['main', { name: 'main', weight: 10 }]
    expect(findingsOf({ ...good, publishers: [{ ...a, lists }] })).toEqual([
      'merge/list-twice /publishers/0/lists/1',
    ])
  })

  test('profiles that are named exist', () => {
    const repositories = [{ package: 'pkg:cran/*', weight: 1, profiles: ['tier', 'other'] }]
    const overrides = [{ ...allow, profiles: ['other'] }]
    const lists = [{ name: 'main', profiles: ['other'] }]
    const value = { ...good, publishers: [{ ...a, lists }], repositories, overrides }
    expect(findingsOf(value)).toEqual([
      'merge/unknown-profile /publishers/0/lists/0/profiles/0',
      'merge/unknown-profile /repositories/0/profiles/1',
      'merge/unknown-profile /overrides/0/profiles/0',
    ])
    expect(findingsOf({ ...value, profiles: { tier: {}, other: {} } })).toEqual([])
  })

  test('criteria in a profile, a map and a row are standard ones', () => {
    const criteria = { 'x-a-scan': 'novel' }
    const value = {
      ...good,
      publishers: [{ ...a, criteria }],
      repositories: [{ package: 'pkg:cran/*', weight: 1, criteria: ['novel'] }],
      profiles: { tier: { criteria: ['x-a-scan'], acceptedRisk: ['x-a-other', 'x-a-scan'] } },
    }
    expect(findingsOf(value)).toEqual([
      'merge/unknown-criterion /publishers/0/criteria/x-a-scan',
      'merge/unknown-criterion /repositories/0/criteria/0',
      'merge/unknown-criterion /profiles/tier/criteria/0',
      'merge/unknown-criterion /profiles/tier/acceptedRisk/0',
    ])
  })

  test('the publisher that is disregarded exists', () => {
    const disregard = (id: string) =>
      findingsOf({ ...good, overrides: [{ disregard: id, package: 'pkg:pypi/*', ...because }] })
    expect(disregard('c')).toEqual(['merge/unknown-publisher /overrides/0/disregard'])
    expect(disregard('b')).toEqual([])
  })
})

describe('packages, versions and days', () => {
  test('a package is the one spelling of its identity', () => {
    expect(findingsOf({ ...good, overrides: [{ ...allow, package: 'pkg:pypi/Torch' }] })).toEqual([
      'purl/not-canonical /overrides/0/package',
    ])
    expect(findingsOf({ ...good, publishers: [{ ...a, scope: ['pkg:pypi/*', 'pkg:pypi/a_b'] }] })).toEqual([
      'purl/not-canonical /publishers/0/scope/1',
    ])
  })

  test('versions are canonical and of the package’s ecosystem', () => {
    expect(findingsOf({ ...good, overrides: [{ ...allow, versions: 'vers:npm/*' }] })).toEqual([
      'merge/other-type /overrides/0/versions',
    ])
    expect(findingsOf({ ...good, overrides: [{ ...allow, versions: 'vers:pypi/>2|<1' }] })).toEqual([
      'version/not-sorted /overrides/0/versions',
    ])
  })

  test('days are in the calendar', () => {
    expect(findingsOf({ ...good, overrides: [{ ...allow, until: '2027-02-29' }] })).toEqual([
      'document/not-a-day /overrides/0/until',
    ])
  })

  test('what allows a conda package names its channel, what denies need not', () => {
    const conda = { ...allow, package: 'pkg:conda/numpy', versions: 'vers:conda/*' }
    expect(findingsOf({ ...good, overrides: [conda] })).toEqual(['purl/allow-too-wide /overrides/0/package'])
    expect(findingsOf({ ...good, overrides: [{ ...conda, decision: 'deny' }] })).toEqual([])
    expect(findingsOf({ ...good, repositories: [{ package: 'pkg:conda/*', weight: 100 }] })).toEqual([
      'purl/allow-too-wide /repositories/0/package',
    ])
  })
})

describe('overrides', () => {
  test.each(['reason', 'by', 'until'])('an allow without %s is refused, a denial is not', (member) => {
    const less = Object.fromEntries(Object.entries(allow).filter(([name]) => name !== member))
    const outcome = read({ ...good, overrides: [less] })
    expect(outcome.ok).toBe(false)
    expect(findingsOf({ ...good, overrides: [{ ...less, decision: 'deny' }] })).toEqual([])
  })

  test('an allow on a pattern warns, since it beats vetoes', () => {
    const wide = { ...allow, package: 'pkg:pypi/*', versions: 'vers:pypi/*' }
    expect(findingsOf({ ...good, overrides: [wide] })).toEqual(['merge/override-on-pattern /overrides/0'])
  })

  test('opposite decisions on the same versions warn', () => {
    const deny = { ...allow, decision: 'deny', versions: 'vers:pypi/>=2.0' }
    expect(findingsOf({ ...good, overrides: [deny, allow] })).toEqual([
      'merge/overrides-overlap /overrides/1',
    ])
    expect(findingsOf({ ...good, overrides: [{ ...deny, versions: 'vers:pypi/>=3.0' }, allow] })).toEqual([])
  })
})
