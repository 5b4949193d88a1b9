/** What the catalogue says of a problem code once for all its occurrences. */
export interface CatalogueEntry {
  readonly severity: 'error' | 'warning' | 'notice'
  /** How a command ends on it: 1, the question was answered with no; 3, the input was refused; 4, the outside failed. */
  readonly exit: 0 | 1 | 3 | 4
  /** `page#anchor` of the specification. */
  readonly spec: string
  /** One line for people who look the code up. */
  readonly title: string
  /** The usual action that mends it. */
  readonly mend: string
}

export type CatalogueTable = Readonly<Record<`${string}/${string}`, CatalogueEntry>>
