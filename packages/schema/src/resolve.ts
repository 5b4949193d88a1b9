import {
  commonSchema,
  listReadSchema,
  listSchema,
  lockSchema,
  policySchema,
  publisherSchema,
  trustSchema,
  vectorSchema,
} from './generated/schemas.js'
import type { JsonSchema } from './json-schema.js'

const all: readonly JsonSchema[] = [
  commonSchema,
  publisherSchema,
  listSchema,
  listReadSchema,
  policySchema,
  trustSchema,
  lockSchema,
  vectorSchema,
]

/** A schema and the document schema whose definitions its own references name. */
export interface Located {
  readonly schema: JsonSchema
  readonly home: JsonSchema
}

/** Follows a reference of the one form that the schemas use: `[id]#/$defs/name`, or an id alone. */
export function resolve(ref: string, from?: JsonSchema): Located {
  const [id, pointer] = ref.split('#')
  const home = id === '' ? from : all.find((each) => each.$id === id)
  const name = pointer?.replace('/$defs/', '')
  const schema = name === undefined ? home : home?.$defs?.[name]
  if (home === undefined || schema === undefined)
    throw new Error(`a schema refers to ${ref}, which does not exist`)
  return { schema, home }
}
