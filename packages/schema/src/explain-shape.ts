import { Explanation } from './explain.js'
import { resolve } from './resolve.js'
import type { ShapeFault } from './shape-fault.js'

/** At most this many faults are gathered; a value with more of them is not what it says it is. */
export const mostFaults = 100

/**
 * What is wrong with a value that a compiled validator refused. A file of its own, since it needs the schemas with their
 * words, and a program that refuses nothing need not load them.
 *
 * @param accepts - The verdict of a compiled validator, where there is one for items of this schema.
 */
export function explainShape(
  kind: string,
  ref: string,
  value: unknown,
  accepts: (item: string, each: unknown) => boolean | undefined,
): readonly ShapeFault[] {
  const explanation = new Explanation(mostFaults, accepts)
  const { schema, home } = resolve(ref)
  explanation.visit(schema, home, value, '')
  // The two disagree only by a bug of ours; a refusal must stay one even so.
  if (explanation.faults.length === 0)
    return [{ pointer: '', what: `expected ${schema['x-expects'] ?? kind}, found something else` }]
  return explanation.faults
}
