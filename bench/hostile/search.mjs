import { randomFrom } from '../lists/random.mjs'

const length = 4096
const tries = 400

/**
 * Looks for a text of at most 4,096 characters that costs a reader much: random heads, repeated pieces and tails of its
 * grammar first, then small changes of the worst ones. The seed is fixed: the same code is searched the same way, though
 * what the clock calls worst may differ.
 *
 * @returns The worst text and how many times a typical one of the same length it costs; both timed again at the end.
 */
export function searchWorst({ name, read, typical, heads, tails, pieces, counted }) {
  const random = randomFrom([...name].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7))
  for (let warm = 0; warm < 200; warm++) read(typical)
  const grammar = { heads, tails, pieces, counted }
  let worst = []
  for (let index = 0; index < tries; index++) {
    const recipe =
      index < tries / 2 || worst.length === 0
        ? draw(random, grammar)
        : change(random, random.oneOf(worst), grammar)
    const text = toText(recipe)
    worst.push({ ...recipe, text, ms: least(read, text, 3) })
    worst = worst.sort((a, b) => b.ms - a.ms).slice(0, 8)
  }
  const typicalMs = least(read, typical, 60)
  const again = worst.map(({ text }) => ({ text, ratio: least(read, text, 30) / typicalMs }))
  return again.reduce((a, b) => (b.ratio > a.ratio ? b : a))
}

function draw(random, { heads, tails, pieces, counted }) {
  return {
    head: random.oneOf(heads),
    repeated: Array.from({ length: 1 + random.below(4) }, () => random.oneOf(pieces)),
    tail: random.oneOf(tails),
    share: random.chance(0.3) ? random.below(100) / 100 : 1,
    counted: counted !== undefined && random.chance(0.3) ? counted : undefined,
    end: random.oneOf(pieces),
  }
}

function change(random, recipe, grammar) {
  const other = draw(random, grammar)
  const part = random.oneOf(['head', 'repeated', 'tail', 'share', 'counted', 'end', 'piece'])
  if (part !== 'piece') return { ...recipe, [part]: other[part] }
  const repeated = [...recipe.repeated]
  repeated.splice(random.below(repeated.length + 1), random.below(2), random.oneOf(grammar.pieces))
  return { ...recipe, repeated: repeated.length === 0 ? other.repeated : repeated }
}

/** `share` of the length is the repeated pieces, the rest a run of one more; or numbered parts, all different. */
function toText({ head, repeated, tail, share, counted, end }) {
  const room = length - head.length - tail.length
  let middle = ''
  if (counted === undefined)
    middle = repeat(repeated.join(''), room * share) + repeat(end, room * (1 - share))
  else for (let index = 0; middle.length < room - 20; index++) middle += counted(index)
  return (head + middle + tail).slice(0, length)
}

function repeat(piece, room) {
  return piece.repeat(Math.max(0, Math.floor(room / piece.length)))
}

/** The least of some runs: what disturbs the machine only adds. */
function least(read, text, runs) {
  let best = Infinity
  for (let run = 0; run < runs; run++) {
    const start = performance.now()
    read(text)
    best = Math.min(best, performance.now() - start)
  }
  return best
}
