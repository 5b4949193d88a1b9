import type { Problem } from '../../problem/problem.js'
import type { Comparator } from '../comparator.js'
import { isDigit } from '../order-key.js'
import { everyVersion } from '../range.js'
import type { VersionScheme } from '../scheme.js'
import { bounded, exactly, type Span } from './span.js'
import { isBlank, isProblem, malformed, trimmed, versionAt, type Piece } from './reading.js'

/** How an ecosystem writes relations: `name (>= 1.2)`, or the constraint alone, in parentheses or not. */
export interface RelationForm {
  readonly operators: ReadonlyMap<string, Comparator>
  /** Where a name that begins at the start of a text ends; 0 where none begins. */
  readonly nameEnd: (text: string) => number
  readonly example: string
  /** What may stand after a name or a constraint and cannot be said in VERS, or undefined. */
  readonly faultOf: (rest: Piece) => Problem | undefined
}

export interface Relation {
  /** Empty where only the constraint stands. */
  readonly name: string
  readonly span: Span
  readonly offset: number
}

/** Every sign that some ecosystem's operators are made of. */
const signs = '<>=!~'

export function readRelation(piece: Piece, form: RelationForm, scheme: VersionScheme): Relation | Problem {
  const { text, offset } = piece
  const nameEnd = form.nameEnd(text)
  const rest = trimmed(text.slice(nameEnd), offset + nameEnd)
  const name = text.slice(0, nameEnd)
  const fault = name === '' ? undefined : form.faultOf(rest)
  if (fault !== undefined) return fault
  if (rest.text === '') {
    if (name === '') return malformed(`expected a relation, for instance ${form.example}`, offset)
    // A version is soon taken for a name, and then means every version.
    if (isDigit(name.charCodeAt(0))) {
      return malformed(`expected a constraint, for instance ${form.example}, found "${name}" alone`, offset)
    }
    return { name, span: exactly(everyVersion(scheme)), offset }
  }
  const constraint = readParentheses(rest, name !== '', form)
  if (isProblem(constraint)) return constraint
  const span = readConstraint(constraint, form, scheme)
  return isProblem(span) ? span : { name, span, offset }
}

function readParentheses(rest: Piece, areNeeded: boolean, form: RelationForm): Piece | Problem {
  if (!rest.text.startsWith('(')) {
    if (!areNeeded) return rest
    return malformed(`expected a constraint in parentheses, for instance ${form.example}`, rest.offset)
  }
  const close = rest.text.indexOf(')')
  if (close < 0) return malformed('a parenthesis is not closed', rest.offset)
  const after = trimmed(rest.text.slice(close + 1), rest.offset + close + 1)
  if (after.text !== '') {
    return form.faultOf(after) ?? malformed('expected nothing more after the parenthesis', after.offset)
  }
  return trimmed(rest.text.slice(1, close), rest.offset + 1)
}

function readConstraint({ text, offset }: Piece, form: RelationForm, scheme: VersionScheme): Span | Problem {
  let end = 0
  while (end < text.length && signs.includes(text[end]!)) end++
  const comparator = form.operators.get(text.slice(0, end))
  if (comparator === undefined) {
    const known = [...form.operators.keys()].join(', ')
    return malformed(`expected one of ${known}, found "${text.slice(0, end)}"`, offset)
  }
  while (isBlank(text.charCodeAt(end))) end++
  const version = versionAt(scheme, text.slice(end), offset + end)
  return isProblem(version) ? version : exactly(bounded(comparator, version))
}

/** Refuses where relations of one text speak of different packages: a range is of one. */
export function checkOneName(relations: readonly Relation[]): Problem | undefined {
  const other = relations.find((each) => each.name !== relations[0]!.name)
  if (other === undefined) return undefined
  const [a, b] = [relations[0]!.name, other.name].map((name) => (name === '' ? 'no package' : name))
  return malformed(`expected relations of one package, found ${a!} and ${b!}`, other.offset)
}
