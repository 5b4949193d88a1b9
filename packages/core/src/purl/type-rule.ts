/** Which parts of a package URL a type lower-cases in its canonical form. */
export type FoldedPart = 'namespace' | 'name' | 'version' | 'subpath'

/** What the registered definition of a package type rules, as far as a machine can read it there. */
export interface TypeRule {
  readonly namespace: 'required' | 'optional' | 'prohibited'
  readonly lowerCase: readonly FoldedPart[]
  /** One character that the canonical name replaces by another. */
  readonly replaced?: readonly [string, string]
  readonly permitted?: Readonly<Partial<Record<FoldedPart, RegExp>>>
  /** Every qualifier key that the definition names. */
  readonly qualifiers: readonly string[]
  readonly requiredQualifiers: readonly string[]
}
