/** An element of an array: from `start` to `end` of the file's bytes, without the comma behind it. */
export interface ElementPlace {
  readonly start: number
  readonly end: number
}

/** The name by which an element is sorted, read from its first bytes; undefined where it does not begin as it should. */
export type NameReader = (bytes: Uint8Array, start: number) => string | undefined

const lineFeed = 0x0a
const comma = 0x2c

/**
 * The elements of an array that stand one a line, sorted by a name with which each begins: found by binary search, so that
 * nothing else has to be read. Only for bytes whose digest was checked.
 *
 * What it gives is what reading the whole array would give, as long as the elements are sorted. Whether each line it
 * relies on is one element is checked, since layout is free; the order is not.
 *
 * @spec document#layout
 */
export class SortedLines {
  readonly #bytes: Uint8Array
  readonly #start: number
  readonly #end: number
  readonly #nameAt: NameReader

  /**
   * @param start - Where the first line begins.
   * @param end - Behind the last element; the array is not empty.
   */
  constructor(bytes: Uint8Array, start: number, end: number, nameAt: NameReader) {
    this.#bytes = bytes
    this.#start = start
    this.#end = end
    this.#nameAt = nameAt
  }

  /**
   * Every element whose name begins with `prefix` and is wanted: they follow one another.
   *
   * @param isWanted - False from some name on.
   * @returns Undefined where the elements do not stand one a line.
   */
  select(prefix: string, isWanted: (name: string) => boolean): readonly ElementPlace[] | undefined {
    const first = this.#findFirst(prefix)
    if (first === undefined || !this.#isOneElement(this.#lineBefore(first))) return undefined
    const found: ElementPlace[] = []
    for (let start = first; start < this.#end;) {
      const name = this.#nameAt(this.#bytes, start)
      if (name === undefined) return undefined
      if (!isWanted(name)) break
      const line = { start, end: this.#lineEnd(start) }
      if (!this.#isOneElement(line)) return undefined
      found.push(this.#elementOf(line))
      start = line.end + 1
    }
    return found
  }

  /** Where the first line begins whose name is not below the given one; the end where there is none. */
  #findFirst(name: string): number | undefined {
    let low = this.#start
    let high = this.#end
    while (low < high) {
      const middle = (low + high) >>> 1
      const start = this.#lineStart(middle, low)
      const found = this.#nameAt(this.#bytes, start)
      if (found === undefined) return undefined
      if (found < name) low = Math.min(this.#lineEnd(middle) + 1, this.#end)
      else high = start
    }
    return low
  }

  #lineStart(inside: number, least: number): number {
    let start = inside
    while (start > least && this.#bytes[start - 1] !== lineFeed) start--
    return start
  }

  #lineEnd(inside: number): number {
    const end = this.#bytes.indexOf(lineFeed, inside)
    return end < 0 || end > this.#end ? this.#end : end
  }

  /** The line that ends where another begins; undefined before the first. */
  #lineBefore(start: number): ElementPlace | undefined {
    if (start === this.#start) return undefined
    const end = start === this.#end ? start : start - 1
    return { start: this.#lineStart(end, this.#start), end }
  }

  /** Less the comma, which stands behind every element but the last. */
  #elementOf({ start, end }: ElementPlace): ElementPlace {
    return { start, end: end === this.#end ? end : end - 1 }
  }

  /** Whether a line is one element and its comma; two on a line would hide the second one from the search. */
  #isOneElement(line: ElementPlace | undefined): boolean {
    if (line === undefined) return true
    if (line.end < this.#end && this.#bytes[line.end - 1] !== comma) return false
    const { start, end } = this.#elementOf(line)
    try {
      JSON.parse(new TextDecoder().decode(this.#bytes.subarray(start, end)))
      return true
    } catch {
      return false
    }
  }
}
