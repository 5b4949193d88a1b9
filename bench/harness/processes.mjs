import { spawnSync } from 'node:child_process'
import { median } from './compare.mjs'

/**
 * Times whole processes against each other, interleaved as in compare.mjs.
 *
 * @param commands - By name: `{ program, args, exit, env }`, the program, node where absent, its arguments, the exit code
 *   that is expected, and the environment.
 */
export function compareProcesses(commands, rounds) {
  const names = Object.keys(commands)
  const samples = Object.fromEntries(names.map((name) => [name, []]))
  for (let round = -2; round < rounds; round++) {
    for (let turn = 0; turn < names.length; turn++) {
      const name = names[(round + 2 + turn) % names.length]
      const ms = timeProcess(commands[name])
      // The first two rounds bring the files into the machine's cache.
      if (round >= 0) samples[name].push(ms)
    }
  }
  return Object.fromEntries(
    names.map((name) => [name, { medianMs: median(samples[name]), leastMs: Math.min(...samples[name]) }]),
  )
}

function timeProcess({ program = process.execPath, args, exit = 0, env = process.env }) {
  const start = performance.now()
  const { status, stderr } = spawnSync(program, args, { stdio: ['ignore', 'ignore', 'pipe'], env })
  const ms = performance.now() - start
  if (status !== exit)
    throw new Error(`expected exit ${exit} of ${program} ${args.join(' ')}, got ${status}\n${stderr}`)
  return ms
}

/**
 * Peak resident memory of work in a process of its own, less that of a process that only loads the same code.
 *
 * @param script - Prints `process.resourceUsage().maxRSS` at its end; its first argument says what to do.
 */
export function peakBytes(script, task, ...args) {
  return measure(script, task, ...args) - measure(script, 'nothing')
}

function measure(...args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}\n${stderr}`)
  return Number(stdout) * 1024
}
