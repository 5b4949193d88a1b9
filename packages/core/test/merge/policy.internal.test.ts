import { expect, test } from 'vitest'
import { toDocumentBytes } from '../../src/document/layout.js'
import { decide } from '../../src/ask/decide.js'
import { openPolicy } from '../../src/merge/open-policy.js'
import { judgePolicyAt, Policy, preparePolicy } from '../../src/merge/policy.js'
import { prepareDocument, toPreparedBytes } from '../../src/seal/prepare-document.js'
import { at, entry, merge, toState, toTrust } from './federation.js'

const foo = 'pkg:npm/foo'
const entries = [
  entry({ package: foo, until: '2026-12-01' }),
  entry({ package: 'pkg:npm/bad', decision: 'deny' }),
]
const { policy } = merge(
  [toState('a', [{ publisher: 'a', entries, expires: '2026-12-10T00:00:00Z' }])],
  toTrust({ publishers: [{ id: 'a' }] }),
)

function bytesOf(made: Policy): Uint8Array {
  const prepared = preparePolicy(made)
  if (!prepared.ok) throw new Error(prepared.problems[0].what)
  return toPreparedBytes(prepared.value)
}

test('a policy is opened as it was made', () => {
  const opened = openPolicy(bytesOf(policy), { at })
  if (!opened.ok) throw new Error(JSON.stringify(opened.problems))
  expect(bytesOf(opened.value)).toEqual(bytesOf(policy))
  expect(opened.value).toMatchObject({ name: 'tier', operator: 'example-tre', issued: at })
  expect(decide(opened.value, { package: foo, version: '1.0.0' }).decision).toBe('allow')
})

test('it expires with its first fresh input, and then permits nothing and denies as before', () => {
  expect(policy.expires).toBe('2026-12-10T00:00:00Z')
  const opened = openPolicy(bytesOf(policy), { at: '2026-12-10T00:00:00Z' })
  expect(opened).toMatchObject({ ok: true, findings: [{ code: 'merge/policy-expired' }] })
  if (!opened.ok) return
  expect(decide(opened.value, { package: foo, version: '1.0.0' })).toMatchObject({
    decision: 'undecided',
    cause: 'expired',
  })
  expect(decide(opened.value, { package: 'pkg:npm/bad', version: '1.0.0' }).decision).toBe('deny')
  expect(
    decide(judgePolicyAt(policy, '2026-11-01T00:00:00Z'), { package: foo, version: '1.0.0' }).cause,
  ).toBe('expired')
})

test('after its last day an allow is undecided', () => {
  const on = (instant: string) => decide(judgePolicyAt(policy, instant), { package: foo, version: '1.0.0' })
  expect(on('2026-12-01T23:59:59Z').decision).toBe('allow')
  expect(on('2026-12-02T00:00:00Z')).toMatchObject({ decision: 'undecided', cause: 'lapsed', support: 100 })
})

test('a version that the ecosystem refuses, or none, is allowed only where nothing is denied and never where it is unreadable', () => {
  expect(decide(policy, { package: foo, version: 'not a version' })).toMatchObject({
    decision: 'undecided',
    cause: 'version-unreadable',
  })
  expect(decide(policy, { package: 'pkg:npm/bad', version: 'not a version' }).decision).toBe('deny')
  expect(decide(policy, { package: foo }).decision).toBe('allow')
})

test('a changed subject is refused', () => {
  const text = new TextDecoder().decode(bytesOf(policy))
  const changed = new TextEncoder().encode(text.replace('"decision":"deny"', '"decision":"allow"'))
  expect(openPolicy(changed, { at })).toMatchObject({
    ok: false,
    problems: [{ code: 'seal/subject-digest' }],
  })
})

test('rules out of order and inputs that are not there are refused', () => {
  const reseal = (change: (subject: { inputs: unknown[]; profile: unknown; rules: unknown[] }) => void) => {
    const subject = structuredClone({
      inputs: policy.inputs,
      profile: policy.profile,
      rules: policy.rules,
    }) as never
    change(subject)
    const fields = {
      expires: policy.expires,
      issued: policy.issued,
      operator: policy.operator,
      policy: policy.name,
    }
    const document = prepareDocument('policy', fields, subject)
    if (!document.ok) throw new Error(document.problems[0].what)
    const opened = openPolicy(toPreparedBytes(document.value), { at })
    return opened.ok ? [] : opened.problems.map(({ code }) => code)
  }
  expect(reseal(() => undefined)).toEqual([])
  expect(reseal(({ rules }) => rules.reverse())).toEqual(['merge/policy-shape'])
  expect(reseal(({ inputs }) => inputs.pop())).toEqual(['merge/policy-shape', 'merge/policy-shape'])
  expect(reseal(({ rules }) => rules.push({ novel: 1 }))).toContain('merge/policy-shape')
})

test('a document of another type is refused', () => {
  const list = toDocumentBytes([], { type: 'novel' }, {})
  expect(openPolicy(list, { at }).ok).toBe(false)
})

test('nobody makes a policy but a merge and the opening of one', () => {
  // @ts-expect-error the constructor is private
  expect(() => decide(new Policy({}, {}, at), { package: foo })).toThrow()

  const members = { rules: policy.rules, inputs: policy.inputs }
  // @ts-expect-error a literal with the same members is none
  expect(() => decide(members, { package: foo })).toThrow()
})
