import { median } from './compare.mjs'

/** A sample shorter than this is repeated within itself: the kernel counts coarsely. */
const leastSampleMs = 50

/**
 * As `compare`, but counting the processor's time instead of the clock's, so that figures that are no ratios (a million
 * a second) mean the same on a busy machine. The time of V8's helper threads counts too.
 *
 * @param leastMs - A shorter sample is repeated within itself. Sweeping the heap before a sample costs compiled code too, so
 *   what a long run is to be compared with takes as long.
 * @returns By name: `medianMs` and `leastMs` of one run.
 */
export function compareCpu(candidates, rounds, leastMs = leastSampleMs) {
  const names = Object.keys(candidates)
  const repeats = Object.fromEntries(names.map((name) => [name, warmUp(candidates[name], leastMs)]))
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

function warmUp(run, leastMs) {
  // Until compiled, or once where one run is long.
  for (let runs = 0, ms = 0; runs < 5 && ms < 2000; runs++) ms += sample(run, 1)
  return Math.max(1, Math.ceil(leastMs / Math.max(0.1, sample(run, 1))))
}

function sample(run, repeats) {
  globalThis.gc?.()
  let kept
  const start = process.cpuUsage()
  for (let left = repeats; left > 0; left--) kept = run()
  const { user, system } = process.cpuUsage(start)
  // What a run gives is used, so that nothing is optimised away.
  if (kept === undefined) throw new Error('a candidate must give something back')
  return (user + system) / 1000 / repeats
}
