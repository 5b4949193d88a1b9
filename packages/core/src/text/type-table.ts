const buckets = 32

/** The longest type that a table may have, in characters. */
const maxTypeLength = 31

interface Row<T> {
  readonly type: string
  readonly value: T
}

/**
 * A table by package type that is searched inside a longer text, as `pkg:pypi/…` and `vers:pypi/…` are: nothing is cut out
 * of the text and hashed, which for a list of a million entries takes longer than finding the value.
 */
export class TypeTable<T> {
  /** By the type's length and the low bits of its first letter. */
  readonly #rows: readonly (readonly Row<T>[] | undefined)[]

  /** @param values - By type; the types are ASCII, of at most 31 characters. */
  constructor(values: Iterable<readonly [type: string, value: T]>) {
    const rows = new Array<Row<T>[] | undefined>((maxTypeLength + 1) * buckets).fill(undefined)
    for (const [type, value] of values) {
      const key = type.length * buckets + (type.charCodeAt(0) & 31)
      rows[key] = [...(rows[key] ?? []), { type, value }]
    }
    this.#rows = rows
  }

  /** The value of the type that stands at `from`, followed by a slash. */
  find(text: string, from: number): T | undefined {
    let end = from
    while (end < from + maxTypeLength && text.charCodeAt(end) !== 0x2f) end++
    const rows = this.#rows[(end - from) * buckets + (text.charCodeAt(from) & 31)]
    if (rows === undefined) return undefined
    for (let index = 0; index < rows.length; index++) {
      const { type, value } = rows[index]!
      let at = 0
      while (at < type.length && text.charCodeAt(from + at) === type.charCodeAt(at)) at++
      if (at === type.length && text.charCodeAt(from + at) === 0x2f) return value
    }
    return undefined
  }
}
