/** Who needs whom in an SBOM, and what it describes, by the identifiers of its elements. */
export class SbomEdges {
  readonly described = new Set<string>()
  readonly #needs = new Map<string, Set<string>>()

  add(from: string, to: string): void {
    const known = this.#needs.get(from)
    if (known === undefined) this.#needs.set(from, new Set([to]))
    else known.add(to)
  }

  needsOf(id: string): readonly string[] {
    return [...(this.#needs.get(id) ?? [])]
  }

  isNeededBy(id: string, needed: string): boolean {
    return this.#needs.get(id)?.has(needed) === true
  }
}
