import type { JsonSchema } from './json-schema.js'
import { nearestName } from './nearest-name.js'
import { resolve } from './resolve.js'
import { pointerTo, type ShapeFault } from './shape-fault.js'
import { showText, showValue } from './show-value.js'

type Members = Readonly<Record<string, unknown>>

/** The rule under which a part of a schema applies: why it holds, and the schema that knows the members' meaning. */
interface Rule {
  readonly why?: string | undefined
  readonly of: JsonSchema
}

/** Says whether a value has a shape that a compiled validator knows; undefined where none does. */
export type Verdict = (ref: string, value: unknown) => boolean | undefined

/**
 * Walks a value along its schema and says in plain words where it differs.
 *
 * The compiled validators give the verdict; this makes the messages, for refused values only. So it may be slow, and
 * knows the domain's words: `x-expects` and `x-because`. It never says the same fault twice: one value, one fault.
 */
export class Explanation {
  readonly faults: ShapeFault[] = []
  readonly #told = new Set<string>()
  readonly #patterns = new Map<string, RegExp>()
  readonly #limit: number
  readonly #verdict: Verdict

  constructor(limit: number, verdict: Verdict) {
    this.#limit = limit
    this.#verdict = verdict
  }

  get #full(): boolean {
    return this.faults.length >= this.#limit
  }

  visit(schema: JsonSchema, home: JsonSchema, value: unknown, pointer: string, rule?: Rule): void {
    if (this.#full) return
    const expects = schema['x-expects']
    if (schema.$ref !== undefined) {
      const target = resolve(schema.$ref, home)
      const named = expects === undefined ? target.schema : { ...target.schema, 'x-expects': expects }
      this.visit(named, target.home, value, pointer, rule)
      return
    }
    if (!this.#isOfKind(schema, value)) {
      this.#tell(pointer, `expected ${expects ?? 'another value'}, found ${showValue(value)}`)
      return
    }
    if (schema.oneOf !== undefined || schema.anyOf !== undefined)
      this.#visitAlternatives(schema, home, value, pointer)
    if (schema.not !== undefined && this.#holds(schema.not, home, value)) {
      this.#tell(pointer, `expected ${expects ?? 'nothing'}, found ${found(value, schema.not.required)}`)
    }
    if (Array.isArray(value)) this.#visitItems(schema, home, value, pointer)
    else if (isMembers(value)) this.#visitMembers(schema, home, value, pointer, rule)
    for (const each of schema.allOf ?? []) this.visit(each, home, value, pointer, { of: schema })
    if (schema.if !== undefined && schema.then !== undefined && this.#holds(schema.if, home, value)) {
      this.visit(schema.then, home, value, pointer, { why: schema['x-because'], of: rule?.of ?? schema })
    }
  }

  /** Everything about a value that needs no look into it. */
  #isOfKind(schema: JsonSchema, value: unknown): boolean {
    if (schema.type !== undefined && !isOfType(schema.type, value)) return false
    if (schema.const !== undefined && value !== schema.const) return false
    if (schema.enum !== undefined && !schema.enum.some((each) => each === value)) return false
    if (typeof value === 'string') {
      if (schema.maxLength !== undefined && lengthOf(value, schema.maxLength) > schema.maxLength) return false
      return schema.pattern === undefined || this.#pattern(schema.pattern).test(value)
    }
    if (typeof value === 'number')
      return value >= (schema.minimum ?? value) && value <= (schema.maximum ?? value)
    const { minItems = 0, maxItems = Infinity, minProperties = 0, maxProperties = Infinity } = schema
    if (Array.isArray(value)) return value.length >= minItems && value.length <= maxItems
    if (!isMembers(value)) return true
    const count = Object.keys(value).length
    return count >= minProperties && count <= maxProperties
  }

  #visitItems(schema: JsonSchema, home: JsonSchema, value: readonly unknown[], pointer: string): void {
    const { items } = schema
    if (items === undefined) return
    const ref = items.$ref?.startsWith('#') === true ? `${home.$id ?? ''}${items.$ref}` : items.$ref
    for (let index = 0; index < value.length && !this.#full; index++) {
      if (ref !== undefined && this.#verdict(ref, value[index]) === true) continue
      this.visit(items, home, value[index], pointerTo(pointer, index))
    }
  }

  #visitMembers(schema: JsonSchema, home: JsonSchema, value: Members, pointer: string, rule?: Rule): void {
    const { properties = {}, additionalProperties: more = true, propertyNames } = schema
    const known = Object.keys(properties)
    const meant = new Set<string>()
    for (const [name, member] of Object.entries(value)) {
      if (this.#full) return
      const own = known.includes(name) ? properties[name] : undefined
      if (own !== undefined && member === undefined) continue
      if (propertyNames !== undefined && !this.#holds(propertyNames, home, name)) {
        const names = expectsOf(propertyNames, home)
        this.#tell(pointer, `expected as the name of a member ${names}, found ${showText(name)}`, name)
      } else if (own?.not !== undefined && Object.keys(own.not).length === 0) {
        this.#tell(pointer, `expected ${own['x-expects'] ?? `no ${name}`}, found ${showValue(member)}`, name)
      } else if (own !== undefined) {
        this.visit(own, home, member, pointerTo(pointer, name))
      } else if (typeof more === 'object') {
        this.visit(more, home, member, pointerTo(pointer, name))
      } else if (!more) {
        const nearest = nearestName(
          name,
          known.filter((each) => !Object.hasOwn(value, each)),
        )
        if (nearest !== undefined) meant.add(nearest)
        const hint = nearest === undefined ? '' : `; did you mean ${nearest}?`
        this.#tell(
          pointer,
          `expected no members but ${known.join(', ')}, found ${showText(name)}${hint}`,
          name,
        )
      }
    }
    for (const name of schema.required ?? []) {
      if (!meant.has(name))
        this.#missing(value, name, home, pointer, { why: rule?.why, of: rule?.of ?? schema })
    }
    for (const [present, names] of Object.entries(schema.dependentRequired ?? {})) {
      if (!Object.hasOwn(value, present)) continue
      for (const name of names)
        this.#missing(value, name, home, pointer, { why: `${present} is there`, of: schema })
    }
    for (const [present, each] of Object.entries(schema.dependentSchemas ?? {})) {
      if (Object.hasOwn(value, present)) this.visit(each, home, value, pointer)
    }
  }

  #missing(value: Members, name: string, home: JsonSchema, pointer: string, { why, of }: Rule): void {
    if (Object.hasOwn(value, name) && value[name] !== undefined) return
    const own = of.properties?.[name]
    const meaning = own === undefined ? '' : ` (${expectsOf(own, home)})`
    const since = why === undefined ? '' : `, since ${why}`
    this.#tell(pointer, `expected a member ${name}${meaning}${since}, found none`, name)
  }

  #visitAlternatives(schema: JsonSchema, home: JsonSchema, value: unknown, pointer: string): void {
    const alternatives = schema.oneOf ?? schema.anyOf ?? []
    const expects = schema['x-expects']
    const holding = alternatives.filter((each) => this.#holds(each, home, value)).length
    if (holding === 1 || (holding > 1 && schema.oneOf === undefined)) return
    const names = alternatives.flatMap((each) => each.required ?? [])
    if (alternatives.every((each) => each.$ref === undefined && each.required !== undefined)) {
      const one = schema.oneOf === undefined ? 'one' : 'exactly one'
      this.#tell(
        pointer,
        `expected ${expects ?? `${one} of ${names.join(' and ')}`}, found ${holding === 0 ? 'neither' : 'both'}`,
      )
      return
    }
    const chosen = this.#chooseAlternative(schema, alternatives, home, value)
    if (chosen !== undefined) this.visit(chosen, home, value, pointer)
    else this.#tell(pointer, `expected ${expects ?? 'another value'}, found ${showValue(value)}`)
  }

  /** The alternative that the value was meant to be: told by `x-tells`, otherwise by its JSON type. */
  #chooseAlternative(
    schema: JsonSchema,
    alternatives: readonly JsonSchema[],
    home: JsonSchema,
    value: unknown,
  ): JsonSchema | undefined {
    const targets = alternatives.map((each) =>
      each.$ref === undefined ? each : resolve(each.$ref, home).schema,
    )
    const tells = schema['x-tells']
    if (tells === undefined) {
      const index = targets.findIndex((each) => each.type !== undefined && isOfType(each.type, value))
      return alternatives[index]
    }
    if (!isMembers(value)) return undefined
    const index = targets.findIndex((each) => {
      const known = each.properties?.[tells]?.const
      return known === undefined
        ? Object.hasOwn(value, tells) === (each.required?.includes(tells) ?? false)
        : value[tells] === known
    })
    return alternatives[index]
  }

  #holds(schema: JsonSchema, home: JsonSchema, value: unknown): boolean {
    const trial = new Explanation(1, this.#verdict)
    trial.visit(schema, home, value, '')
    return trial.faults.length === 0
  }

  #pattern(source: string): RegExp {
    let pattern = this.#patterns.get(source)
    if (pattern === undefined) this.#patterns.set(source, (pattern = new RegExp(source)))
    return pattern
  }

  #tell(pointer: string, what: string, member?: string): void {
    const key = JSON.stringify([pointer, member])
    if (this.#told.has(key) || this.#full) return
    this.#told.add(key)
    this.faults.push(member === undefined ? { pointer, what } : { pointer, what, member })
  }
}

function expectsOf(schema: JsonSchema, home: JsonSchema): string {
  return (
    schema['x-expects'] ??
    (schema.$ref === undefined ? 'another one' : expectsOf(resolve(schema.$ref, home).schema, home))
  )
}

function found(value: unknown, names: readonly string[] | undefined): string {
  return names === undefined ? showValue(value) : names.length === 2 ? 'both' : names.join(', ')
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isOfType(type: NonNullable<JsonSchema['type']>, value: unknown): boolean {
  if (type === 'array') return Array.isArray(value)
  if (type === 'object') return isMembers(value)
  if (type === 'integer') return Number.isInteger(value)
  return typeof value === type
}

/** Code points, as JSON Schema counts; the UTF-16 length where that already decides, since a code point is one or two. */
function lengthOf(text: string, limit: number): number {
  return text.length <= limit || text.length > 2 * limit ? text.length : Array.from(text).length
}
