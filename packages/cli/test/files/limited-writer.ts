import process from 'node:process'
import { exitOfAll } from '../../src/exit.js'
import { createOutput, writeOutput } from '../../src/files/write-output.js'
import { nodeWorld } from '../../src/node-world.js'

// Writes so many bytes to `path` in the real world, as the program does, and tells how it went.
const [how, path = '', byteCount = ''] = process.argv.slice(2)
const world = nodeWorld({
  env: {},
  cwd: () => process.cwd(),
  stdin: () => process.stdin,
  columns: () => undefined,
  isTerminal: () => false,
  terminal: () => undefined,
  ignoreSignal: (name) => void process.on(name, () => undefined),
  beforeEnd: () => () => undefined,
  endGroup: () => false,
  pid: process.pid,
  isRunning: () => true,
})
const result = (how === 'create' ? createOutput : writeOutput)(world, path, new Uint8Array(Number(byteCount)))
if (!result.ok) {
  world.stdout.write(`${result.problems[0].code} ${result.problems[0].what}\n`)
  process.exitCode = exitOfAll(result.problems)
}
