import * as texts from './generated/schema-texts.js'
import type { JsonSchema } from './json-schema.js'

/** By id, in the order in which they were first needed. */
const parsed = new Map<string, JsonSchema>()

/**
 * Messages alone need the schemas, and most runs print none: so each is parsed when it is first asked for. Parsing them
 * all took a twentieth of a whole run of `trustlist verify`.
 */
function schemaOf(id: string): JsonSchema | undefined {
  const known = parsed.get(id)
  if (known !== undefined) return known
  const text = Object.values(texts).find((each) => each.includes(`"$id":${JSON.stringify(id)}`))
  if (text === undefined) return undefined
  const schema = JSON.parse(text) as JsonSchema
  parsed.set(id, schema)
  return schema
}

/** A schema and the document schema whose definitions its own references name. */
export interface Located {
  readonly schema: JsonSchema
  readonly home: JsonSchema
}

/** Follows a reference of the one form that the schemas use: `[id]#/$defs/name`, or an id alone. */
export function resolve(ref: string, from?: JsonSchema): Located {
  const [id, pointer] = ref.split('#')
  const home = id === '' ? from : schemaOf(id ?? '')
  const name = pointer?.replace('/$defs/', '')
  const schema = name === undefined ? home : home?.$defs?.[name]
  if (home === undefined || schema === undefined)
    throw new Error(`a schema refers to ${ref}, which does not exist`)
  return { schema, home }
}
