import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decide, type Query } from '../../src/ask/decide.js'
import { expectType, readHead } from '../../src/document/document-head.js'
import { findSubject } from '../../src/document/subject.js'
import { findRules } from '../../src/merge/find-rules.js'
import { mergeLists } from '../../src/merge/merge-lists.js'
import { openPolicy, openPolicyPart } from '../../src/merge/open-policy.js'
import { preparePolicy, type Policy } from '../../src/merge/policy.js'
import { toPreparedBytes } from '../../src/seal/prepare-document.js'
import { encodeUtf8 } from '../../src/text/utf8.js'
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
  type WorldType,
} from './arbitrary-federation.js'
import { entry, merge, toState, toTrust } from './federation.js'
import { runs } from './runs.js'

function bytesOf(policy: Policy): Uint8Array {
  const prepared = preparePolicy(policy)
  if (!prepared.ok) throw new Error(prepared.problems[0].what)
  return toPreparedBytes(prepared.value)
}

const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

/** Whether the search alone was enough. */
function isFound(bytes: Uint8Array, paths: readonly string[]): boolean {
  const read = readHead(bytes)
  const head = read.ok ? expectType(read.value, 'policy') : read
  const subject = head.ok ? findSubject(bytes, head.value) : head
  return subject.ok && findRules(subject.value, paths) !== undefined
}

/** The same document with a line feed in some places where one may stand: before brackets and behind commas. */
function relaid(bytes: Uint8Array, isBroken: (place: number) => boolean): Uint8Array {
  const [head, subject] = textOf(bytes).split('\n"subject":') as [string, string]
  let place = 0
  const laid = subject
    .replaceAll('\n', '')
    .replaceAll(/[,[{](?=["[{])/g, (token) => (isBroken(place++) ? `${token}\n` : token))
  return encodeUtf8(`${head}\n"subject":${laid}`)
}

function questionsOf(name: string): readonly Query[] {
  return [undefined, ...versionsOf[/^pkg:([^/]+)/.exec(name)![1] as WorldType]].flatMap((version) =>
    [undefined, digests[0]].flatMap((digest) =>
      [undefined, snapshots[0]].map((snapshot) => clean<Query>({ package: name, version, digest, snapshot })),
    ),
  )
}

function compare(bytes: Uint8Array, whole: Policy, names: readonly string[]): void {
  const part = openPolicyPart(bytes, names, { at })
  if (!part.ok) throw new Error(part.problems[0].what)
  for (const name of names) {
    for (const question of questionsOf(name))
      expect(decide(part.value, question)).toEqual(decide(whole, question))
  }
}

describe('a part of a policy', () => {
  const asked = fc.record({
    names: fc.subarray([...askedPackages], { minLength: 1, maxLength: 3 }),
    layout: fc.constantFrom('written', 'broken', 'one line'),
    breaks: fc.array(fc.boolean(), { minLength: 1, maxLength: 40 }),
  })

  test('answers as the whole policy does, in whatever layout', () => {
    let searched = 0
    fc.assert(
      fc.property(federation, asked, (world, { names, layout, breaks }) => {
        const merged = mergeLists(statesOf(world), trustOf(world), 'tier', at)
        if (!merged.ok) return
        const written = bytesOf(merged.value.policy)
        const bytes =
          layout === 'written'
            ? written
            : relaid(written, (place) => layout === 'broken' && breaks[place % breaks.length]!)
        const whole = openPolicy(bytes, { at })
        if (!whole.ok) throw new Error(whole.problems[0].what)
        compare(bytes, whole.value, names)
        if (layout !== 'written') return
        expect(
          isFound(
            bytes,
            names.map((name) => name.split('?')[0]!),
          ),
        ).toBe(true)
        searched++
      }),
      { numRuns: runs },
    )
    expect(searched).toBeGreaterThan(runs / 10)
  }, 600_000)

  const policy = merge(
    [
      toState('a', [
        {
          publisher: 'a',
          entries: [
            ...['pkg:npm/a', 'pkg:npm/b', 'pkg:npm/b-c', 'pkg:npm/c', 'pkg:npm/d'].map((name) =>
              entry({ package: name }),
            ),
            entry({ package: 'pkg:npm/b?repository_url=registry.example', decision: 'deny' }),
          ],
        },
      ]),
    ],
    toTrust({ publishers: [{ id: 'a' }] }),
  ).policy
  const written = textOf(bytesOf(policy))
  const ask = (text: string, name: string) => {
    const part = openPolicyPart(encodeUtf8(text), [name], { at })
    return part.ok ? decide(part.value, { package: name, version: '1.0.0' }).decision : part.problems[0].code
  }

  test('holds every rule of its packages’ paths and above, and no other', () => {
    const part = openPolicyPart(encodeUtf8(written), ['pkg:npm/b'], { at })
    expect(part.ok && part.value.rules.map((rule) => rule.package)).toEqual([
      'pkg:npm/b',
      'pkg:npm/b?repository_url=registry.example',
    ])
  })

  test('does not overlook a rule that shares its line with the one before', () => {
    const shared = written.replace(',\n{"package":"pkg:npm/c"', ',{"package":"pkg:npm/c"')
    expect(shared).not.toBe(written)
    expect([ask(written, 'pkg:npm/c'), ask(shared, 'pkg:npm/c')]).toEqual(['allow', 'allow'])
    expect([isFound(encodeUtf8(written), ['pkg:npm/c']), isFound(encodeUtf8(shared), ['pkg:npm/c'])]).toEqual(
      [true, false],
    )
  })

  test('of a policy whose content was changed is refused', () => {
    expect(ask(written.replace('"decision":"deny"', '"decision":"allow"'), 'pkg:npm/a')).toBe(
      'seal/subject-digest',
    )
  })

  test('is not asked about other packages', () => {
    const part = openPolicyPart(encodeUtf8(written), ['pkg:npm/a'], { at })
    expect(() => part.ok && decide(part.value, { package: 'pkg:npm/c' })).toThrow('not opened for pkg:npm/c')
  })

  test('says as the whole does that the policy is not in force', () => {
    const part = openPolicyPart(encodeUtf8(written), ['pkg:npm/a'], { at: '2030-01-01T00:00:00Z' })
    expect(part.ok && part.findings.map(({ code }) => code)).toEqual(['merge/policy-expired'])
    expect(part.ok && decide(part.value, { package: 'pkg:npm/a', version: '1.0.0' })).toMatchObject({
      cause: 'expired',
    })
  })
})
