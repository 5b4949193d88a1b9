import type { DecidingOverride, Material, Row } from './speakers.js'
import type { Statement } from './statement.js'

/** A publisher's statements are disregarded until a day: all of them, or those with a reference. */
export interface Disregard {
  readonly publisher: number
  readonly reference: string | undefined
  readonly until: number
}

/** What speaks about a package besides the statements on its own name. */
export class Surroundings {
  readonly #statements: readonly Statement[]
  readonly #overrides: readonly DecidingOverride[]
  readonly #rows: readonly Row[]
  readonly #disregards: readonly Disregard[]
  /** Publishers whose scope does not reach the package. */
  readonly #silent: ReadonlySet<number>

  constructor(
    statements: readonly Statement[],
    overrides: readonly DecidingOverride[],
    rows: readonly Row[],
    disregards: readonly Disregard[],
    silent: ReadonlySet<number>,
  ) {
    this.#overrides = overrides
    this.#rows = rows
    this.#disregards = disregards
    this.#silent = silent
    this.#statements = this.#heard(statements)
  }

  /** Everything that speaks, with what is said on the package's own name. */
  with(own: readonly Statement[]): Material {
    const heard = this.#heard(own)
    const statements = this.#statements.length === 0 ? heard : [...heard, ...this.#statements]
    return { statements, overrides: this.#overrides, rows: this.#rows }
  }

  /** Less what is out of its publisher's scope; what is disregarded says until when. */
  #heard(statements: readonly Statement[]): readonly Statement[] {
    const inScope =
      this.#silent.size === 0
        ? statements
        : statements.filter(({ voice: { publisher } }) => !this.#silent.has(publisher))
    return this.#disregards.length === 0
      ? inScope
      : inScope.map((each) => withDisregards(each, this.#disregards))
  }
}

function withDisregards(statement: Statement, disregards: readonly Disregard[]): Statement {
  let { disregardedUntil } = statement
  for (const { publisher, reference, until } of disregards) {
    if (publisher !== statement.voice.publisher) continue
    if (reference !== undefined && statement.references?.includes(reference) !== true) continue
    disregardedUntil = Math.max(disregardedUntil, until)
  }
  return disregardedUntil === statement.disregardedUntil ? statement : { ...statement, disregardedUntil }
}
