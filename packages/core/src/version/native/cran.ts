import type { Problem } from '../../problem/problem.js'
import { comparators } from '../comparator.js'
import { isDigit, isLetter } from '../order-key.js'
import type { VersionScheme } from '../scheme.js'
import { isProblem, splitPieces, type Reading } from './reading.js'
import { checkOneName, readRelation, type Relation, type RelationForm } from './relation.js'
import { allOf } from './span.js'

/**
 * Dependencies of a DESCRIPTION file ("Writing R Extensions", 1.1.3 "Package Dependencies"): `pkg (>= 3.5.0)`, with
 * `>=`, `<=`, `>`, `<`, `==` or `!=`, several joined by commas, all of which must hold. The constraint may stand
 * alone, in parentheses or not.
 *
 * The manual has white space between operator and version; where it is missing the meaning is the same, and R takes
 * `R (>=3.5)` too. Subversion revisions (`R (>= r56550)`) are no versions and are refused.
 */
export function readRConstraint(text: string, scheme: VersionScheme): Reading | Problem {
  const relations: Relation[] = []
  for (const piece of splitPieces(text, ',')) {
    const relation = readRelation(piece, form, scheme)
    if (isProblem(relation)) return relation
    relations.push(relation)
  }
  const fault = checkOneName(relations)
  if (fault !== undefined) return fault
  const span = allOf(
    scheme,
    relations.map((each) => each.span),
  )
  const { name } = relations[0]!
  return { span, narrowed: [], ...(name === '' ? {} : { name }) }
}

const form: RelationForm = {
  operators: new Map([
    ['>=', comparators.greaterOrEqual],
    ['<=', comparators.lessOrEqual],
    ['>', comparators.greater],
    ['<', comparators.less],
    ['==', comparators.equal],
    ['!=', comparators.notEqual],
  ]),
  nameEnd,
  example: 'pkg (>= 3.5.0)',
  faultOf: () => undefined,
}

/** "Only (ASCII) letters, numbers and dot ... start with a letter". */
function nameEnd(text: string): number {
  if (!isLetter(text.charCodeAt(0))) return 0
  let end = 1
  while (isDigit(text.charCodeAt(end)) || isLetter(text.charCodeAt(end)) || text[end] === '.') end++
  return end
}
