import type { ShapeFault } from '@trustlist/schema'
import { problem, type Place, type Problem } from '../problem/problem.js'

/** Shape faults of a part as problems of the whole document: each pointer gets the part's own pointer in front. */
export function toShapeProblems(
  faults: readonly ShapeFault[],
  pointer: string,
  at: Place,
): readonly Problem[] {
  return faults.map((fault) =>
    problem('document/shape', fault.what, { ...at, pointer: pointer + fault.pointer }),
  )
}
