/** A sample shorter than this is repeated within itself: the clock and the collector are coarse. */
const leastSampleMs = 20

/**
 * Times several functions against each other: in every round each runs once, in turning order, so that what disturbs the
 * machine disturbs all of them alike. Before each sample the heap is swept where node was started with --expose-gc.
 *
 * @param candidates - By name; each returns something, so that nothing is optimised away.
 * @returns By name: `medianMs` and `leastMs` of one run, over the rounds.
 */
export function compare(candidates, rounds) {
  const names = Object.keys(candidates)
  const repeats = Object.fromEntries(names.map((name) => [name, warmUp(candidates[name])]))
  const samples = Object.fromEntries(names.map((name) => [name, []]))
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < names.length; turn++) {
      const name = names[(round + turn) % names.length]
      samples[name].push(sample(candidates[name], repeats[name]))
    }
  }
  return Object.fromEntries(
    names.map((name) => [name, { medianMs: median(samples[name]), leastMs: Math.min(...samples[name]) }]),
  )
}

/** Runs until compiled, or twice where one run is long; returns how many runs make a sample. */
function warmUp(run) {
  const start = performance.now()
  let runs = 0
  let lastMs
  do {
    lastMs = sample(run, 1)
    runs++
  } while (runs < 2 || (performance.now() - start < 300 && runs < 200))
  return Math.max(1, Math.ceil(leastSampleMs / lastMs))
}

/** What the latest run returned: held, so that no run is optimised away. */
const held = [undefined]

function sample(run, repeats) {
  held[0] = undefined
  globalThis.gc?.()
  const start = performance.now()
  for (let left = repeats; left > 0; left--) held[0] = run()
  return (performance.now() - start) / repeats
}

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** One timing over another (or over a sum of others): by the medians, and by the least disturbed samples. */
export function ratioOf(timing, ...floors) {
  const sum = (member) => floors.reduce((total, each) => total + each[member], 0)
  return { value: timing.medianMs / sum('medianMs'), least: timing.leastMs / sum('leastMs') }
}
