import type { Problem } from '../../problem/problem.js'
import { comparators, type Comparator } from '../comparator.js'
import { isDigit, isLetter } from '../order-key.js'
import { everyVersion } from '../range.js'
import type { VersionScheme } from '../scheme.js'
import { readPrefix } from './conda-prefix.js'
import {
  inexpressible,
  isBlank,
  isProblem,
  malformed,
  trimmed,
  versionAt,
  type Piece,
  type Reading,
} from './reading.js'
import { allOf, anyOf, bounded, exactly, outside, type Span } from './span.js'

/**
 * conda's match specs (conda/models/match_spec.py and version.py, `VersionSpec`), in the form that environment files
 * have: `channel::name version`, each but the version optional. In the version, `,` is "and" and binds closer than
 * `|`, "or"; parentheses group. `1.26` and `==1.26` are that version, `=1.26`, `1.26.*` and `1.26*` what begins with
 * it.
 *
 * A text that begins with a letter or `_` begins with a name; one that begins with a digit is a version. Refused: build
 * strings and brackets, which speak of more than versions; regular expressions and `*` in the middle; `.*` after `==`,
 * `<`, `<=` and `>`, which conda takes, warns of and ignores.
 */
export function readCondaSpec(text: string, scheme: VersionScheme): Reading | Problem {
  const head = readHead(trimmed(text, 0))
  if (isProblem(head)) return head
  const { name, channel, rest } = head
  const named = { ...(name === '' ? {} : { name }), ...(channel === '' ? {} : { channel }) }
  if (rest.text === '') return { span: exactly(everyVersion(scheme)), narrowed: [], ...named }
  const reader = new ExpressionReader(rest, scheme)
  const span = reader.read()
  return isProblem(span) ? span : { span, narrowed: reader.narrowed, ...named }
}

interface Head {
  readonly name: string
  readonly channel: string
  readonly rest: Piece
}

function readHead({ text, offset }: Piece): Head | Problem {
  const colons = text.indexOf('::')
  const channel = text.slice(0, Math.max(0, colons))
  const start = colons < 0 ? 0 : colons + 2
  if (colons >= 0 && !/^[A-Za-z0-9_./-]+$/.test(channel)) {
    return malformed('expected the name of a channel before ::', offset)
  }
  const first = text.charCodeAt(start)
  const hasName = colons >= 0 || isLetter(first) || first === 0x5f
  let end = start
  while (hasName && isNameUnit(text.charCodeAt(end))) end++
  const name = text.slice(start, end)
  if (text === '' || (hasName && name === '')) {
    return malformed('expected a match spec, for instance numpy >=1.26,<2', offset + start)
  }
  return { name, channel, rest: trimmed(text.slice(end), offset + end) }
}

function isNameUnit(code: number): boolean {
  return isDigit(code) || isLetter(code) || code === 0x5f || code === 0x2d || code === 0x2e
}

/** Parentheses within parentheses. */
const maxDepth = 32

/** A walk over one version expression by recursive descent. */
class ExpressionReader {
  readonly #text: string
  readonly #offset: number
  readonly #scheme: VersionScheme
  #at = 0
  #depth = 0
  readonly narrowed: string[] = []

  constructor({ text, offset }: Piece, scheme: VersionScheme) {
    this.#text = text
    this.#offset = offset
    this.#scheme = scheme
  }

  read(): Span | Problem {
    const span = this.#readAny()
    if (isProblem(span) || this.#at === this.#text.length) return span
    if (this.#text[this.#at] === ')') return this.#malformed('a parenthesis is closed that was not opened')
    if (this.#isAt('[')) return this.#inexpressible(brackets)
    if (this.#isAt('<', '>', '!', '~')) return this.#malformed('expected , or | between two constraints')
    return this.#inexpressible('what follows is a build; a range is of versions')
  }

  #readAny(): Span | Problem {
    return this.#readJoined('|', anyOf, () => this.#readJoined(',', allOf, () => this.#readOne()))
  }

  #readJoined(sign: string, join: typeof anyOf, readPart: () => Span | Problem): Span | Problem {
    const spans: Span[] = []
    for (;;) {
      const span = readPart()
      if (isProblem(span)) return span
      spans.push(span)
      this.#skipBlanks()
      if (this.#text[this.#at] !== sign) return spans.length === 1 ? span : join(this.#scheme, spans)
      this.#at++
    }
  }

  #readOne(): Span | Problem {
    this.#skipBlanks()
    if (this.#text[this.#at] !== '(') return this.#readConstraint()
    if (++this.#depth > maxDepth) return this.#malformed(`expected at most ${maxDepth} open parentheses`)
    this.#at++
    const span = this.#readAny()
    if (isProblem(span)) return span
    if (this.#text[this.#at] !== ')') return this.#malformed('expected a closing parenthesis')
    this.#at++
    this.#depth--
    return span
  }

  #readConstraint(): Span | Problem {
    const operator = operators.find((each) => this.#text.startsWith(each, this.#at)) ?? ''
    this.#at += operator.length
    this.#skipBlanks()
    const start = this.#at
    while (isVersionUnit(this.#text.charCodeAt(this.#at))) this.#at++
    const text = this.#text.slice(start, this.#at)
    const piece = { text, offset: this.#offset + start }
    if (text === '') {
      if (this.#isAt('^')) return this.#inexpressible('a regular expression is no range')
      if (this.#isAt('[')) return this.#inexpressible(brackets)
      return this.#malformed('expected a version, for instance >=1.26 or 1.26.*')
    }
    return this.#toSpan(operator, piece)
  }

  #toSpan(operator: Operator | '', piece: Piece): Span | Problem {
    const { text, offset } = piece
    if (text === '*' && operator === '') return exactly(everyVersion(this.#scheme))
    const bare = text.endsWith('.*') ? text.slice(0, -2) : text.endsWith('*') ? text.slice(0, -1) : text
    const isWild = bare !== text
    if (bare.includes('*')) return inexpressible('* may stand only at the end of a version', offset)
    const named = { text: bare, offset }
    if (operator === '=' || (operator === '' && isWild)) return this.#toPrefix(named)
    if (operator === '!=' && text.endsWith('.*')) {
      const prefix = this.#toPrefix(named)
      return isProblem(prefix) ? prefix : outside(prefix)
    }
    if (isWild && !(operator === '>=' && text.endsWith('.*'))) {
      return inexpressible(`conda ignores .* after ${operator}, other tools do not`, offset)
    }
    if (operator === '~=') return this.#toCompatible(named)
    const version = versionAt(this.#scheme, bare, offset)
    return isProblem(version) ? version : exactly(bounded(comparatorOf[operator], version))
  }

  /** `~=1.4.2` is `>=1.4.2` and what begins with `1.4`. */
  #toCompatible(piece: Piece): Span | Problem {
    const version = versionAt(this.#scheme, piece.text, piece.offset)
    if (isProblem(version)) return version
    const dot = piece.text.lastIndexOf('.')
    if (dot < 0) return malformed('expected two numbers or more after ~=, for instance ~=1.4', piece.offset)
    const prefix = this.#toPrefix({ text: piece.text.slice(0, dot), offset: piece.offset })
    if (isProblem(prefix)) return prefix
    return allOf(this.#scheme, [exactly(bounded(comparators.greaterOrEqual, version)), prefix])
  }

  #toPrefix(piece: Piece): Span | Problem {
    const prefix = readPrefix(piece, this.#scheme)
    if (isProblem(prefix)) return prefix
    this.narrowed.push(prefix.narrowed)
    return prefix.span
  }

  #skipBlanks(): void {
    while (isBlank(this.#text.charCodeAt(this.#at))) this.#at++
  }

  #isAt(...signs: readonly string[]): boolean {
    return signs.includes(this.#text[this.#at] ?? '')
  }

  #malformed(what: string): Problem {
    return malformed(what, this.#offset + this.#at)
  }

  #inexpressible(what: string): Problem {
    return inexpressible(what, this.#offset + this.#at)
  }
}

const brackets = 'brackets speak of more than versions; a range is of versions'

const operators = ['==', '!=', '<=', '>=', '~=', '=', '<', '>'] as const

type Operator = (typeof operators)[number]

const comparatorOf: Readonly<Record<Exclude<Operator, '=' | '~='> | '', Comparator>> = {
  '': comparators.equal,
  '==': comparators.equal,
  '!=': comparators.notEqual,
  '<=': comparators.lessOrEqual,
  '>=': comparators.greaterOrEqual,
  '<': comparators.less,
  '>': comparators.greater,
}

/** What versions are made of, and the asterisk. */
function isVersionUnit(code: number): boolean {
  return isNameUnit(code) || code === 0x2a || code === 0x2b || code === 0x21
}
