import { CST, Lexer } from 'yaml'

/** Levels of brackets, and of indentation. */
const maxDepth = 64

/** What keeps a YAML text from being parsed. */
export interface YamlTokenFault {
  readonly kind: 'anchor' | 'tag' | 'syntax' | 'too-deep'
  readonly what: string
  /** In UTF-16 code units from the start of the text. */
  readonly offset: number
}

/**
 * Looks through the tokens of a YAML text, without parsing it, for nesting that is too deep and for what is not taken at
 * all: anchors, aliases, tags, directives.
 *
 * It comes before the parser because that recurses: on deep nesting it can end the process in a way that nobody can
 * catch, and it does so at a depth that depends on how much stack is left.
 *
 * @param text - Without control characters: the lexer uses some of them as its own marks.
 */
export function findYamlTokenFault(text: string): YamlTokenFault | undefined {
  const nesting = new Nesting()
  let offset = 0
  let isScalar = false
  for (const lexeme of new Lexer().lex(text)) {
    const type: string = isScalar ? 'text' : (CST.tokenType(lexeme) ?? 'text')
    isScalar = type === 'scalar'
    // The lexer's own marks stand for no text.
    if (type === 'scalar' || type === 'doc-mode' || type === 'flow-error-end') continue
    const fault = refusedToken(type, lexeme, offset) ?? nesting.findUnopened(type, lexeme, offset)
    if (fault !== undefined) return fault
    nesting.take(type, lexeme)
    if (nesting.isTooDeep) {
      return {
        kind: 'too-deep',
        what: `expected at most ${maxDepth} levels, found more`,
        offset,
      }
    }
    offset += lexeme.length
  }
  return undefined
}

/**
 * How deep the tokens so far can be nested. A block inside another starts further to the right, but for a sequence as
 * the value of a member, which may start in the same column: so twice the number of columns is never exceeded.
 */
class Nesting {
  #brackets = 0
  readonly #columns: number[] = []
  #column = 0
  /** A block can start where a line does, and behind an indicator on the same line. */
  #canStart = true

  get isTooDeep(): boolean {
    return this.#brackets > maxDepth || this.#columns.length > maxDepth
  }

  /** The parser would report every one of them, and a report is dear. */
  findUnopened(type: string, lexeme: string, offset: number): YamlTokenFault | undefined {
    if (this.#brackets > 0 || (type !== 'flow-seq-end' && type !== 'flow-map-end')) return undefined
    return { kind: 'syntax', what: `expected a value, found ${lexeme} that closes nothing`, offset }
  }

  take(type: string, lexeme: string): void {
    const isLayout = type === 'space' || type === 'newline' || type === 'comment'
    if (this.#canStart && !isLayout && this.#brackets === 0) this.#startBlock()
    if (type === 'flow-seq-start' || type === 'flow-map-start') this.#brackets++
    if (type === 'flow-seq-end' || type === 'flow-map-end') this.#brackets--
    if (!isLayout) this.#canStart = indicators.includes(type)
    const lastLineEnd = lexeme.lastIndexOf('\n')
    this.#column = lastLineEnd < 0 ? this.#column + lexeme.length : lexeme.length - lastLineEnd - 1
    if (lastLineEnd >= 0) this.#canStart = true
  }

  #startBlock(): void {
    while (this.#columns.length > 0 && this.#columns.at(-1)! > this.#column) this.#columns.pop()
    if (this.#columns.at(-1) !== this.#column) this.#columns.push(this.#column)
  }
}

const indicators: readonly string[] = ['seq-item-ind', 'explicit-key-ind', 'map-value-ind', 'doc-start']

function refusedToken(type: string, lexeme: string, offset: number): YamlTokenFault | undefined {
  const found = lexeme.trimEnd()
  switch (type) {
    case 'anchor':
    case 'alias':
      return { kind: 'anchor', what: `expected a value, found the ${type} ${found}`, offset }
    case 'tag':
      return { kind: 'tag', what: `expected a value, found the tag ${found}`, offset }
    case 'directive-line':
      return { kind: 'tag', what: `expected a document, found the directive ${found}`, offset }
    default:
      return undefined
  }
}
