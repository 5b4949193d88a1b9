import { typeOfPattern, type Pattern } from '../purl/pattern.js'

/**
 * What is the same for all packages of one type. Packages come in the order of their names, so those of one type stand
 * together, and it is worked out once for each type.
 */
export class TypeRun<T> {
  readonly #toFacts: (type: string) => T
  #head = ''
  #facts: T | undefined

  constructor(toFacts: (type: string) => T) {
    this.#toFacts = toFacts
  }

  /** What holds for the type of this package. */
  of(pattern: Pattern): T {
    if (this.#head === '' || !pattern.startsWith(this.#head)) {
      const type = typeOfPattern(pattern)
      this.#head = `pkg:${type}/`
      this.#facts = this.#toFacts(type)
    }
    return this.#facts!
  }
}
