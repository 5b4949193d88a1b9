import type { Problem } from '../../problem/problem.js'
import { comparators } from '../comparator.js'
import { isDigit } from '../order-key.js'
import type { VersionScheme } from '../scheme.js'
import { inexpressible, isProblem, splitPieces, type Piece, type Reading } from './reading.js'
import { checkOneName, readRelation, type Relation, type RelationForm } from './relation.js'
import { allOf, anyOf, type Span } from './span.js'

/**
 * Relationship fields (Debian Policy 7.1): `package (>= 1.0)`, alternatives joined by `|`, groups of them by commas,
 * all of which must hold. The constraint may stand alone, in parentheses or not. A range is of one package, so all
 * relations must name the same or none.
 *
 * Refused: `<` and `>`, which are deprecated and "were previously ... confusingly defined" as `<=` and `>=`;
 * architecture qualifiers (`:amd64`), architecture restrictions (`[amd64]`) and build profiles (`<!nocheck>`), which
 * hold a relation for some machines only and cannot be said of versions.
 */
export function readDebianRelation(text: string, scheme: VersionScheme): Reading | Problem {
  const relations: Relation[] = []
  const groups: Span[] = []
  for (const group of splitPieces(text, ',')) {
    const alternatives: Span[] = []
    for (const piece of splitPieces(group.text, '|', group.offset)) {
      const relation = readRelation(piece, form, scheme)
      if (isProblem(relation)) return relation
      relations.push(relation)
      alternatives.push(relation.span)
    }
    groups.push(anyOf(scheme, alternatives))
  }
  const fault = checkOneName(relations)
  if (fault !== undefined) return fault
  const { name } = relations[0]!
  return { span: allOf(scheme, groups), narrowed: [], ...(name === '' ? {} : { name }) }
}

const form: RelationForm = {
  operators: new Map([
    ['<<', comparators.less],
    ['<=', comparators.lessOrEqual],
    ['=', comparators.equal],
    ['>=', comparators.greaterOrEqual],
    ['>>', comparators.greater],
  ]),
  nameEnd,
  example: 'package (>= 1.0)',
  faultOf,
}

/** Policy 5.6.1: "lower case letters, digits, plus and minus signs, and periods ... at least two characters". */
function nameEnd(text: string): number {
  let end = 0
  while (isNameUnit(text.charCodeAt(end))) end++
  return end < 2 ? 0 : end
}

function isNameUnit(code: number): boolean {
  return isDigit(code) || (code >= 0x61 && code <= 0x7a) || code === 0x2b || code === 0x2d || code === 0x2e
}

function faultOf({ text, offset }: Piece): Problem | undefined {
  const reason = notOfVersions.get(text[0] ?? '')
  return reason === undefined
    ? undefined
    : inexpressible(`${reason} hold a relation for some machines only; a range is of versions`, offset)
}

const notOfVersions: ReadonlyMap<string, string> = new Map([
  [':', 'architecture qualifiers'],
  ['[', 'architecture restrictions'],
  ['<', 'build profiles'],
])
