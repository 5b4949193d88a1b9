/** Numbers that only look random: the same seed gives the same list on every machine (mulberry32). */
export function randomFrom(seed) {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const below = (count) => Math.floor(next() * count)
  return {
    below,
    chance: (probability) => next() < probability,
    oneOf: (choices) => choices[below(choices.length)],
    /** `weighted` is an array of `[choice, weight]`. */
    weighted: (weighted) => {
      let left = next() * weighted.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [choice, weight] of weighted) if ((left -= weight) < 0) return choice
      return weighted.at(-1)[0]
    },
  }
}
