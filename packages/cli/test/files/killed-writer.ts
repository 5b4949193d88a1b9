import process from 'node:process'
import { createOutput, writeOutput } from '../../src/files/write-output.js'
import type { Files } from '../../src/world.js'
import { testWorld } from '../world/test-world.js'

// Writes `contents` to `path` as `how` says, and is killed before its system call number `killAt`.
const [how, path = '', contents = '', killAt = ''] = process.argv.slice(2)
let callsLeft = Number(killAt)

function counted<A extends readonly unknown[], R>(call: (...given: A) => R): (...given: A) => R {
  return (...given) => {
    if (callsLeft-- === 0) process.kill(process.pid, 'SIGKILL')
    return call(...given)
  }
}

function each<T extends object>(calls: T): T {
  const wrapped = Object.entries(calls).map(([name, call]) => [
    name,
    counted(call as (...given: unknown[]) => unknown),
  ])
  return Object.fromEntries(wrapped) as T
}

const { world } = testWorld({
  folder: process.cwd(),
  files: (real: Files) =>
    each({
      ...real,
      create: (name: string, mode: number) => {
        const file = real.create(name, mode)
        return each({ ...file, write: (bytes: Uint8Array) => file.write(bytes.subarray(0, 4)) })
      },
    }),
})
const result = (how === 'create' ? createOutput : writeOutput)(world, path, Buffer.from(contents))
process.exitCode = result.ok ? 0 : 1
