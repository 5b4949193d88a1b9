import { typeOfPattern, type Pattern } from '../purl/pattern.js'

/**
 * Packages that are named with several sets of qualifiers, one of which may be none: these speak about one another. Nearly
 * every package stands alone.
 */
export class Kin {
  /** By path without qualifiers: those with which it was named first. */
  readonly #qualifiers = new Map<string, string>()
  /** Paths that are named with several. */
  readonly #several = new Set<string>()
  readonly #types = new Set<string>()

  /** Takes note of a name. */
  add(pattern: Pattern): void {
    const mark = pattern.indexOf('?')
    if (mark < 0) return
    this.#types.add(typeOfPattern(pattern))
    const path = pattern.slice(0, mark)
    const qualifiers = pattern.slice(mark)
    const first = this.#qualifiers.get(path)
    if (first === undefined) this.#qualifiers.set(path, qualifiers)
    else if (first !== qualifiers) this.#several.add(path)
  }

  /** Whether a package of this type could have kin: none has where nobody writes qualifiers. */
  isOf(type: string): boolean {
    return this.#types.has(type)
  }

  /**
   * Whether a package has kin.
   *
   * Asked of every package in the order of code units, when all names are noted: without qualifiers it then comes before
   * the same with some.
   */
  meets(pattern: Pattern): boolean {
    const mark = pattern.indexOf('?')
    if (mark >= 0) return this.#several.has(pattern.slice(0, mark))
    if (!this.#qualifiers.has(pattern)) return false
    this.#several.add(pattern)
    return true
  }
}
