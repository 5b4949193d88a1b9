/** The pieces an ecosystem's versions are made of: those that may stand first, and those that may follow. */
export interface Alphabet {
  readonly heads: readonly string[]
  readonly tails: readonly string[]
}

export type Pair = readonly [string, string]

/** Another seed for every run, printed with what it found; TRUSTLIST_SEED repeats a run. */
export const seed = Number(process.env['TRUSTLIST_SEED'] ?? Date.now() % 2 ** 31)

/** Numbers below 1 that look random and follow from the seed alone (mulberry32). */
function randomFrom(start: number): () => number {
  let state = start
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Half of the pairs are drawn apart; in the other half the second is the first with a piece or a character changed. */
export function drawPairs({ heads, tails }: Alphabet, count: number): readonly Pair[] {
  const random = randomFrom(seed)
  const below = (limit: number) => Math.floor(random() * limit)
  const pick = (pieces: readonly string[]) => pieces[below(pieces.length)]!
  const draw = () => [pick(heads), ...Array.from({ length: below(5) }, () => pick(tails))]
  const changePiece = (pieces: readonly string[]) =>
    pieces.toSpliced(1 + below(pieces.length), below(2), ...(below(3) === 0 ? [] : [pick(tails)]))
  const changeCharacter = (text: string) => {
    const at = below(text.length)
    return text.slice(0, at) + pick([...tails, '0', '']).slice(0, 1) + text.slice(at + below(2))
  }
  return Array.from({ length: count }, () => {
    const pieces = draw()
    const a = pieces.join('')
    if (random() < 0.5) return [a, draw().join('')]
    const b = random() < 0.6 ? changePiece(pieces).join('') : changeCharacter(a)
    return [a, b === '' ? '0' : b]
  })
}
