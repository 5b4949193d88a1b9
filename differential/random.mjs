/** Numbers that depend on a seed alone, so that a run can be repeated. Not for anything secret. */
export class Random {
  #state

  /** @param seed - Any text; the same text gives the same numbers. */
  constructor(seed) {
    // FNV-1a, so that neighbouring seeds have nothing in common after the first steps of the generator.
    let hash = 0x811c9dc5
    for (const character of String(seed)) hash = Math.imul(hash ^ character.codePointAt(0), 0x01000193)
    this.#state = hash >>> 0
    for (let step = 0; step < 4; step++) this.next()
  }

  /** From 0 up to but not including 1 (mulberry32). */
  next() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = this.#state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }

  /** A whole number from `least` to `most`, both included. */
  int(least, most) {
    return least + Math.floor(this.next() * (most - least + 1))
  }

  /** True in so many of a hundred cases. */
  chance(percent) {
    return this.next() * 100 < percent
  }

  pick(values) {
    return values[Math.floor(this.next() * values.length)]
  }

  /** One of the values, each as likely as its weight says. */
  weighted(weights) {
    const entries = Object.entries(weights)
    let left = this.next() * entries.reduce((sum, [, weight]) => sum + weight, 0)
    for (const [value, weight] of entries) if ((left -= weight) < 0) return value
    return entries.at(-1)[0]
  }

  /** The value in so many of a hundred cases, else undefined. `make` is only called then. */
  maybe(percent, make) {
    return this.chance(percent) ? make() : undefined
  }

  /** So many different ones of the values, in their order. */
  some(values, least = 0, most = values.length) {
    const count = Math.min(values.length, this.int(least, most))
    const left = values.map((value, index) => ({ value, index, key: this.next() }))
    return left
      .sort((a, b) => a.key - b.key)
      .slice(0, count)
      .sort((a, b) => a.index - b.index)
      .map(({ value }) => value)
  }

  /** As many values as drawn, made one by one. */
  list(least, most, make) {
    return Array.from({ length: this.int(least, most) }, (_, index) => make(index))
  }

  shuffle(values) {
    return values
      .map((value) => ({ value, key: this.next() }))
      .sort((a, b) => a.key - b.key)
      .map(({ value }) => value)
  }
}
