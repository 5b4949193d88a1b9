import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Explanation } from '../src/explain.js'
import * as schemas from '../src/generated/schemas.js'
import { checkShape, type ShapeKind } from '../src/index.js'
import { resolve } from '../src/resolve.js'
import { valid } from './valid.js'

const refs: Record<keyof typeof valid, string> = {
  signatures: 'common:1.0#/$defs/signatures',
  'list-head': 'list:1.0#/$defs/head',
  'list-subject': 'list:1.0#/$defs/subject',
  'list-subject-read': 'list-read:1.0#/$defs/subject',
  entry: 'list:1.0#/$defs/entry',
  'entry-read': 'list-read:1.0#/$defs/entry',
  'publisher-head': 'publisher:1.0#/$defs/head',
  'publisher-subject': 'publisher:1.0#/$defs/subject',
  'policy-head': 'policy:1.0#/$defs/head',
  'policy-subject': 'policy:1.0#/$defs/subject',
  trust: 'trust:1.0',
  lock: 'lock:1.0',
  vector: 'vector:1.0',
}

const ajv = new Ajv2020({ strict: false, validateFormats: false })
for (const schema of Object.values(schemas)) ajv.addSchema(schema)

type Tree = Record<string, unknown> | unknown[]

function placesIn(value: unknown): { holder: Tree; step: string }[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([step, each]) => [{ holder: value as Tree, step }, ...placesIn(each)])
}

const odd = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    1,
    -1,
    1.5,
    101,
    2 ** 53,
    '',
    ' ',
    '\n',
    [],
    {},
    [1],
    'x',
    'pkg:cran/*',
    'pkg:pypi/a',
  ),
  fc.constantFrom<unknown>(
    'vers:cran/*',
    'vers:pypi/1',
    'allow',
    'deny',
    'withdrawn',
    'undecided',
    'adopted',
    'legacy',
    'later',
  ),
  fc.constantFrom<unknown>(
    '2026-01-01',
    '2026-01-01T00:00:00Z',
    'half',
    'list',
    'override',
    'disregard',
    'a'.repeat(64),
    '😀'.repeat(300),
  ),
  fc.string({ unit: 'binary', maxLength: 5 }),
)
const name = fc.oneof(
  fc.constantFrom(
    'reason',
    'origins',
    'asOf',
    'digests',
    'until',
    'kind',
    'pin',
    'unsigned',
    'trust',
    'weight',
    'denyWeight',
  ),
  fc.constantFrom(
    'disregard',
    'decision',
    'versoins',
    'accepted',
    'refused',
    'epoch',
    'constructor',
    'x-a-b',
    'toString',
  ),
)
const change = fc.record({
  at: fc.nat(),
  kind: fc.constantFrom('set', 'add', 'drop', 'swap'),
  name,
  value: odd,
})

function apply(
  root: Tree,
  { at, kind, name, value }: { at: number; kind: string; name: string; value: unknown },
): void {
  const places = placesIn(root)
  const place = places[at % places.length]
  if (place === undefined) return
  const holder = place.holder as Record<string, unknown>
  if (kind === 'set') holder[place.step] = value
  else if (kind === 'add' && !Array.isArray(holder)) holder[name] = value
  else if (kind === 'drop' && Array.isArray(place.holder)) place.holder.splice(Number(place.step), 1)
  else if (kind === 'drop') Reflect.deleteProperty(holder, place.step)
  else holder[place.step] = places[(at >>> 8) % places.length]?.step
}

function isThere(root: unknown, pointer: string): boolean {
  const steps = pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
  let value = root
  for (const step of steps) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return false
    value = (value as Record<string, unknown>)[step]
  }
  return true
}

test.each(Object.entries(refs))(
  'the compiled validator of %s, its explanation and plain ajv agree on every value',
  (kind, ref) => {
    const judge = ajv.getSchema(`urn:trustlist:schema:${ref}`)!
    const { schema, home } = resolve(`urn:trustlist:schema:${ref}`)
    let refused = 0
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
        const value = structuredClone(valid[kind as keyof typeof valid]) as Tree
        for (const each of changes) apply(value, each)
        const faults = checkShape(kind as ShapeKind, value)
        const explanation = new Explanation(100, () => undefined)
        explanation.visit(schema, home, value, '')
        expect(faults.length === 0).toBe(judge(value))
        expect(explanation.faults).toEqual(faults)
        for (const { pointer, what } of faults) {
          expect(isThere(value, pointer)).toBe(true)
          expect(what).toMatch(/^expected [ -~…]*, found [ -~…]+$/)
          expect(what).not.toMatch(/undefined|another value|something else|must|schema/)
        }
        if (faults.length > 0) refused++
      }),
      { numRuns: 1500 },
    )
    expect(refused).toBeGreaterThan(300)
  },
)

test('every pattern takes linear time on hostile text', () => {
  const patterns = new Set(
    Object.values(schemas).flatMap((schema) =>
      [...JSON.stringify(schema).matchAll(/"pattern":("(?:[^"\\]|\\.)*")/g)].map(
        (match) => JSON.parse(match[1]!) as string,
      ),
    ),
  )
  expect(patterns.size).toBeGreaterThan(20)
  const starts = ['', 'pkg:a/', 'pkg:', 'vers:a/', 'vers:', 'x-', 'https://', '2026-01-01']
  const bodies = ['a', 'a-', '-', '/', '/a', ' ', '\n', ' \n', 'a\n', '*', '/*', '.', 'a.', '0']
  for (const pattern of patterns) {
    for (const start of starts)
      for (const body of bodies) {
        const text = `${start}${body.repeat(200_000 / body.length)}\n!`
        const begun = performance.now()
        new RegExp(pattern).test(text)
        expect(performance.now() - begun, `${pattern} on ${start}${body}…`).toBeLessThan(250)
      }
  }
})
