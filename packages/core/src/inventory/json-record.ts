import type { JsonValue } from '../json/canonical.js'
import type { JsonObject } from './parse-json.js'

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The member where it is a text, undefined where it is absent or null, false where it is something else. */
export function textMember(object: JsonObject, name: string): string | undefined | false {
  const value = object[name]
  if (value === undefined || value === null) return undefined
  return typeof value === 'string' ? value : false
}

/** The member where it is an array of texts, empty where it is absent or null, false where it is something else. */
export function textsMember(object: JsonObject, name: string): readonly string[] | false {
  const value = object[name]
  if (value === undefined || value === null) return []
  if (!Array.isArray(value)) return false
  const items = value as readonly JsonValue[]
  return items.every((item) => typeof item === 'string') ? items : false
}

/** One token of an RFC 6901 pointer. */
export function pointerToken(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1')
}

/** The member where it is an object, undefined where it is absent or null, false where it is something else. */
export function objectMember(object: JsonObject, name: string): JsonObject | undefined | false {
  const value = object[name]
  if (value === undefined || value === null) return undefined
  return isObject(value) ? value : false
}

/** The member where it is an array of objects, empty where it is absent or null, false where it is something else. */
export function objectsMember(object: JsonObject, name: string): readonly JsonObject[] | false {
  const value = object[name]
  if (value === undefined || value === null) return []
  if (!Array.isArray(value)) return false
  const items = value as readonly JsonValue[]
  return items.every((item) => isObject(item)) ? items : false
}
