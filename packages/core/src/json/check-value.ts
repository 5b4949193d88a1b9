import type { ProblemCode } from '../problem/catalogue.js'
import { problem, type Place, type Problem } from '../problem/problem.js'
import { findInvisible, nameOfCodePoint } from '../text/invisible.js'
import { maxDepth } from './gate.js'

const nameForm = /^[A-Za-z_][A-Za-z0-9_.:-]*$/

/** A fault on its way out: each level puts its own token in front of the pointer. */
interface ValueFault {
  readonly code: ProblemCode
  readonly what: string
  readonly pointer: string
}

/**
 * Whether a value in memory can be written so that the canonical gate takes it: JSON values only, safe integers, well-formed
 * strings without invisible characters, plain member names, 32 levels. Members whose value is undefined count as absent.
 *
 * @spec document#canonical-text
 * @param at - Where the value stands; the pointer to the fault is put behind `at.pointer`.
 * @returns The first problem: `json/not-json-value`, `json/number`, `json/lone-surrogate`, `json/invisible-character`,
 *   `json/member-name`, `json/too-deep`.
 */
export function findValueProblem(value: unknown, at: Place = {}): Problem | undefined {
  const fault = findFault(value, 0)
  if (fault === undefined) return undefined
  return problem(fault.code, fault.what, { ...at, pointer: (at.pointer ?? '') + fault.pointer })
}

function findFault(value: unknown, depth: number): ValueFault | undefined {
  switch (typeof value) {
    case 'string':
      return findStringFault(value)
    case 'number':
      if (Number.isSafeInteger(value)) return undefined
      return { code: 'json/number', what: `expected a safe integer, found ${value}`, pointer: '' }
    case 'boolean':
      return undefined
    case 'object':
      break
    default:
      return notJson(`one of type ${typeof value}`)
  }
  if (value === null) return undefined
  if (depth === maxDepth) {
    return { code: 'json/too-deep', what: `expected at most ${maxDepth} levels of nesting`, pointer: '' }
  }
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) {
      const fault = findFault(value[index], depth + 1)
      if (fault !== undefined) return { ...fault, pointer: `/${index}${fault.pointer}` }
    }
    return undefined
  }
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) return notJson('an instance of a class')
  for (const [name, member] of Object.entries(value)) {
    if (member === undefined) continue
    if (!nameForm.test(name) || name === '__proto__') {
      const what = `expected a member name of letters, digits and _ . : -, found ${JSON.stringify(name)}`
      return { code: 'json/member-name', what, pointer: '' }
    }
    const fault = findFault(member, depth + 1)
    if (fault !== undefined) return { ...fault, pointer: `/${name}${fault.pointer}` }
  }
  return undefined
}

function findStringFault(value: string): ValueFault | undefined {
  if (!value.isWellFormed())
    return { code: 'json/lone-surrogate', what: 'half of a surrogate pair', pointer: '' }
  const offset = findInvisible(value)
  if (offset < 0) return undefined
  const name = nameOfCodePoint(value.codePointAt(offset)!)
  return { code: 'json/invisible-character', what: `${name} may not stand in a string`, pointer: '' }
}

function notJson(found: string): ValueFault {
  return { code: 'json/not-json-value', what: `expected a JSON value, found ${found}`, pointer: '' }
}
