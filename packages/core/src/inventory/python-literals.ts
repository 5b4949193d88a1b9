/** What stands in a Python source as a literal, with its lines. `unknown` is everything that would have to be run. */
export type PythonNode =
  | { readonly kind: 'text'; readonly text: string; readonly line: number; readonly lastLine: number }
  | {
      readonly kind: 'list'
      readonly items: readonly PythonNode[]
      readonly line: number
      readonly lastLine: number
    }
  | {
      readonly kind: 'dict'
      readonly entries: readonly (readonly [key: PythonNode, value: PythonNode])[]
      readonly line: number
      readonly lastLine: number
    }
  | { readonly kind: 'unknown'; readonly line: number; readonly lastLine: number }

/** A statement of the outermost level: an assignment to a name, or something else that would have to be run. */
export type PythonStatement =
  | {
      readonly kind: 'assign' | 'extend'
      readonly name: string
      readonly value: PythonNode
      readonly line: number
    }
  | { readonly kind: 'other'; readonly text: string; readonly line: number }

/** Levels of brackets; deeper ones are unknown. */
const maxLevels = 64

/**
 * Reads the assignments of literals in a Python source. Nothing is run: a name stands for the literal that the source gave it
 * before, texts and lists may be joined by `+`, and everything else is unknown.
 *
 * @returns The statements, or the line of a bracket or a quote that is never closed.
 */
export function readPythonStatements(text: string): readonly PythonStatement[] | number {
  const tokens = toTokens(text)
  return typeof tokens === 'number' ? tokens : new StatementReader(tokens, text).read()
}

interface Token {
  readonly kind: 'text' | 'name' | 'number' | 'sign' | 'line' | 'unknown'
  readonly text: string
  readonly from: number
  readonly line: number
  readonly lastLine: number
}

const nameForm = /[A-Za-z_][A-Za-z0-9_]*/y
const numberForm = /[0-9][A-Za-z0-9_.]*/y
const prefixForm = /^(?:[rR]|[uU]|[bB]|[rR][bB]|[bB][rR]|[fF]|[rR][fF]|[fF][rR])$/

/** Tokens; line ends within brackets are left out. Or the line of a quote that is never closed. */
function toTokens(text: string): readonly Token[] | number {
  const tokens: Token[] = []
  let line = 1
  let depth = 0
  let at = 0
  const push = (kind: Token['kind'], found: string, from: number, firstLine = line) =>
    tokens.push({ kind, text: found, from, line: firstLine, lastLine: line })
  while (at < text.length) {
    const unit = text[at]!
    if (unit === '\n') {
      if (depth === 0) push('line', '', at)
      line++
      at++
    } else if (unit === ' ' || unit === '\t' || unit === '\r' || unit === '\f') at++
    else if (unit === '\\' && /^\\\r?\n/.test(text.slice(at, at + 3))) {
      at = text.indexOf('\n', at) + 1
      line++
    } else if (unit === '#') {
      const end = text.indexOf('\n', at)
      at = end < 0 ? text.length : end
    } else if (unit === '"' || unit === "'") {
      const firstLine = line
      const last = tokens.at(-1)
      const isPrefixed =
        last?.kind === 'name' && last.from + last.text.length === at && prefixForm.test(last.text)
      const prefix = isPrefixed ? tokens.pop()!.text.toLowerCase() : ''
      const string = readString(text, at, prefix.includes('r'))
      if (string === undefined) return line
      for (let next = at; next < string.end; next++) if (text[next] === '\n') line++
      // What an f-string or bytes say shows only when they are run, or is no text.
      push(/[fb]/.test(prefix) ? 'unknown' : 'text', string.text, at, firstLine)
      at = string.end
    } else {
      nameForm.lastIndex = at
      numberForm.lastIndex = at
      const name = nameForm.exec(text)?.[0]
      const number = name === undefined ? numberForm.exec(text)?.[0] : undefined
      const found = name ?? number ?? unit
      if (name === undefined && number === undefined) {
        if ('([{'.includes(unit)) depth++
        else if (')]}'.includes(unit)) depth = Math.max(0, depth - 1)
      }
      push(name !== undefined ? 'name' : number !== undefined ? 'number' : 'sign', found, at)
      at += found.length
    }
  }
  return tokens
}

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '\n': '',
}

function readString(
  text: string,
  from: number,
  isRaw: boolean,
): { readonly text: string; readonly end: number } | undefined {
  const quote = text[from]!
  const isLong = text.startsWith(quote.repeat(3), from)
  const close = isLong ? quote.repeat(3) : quote
  let content = ''
  let at = from + close.length
  let start = at
  for (; at < text.length; at++) {
    const unit = text[at]
    if (unit === '\\') {
      const next = text[at + 1] ?? ''
      const meant = escapes[next]
      if (!isRaw && meant !== undefined) {
        content += text.slice(start, at) + meant
        start = at + 2
      }
      at++
    } else if (unit === '\n' && !isLong) return undefined
    else if (text.startsWith(close, at))
      return { text: content + text.slice(start, at), end: at + close.length }
  }
  return undefined
}

class StatementReader {
  readonly #tokens: readonly Token[]
  readonly #source: string
  readonly #known = new Map<string, PythonNode>()
  #at = 0

  constructor(tokens: readonly Token[], source: string) {
    this.#tokens = tokens
    this.#source = source
  }

  read(): readonly PythonStatement[] {
    const statements: PythonStatement[] = []
    while (this.#at < this.#tokens.length) {
      const statement = this.#statement()
      if (statement !== undefined) statements.push(statement)
    }
    return statements
  }

  #statement(): PythonStatement | undefined {
    const first = this.#tokens[this.#at]!
    if (first.kind === 'line') {
      this.#at++
      return undefined
    }
    const [, second, third] = this.#tokens.slice(this.#at, this.#at + 3)
    const isTop = first.from === 0 || this.#source[first.from - 1] === '\n'
    const isName = first.kind === 'name' && isTop
    if (isName && second?.text === '=' && third?.text !== '=') return this.#assignment(first, 'assign', 2)
    if (isName && second?.text === '+' && third?.text === '=') return this.#assignment(first, 'extend', 3)
    const end = this.#endOfStatement()
    // A text by itself is a comment.
    const isComment =
      first.kind === 'text' && this.#tokens.slice(this.#at, end).every(({ kind }) => kind === 'text')
    const last = this.#tokens[end - 1]!
    this.#at = end
    if (isComment) return undefined
    const text = this.#source.slice(first.from, last.from + last.text.length).split('\n', 1)[0]!
    return { kind: 'other', text, line: first.line }
  }

  #assignment({ text: name, line }: Token, kind: 'assign' | 'extend', signs: number): PythonStatement {
    this.#at += signs
    const end = this.#endOfStatement()
    let value = this.#sum(0)
    if (this.#at < end) value = { kind: 'unknown', line, lastLine: this.#tokens[end - 1]!.lastLine }
    this.#at = end
    this.#known.set(name, kind === 'assign' ? value : joined(this.#known.get(name), value))
    return { kind, name, value, line }
  }

  /** Behind a line end or a semicolon that is no text. */
  #endOfStatement(): number {
    let end = this.#at
    while (end < this.#tokens.length && !isEnd(this.#tokens[end]!)) end++
    return this.#tokens[end]?.kind === 'sign' ? end + 1 : end
  }

  /** Texts and lists joined by `+`. */
  #sum(level: number): PythonNode {
    let sum = this.#operand(level)
    while (this.#isSign('+')) {
      this.#at++
      sum = joined(sum, this.#operand(level))
    }
    return sum
  }

  #operand(level: number): PythonNode {
    const token = this.#tokens[this.#at]
    if (token === undefined || token.kind === 'line') return unknownAt(token)
    if (token.kind === 'text') return this.#texts()
    const start = this.#at++
    if (token.kind === 'sign' && '([{'.includes(token.text)) {
      if (level >= maxLevels) return this.#skipBrackets(start)
      return token.text === '{' ? this.#dict(start, level + 1) : this.#list(start, level + 1)
    }
    const isPlain = !this.#isSign('(', '.', '[', '%', '*')
    if (token.kind === 'name' && isPlain) return this.#known.get(token.text) ?? unknownAt(token)
    return unknownAt(token)
  }

  /** Texts beside each other are one; what is done to them is unknown. */
  #texts(): PythonNode {
    const first = this.#tokens[this.#at]!
    let text = ''
    let last = first
    while (this.#tokens[this.#at]?.kind === 'text') {
      last = this.#tokens[this.#at++]!
      text += last.text
    }
    const lines = { line: first.line, lastLine: last.lastLine }
    return this.#isSign('%', '.', '[', '*') ? { kind: 'unknown', ...lines } : { kind: 'text', text, ...lines }
  }

  #list(start: number, level: number): PythonNode {
    const open = this.#tokens[start]!
    const close = open.text === '(' ? ')' : ']'
    const items: PythonNode[] = []
    let hasComma = false
    while (!this.#isSign(close)) {
      const item = this.#sum(level)
      if (this.#isSign(',')) {
        this.#at++
        hasComma = true
        items.push(item)
      } else if (this.#isSign(close)) items.push(item)
      else {
        // Something is done here that is not read: to this item, or, where it is the only one, to make them all.
        const skipped = this.#skipItem(close)
        if (skipped === 'for' || this.#tokens[this.#at] === undefined) return this.#skipBrackets(start)
        items.push(unknownAt(open))
        if (this.#isSign(',')) this.#at++
      }
    }
    const lastLine = this.#tokens[this.#at++]!.line
    const [only] = items
    if (open.text === '(' && !hasComma && only !== undefined) return only
    return { kind: 'list', items, line: open.line, lastLine }
  }

  #dict(start: number, level: number): PythonNode {
    const open = this.#tokens[start]!
    const entries: [PythonNode, PythonNode][] = []
    while (!this.#isSign('}')) {
      const key = this.#sum(level)
      if (!this.#isSign(':')) return this.#skipBrackets(start)
      this.#at++
      const value = this.#sum(level)
      if (this.#isSign(',')) this.#at++
      else if (!this.#isSign('}')) {
        if (this.#skipItem('}') === 'for' || this.#tokens[this.#at] === undefined)
          return this.#skipBrackets(start)
        entries.push([key, unknownAt(open)])
        if (this.#isSign(',')) this.#at++
        continue
      }
      entries.push([key, value])
    }
    return { kind: 'dict', entries, line: open.line, lastLine: this.#tokens[this.#at++]!.line }
  }

  /** To the comma behind an item or the bracket that ends the list. */
  #skipItem(close: string): 'for' | undefined {
    let depth = 0
    for (; this.#at < this.#tokens.length; this.#at++) {
      const { kind, text } = this.#tokens[this.#at]!
      if (kind === 'name' && text === 'for') return 'for'
      if (kind !== 'sign') continue
      if (depth === 0 && (text === ',' || text === close)) return undefined
      if ('([{'.includes(text)) depth++
      else if (')]}'.includes(text)) depth--
    }
    return undefined
  }

  /** Behind the bracket that closes the one given; all of it is unknown. */
  #skipBrackets(start: number): PythonNode {
    const open = this.#tokens[start]!
    let depth = 0
    for (this.#at = start; this.#at < this.#tokens.length; this.#at++) {
      const { kind, text, line } = this.#tokens[this.#at]!
      if (kind !== 'sign') continue
      if ('([{'.includes(text)) depth++
      else if (')]}'.includes(text) && --depth === 0) {
        this.#at++
        return { kind: 'unknown', line: open.line, lastLine: line }
      }
    }
    return unknownAt(open)
  }

  #isSign(...signs: readonly string[]): boolean {
    const token = this.#tokens[this.#at]
    return token?.kind === 'sign' && signs.includes(token.text)
  }
}

function isEnd({ kind, text }: Token): boolean {
  return kind === 'line' || (kind === 'sign' && text === ';')
}

function unknownAt(token: Token | undefined): PythonNode {
  return { kind: 'unknown', line: token?.line ?? 1, lastLine: token?.lastLine ?? 1 }
}

function joined(a: PythonNode | undefined, b: PythonNode): PythonNode {
  const lines = { line: a?.line ?? b.line, lastLine: b.lastLine }
  if (a?.kind === 'text' && b.kind === 'text') return { kind: 'text', text: a.text + b.text, ...lines }
  if (a?.kind === 'list' && b.kind === 'list')
    return { kind: 'list', items: [...a.items, ...b.items], ...lines }
  return { kind: 'unknown', ...lines }
}
