/**
 * The part of JSON Schema 2020-12 in which the documents are described, and the annotations of trustlist:
 * `x-expects` says in plain words what is expected; `x-because` why a conditional rule holds; `x-tells` names the
 * member that tells alternatives apart; `x-grows` marks what a later minor may extend.
 */
export interface JsonSchema {
  readonly $schema?: string
  readonly $id?: string
  readonly $ref?: string
  readonly $defs?: Readonly<Record<string, JsonSchema>>
  readonly title?: string
  readonly description?: string
  readonly 'x-expects'?: string
  readonly 'x-because'?: string
  readonly 'x-tells'?: string
  readonly 'x-grows'?: boolean
  readonly type?: 'array' | 'boolean' | 'integer' | 'object' | 'string'
  readonly const?: string | boolean
  readonly enum?: readonly string[]
  readonly pattern?: string
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly items?: JsonSchema
  readonly minItems?: number
  readonly maxItems?: number
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | JsonSchema
  readonly propertyNames?: JsonSchema
  readonly minProperties?: number
  readonly maxProperties?: number
  readonly dependentRequired?: Readonly<Record<string, readonly string[]>>
  readonly dependentSchemas?: Readonly<Record<string, JsonSchema>>
  readonly allOf?: readonly JsonSchema[]
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly not?: JsonSchema
  readonly if?: JsonSchema
  readonly then?: JsonSchema
}
