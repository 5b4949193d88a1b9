import { Impossible } from '../problem/problem.js'

/** A JSON value as the language has it. */
export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [name: string]: JsonValue | undefined }

/** Thrown by {@link toCanonicalText}; a caller that writes values of others checks them first. */
function notJson(value: unknown): never {
  throw new Impossible(`a value of type ${typeof value} cannot be written as JSON`)
}

/**
 * The RFC 8785 form of a JSON value: members by UTF-16 code unit of their names, numbers as ECMAScript writes them,
 * no white space. Members whose value is undefined are left out, as absent.
 *
 * Takes any finite number and any member name, as RFC 8785 does; what trustlist documents may hold is narrower and is
 * the gate's business.
 *
 * @throws Impossible for what is not a JSON value: functions, symbols, big integers, NaN and infinities, lone
 *   surrogates, holes in arrays, cycles deeper than the stack.
 */
export function toCanonicalText(value: JsonValue): string {
  switch (typeof value) {
    case 'string':
      if (!value.isWellFormed())
        throw new Impossible('a string with a lone surrogate cannot be written as JSON')
      return JSON.stringify(value)
    case 'number':
      if (!Number.isFinite(value)) notJson(value)
      return JSON.stringify(value)
    case 'boolean':
      return value ? 'true' : 'false'
    case 'object':
      break
    default:
      return notJson(value)
  }
  if (value === null) return 'null'
  if (Array.isArray(value)) {
    const items = value as readonly JsonValue[]
    let text = '['
    for (let index = 0; index < items.length; index++) {
      text += (index === 0 ? '' : ',') + toCanonicalText(items[index]!)
    }
    return `${text}]`
  }
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) notJson(value)
  const members = value as { readonly [name: string]: JsonValue | undefined }
  let text = '{'
  // The default sort compares UTF-16 code units, as RFC 8785 section 3.2.3 asks.
  for (const name of Object.keys(members).sort()) {
    const member = members[name]
    if (member === undefined) continue
    if (!name.isWellFormed())
      throw new Impossible('a member name with a lone surrogate cannot be written as JSON')
    text += `${text === '{' ? '' : ','}${JSON.stringify(name)}:${toCanonicalText(member)}`
  }
  return `${text}}`
}
