import {
  commonSchema,
  listReadSchema,
  listSchema,
  lockSchema,
  policySchema,
  publisherSchema,
  trustSchema,
  vectorSchema,
  type JsonSchema,
} from '@trustlist/schema'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'

const schemas = {
  commonSchema,
  listSchema,
  lockSchema,
  policySchema,
  publisherSchema,
  trustSchema,
  vectorSchema,
}

/** Every member, definition and document, with where it stands; conditional rules repeat members and are left out. */
function described(schema: JsonSchema, at: string): [string, JsonSchema][] {
  const inner = [...Object.entries(schema.properties ?? {}), ...Object.entries(schema.$defs ?? {})]
  const more =
    typeof schema.additionalProperties === 'object' ? [['*', schema.additionalProperties] as const] : []
  return [[at, schema], ...[...inner, ...more].flatMap(([name, each]) => described(each, `${at}/${name}`))]
}

const definitionOf = (ref: string, home: JsonSchema): JsonSchema | undefined =>
  (ref.startsWith('#') ? home : Object.values(schemas).find(({ $id }) => ref.startsWith(`${$id}#`)))?.$defs?.[
    ref.split('/').at(-1)!
  ]

test.each(Object.entries(schemas))(
  '%s describes every member, and says in plain words what is expected there',
  (name, schema) => {
    const members = described(schema, name)
    expect(members.length).toBeGreaterThan(9)
    const silent = members.filter(([, each]) => {
      const expects =
        each['x-expects'] ??
        (each.$ref === undefined ? undefined : definitionOf(each.$ref, schema)?.['x-expects'])
      return !each.description || (!expects && each !== commonSchema)
    })
    expect(silent.map(([at]) => at)).toEqual([])
  },
)

test('every object is closed, or is a map whose names and values are described', () => {
  const objects = Object.values(schemas)
    .flatMap((schema) => described(schema, schema.$id!))
    .filter(([, each]) => each.type === 'object')
  expect(objects.length).toBeGreaterThan(40)
  const open = objects.filter(
    ([, each]) => each.additionalProperties !== false && each.propertyNames === undefined,
  )
  expect(open.map(([at]) => at)).toEqual(['urn:trustlist:schema:vector:1.0/input'])
})

test("the reader's list is open in entries and checks, and nowhere else", () => {
  const objects = described(listReadSchema, '').filter(([, each]) => each.type === 'object')
  expect(objects.filter(([, each]) => each.additionalProperties !== false).map(([at]) => at)).toEqual([
    '/entry',
    '/check',
  ])
})

test('every schema is JSON Schema 2020-12, and every reference in it names something', () => {
  const ajv = new Ajv2020({ strict: true, strictRequired: false, strictTypes: false })
  ajv.addVocabulary(['x-expects', 'x-because', 'x-tells', 'x-grows'])
  for (const schema of [...Object.values(schemas), listReadSchema]) ajv.addSchema(schema)
  for (const schema of [...Object.values(schemas), listReadSchema])
    expect(ajv.getSchema(schema.$id!)).toBeTypeOf('function')
})
