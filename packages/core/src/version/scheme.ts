/** Why an ecosystem refuses a version, and where in the text (UTF-16 offset). */
export class VersionFault {
  constructor(
    readonly why: string,
    readonly offset = 0,
  ) {}
}

/**
 * How one ecosystem reads and orders versions. Each scheme mirrors one document, which its file cites.
 *
 * `V` is the scheme's own parsed form; it is only ever handed back to the scheme that made it.
 */
export interface VersionScheme<V = unknown> {
  /** The VERS type, for instance `pypi`. */
  readonly id: string
  /** False where versions are equal or not and nothing more: a range over such a scheme is an error. */
  readonly ordered: boolean
  /** Parses what the ecosystem accepts and refuses the rest; never throws. */
  parse(text: string): V | VersionFault
  /** Negative, zero or positive. Total and transitive over everything `parse` accepts; zero means the same version. */
  compare(a: V, b: V): number
  /** Whether the ecosystem regards it as coming before a release (alpha, rc, dev, Debian's `~`, …). */
  isPreRelease(version: V): boolean
  /** The one spelling of a version that the ecosystem prefers, where its document defines one (PEP 440 does). */
  normalForm?(text: string): string | VersionFault
}
